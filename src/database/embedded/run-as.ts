import { execFile } from "node:child_process";
import { readFile, stat } from "node:fs/promises";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Who the server runs as. `identity` is spread into spawn options; it is empty when the server runs as ourselves. */
export interface ServerUser {
  readonly name: string;
  readonly identity: { readonly uid?: number; readonly gid?: number };
}

/** True when we may, and because PostgreSQL refuses to run as root must, become another user. */
export const isRoot = (): boolean => process.getuid?.() === 0;

/**
 * Chooses the server's user: ourselves, or when we are root the owner of an existing data folder, else `nobody`, which
 * every distribution has; so no user is ever created on the host.
 *
 * @throws Error when root finds no `nobody`; it asks for DATABASE_URL
 */
export async function chooseServerUser(dataDir: string): Promise<ServerUser> {
  if (!isRoot()) return { name: `uid ${process.getuid?.()}`, identity: {} };

  const users = await knownUsers();
  const owner = await stat(dataDir).catch(() => undefined);
  if (owner && owner.uid !== 0) {
    return users.find((user) => user.identity.uid === owner.uid) ?? asUser(`uid ${owner.uid}`, owner.uid, owner.gid);
  }
  const nobody = users.find((user) => user.name === "nobody");
  if (nobody) return nobody;
  throw new Error('PostgreSQL cannot run as root and /etc/passwd has no user "nobody". Set DATABASE_URL.');
}

/** True when the server's user may enter (a folder) or run (a program) `target`; its parents count too. */
export async function canReach(user: ServerUser, target: string): Promise<boolean> {
  return run("/bin/sh", ["-c", 'test -x "$0"', target], { ...user.identity, cwd: "/" }).then(
    () => true,
    () => false,
  );
}

const asUser = (name: string, uid: number, gid: number): ServerUser => ({ name, identity: { uid, gid } });

async function knownUsers(): Promise<ServerUser[]> {
  const lines = (await readFile("/etc/passwd", "utf8")).split("\n");
  return lines
    .map((line) => line.split(":"))
    .filter((fields) => fields.length >= 4)
    .map(([name, , uid, gid]) => asUser(name!, Number(uid), Number(gid)));
}
