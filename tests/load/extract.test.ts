/** A partner's extract, from its file to the record: what is known goes in, what is not sure waits, the rest is not kept. */
import { readFileSync } from "node:fs";
import path from "node:path";
import type { Reconciliation } from "../../src/load/extract/reconciliation";
import { startExtractPlace, type ExtractPlace } from "./extract-place";

const EXAMPLE = path.join(__dirname, "../../docs/examples/housing-repairs");
const MAPPING = path.join(EXAMPLE, "mapping.yaml");
const EXTRACT = readFileSync(path.join(EXAMPLE, "extract.csv"));
const HEADER = "Job no;Tenant no;Forename;Surname;Born;Sex;NHS;Postcode;Reported;Completed;Trade;Concern";

let place: ExtractPlace;
beforeAll(async () => {
  place = await startExtractPlace();
});
afterAll(() => place.stop());

interface Stored {
  readonly source_ref: string;
  readonly field: string;
  readonly body: Record<string, unknown>;
  readonly name: string;
  readonly stands: boolean;
}
const stored = async (): Promise<Stored[]> =>
  (
    await place.gate.owner.query<Stored>(
      `SELECT source_ref, field, body, p.name, superseded_at IS NULL AS stands FROM contribution_item i JOIN person p ON p.id = i.person_id
       WHERE source_ref LIKE 'J-%' ORDER BY source_ref, superseded_at`,
    )
  ).rows;
const held = async (): Promise<string[]> =>
  (
    await place.gate.owner.query<{ source_ref: string }>("SELECT source_ref FROM held_item ORDER BY source_ref")
  ).rows.map((it) => it.source_ref);
const lines = (...rows: string[]): Buffer => Buffer.from([HEADER, ...rows, ""].join("\n"), "latin1");

async function decide(decision: "confirmMatch" | "rejectMatch", name: string): Promise<void> {
  const viewer = { userId: "rhea.mash", agencyId: "MASH", role: "MASH_AGENCY_RESEARCHER" } as const;
  const { data } = await place.gate.ask(viewer, "{ matches { matchId described { name } } }");
  const { matchId } = (data as { matches: { matchId: string; described: { name: string } }[] }).matches.find(
    (it) => it.described.name === name,
  )!;
  const reason = "Both were rung and asked";
  const { data: done } = await place.gate.ask(
    viewer,
    `mutation ($matchId: ID!, $reason: String!) { ${decision}(input: { matchId: $matchId, reason: $reason }) { __typename } }`,
    { matchId, reason },
  );
  expect(done).toEqual({ [decision]: { __typename: "MatchDecided" } });
}

/** What a report says apart from what only a real load can know. */
const comparable = ({ rows, items, heldEarlier, refused, balanced }: Reconciliation) => ({
  rows,
  items,
  heldEarlier,
  refused,
  balanced,
});

test("the first night: a dry run says what a load then does, and writes nothing", async () => {
  const file = await place.write("first.csv", EXTRACT);
  const before = await place.everything();
  const dry = await place.report(file, "--map", MAPPING, "--dry-run");
  expect(await place.everything()).toEqual(before);
  const done = await place.report(file, "--map", MAPPING);
  expect(comparable(done)).toEqual(comparable(dry));
  expect(done).toMatchObject({
    dryRun: false,
    balanced: true,
    rows: {
      received: 7,
      matched: { exact: 1, probable: 1 },
      waiting: 1,
      notKnown: 1,
      withoutItems: 1,
      refused: 2,
    },
    items: { written: 3, unchanged: 0, held: 1 },
    queue: { people: 1, items: 1, matches: [expect.stringMatching(/^[0-9a-f-]{36}$/)] },
  });
  expect(await stored()).toEqual([
    {
      source_ref: "J-70411",
      field: "hazards",
      body: { hazard: "1", reportedOn: "2026-10-02", fixedOn: "2026-10-05" },
      name: "Ada Okafor",
      stands: true,
    },
    { source_ref: "J-70412", field: "hazards", body: expect.anything() as object, name: "Tanya Marsh", stands: true },
    {
      source_ref: "J-70412/concern",
      field: "cuckooingConcerns",
      body: { suspected: true, raisedOn: "2026-10-02", reportedBy: "Repairs operative, job J-70412" },
      name: "Tanya Marsh",
      stands: true,
    },
  ]);
  expect(await held()).toEqual(["J-70413"]);
});

test("the report has every refusal by line, field and code, and nothing that the sender wrote", async () => {
  const { printed } = await place.run(path.join(place.folder, "first.csv"), "--map", MAPPING, "--json");
  const { refused } = JSON.parse(printed) as Reconciliation;
  expect(refused.map(({ line, faults }) => [line, ...faults.map((it) => `${it.path} ${it.code}`)])).toEqual([
    [6, "items.0.body.hazard NOT_IN_CODE_LIST"],
    [
      8,
      "person.number MISSING",
      "items.0.body.reportedOn NOT_A_DATE",
      "items.0.recordedAt NOT_AN_INSTANT",
      "items.0.occurredOn NOT_A_DATE",
    ],
  ]);
  for (const value of ["Colin", "Avery", "Plumbing", "31/09", "1974", "J-7041", "10233", "Zarah"]) {
    expect(printed).not.toContain(value);
  }
  // nor does the file beside the extract
  expect(readFileSync(path.join(place.folder, "first.csv.refused.ndjson"), "utf8")).not.toMatch(/Avery|31\/09|Plumb/);
});

test("nobody whom the hub does not know is kept anywhere", async () => {
  const { rows } = await place.gate.owner.query("SELECT FROM person WHERE name ILIKE '%nov_k%'");
  expect(rows).toEqual([]);
  const { rows: items } = await place.gate.owner.query(
    "SELECT FROM contribution_item WHERE source_ref = 'J-70414' UNION ALL SELECT FROM held_item WHERE source_ref = 'J-70414'",
  );
  expect(items).toEqual([]);
  const { rows: described } = await place.gate.owner.query<{ value: string }>(
    "SELECT value FROM person_description WHERE agency_id = 'HOUSING' ORDER BY value",
  );
  expect(described.map((it) => it.value)).toEqual(["HOUSING:10233", "HOUSING:10871", "HOUSING:11002"]);
});

test("given again it does nothing, and under another name nothing is new", async () => {
  const file = path.join(place.folder, "first.csv");
  const again = await place.run(file, "--map", MAPPING);
  expect(again.printed).toMatch(/^already loaded, no row was read/);
  const other = await place.report(file, "--map", MAPPING, "--run", "another");
  expect(other.items).toEqual({ written: 0, unchanged: 3, held: 1 });
  expect((await stored()).every((it) => it.stands)).toBe(true);
});

test("a match that is confirmed brings what was held into the record, with the next file, whatever is in it", async () => {
  await decide("confirmMatch", "Zarah Hussain");
  const file = await place.write(
    "second.csv",
    lines(
      "J-70411;10233;Ada;Okafor;18/04/1999;Female;9990001006;UB3 1AA;02/10/2026 09:15;09/10/2026;Damp;N",
      "J-70500;20001;Iffe;Okafor;11/03/2018;Female;;;03/10/2026 09:15;;Damp;N",
    ),
  );
  const dry = await place.report(file, "--map", MAPPING, "--dry-run");
  const done = await place.report(file, "--map", MAPPING);
  expect(comparable(done)).toEqual(comparable(dry));
  expect(done).toMatchObject({
    rows: { received: 2, matched: { exact: 1, probable: 0 }, waiting: 1 },
    items: { written: 1, held: 1 },
    heldEarlier: { written: 1, letGo: 0, refused: 0 },
  });
  const items = await stored();
  expect(items.find((it) => it.source_ref === "J-70413")).toMatchObject({ name: "Zara Hussain", stands: true });
  // a correction supersedes
  expect(items.filter((it) => it.source_ref === "J-70411").map((it) => [it.body["fixedOn"], it.stands])).toEqual([
    ["2026-10-05", false],
    ["2026-10-09", true],
  ]);
  expect(await held()).toEqual(["J-70500"]);
});

test("a match that is rejected lets what was held go, even with a file that is already loaded", async () => {
  await decide("rejectMatch", "Iffe Okafor");
  const done = await place.report(path.join(place.folder, "second.csv"), "--map", MAPPING);
  expect(done).toMatchObject({ heldEarlier: { written: 1, letGo: 1 }, queue: { people: 0, items: 0, matches: [] } });
  expect(await held()).toEqual([]);
  expect((await stored()).map((it) => it.source_ref)).not.toContain("J-70500");
  // who they are is forgotten with it
  const { rows } = await place.gate.owner.query("SELECT FROM person_description WHERE value = 'HOUSING:20001'");
  expect(rows).toEqual([]);
});

test("protected, people are as if nobody knew them: nothing comes in and nothing says so", async () => {
  const file = await place.write(
    "third.csv",
    lines("J-70600;10233;Ada;Okafor;18/04/1999;Female;9990001006;UB3 1AA;04/10/2026 09:15;;Damp;N"),
  );
  await place.gate.owner.query(
    `INSERT INTO restriction (subject_id, set_by, code, valid_from)
     SELECT person_id, 'POLICE', 'X-PROTECTED', '2026-01-01' FROM person_identifier WHERE value = '9990001006'`,
  );
  const done = await place.report(file, "--map", MAPPING);
  expect(done.rows).toMatchObject({ received: 1, notKnown: 1, matched: { exact: 0, probable: 0 } });
  expect((await stored()).map((it) => it.source_ref)).not.toContain("J-70600");
  await place.gate.owner.query("DELETE FROM restriction WHERE code = 'X-PROTECTED' AND set_by = 'POLICE'");
});

test("a number that means somebody else, of whom nothing may be said, does not give them this row", async () => {
  // the contractor's number stands on a sealed birth record; the row describes Jess Marsh
  await place.gate.owner.query(
    "INSERT INTO person_identifier (system, value, person_id) SELECT 'LOCAL_ID', 'HOUSING:666', id FROM person WHERE name = 'Amelie Fenn'",
  );
  const before = (await stored()).length;
  const file = await place.write(
    "fourth.csv",
    lines("J-7;666;Jess;Marsh;25/01/2015;Female;;;05/10/2026 09:15;;Damp;N"),
  );
  const done = await place.report(file, "--map", MAPPING);
  expect(done.rows).toMatchObject({ received: 1, notKnown: 1 });
  expect(await stored()).toHaveLength(before);
});

test("one item that cannot stand takes its whole row with it, and no other row", async () => {
  const file = await place.write(
    "fifth.csv",
    lines(
      // its hazard's reference stands on somebody else's item; its concern's is new
      "J-70412;10233;Ada;Okafor;18/04/1999;Female;9990001006;;06/10/2026 09:15;;Damp;Y",
      "J-70700;10233;Ada;Okafor;18/04/1999;Female;9990001006;;06/10/2026 09:15;;Damp;Y",
    ),
  );
  const dry = await place.report(file, "--map", MAPPING, "--dry-run");
  const done = await place.report(file, "--map", MAPPING);
  expect(comparable(done)).toEqual(comparable(dry));
  expect(done).toMatchObject({ rows: { received: 2, refused: 1, matched: { exact: 1 } }, items: { written: 2 } });
  expect(done.refused).toMatchObject([{ line: 2, faults: [{ code: "REFERENCE_OF_ANOTHER_PERSON" }] }]);
  expect((await stored()).map((it) => it.source_ref)).toEqual(expect.arrayContaining(["J-70700", "J-70700/concern"]));
});

test("a number that two people share brings neither what is said of the other, whichever comes first", async () => {
  const row = (job: string, who: string) => `${job};30003;${who};;06/10/2026 09:15;;Damp;N`;
  const jess = "Jess;Marsh;25/01/2015;Female;";
  const colin = "Colin;Avery;09/05/1974;Male;";
  // in one batch, in a later one, and on a later night
  const file = await place.write("sixth.csv", lines(row("J-80", jess), row("J-81", colin), row("J-82", jess)));
  const dry = await place.report(file, "--map", MAPPING, "--dry-run", "--batch", "2");
  const done = await place.report(file, "--map", MAPPING, "--batch", "2");
  expect(comparable(done)).toEqual(comparable(dry));
  expect(done.rows).toMatchObject({ received: 3, refused: 1, matched: { probable: 2 } });
  expect(done.refused).toMatchObject([{ line: 3, faults: [{ code: "NUMBER_OF_ANOTHER_PERSON" }] }]);
  const later = await place.write("seventh.csv", lines(row("J-83", colin)));
  expect((await place.report(later, "--map", MAPPING)).refused).toMatchObject([{ line: 2 }]);
  const theirs = (await stored()).filter((it) => /^J-8\d$/.test(it.source_ref));
  expect(theirs.map((it) => [it.source_ref, it.name])).toEqual([
    ["J-80", "Jess Marsh"],
    ["J-82", "Jess Marsh"],
  ]);
});

test("what was held of one person is not taken for another who comes under the same number", async () => {
  const night = async (n: number, ...rows: string[]) =>
    place.report(await place.write(`held-${n}.csv`, lines(...rows)), "--map", MAPPING);
  const row = (job: string, who: string, nhs = "") => `${job};40004;${who}${nhs};;06/10/2026 09:15;;Damp;N`;
  expect((await night(1, row("J-90", "Tarik;Hussein;03/06/1988;Male;"))).rows).toMatchObject({ waiting: 1 });
  const second = await night(2, row("J-91", "Micah;Okafor;09/06/2026;Male;", "9990001014"));
  expect(second).toMatchObject({ rows: { matched: { exact: 1 } }, heldEarlier: { written: 0 } });
  expect(await held()).toEqual(["J-90"]);
  expect((await stored()).find((it) => it.source_ref === "J-91")).toMatchObject({ name: "Micah Okafor" });
});

test("a reference that comes twice in a file is a correction, in whichever batches", async () => {
  const row = (fixed: string) => `J-99;10233;Ada;Okafor;18/04/1999;Female;9990001006;;06/10/2026 09:15;${fixed};Damp;N`;
  const rows = [row(""), row("07/10/2026"), row("07/10/2026")];
  const file = await place.write("twice.csv", lines(...rows));
  const dry = await place.report(file, "--map", MAPPING, "--dry-run", "--batch", "1");
  const done = await place.report(file, "--map", MAPPING, "--batch", "1");
  expect(comparable(done)).toEqual(comparable(dry));
  expect(done.items).toEqual({ written: 2, unchanged: 1, held: 0 });
  const again = await place.report(file, "--map", MAPPING, "--run", "in one batch", "--dry-run");
  expect(again.items).toEqual({ written: 2, unchanged: 1, held: 0 });
});
