/**
 * Extracts of any rows, in any order, of any batch size, stopped anywhere: every row is counted once, a dry run says the
 * same and writes nothing, and stopping changes nothing.
 */
import fc from "fast-check";
import { Pool, type PoolClient, type PoolConfig } from "pg";
import { setTimeout as wait } from "node:timers/promises";
import { GATEWAY_SESSION } from "../../src/database/pool";
import { HubRepository } from "../../src/governance/hub.repository";
import { loadExtract, tryExtract, type ExtractParts, type LoadedExtract } from "../../src/load/extract/load-extract";
import { RefusedList } from "../../src/load/extract/refused-list";
import { isBalanced } from "../../src/load/extract/tally";
import { InputFile } from "../../src/load/input-file";
import { checkMapping } from "../../src/load/mapping/check-mapping";
import type { Mapping } from "../../src/load/mapping/mapping";
import { Session } from "../../src/load/session";
import { buildGatewaySchema } from "../../src/schema";
import { NOON } from "../api/gateway";
import { proofSize } from "../proof-size";
import { startExtractPlace, type ExtractPlace } from "./extract-place";

const MAPPING = `
mapping: visits
agency: HOUSING
format: { type: ndjson }
person:
  number: { system: LOCAL_ID, value: no }
  identifiers: [{ system: NHS_NUMBER, value: nhs }]
  name: name
  birthDate: born
items:
  - field: hazards
    each: hazards
    sourceRef: ref
    recordedAt: { value: "2026-10-02T09:00:00Z" }
    nature: { value: FACT }
    body: { hazard: kind, reportedOn: "%row.on" }
`;

let place: ExtractPlace;
let mapping: Mapping;
let parts: (file: InputFile, client: PoolClient) => Omit<ExtractParts, "run" | "rows" | "report">;
let pool: Pool;

beforeAll(async () => {
  place = await startExtractPlace();
  const connectionString = (place.gate.owner as unknown as { options: PoolConfig }).options.connectionString!;
  pool = new Pool({ connectionString, ...GATEWAY_SESSION.extra, max: 3 });
  pool.on("error", () => undefined);
  const hub = new HubRepository(pool);
  const { catalogue } = await buildGatewaySchema(() => null);
  const { agencies } = await hub.latest();
  const checked = checkMapping(MAPPING, { agencies, catalogue, now: () => NOON });
  expect(checked.faults).toEqual([]);
  mapping = checked.mapping!;
  parts = (file, client) => ({
    session: new Session(client, { wait: (ms) => wait(ms), random: Math.random }),
    client,
    file,
    mapping,
    catalogue,
    patienceMs: 5000,
    stand: () => Promise.resolve({ agencies, at: NOON }),
    told: () => undefined,
  });
});
afterAll(async () => {
  await pool.end();
  await place.stop();
});

const PEOPLE = [
  { name: "Ada Okafor", born: "1999-04-18", nhs: "9990001006" },
  { name: "Tanya Marsh", born: "1990-07-12" },
  { name: "Zarah Hussain", born: "2016-02-14" },
  { name: "Iris Novak", born: "1961-01-30" },
  { name: "Ife Okafor", born: "2018-03-11" },
  { name: "Amelie Fenn", born: "2023-05-17" },
] as const;

const hazard = fc.record({
  ref: fc.integer({ min: 1, max: 12 }).map((n) => `R-${n}`),
  kind: fc.constantFrom("1", "2", "99"),
});
const row = fc.record({
  // now and then one number stands for two people, and one person has two numbers
  no: fc.integer({ min: 1, max: 8 }).map(String),
  who: fc.constantFrom(...PEOPLE),
  on: fc.constantFrom("2026-10-02", "2026-10-03", "soon"),
  hazards: fc.array(hazard, { maxLength: 2 }),
});
const extract = fc.array(fc.oneof({ weight: 12, arbitrary: row }, { weight: 1, arbitrary: fc.constant(null) }), {
  maxLength: 25,
});
const toText = (rows: readonly (object | null)[]): string =>
  rows
    .map((it) => {
      if (it === null) return "{broken\n";
      const { who, ...rest } = it as { who: object };
      return `${JSON.stringify({ ...rest, ...who })}\n`;
    })
    .join("");

async function withFile<T>(
  rows: readonly (object | null)[],
  work: (file: InputFile, client: PoolClient) => Promise<T>,
) {
  const file = await InputFile.open(await place.write("any.ndjson", toText(rows)));
  const client = await pool.connect();
  try {
    return await work(file, client);
  } finally {
    client.release();
    await file.close();
  }
}

/** As it was before the first load. */
async function clear(): Promise<void> {
  for (const sql of [
    "DELETE FROM held_item",
    "DELETE FROM extract_run",
    "DELETE FROM contribution_item WHERE source_ref LIKE 'R-%'",
    "DELETE FROM match_decision",
    "DELETE FROM match_review",
    "DELETE FROM person_description",
    "DELETE FROM person_identifier WHERE value LIKE 'HOUSING:%'",
  ])
    await place.gate.owner.query(sql);
}

/** What stands in the store in the end, by what identifies it. */
const standing = async (): Promise<unknown> =>
  (
    await place.gate.owner.query(
      `SELECT source_ref, body, person_id, count(*) FROM contribution_item WHERE source_ref LIKE 'R-%' AND superseded_at IS NULL
       GROUP BY 1, 2, 3 UNION ALL
       SELECT source_ref, input -> 'body', NULL, 1 FROM held_item ORDER BY 1, 2`,
    )
  ).rows;

class Stop extends Error {}

test("received is the sum of its parts; a dry run is the load without its traces; stopping changes nothing", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(extract, { minLength: 1, maxLength: 3 }),
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 4 }),
      async (nights, rows, stopAfter) => {
        await clear();
        const ends: unknown[] = [];
        for (const isStopped of [false, true]) {
          await clear();
          for (const [n, night] of nights.entries()) {
            const dry = new RefusedList();
            const done = new RefusedList();
            const before = await place.everything();
            const expected = await withFile(night, (file, client) =>
              tryExtract({ ...parts(file, client), run: `${n}`, rows, report: dry }),
            );
            expect(await place.everything()).toEqual(before);
            let loaded: LoadedExtract | undefined;
            let batches = 0;
            const told = (): void => {
              batches += 1;
              if (isStopped && batches === stopAfter) throw new Stop();
            };
            while (!loaded) {
              loaded = await withFile(night, (file, client) =>
                loadExtract({ ...parts(file, client), run: `${n}`, rows, report: done, told }),
              ).catch((error: unknown) => {
                if (error instanceof Stop) return undefined;
                throw error;
              });
            }
            expect(isBalanced(loaded.tally)).toBe(true);
            expect(loaded.tally.received).toBe(night.length);
            expect(new Set(done.lines.map((it) => it.line)).size).toBe(loaded.tally.refused);
            if (!isStopped) {
              expect(loaded.tally).toEqual(expected.tally);
              expect(done.lines).toEqual(dry.lines);
            }
          }
          ends.push(await standing());
        }
        expect(ends[1]).toEqual(ends[0]);
      },
    ),
    { numRuns: proofSize(12, 300) },
  );
});
