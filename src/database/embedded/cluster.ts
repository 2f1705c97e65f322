import { execFile } from "node:child_process";
import { chown, rename } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { isTaken, withDraft } from "./draft";
import { serverEnvironment } from "./environment";
import { exists } from "./exists";
import type { ServerUser } from "./run-as";

const run = promisify(execFile);

/**
 * Makes sure that `dataDir` holds a cluster. A new one is made aside and renamed when it is whole, so neither a kill
 * nor a full disk leaves half a cluster behind, and of several instances at once exactly one wins.
 *
 * @throws Error with initdb's own words
 */
export async function ensureCluster(dataDir: string, user: ServerUser, initdb: string): Promise<void> {
  if (await isCluster(dataDir)) return;
  await withDraft(dataDir, async (draft) => {
    if (user.identity.uid !== undefined) await chown(draft, user.identity.uid, user.identity.gid!);
    await initialise(draft, user, initdb);
    await publish(draft, dataDir);
  });
}

const isCluster = (dataDir: string): Promise<boolean> => exists(path.join(dataDir, "PG_VERSION"));

async function initialise(folder: string, user: ServerUser, initdb: string): Promise<void> {
  // Trust is safe here: the only way in is a socket in a folder that no other user can enter. The built-in locale
  // sorts the same on every machine. Without --no-sync a busy disk makes the first start seconds longer, and all that
  // a power cut could cost then is a cluster that is still empty.
  const options = ["-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--locale-provider=builtin"];
  options.push("--builtin-locale=C.UTF-8", "--no-sync", "--no-instructions");
  try {
    await run(initdb, ["-D", folder, ...options], { ...user.identity, env: serverEnvironment(), cwd: "/" });
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: string };
    throw new Error(
      `initdb could not make a PostgreSQL cluster: ${stderr?.trim() || message}. ` +
        "If this machine cannot run the embedded PostgreSQL, set DATABASE_URL.",
      { cause: error },
    );
  }
}

async function publish(draft: string, dataDir: string): Promise<void> {
  try {
    await rename(draft, dataDir);
  } catch (error) {
    if (await isCluster(dataDir)) return; // another instance was faster
    const hindrance = isTaken(error)
      ? "is not empty and holds no PostgreSQL cluster: name another folder."
      : (error as NodeJS.ErrnoException).code === "EBUSY" &&
        "is a mount point, which cannot be replaced: name a folder inside it.";
    throw hindrance ? new Error(`${dataDir} ${hindrance}`, { cause: error }) : error;
  }
}
