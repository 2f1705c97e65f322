/**
 * No trace in the time: PostgreSQL reads what is permitted and nothing beside it. Were more of a person read and left,
 * a clock would tell how much; it did, by a microsecond an item, before the index was asked for the fields alone.
 */
import { randomUUID } from "node:crypto";
import { Pool } from "pg";
import { FETCH } from "../../../src/sources/hosted.source";
import { cloneDatabase, type ClonedDatabase } from "../../database-clone";

const FIELDS = ["attendance", "concernLog"];
const OTHERS = ["suspensions", "pupil", "enrolments", "ehcp"];
const HELD = 200;

let database: ClonedDatabase;
let owner: Pool;
beforeAll(async () => {
  database = await cloneDatabase();
  owner = new Pool({ connectionString: database.url, max: 1 });
});
afterAll(async () => {
  await owner.end();
  await database.drop();
});

interface Plan {
  readonly "Node Type": string;
  readonly "Index Name"?: string;
  readonly "Actual Rows": number;
  readonly "Actual Loops": number;
  readonly "Rows Removed by Filter"?: number;
  readonly Plans?: readonly Plan[];
}

const scans = (plan: Plan): Plan[] => [
  ...(plan["Node Type"].includes("Scan") && plan["Actual Loops"] > 0 && plan["Node Type"] !== "Function Scan"
    ? [plan]
    : []),
  ...(plan.Plans ?? []).flatMap(scans),
];

/** Rows that were read, whether they came out or not, and by which indexes. */
async function read(person: string): Promise<{ rows: number; removed: number; by: string[] }> {
  const { rows } = await owner.query<{ "QUERY PLAN": [{ Plan: Plan }] }>(`EXPLAIN (ANALYZE, FORMAT JSON) ${FETCH}`, [
    [person],
    ["SCHOOL"],
    [FIELDS.join(",")],
  ]);
  const all = scans(rows[0]!["QUERY PLAN"][0].Plan).filter((it) => it["Node Type"] !== "Subquery Scan");
  return {
    rows: all.filter((it) => it["Index Name"]).reduce((sum, it) => sum + it["Actual Rows"] * it["Actual Loops"], 0),
    removed: all.reduce((sum, it) => sum + (it["Rows Removed by Filter"] ?? 0), 0),
    // a heap that is visited by bitmap was found by the index below it
    by: [...new Set(all.map((it) => it["Index Name"] ?? it["Node Type"]))].filter((it) => it !== "Bitmap Heap Scan"),
  };
}

const fill = (person: string, agency: string, fields: readonly string[], count: number) =>
  owner.query(
    `INSERT INTO contribution_item (person_id, agency_id, category, field, body, recorded_at, nature, source_ref, received_at)
     SELECT $1, $2, 'attendance', ($3::text[])[1 + n % cardinality($3::text[])], '{}', now(), 'FACT', $2 || $5 || n, now()
     FROM generate_series(1, $4::int) n`,
    [person, agency, fields, count, fields[0]],
  );

test.each(["never analysed", "analysed"])("what is withheld is not read, in a store that was %s", async (state) => {
  const [much, little] = [randomUUID(), randomUUID()];
  for (const person of [much, little]) await fill(person, "SCHOOL", FIELDS, 6);
  await fill(much, "SCHOOL", OTHERS, HELD);
  await fill(much, "POLICE", ["incidents", "crimes"], HELD);
  // a store of some size, so that a planner with statistics has reason to use an index
  for (let i = 0; i < 40; i += 1) await fill(randomUUID(), "GP", ["patient", "conditions"], 300);
  if (state === "analysed") await owner.query("ANALYZE contribution_item");
  const [one, other] = [await read(much), await read(little)];
  expect([one.rows, one.removed]).toEqual([6, 0]);
  expect([other.rows, other.removed]).toEqual([6, 0]);
  for (const it of [...one.by, ...other.by]) expect(it).toBe("contribution_item_current");
});
