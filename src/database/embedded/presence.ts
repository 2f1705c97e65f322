/**
 * How a server knows that it is still needed. Its socket folder holds a FIFO that every instance keeps open for
 * writing; the supervisor reads from it. The kernel reports end-of-file when the last writer is gone, however it
 * went, SIGKILL included; so there is nothing to count, to renew or to clean up, and no instance is special.
 *
 * An open FIFO alone does not prove that its reader has not just seen end-of-file. So an instance writes its name, and
 * the supervisor answers by creating a file of that name: from then on end-of-file cannot come before the instance goes.
 */
import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { closeSync, constants, openSync, writeSync } from "node:fs";
import { readdir, rm } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { exists } from "./exists";
import { isAlive } from "./lock-file";
import type { ServerUser } from "./run-as";

const ANSWER_LIMIT_MS = 5_000;
const run = promisify(execFile);
const fifoIn = (socketDir: string): string => path.join(socketDir, "alive");

/** This instance's claim on a server. */
export interface Presence {
  /** Gives the claim up; the server stops when nobody has one. */
  end(): Promise<void>;
}

/** The two ends of a new FIFO; `reader` is for the supervisor, `writer` becomes the first presence. */
export interface Line {
  readonly reader: number;
  readonly writer: number;
}

/** Makes the FIFO as the server's user. Both ends are open before the supervisor starts, so no kill falls between. */
export async function openLine(socketDir: string, user: ServerUser): Promise<Line> {
  const fifo = fifoIn(socketDir);
  await run("mkfifo", ["-m", "600", fifo], { ...user.identity, cwd: "/" });
  // Opening one end waits for the other. Only a non-blocking reader is let in alone, and a shell cannot use one.
  const first = openSync(fifo, constants.O_RDONLY | constants.O_NONBLOCK);
  const writer = openSync(fifo, constants.O_WRONLY);
  const reader = openSync(fifo, constants.O_RDONLY);
  closeSync(first);
  return { reader, writer };
}

/** Claims a running server, or returns null when nobody answers: it is stopping, or has no supervisor. */
export async function joinLine(socketDir: string): Promise<Presence | null> {
  try {
    // Without O_CREAT, which "w" would imply; non-blocking, so that a missing reader is an error and not a wait.
    return await announce(socketDir, openSync(fifoIn(socketDir), constants.O_WRONLY | constants.O_NONBLOCK));
  } catch (error) {
    if (["ENOENT", "ENXIO"].includes((error as NodeJS.ErrnoException).code ?? "")) return null;
    throw error;
  }
}

/** Says our name on an open line and waits for the answer; closes the line when there is none. */
export async function announce(socketDir: string, writer: number): Promise<Presence | null> {
  const name = `instance-${process.pid}-${randomUUID()}`;
  const card = path.join(socketDir, name);
  if (!say(writer, name) || !(await isAnswered(card, socketDir))) {
    closeSync(writer);
    return null;
  }
  return {
    end: async () => {
      await rm(card, { force: true });
      closeSync(writer);
    },
  };
}

/** True when another live process has a claim. A process that was killed leaves its card, so the number is checked. */
export async function someoneIsPresent(socketDir: string): Promise<boolean> {
  const names = await readdir(socketDir).catch(() => []);
  return names.some((name) => name.startsWith("instance-") && isAlive(Number.parseInt(name.split("-")[1]!, 10)));
}

function say(writer: number, name: string): boolean {
  try {
    writeSync(writer, `${name}\n`);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EPIPE") return false; // the reader has gone since we opened it
    throw error;
  }
}

async function isAnswered(card: string, socketDir: string): Promise<boolean> {
  const limit = Date.now() + ANSWER_LIMIT_MS;
  while (!(await exists(card))) {
    if (Date.now() > limit || !(await exists(fifoIn(socketDir)))) return false;
    await sleep(5);
  }
  return true;
}
