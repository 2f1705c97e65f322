/**
 * A server that was killed, or that crashed, under instances that live on. Each of them sees by itself that it has gone
 * and reaches for the data folder as it did at its start: one starts the next server, which recovers what was committed,
 * and the others join it. No instance is special, and none tells another.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { findLock } from "./lock-file";
import { reachServer, type Server } from "./server";
import type { Site } from "./start";

const WATCH_MS = 200;
const PAUSE_MS = 2_000;

/** A claim that outlives its server. */
export interface Following {
  readonly server: () => Server;
  /** From now on the server is watched, and `moved` told of every one that takes its place. */
  watch(moved: (server: Server) => void): void;
  /** Ends the watch and gives up the claim. */
  leave(): Promise<void>;
}

export function follow(site: Site, first: Server): Following {
  let server = first;
  let watching: Promise<void> | undefined;
  const left = new AbortController();
  /** Cut short when the instance leaves; a watch alone may not keep its process from ending. */
  const pause = (ms: number): Promise<void> =>
    sleep(ms, undefined, { ref: false, signal: left.signal }).catch(() => undefined);

  const hasGone = async (): Promise<boolean> => (await findLock(site.dataDir))?.pid !== server.pid;

  const watchUntilLeft = async (moved: (server: Server) => void): Promise<void> => {
    for (; !left.signal.aborted; await pause(WATCH_MS)) {
      if (!(await hasGone())) continue;
      site.log(`PostgreSQL ${server.pid} has gone: starting it again on the same data`);
      const next = await reachAgain();
      if (!next) return;
      const before = server;
      server = next;
      await before.leave();
      moved(server);
      site.log(`PostgreSQL ${server.pid} serves`);
    }
  };

  /** However long it takes: a full disk may be emptied. Null once there is nobody left who wants it. */
  const reachAgain = async (): Promise<Server | null> => {
    while (!left.signal.aborted) {
      try {
        return await reachServer(site);
      } catch (error) {
        site.log((error as Error).message);
        await pause(PAUSE_MS);
      }
    }
    return null;
  };

  return {
    server: () => server,
    watch: (moved) => {
      watching ??= watchUntilLeft(moved);
    },
    leave: async () => {
      left.abort();
      await watching;
      await server.leave();
    },
  };
}
