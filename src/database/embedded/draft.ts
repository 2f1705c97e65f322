import { chmod, mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import path from "node:path";
import { isAlive } from "./lock-file";

/**
 * Runs `work` with a new folder beside `target`, to be renamed to it when it is whole. So whatever happens, `target`
 * is either whole or absent. A folder that is left over is removed: now, or if we are killed, by the next one to come.
 */
export async function withDraft<T>(target: string, work: (draft: string) => Promise<T>): Promise<T> {
  const prefix = `${target}.draft-`;
  await removeAbandoned(prefix);
  const draft = await mkdtemp(`${prefix}${process.pid}-`);
  try {
    return await work(draft);
  } finally {
    await rm(draft, { recursive: true, force: true }).catch(() => undefined); // the error of `work` says more
  }
}

/** True when the rename of a draft failed because there is something at its target. */
export const isTaken = (error: unknown): boolean =>
  ["ENOTEMPTY", "EEXIST"].includes((error as NodeJS.ErrnoException).code ?? "");

/** Makes a folder that the server's user can pass through whatever our umask is; an existing one is left as it is. */
export async function makeFolder(folder: string): Promise<void> {
  try {
    if (await mkdir(folder, { recursive: true })) await chmod(folder, 0o755);
  } catch (error) {
    // Said in words, because of a read-only disk node says only that the folder is not there.
    const hint = "Name a place that can be written to, or set DATABASE_URL.";
    throw new Error(`${folder} cannot be made (${(error as Error).message}). ${hint}`, { cause: error });
  }
}

/** Only tidiness: a child of the one that was killed may still be writing there, and then it is left for next time. */
async function removeAbandoned(prefix: string): Promise<void> {
  const folder = path.dirname(prefix);
  const start = path.basename(prefix);
  const names = (await readdir(folder)).filter((name) => name.startsWith(start));
  const abandoned = names.filter((name) => !isAlive(Number.parseInt(name.slice(start.length), 10)));
  const gone = abandoned.map((name) => rm(path.join(folder, name), { recursive: true, force: true }));
  await Promise.allSettled(gone);
}
