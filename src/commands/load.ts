/**
 * npm run load -- FILE.ndjson [--agency GP] [--run NAME] [--batch 1000]
 * npm run load -- EXTRACT --map MAPPING.yaml: what a partner sends in its own words, see `load-extract.ts`
 *
 * Loads contributions, one JSON object a line: what the mutation `contribute` takes, and `agency`, which may be left
 * out where --agency says it. What is refused goes to FILE.ndjson.refused.ndjson by line, with every fault and no
 * value. A load that stops, however it stops, goes on where it was when the same command is given again; a file that
 * has changed is read from its start, and what stands in the store already stays as it is.
 *
 * The database is DATABASE_URL (MIGRATION_DATABASE_URL migrates it), else the embedded one at DATA_DIR, which a running
 * gateway may be using. Exits 0 where nothing was refused, 1 where lines were, 2 where it cannot load.
 */
import { createHash } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";
import { z } from "zod";
import { makeDataSource } from "../../ormconfig";
import { readConfig } from "../config/config";
import { bootEmbedded } from "../database/embedded";
import { migrate } from "../database/migrate";
import { GATEWAY_SESSION, poolOf } from "../database/pool";
import { parseOrListFaults } from "../gateway/faults";
import { HubRepository } from "../governance/hub.repository";
import { CannotLoad } from "../load/cannot-load";
import { LineCheck } from "../load/check-line";
import { InputFile } from "../load/input-file";
import { load, type Loaded } from "../load/load";
import { Pace } from "../load/pace";
import { RefusedReport } from "../load/report";
import { Session } from "../load/session";
import { buildGatewaySchema } from "../schema";
import { loadByMapping, type Hub } from "./load-extract";

const USAGE = `usage: npm run -s load -- FILE.ndjson [--agency GP] [--run NAME] [--batch 1000]
       npm run -s load -- EXTRACT --map MAPPING.yaml [--dry-run] [--report REPORT.json] [--json] [--run NAME] [--batch 1000]`;

/**
 * A batch waits for no user; of two settings the later counts. A store that is being filled has no statistics yet, and
 * without sorting PostgreSQL has to take the index that gives the order which the statements ask for.
 */
const LOAD_SESSION = {
  extra: {
    options: `${GATEWAY_SESSION.extra.options} -c statement_timeout=300000 -c lock_timeout=60000 -c idle_in_transaction_session_timeout=300000 -c enable_sort=off`,
  },
  poolSize: 2,
};
/** A killed load's connection is gone long before. */
const PATIENCE_MS = 5000;

const shape = z.object({
  agency: z.string().optional(),
  run: z.string().min(1).max(200).optional(),
  batch: z.coerce.number().int().min(1).max(10_000).default(1000),
  map: z.string().min(1).optional(),
  "dry-run": z.boolean().default(false),
  report: z.string().min(1).optional(),
  json: z.boolean().default(false),
});
type Options = z.output<typeof shape>;

interface Console {
  readonly print: (line: string) => void;
  readonly complain: (line: string) => void;
}
type Later = (stop: () => Promise<unknown>) => void;

/** @returns the exit code */
export async function loadFile(
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
  { print, complain }: Console,
): Promise<number> {
  const stops: (() => Promise<unknown>)[] = [];
  try {
    const { path, options } = readArguments(args);
    const file = await InputFile.open(path);
    stops.push(() => file.close());
    const url = await openDatabase(environment, options["dry-run"], complain, (stop) => stops.push(stop));
    if (options.map !== undefined) {
      const hub = await openHub(url, (stop) => stops.push(stop));
      const { batch, run, report, json } = options;
      const asked = { map: options.map, dryRun: options["dry-run"], report, json, run, batch };
      return await loadByMapping(file, asked, hub, print);
    }
    const { loaded, rate } = await loadInto(url, file, options, complain, (stop) => stops.push(stop));
    for (const line of summaryOf(loaded, reportOf(path), rate)) print(line);
    return loaded.refused > 0 ? 1 : 0;
  } catch (error) {
    complain(wordsFor(error));
    return 2;
  } finally {
    // what cannot even be closed is lost with the process; it must not hide how the load went
    for (const stop of stops.reverse()) await stop().catch(() => undefined);
  }
}

function readArguments(args: readonly string[]): { path: string; options: Options } {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      agency: { type: "string" },
      run: { type: "string" },
      batch: { type: "string" },
      map: { type: "string" },
      "dry-run": { type: "boolean" },
      report: { type: "string" },
      json: { type: "boolean" },
    },
  });
  const [path] = positionals;
  const { agency, map } = values;
  // a mapping says whose it is, and without one there is nothing to report on
  const isForMapping = values["dry-run"] ?? values.report ?? values.json;
  const isMixed = map === undefined ? isForMapping !== undefined : agency !== undefined;
  if (!path || positionals.length > 1 || isMixed) throw new CannotLoad(USAGE);
  return { path, options: parseOrListFaults(shape, values, "arguments") };
}

/** @returns the URL of a database that is up to date; a dry run does not make it so */
async function openDatabase(
  environment: NodeJS.ProcessEnv,
  isDryRun: boolean,
  log: (line: string) => void,
  later: Later,
): Promise<string> {
  const { DATABASE_URL, MIGRATION_DATABASE_URL, DATA_DIR } = environment;
  // a load signs and answers nothing, so what only a gateway needs is not asked of it
  const config = readConfig({ DATABASE_URL, MIGRATION_DATABASE_URL, DATA_DIR, DEMONSTRATION: "true" });
  let url = config.databaseUrl;
  if (url === null) {
    const embedded = await bootEmbedded({ dataDir: config.dataDir, log: (line) => log(`[postgres] ${line}`) });
    later(() => embedded.stop());
    url = embedded.url;
  }
  const owner = makeDataSource(config.migrationDatabaseUrl ?? url, { poolSize: 1 });
  await owner.initialize();
  try {
    if (!isDryRun) await migrate(owner);
    else if (await owner.showMigrations())
      throw new CannotLoad("this database is not up to date; start the gateway on it first");
  } finally {
    await owner.destroy();
  }
  return url;
}

async function openHub(url: string, later: Later): Promise<Hub> {
  const dataSource = makeDataSource(url, LOAD_SESSION);
  await dataSource.initialize();
  later(() => dataSource.destroy());
  const pool = poolOf(dataSource);
  const hub = new HubRepository(pool);
  const { agencies } = await hub.latest();
  if (agencies.size === 0) throw new CannotLoad("this hub has no agencies yet; start the gateway on it first");
  const { catalogue } = await buildGatewaySchema(() => null);
  const client = await pool.connect();
  // the query under way tells of a lost connection; without a listener the event would end the process
  client.on("error", () => undefined);
  later(async () => client.release(true));
  return { client, hub, catalogue };
}

async function loadInto(
  url: string,
  file: InputFile,
  options: Options,
  complain: (line: string) => void,
  later: Later,
): Promise<{ loaded: Loaded; rate: number }> {
  const { client, hub, catalogue } = await openHub(url, later);
  const { agencies } = await hub.latest();
  if (options.agency !== undefined && !agencies.has(options.agency)) {
    throw new CannotLoad(`--agency: not an agency of this hub; it has ${[...agencies.keys()].sort().join(", ")}`);
  }
  const report = new RefusedReport(reportOf(file.path));
  later(() => report.close());
  const pace = new Pace(file.size, () => performance.now(), complain);
  const loaded = await load({
    session: new Session(client, { wait: (ms) => wait(ms), random: Math.random }),
    file,
    report,
    check: new LineCheck(catalogue, options.agency ?? null),
    run: options.run ?? runOf(file, options),
    lines: options.batch,
    patienceMs: PATIENCE_MS,
    stand: async () => ({ agencies: (await hub.latest()).agencies, at: Date.now() }),
    told: (progress) => pace.told(progress),
  });
  return { loaded, rate: pace.rate(loaded) };
}

/** Another agency makes other lines right, so it is another run. */
const runOf = (file: InputFile, { agency }: Options): string =>
  `file ${createHash("sha256")
    .update(JSON.stringify([file.fingerprint, agency]))
    .digest("hex")}`;

const reportOf = (file: string): string => `${file}.refused.ndjson`;

function summaryOf(loaded: Loaded, report: string, rate: number): string[] {
  const { line, accepted, unchanged, refused, wasFinished, unreported } = loaded;
  const counts = `${line} lines: ${accepted} accepted, ${unchanged} unchanged, ${refused} refused`;
  return [
    wasFinished
      ? `already loaded, nothing was done; to load it again give it another --run`
      : `loaded, ${rate} items a second`,
    counts,
    ...(refused > 0 ? [`what is wrong with the refused lines: ${report}`] : []),
    ...(unreported > 0 ? [`of ${unreported} lines refused earlier that report, changed since, says nothing`] : []),
  ];
}

/** The database's own words may quote what a line says, so of its errors only the code is told. */
function wordsFor(error: unknown): string {
  const { message, code, severity, query, syscall } = error as Partial<Record<string, string>>;
  const isDatabase = severity ?? query ?? (syscall === "connect" || /^Connection terminated/.test(message ?? ""));
  if (!isDatabase) return message ?? "the load stopped";
  return `the database failed or cannot be reached (${code ?? "connection lost"}); give the same command to go on`;
}

if (require.main === module) {
  void loadFile(process.argv.slice(2), process.env, {
    print: (line) => console.log(line),
    complain: (line) => console.error(line),
  }).then((code) => {
    process.exitCode = code;
  });
}
