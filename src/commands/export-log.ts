/**
 * npm run export-log -- --out FILE [--from 1] [--to N]
 *
 * Writes the disclosure record, or a stretch of it, with the checkpoints that cover it, for `npm run verify-log`. It
 * writes what stands there, whole or not. Bodies name people by pseudonyms and hold no value of any record; who may read
 * the file may still read who asked about which case, and when: keep it as you keep the record.
 *
 * The database is DATABASE_URL, else the embedded one at DATA_DIR, which a running gateway may be using. Exits 0, or 2
 * where it cannot.
 */
import fs from "node:fs";
import { once } from "node:events";
import { parseArgs } from "node:util";
import { z } from "zod";
import { makeDataSource } from "../../ormconfig";
import { exportRecord } from "../audit/anchor/export-record";
import { RecordTree } from "../audit/anchor/record-tree";
import { openCheckpoint } from "../audit/proof/checkpoint";
import { writeLine } from "../audit/proof/export-format";
import { readConfig } from "../config/config";
import { bootEmbedded } from "../database/embedded";
import { GATEWAY_SESSION, poolOf } from "../database/pool";
import { parseOrListFaults } from "../gateway/faults";

const USAGE = "usage: npm run -s export-log -- --out FILE [--from 1] [--to N]";

const shape = z.object({
  out: z.string().min(1),
  from: z.coerce.number().int().min(1).default(1),
  to: z.coerce.number().int().min(0).optional(),
});

interface Console {
  readonly print: (line: string) => void;
  readonly complain: (line: string) => void;
}

/** @returns the exit code */
export async function exportLog(
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
  { print, complain }: Console,
): Promise<number> {
  const stops: (() => Promise<unknown>)[] = [];
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { out: { type: "string" }, from: { type: "string" }, to: { type: "string" } },
    });
    if (values.out === undefined) throw new Error(USAGE);
    const { out, from, to } = parseOrListFaults(shape, values, "arguments");
    const dataSource = makeDataSource(await databaseOf(environment, complain, stops), GATEWAY_SESSION);
    await dataSource.initialize();
    stops.push(() => dataSource.destroy());
    const pool = poolOf(dataSource);
    const size = await new RecordTree(pool).size();
    const last = to ?? size;
    if (last > size || from > last + 1) throw new Error(`--from, --to: the record has ${size} records`);
    const { rows } = await pool.query<{ note: string }>("SELECT note FROM disclosure_checkpoint ORDER BY size LIMIT 1");
    const origin = openCheckpoint(rows[0]?.note ?? "", []).checkpoint?.origin ?? "not anchored";
    const written = await write(out, exportRecord(pool, { origin, from, to: last }));
    print(`${out}: records ${from} to ${last}, ${written} lines`);
    return 0;
  } catch (error) {
    complain((error as Error).message);
    return 2;
  } finally {
    for (const stop of stops.reverse()) await stop().catch(() => undefined);
  }
}

async function databaseOf(
  { DATABASE_URL, DATA_DIR }: NodeJS.ProcessEnv,
  log: (line: string) => void,
  stops: (() => Promise<unknown>)[],
): Promise<string> {
  // an export signs and answers nothing, so what only a gateway needs is not asked of it
  const config = readConfig({ DATABASE_URL, DATA_DIR, DEMONSTRATION: "true" });
  if (config.databaseUrl !== null) return config.databaseUrl;
  const embedded = await bootEmbedded({ dataDir: config.dataDir, log: (line) => log(`[postgres] ${line}`) });
  stops.push(() => embedded.stop());
  return embedded.url;
}

/** @returns how many lines */
async function write(out: string, lines: AsyncIterable<Parameters<typeof writeLine>[0]>): Promise<number> {
  const file = fs.createWriteStream(out, { mode: 0o600, highWaterMark: 1 << 20 });
  const failed = once(file, "error").then(([error]) => Promise.reject(error as Error));
  failed.catch(() => undefined);
  let count = 0;
  for await (const line of lines) {
    count += 1;
    if (!file.write(`${writeLine(line)}\n`)) await Promise.race([once(file, "drain"), failed]);
  }
  file.end();
  await Promise.race([once(file, "finish"), failed]);
  return count;
}

if (require.main === module) {
  void exportLog(process.argv.slice(2), process.env, {
    print: (line) => console.log(line),
    complain: (line) => console.error(line),
  }).then((code) => {
    process.exitCode = code;
  });
}
