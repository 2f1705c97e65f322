/**
 * npm run load -- EXTRACT --map MAPPING.yaml [--dry-run] [--report REPORT.json] [--json] [--run NAME] [--batch 1000]
 *
 * Loads what a partner sends as a file in its own words (docs/guides/send-extracts.md). Prints what became of every row;
 * --json prints the report itself, --report writes it to a file. A dry run writes nothing at all.
 */
import { createHash } from "node:crypto";
import fs from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import type { PoolClient } from "pg";
import { CannotLoad } from "../load/cannot-load";
import { loadExtract, tryExtract, type LoadedExtract } from "../load/extract/load-extract";
import { inWords, reconcile, type RefusedRow } from "../load/extract/reconciliation";
import { RefusedList } from "../load/extract/refused-list";
import type { InputFile } from "../load/input-file";
import { checkMapping } from "../load/mapping/check-mapping";
import type { Mapping } from "../load/mapping/mapping";
import { RefusedReport } from "../load/report";
import { Session } from "../load/session";
import type { HubRepository } from "../governance/hub.repository";
import type { Catalogue } from "../gateway/catalogue";

export interface ExtractOptions {
  readonly map: string;
  readonly dryRun: boolean;
  readonly report?: string | undefined;
  readonly json: boolean;
  readonly run?: string | undefined;
  readonly batch: number;
}

export interface Hub {
  readonly client: PoolClient;
  readonly hub: HubRepository;
  readonly catalogue: Catalogue;
}

/** A killed load's connection is gone long before. */
const PATIENCE_MS = 5000;
/** Refused rows that a report repeats; all of them are in the file beside the extract. */
const MOST_REFUSED = 10_000;

/** @returns the exit code */
export async function loadByMapping(
  file: InputFile,
  options: ExtractOptions,
  { client, hub, catalogue }: Hub,
  print: (line: string) => void,
): Promise<number> {
  const { agencies } = await hub.latest();
  const mapping = readMapping(options.map, { agencies, catalogue, now: () => Date.now() });
  const path = `${file.path}.refused.ndjson`;
  const list = new RefusedList();
  const written = new RefusedReport(path);
  const parts = {
    session: new Session(client, { wait: (ms) => wait(ms), random: Math.random }),
    client,
    file,
    mapping,
    catalogue,
    run: options.run ?? runOf(file, mapping),
    rows: options.batch,
    patienceMs: PATIENCE_MS,
    stand: async () => ({ agencies: (await hub.latest()).agencies, at: Date.now() }),
    told: () => undefined,
  };
  let loaded: LoadedExtract;
  try {
    loaded = options.dryRun
      ? await tryExtract({ ...parts, report: list })
      : await loadExtract({ ...parts, report: written });
  } finally {
    await written.close();
  }
  const refused = options.dryRun ? list.lines : readRefused(path);
  const report = reconcile(loaded, mapping, refused.slice(0, MOST_REFUSED), options.dryRun);
  if (options.report !== undefined) fs.writeFileSync(options.report, `${JSON.stringify(report, null, 2)}\n`);
  if (options.json) print(JSON.stringify(report));
  else {
    if (loaded.wasFinished) print("already loaded, no row was read; to load it again give it another --run");
    for (const line of inWords(report, loaded.tally)) print(line);
  }
  return loaded.tally.refused > 0 ? 1 : 0;
}

function readMapping(path: string, surroundings: Parameters<typeof checkMapping>[1]): Mapping {
  let text: string;
  try {
    text = fs.readFileSync(path, "utf8");
  } catch (error) {
    throw new CannotLoad(`${path}: cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
  const { mapping, faults } = checkMapping(text, surroundings);
  if (mapping) return mapping;
  const lines = faults.map((it) => `  line ${it.line}, column ${it.column}: ${it.path || "(whole)"}: ${it.message}`);
  throw new CannotLoad(`${path}: ${faults.length} fault${faults.length === 1 ? "" : "s"}\n${lines.join("\n")}`);
}

/** Another mapping makes other items, so it is another run. */
const runOf = (file: InputFile, { agency, digest }: Mapping): string =>
  `extract ${createHash("sha256")
    .update(JSON.stringify([file.fingerprint, agency, digest]))
    .digest("hex")}`;

function readRefused(path: string): RefusedRow[] {
  if (!fs.existsSync(path)) return [];
  return fs
    .readFileSync(path, "utf8")
    .split("\n")
    .filter((it) => it !== "")
    .map((it) => JSON.parse(it) as RefusedRow);
}
