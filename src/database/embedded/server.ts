import { rm } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { findLock, type LockFile } from "./lock-file";
import { joinLine, someoneIsPresent, type Presence } from "./presence";
import { start, type Refused, type Site } from "./start";

const POLL_MS = 10;
const NOTICE_MS = 10_000;
const REFUSAL_LIMIT_MS = 30_000;
const SILENCE_LIMIT_MS = 5_000;
const STOP_LIMIT_MS = 30_000;

/** A server that takes connections, and this instance's claim on it. */
export interface Server {
  readonly pid: number;
  readonly socketDir: string;
  readonly port: number;
  readonly owner: boolean;
  /** Gives up the claim. Waits until the server has stopped, unless another instance keeps it. */
  leave(): Promise<void>;
}

/**
 * Joins the server of the data folder, or starts one; any number of instances may do so at the same time.
 * A live server that is not ready (it recovers after a crash, or stops) is waited for: it ends in one of the two states.
 *
 * @throws Error with PostgreSQL's own words when it does not start
 */
export async function reachServer(site: Site): Promise<Server> {
  const notice = `still waiting for PostgreSQL in ${site.dataDir}; after a crash it recovers first`;
  const timer = setTimeout(() => site.log(notice), NOTICE_MS);
  try {
    return await joinOrStart(site);
  } finally {
    clearTimeout(timer);
  }
}

async function joinOrStart(site: Site): Promise<Server> {
  let refusedSince: number | undefined;
  for (;;) {
    const lock = await findLock(site.dataDir);
    const server = lock ? await join(site, lock) : await startOne(site);
    if (server && "leave" in server) return server;

    refusedSince = server ? (refusedSince ?? Date.now()) : undefined;
    if (server && Date.now() - refusedSince! > REFUSAL_LIMIT_MS) {
      const hint = `If no PostgreSQL runs there, remove postmaster.pid from ${site.dataDir}.`;
      throw new Error(`PostgreSQL did not start: ${server.reason}\n${hint}`);
    }
    await sleep(POLL_MS);
  }
}

async function startOne(site: Site): Promise<Server | Refused> {
  const result = await start(site);
  return "reason" in result ? result : claim(site, result.lock, result.presence, true, () => result.hush());
}

async function join(site: Site, lock: LockFile): Promise<Server | null> {
  const limit = Date.now() + SILENCE_LIMIT_MS;
  for (let now: LockFile | null = lock; now?.ready && now.pid === lock.pid; now = await findLock(site.dataDir)) {
    const presence = await joinLine(lock.socketDir);
    if (presence) return claim(site, lock, presence, false);
    if (Date.now() > limit) {
      site.log(`PostgreSQL ${lock.pid} was not started by us, or has lost its supervisor: we use it and never stop it`);
      return claim(site, lock, null, false);
    }
    await sleep(POLL_MS);
  }
  return null;
}

function claim(site: Site, lock: LockFile, presence: Presence | null, owner: boolean, hush = (): void => {}): Server {
  const leave = async (): Promise<void> => {
    if (!presence) return;
    hush(); // a stopping server says of every session that it was ended
    await presence.end();
    const limit = Date.now() + STOP_LIMIT_MS;
    while ((await findLock(site.dataDir))?.pid === lock.pid) {
      if (await someoneIsPresent(lock.socketDir)) return;
      if (Date.now() > limit) return site.log(`PostgreSQL ${lock.pid} is still stopping; it will end by itself`);
      await sleep(POLL_MS);
    }
    await rm(lock.socketDir, { recursive: true, force: true });
  };
  return { pid: lock.pid, socketDir: lock.socketDir, port: lock.port, owner, leave };
}
