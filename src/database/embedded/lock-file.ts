import { readFile } from "node:fs/promises";
import path from "node:path";

/** What a live server writes of itself into `postmaster.pid`. */
export interface LockFile {
  readonly pid: number;
  readonly socketDir: string;
  readonly port: number;
  /** True once it takes connections; false while it starts, recovers or stops. */
  readonly ready: boolean;
}

/** The server that holds the data folder, or null when there is none: no lock, or one that a killed server left. */
export async function findLock(dataDir: string): Promise<LockFile | null> {
  const text = await readFile(path.join(dataDir, "postmaster.pid"), "utf8").catch(() => "");
  const [pid, , , port, socketDir, , , status] = text.split("\n");
  if (!pid || !isAlive(Number(pid)) || !(await isServerOf(dataDir, Number(pid)))) return null;
  return { pid: Number(pid), port: Number(port), socketDir: socketDir ?? "", ready: status?.trim() === "ready" };
}

/** True when the process exists, whoever owns it. */
export function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false; // 0 and below are process groups
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/**
 * After a restart of the machine, or of a container, the number may belong to another program, or to the server of
 * another folder. Where there is no /proc we cannot tell.
 */
async function isServerOf(dataDir: string, pid: number): Promise<boolean> {
  const command = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => undefined);
  if (command === undefined) return true;
  const [program, ...words] = command.split("\0");
  return path.basename(program!) === "postgres" && words.includes(dataDir);
}
