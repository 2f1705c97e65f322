/**
 * npm run erase -- (--identifier SYSTEM:VALUE | --person UUID) --request REFERENCE
 *
 * Erases a person from the disclosure record: replaces the key by which it names them, so that nobody can tell whom
 * earlier records are about, while the chain and every proof stay as they are. For the controller, with the rights of the
 * tables' owner (MIGRATION_DATABASE_URL, or DATABASE_URL); the gateway's own role cannot. It cannot be undone.
 *
 * Exits 0 where it is done, 1 where there is no such person, 2 where it cannot.
 */
import { parseArgs } from "node:util";
import { makeDataSource } from "../../ormconfig";
import { readConfig } from "../config/config";
import { bootEmbedded } from "../database/embedded";
import { poolOf } from "../database/pool";

const USAGE = "usage: npm run -s erase -- (--identifier SYSTEM:VALUE | --person UUID) --request REFERENCE";
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

interface Console {
  readonly print: (line: string) => void;
  readonly complain: (line: string) => void;
}
interface Asked {
  readonly system: string | null;
  readonly value: string | null;
  readonly person: string | null;
  readonly request: string;
}

/** @returns the exit code */
export async function erase(
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
  { print, complain }: Console,
): Promise<number> {
  const stops: (() => Promise<unknown>)[] = [];
  try {
    const asked = readArguments(args);
    const dataSource = makeDataSource(await ownersUrl(environment, complain, stops), { poolSize: 1 });
    await dataSource.initialize();
    stops.push(() => dataSource.destroy());
    const pool = poolOf(dataSource);
    const { rows } = await pool.query<{ erased: boolean }>(
      `SELECT erase_from_record(id, $4) AS erased FROM person
       WHERE id = $3::uuid OR id = (SELECT person_id FROM person_identifier WHERE system = $1 AND value = $2
           AND confidence >= 0.95)`,
      [asked.system, asked.value, asked.person, asked.request],
    );
    if (rows[0]?.erased !== true) {
      complain("there is no such person; nothing was changed");
      return 1;
    }
    await pool.query("VACUUM person"); // the row's old version goes from the table too
    print("erased: nobody can tell any more whom the earlier records are about");
    print("what this does not erase: docs/guides/prove-what-was-released.md#erase-somebody-from-the-record");
    return 0;
  } catch (error) {
    const { message, code, severity } = error as Partial<Record<string, string>>;
    complain(severity || code?.startsWith("E") ? `the database refused or cannot be reached (${code})` : message!);
    return 2;
  } finally {
    for (const stop of stops.reverse()) await stop().catch(() => undefined);
  }
}

function readArguments(args: readonly string[]): Asked {
  const { values } = parseArgs({
    args: [...args],
    options: { identifier: { type: "string" }, person: { type: "string" }, request: { type: "string" } },
  });
  const { identifier, person, request } = values;
  const [, system, value] = /^([A-Z_]+):(.+)$/.exec(identifier ?? "") ?? [];
  const isOne = (person !== undefined && UUID.test(person)) !== (value !== undefined);
  if (!isOne || (identifier !== undefined && person !== undefined) || !request?.trim()) throw new Error(USAGE);
  return { system: system ?? null, value: value ?? null, person: person ?? null, request };
}

async function ownersUrl(
  { DATABASE_URL, MIGRATION_DATABASE_URL, DATA_DIR }: NodeJS.ProcessEnv,
  log: (line: string) => void,
  stops: (() => Promise<unknown>)[],
): Promise<string> {
  const config = readConfig({ DATABASE_URL, MIGRATION_DATABASE_URL, DATA_DIR, DEMONSTRATION: "true" });
  if (config.migrationDatabaseUrl !== null) return config.migrationDatabaseUrl;
  const embedded = await bootEmbedded({ dataDir: config.dataDir, log: (line) => log(`[postgres] ${line}`) });
  stops.push(() => embedded.stop());
  return embedded.url;
}

if (require.main === module) {
  void erase(process.argv.slice(2), process.env, {
    print: (line) => console.log(line),
    complain: (line) => console.error(line),
  }).then((code) => {
    process.exitCode = code;
  });
}
