import { createHash } from "node:crypto";
import { realpath } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { Client } from "pg";
import { findBinaries } from "./binaries";
import { ensureCluster } from "./cluster";
import { makeFolder } from "./draft";
import { follow } from "./follow";
import { canReach, chooseServerUser, isRoot, type ServerUser } from "./run-as";
import { reachServer, type Server } from "./server";

type Log = (line: string) => void;

/** Which server to run, and for what. */
export interface EmbeddedOptions {
  /** Where the data lives; made when it is not there. Put the server's major version in its name: "…/pg18". */
  readonly dataDir: string;
  /** The database that `url` names; made when it is not there. */
  readonly database?: string;
  /** For tests: nothing is flushed to disk, so a power cut may destroy the data. */
  readonly ephemeral?: boolean;
  /** Takes what the operator should know, line by line; stderr when left out. */
  readonly log?: Log;
  /**
   * Where programs (and, for root, data) go that the server's user cannot reach in the project. For root that is
   * /var/lib, because cleaners empty temporary folders; for others, who only ever need programs there, it is TMPDIR.
   */
  readonly shelf?: string;
}

/** A claim on an embedded PostgreSQL server. It also ends with the process, whichever way the process ends. */
export interface EmbeddedDatabase {
  /** Names a unix socket: `postgresql://postgres@/app?host=…&port=…`. */
  readonly url: string;
  /** Where the data really is. */
  readonly dataDir: string;
  /** True when this call started the server, false when it joined one. Both may stop in any order. */
  readonly owner: boolean;
  /** The server's process. */
  readonly pid: number;
  /** From now on a server that was killed is started again, and `moved` is told the URL of the one in its place. */
  keepUp(moved: (url: string) => void): void;
  /** Gives up the claim. The last one to go stops the server and waits for it. */
  stop(): Promise<void>;
}

/**
 * Starts PostgreSQL from the npm binaries, or joins the server that already runs on the data folder.
 * The server stops when the last process that uses it is gone, even if that process was killed.
 *
 * @throws Error that says what to do; when the platform has no binaries, to set DATABASE_URL
 */
export async function bootEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const log = options.log ?? ((line) => void process.stderr.write(`[postgres] ${line}\n`));
  const shelf = options.shelf ?? (isRoot() ? "/var/lib/embedded-postgres" : os.tmpdir());
  const database = options.database ?? "app";

  const { dataDir, user } = await settle(path.resolve(options.dataDir), shelf, log);
  const binaries = await findBinaries(user, shelf, log);
  await ensureCluster(dataDir, user, binaries.initdb);
  const ephemeral = options.ephemeral ?? false;
  const site = { dataDir, user, postgres: binaries.postgres, ephemeral, log };
  const server = await reachServer(site);
  try {
    await ensureDatabase(server, database);
  } catch (error) {
    await server.leave();
    throw error;
  }
  const following = follow(site, server);
  let stopping: Promise<void> | undefined;
  return {
    url: urlOf(server, database),
    dataDir,
    owner: server.owner,
    pid: server.pid,
    keepUp: (moved) => following.watch((next) => moved(urlOf(next, database))),
    stop: () => (stopping ??= following.leave()),
  };
}

/** The data folder and its user: as asked, or on the shelf when the user cannot get there (a project of root's). */
async function settle(wanted: string, shelf: string, log: Log): Promise<{ dataDir: string; user: ServerUser }> {
  const parent = path.dirname(wanted);
  await makeFolder(parent);
  // One name for one folder, whichever way it was reached: instances find each other by it.
  const dataDir = await realpath(wanted).catch(async () => path.join(await realpath(parent), path.basename(wanted)));
  const user = await chooseServerUser(dataDir);
  if (!isRoot() || (await canReach(user, path.dirname(dataDir)))) return { dataDir, user };

  const place = createHash("sha256").update(dataDir).digest("hex").slice(0, 12);
  const instead = path.join(shelf, `data-${place}`);
  log(`${user.name}, who runs PostgreSQL, cannot reach ${dataDir}: the data is in ${instead}`);
  await makeFolder(shelf);
  return { dataDir: instead, user: await chooseServerUser(instead) };
}

const urlOf = (server: Server, database: string): string =>
  `postgresql://postgres@/${encodeURIComponent(database)}?host=${encodeURIComponent(server.socketDir)}&port=${server.port}`;

async function ensureDatabase(server: Server, name: string): Promise<void> {
  const client = new Client({ connectionString: urlOf(server, "postgres"), ssl: false });
  await client.connect();
  try {
    const { rowCount } = await client.query("select 1 from pg_database where datname = $1", [name]);
    if (!rowCount) await client.query(`create database ${client.escapeIdentifier(name)}`);
  } catch (error) {
    // duplicate_database, or unique_violation when both got past that check: another instance made it
    if (!["42P04", "23505"].includes((error as { code?: string }).code ?? "")) throw error;
  } finally {
    await client.end();
  }
}
