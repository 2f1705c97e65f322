import { closeSync } from "node:fs";
import { chown, mkdtemp, rm } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { findLock, type LockFile } from "./lock-file";
import { announce, openLine, type Presence } from "./presence";
import type { ServerUser } from "./run-as";
import { supervise, type Supervised } from "./supervisor";

const POLL_MS = 10;

/** What it takes to serve one data folder. */
export interface Site {
  readonly dataDir: string;
  readonly user: ServerUser;
  readonly postgres: string;
  readonly ephemeral: boolean;
  readonly log: (line: string) => void;
}

/** A server that we started and that takes connections. */
export interface Started {
  readonly lock: LockFile;
  readonly presence: Presence;
  /** Stops reporting what the server says. */
  hush(): void;
}

/** The folder is in use: another instance was faster, or sessions of a killed server have not noticed its end yet. */
export interface Refused {
  readonly reason: string;
}

/**
 * Starts a server under a supervisor and waits for it, however long a recovery takes.
 *
 * @throws Error with PostgreSQL's own words
 */
export async function start(site: Site): Promise<Started | Refused> {
  // Not TMPDIR: a socket's path may have 107 bytes at most, and the server's user must be able to reach it.
  const socketDir = await mkdtemp("/tmp/epg-");
  let writer: number | undefined;
  try {
    const { uid, gid } = site.user.identity;
    if (uid !== undefined) await chown(socketDir, uid, gid!);
    const line = await openLine(socketDir, site.user);
    writer = line.writer;
    const supervised = launch(site, socketDir, line.reader);
    const lock = await readiness(site, socketDir, supervised);
    if (!lock) return refusal(supervised.said());

    const presence = await announce(socketDir, line.writer);
    writer = undefined; // the presence has closed it, or keeps it
    if (!presence) throw failure(supervised.said() || "its supervisor has ended");
    supervised.report(site.log);
    return { lock, presence, hush: () => supervised.report(() => undefined) };
  } finally {
    if (writer !== undefined) {
      closeSync(writer);
      await rm(socketDir, { recursive: true, force: true });
    }
  }
}

function launch(site: Site, socketDir: string, reader: number): Supervised {
  const settings = [
    "listen_addresses=", // no TCP port, so none can be taken or reached
    `unix_socket_directories=${socketDir}`,
    "unix_socket_permissions=0700",
    "max_connections=100",
    "logging_collector=off",
    "log_min_messages=fatal",
    "jit=off", // the package has no LLVM
    ...(site.ephemeral ? ["fsync=off", "synchronous_commit=off", "full_page_writes=off"] : []),
  ];
  const options = settings.flatMap((setting) => ["-c", setting]);
  try {
    return supervise([site.postgres, "-D", site.dataDir, "-p", "5432", ...options], socketDir, reader, site.user);
  } finally {
    closeSync(reader); // the supervisor has its own; ours would hide its end from those who join
  }
}

async function readiness(site: Site, socketDir: string, supervised: Supervised): Promise<LockFile | null> {
  while (!supervised.ended()) {
    const lock = await findLock(site.dataDir);
    if (lock?.ready && lock.socketDir === socketDir) return lock;
    await sleep(POLL_MS);
  }
  return null;
}

/** PostgreSQL's words for a folder in use; the lock file is seen empty, or gone, while another server is making it. */
const IN_USE =
  /lock file "postmaster.pid" (already exists|is empty)|bogus data in lock file|could not remove old lock file|pre-existing shared memory block/;

function refusal(said: string): Refused {
  if (IN_USE.test(said)) return { reason: said };
  throw failure(said);
}

const failure = (said: string): Error => new Error(`PostgreSQL did not start: ${said}`);
