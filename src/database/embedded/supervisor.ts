import { spawn } from "node:child_process";
import { serverEnvironment } from "./environment";
import type { ServerUser } from "./run-as";

/**
 * A shell that starts the server, listens to the instances (presence.ts) and outlives them all, so that the server is
 * stopped even when every instance was killed. Its standard input is the reading end of their FIFO.
 *
 * - "$@" closes fd 3: the server must not count as a listener.
 * - A command started in the background ignores SIGINT until it installs its own handler; hence the loop.
 * - SIGINT is PostgreSQL's fast shutdown: sessions end, data is flushed.
 * - `kill 0` ends the listener and its sleep; the group is ours alone, because the shell is started detached. Sessions
 *   of the server have groups of their own.
 * - SIGPIPE is ignored because a shell says on stderr that its command was killed, and the reader of stderr is the
 *   instance that started us, which may be gone.
 */
const SCRIPT = `
exec 3<&0 </dev/null
"$@" 3<&- & server=$!
(
  while read -r instance; do true >"$SOCKET_DIR/$instance"; done
  exec </dev/null
  while kill -INT $server; do sleep 1; done
) <&3 3<&- 2>/dev/null &
exec 3<&-
trap '' HUP INT PIPE TERM
wait $server; code=$?
kill 0
rm -rf "$SOCKET_DIR"
exit $code
`;

const LAST_WORDS_MS = 500;

/** A supervised server program, running or not. */
export interface Supervised {
  /** Becomes true when the supervisor has ended, and the server with it. */
  readonly ended: () => boolean;
  /** The latest that the server said on stderr. */
  readonly said: () => string;
  /** From now on every line that the server says goes to `log`. */
  readonly report: (log: (line: string) => void) => void;
}

/** Starts `command` under a supervisor that reads from `reader` (its end passes to the supervisor's keeping). */
export function supervise(command: readonly string[], socketDir: string, reader: number, user: ServerUser): Supervised {
  let ended = false;
  let said = "";
  let report = (_line: string): void => undefined;

  const shell = spawn("/bin/sh", ["-c", SCRIPT, "postgres-supervisor", ...command], {
    ...user.identity,
    env: { ...serverEnvironment(), SOCKET_DIR: socketDir },
    cwd: "/",
    detached: true, // its own session: Ctrl-C reaches us first, and the server only through us
    stdio: [reader, "ignore", "pipe"],
  });
  shell.on("close", () => (ended = true));
  shell.on("exit", () => {
    report("PostgreSQL has ended");
    setTimeout(() => (ended = true), LAST_WORDS_MS).unref(); // "close" waits for all who could still write
  });
  shell.on("error", (error) => {
    said += error.message;
    ended = true;
  });
  const stderr = shell.stderr!.setEncoding("utf8");
  stderr.on("data", (text: string) => {
    said = (said + text).slice(-8_000);
    for (const line of text.trimEnd().split("\n")) report(line);
  });
  stderr.on("error", () => undefined);
  // Neither may keep this process from ending: the supervisor is made to stay behind.
  shell.unref();
  (stderr as unknown as { unref(): void }).unref();

  return { ended: () => ended, said: () => said.trim(), report: (log) => void (report = log) };
}
