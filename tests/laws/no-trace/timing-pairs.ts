/** Cases that are alike but for what is held about their one child. */
import { randomUUID } from "node:crypto";
import { agencyScope, OpaqueIds } from "../../../src/gateway/opaque-ids";
import { ID_KEY } from "./gateway-process";
import { fullRecord, insertItems, type ItemRow, type MarkedDatabase } from "./marked-database";

/** Ids of cases, as the hub's callers see them. */
export interface Pair {
  readonly held: string;
  readonly none: string;
}

export type PairName =
  "withheld" | "withheld beside released" | "much withheld beside released" | "restricted" | "control";

interface Question {
  readonly name: string;
  readonly pair: PairName;
  readonly caller: string;
  readonly query: string;
}

const asked = (selection: string): string =>
  `query ($id: ID!) { familyRecord(caseId: $id, purpose: MASH_SCREENING) { members { ${selection} } } }`;
const SHUT = "police { incidents { id circumstances } crimes { id } sharing { decisions { outcome reason } } }";
const OPEN =
  "education { attendance { attendancePct } concernLog { concernOn } sharing { decisions { outcome reason } } }";
const CALLER = "amara.mash";
/** What a child who is known to everybody for years comes to. */
const MUCH = 200;

export const QUESTIONS: readonly Question[] = [
  { name: "control: two cases of nobody's data", pair: "control", caller: CALLER, query: asked(`${SHUT} ${OPEN}`) },
  { name: "withheld, nothing of the person permitted", pair: "withheld", caller: CALLER, query: asked(SHUT) },
  {
    name: "withheld, beside what is permitted of the same person",
    pair: "withheld beside released",
    caller: CALLER,
    query: asked(`${SHUT} ${OPEN}`),
  },
  {
    name: `withheld, ${MUCH} items beside what is permitted of the same person`,
    pair: "much withheld beside released",
    caller: CALLER,
    query: asked(`${SHUT} ${OPEN}`),
  },
  { name: "covertly restricted, or never recorded", pair: "restricted", caller: CALLER, query: asked(OPEN) },
];

/** As much as the demonstration's fullest children have of one agency. */
const INCIDENTS = new Set(["incidents", "crimes", "missingEpisodes", "vulnerabilityNotices"]);
const SCHOOL = new Set(["attendance", "concernLog"]);

export async function plantPairs(database: MarkedDatabase): Promise<Readonly<Record<PairName, Pair>>> {
  const all = (restrictions: ItemRow["restrictions"]) => (person: string) =>
    fullRecord(database.markers, database.schema.catalogue, person, () => [restrictions, restrictions]);
  const school = (it: ItemRow) => it.agency_id === "SCHOOL" && SCHOOL.has(it.field);
  const police = (it: ItemRow) => it.agency_id === "POLICE" && INCIDENTS.has(it.field);
  const plain = all([]);
  const covert = all([{ code: "X-GRC" }]);
  const nothing = (): ItemRow[] => [];
  return {
    control: await pair(database, nothing, nothing),
    withheld: await pair(database, (it) => plain(it).filter(police), nothing),
    "withheld beside released": await pair(
      database,
      (it) => plain(it).filter((row) => school(row) || police(row)),
      (it) => plain(it).filter(school),
    ),
    "much withheld beside released": await pair(
      database,
      (it) => [...plain(it).filter(school), ...manyOf(() => plain(it).filter(police), MUCH)],
      (it) => plain(it).filter(school),
    ),
    restricted: await pair(database, (it) => covert(it).filter(school), nothing),
  };
}

type Holding = (person: string) => ItemRow[];

function manyOf(some: () => ItemRow[], count: number): ItemRow[] {
  const rows: ItemRow[] = [];
  while (rows.length < count) rows.push(...some());
  return rows.slice(0, count);
}

const pair = async (database: MarkedDatabase, held: Holding, none: Holding): Promise<Pair> => ({
  held: await oneChild(database, randomUUID(), held),
  none: await oneChild(database, randomUUID(), none),
});

/** On a case of the hub's, at level 3, as MASH-0001 is. */
async function oneChild({ owner }: MarkedDatabase, person: string, holding: Holding): Promise<string> {
  const file = randomUUID();
  await owner.query("INSERT INTO person (id, name, birth_date) VALUES ($1, 'Child', '2019-05-05')", [person]);
  await owner.query(
    `INSERT INTO case_file SELECT $1, $2, owner_id, authorities, opened_at, opened_by, closed_at, local_tier, common_level,
       statutory, statutory_basis, rag, harm_decided_by, harm_decided_at, high_risk
     FROM case_file WHERE reference = 'MASH-0001'`,
    [file, `PAIR-${file.slice(0, 8).toUpperCase()}`],
  );
  for (const table of ["case_agency", "case_assignment"]) {
    const { rows } = await owner.query<{ columns: string }>(
      `SELECT string_agg(column_name, ', ') AS columns FROM information_schema.columns
       WHERE table_name = $1 AND column_name <> 'case_id'`,
      [table],
    );
    const { columns } = rows[0]!;
    await owner.query(
      `INSERT INTO ${table} (case_id, ${columns})
       SELECT $1, ${columns} FROM ${table} WHERE case_id = (SELECT id FROM case_file WHERE reference = 'MASH-0001')`,
      [file],
    );
  }
  await owner.query(
    "INSERT INTO case_member VALUES ($1, $2, 'CHILD', true, true, false, 'measured', 'nobody', '2026-11-16')",
    [file, person],
  );
  await insertItems(owner, holding(person));
  return new OpaqueIds(ID_KEY).seal("case", agencyScope("MASH"), file);
}
