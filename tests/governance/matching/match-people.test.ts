/** Whom a partner's people mean on a real store: identifiers first, then by probability; and who is nobody. */
import { isMatchable } from "../../../src/governance/matching/matchable.sql";
import { NOON, startGateway, type TestGateway } from "../../api/gateway";
import { onFile } from "../../api/mutations/on-file";
import { addPartner, kindsOf, match, PARTNER, person } from "./matching";

let gate: TestGateway;
beforeAll(async () => {
  gate = await startGateway();
  await addPartner(gate);
});
afterAll(() => gate.stop());
const TABLES = ["person", "person_identifier", "contribution_item", "case_member", "relationship"];
const KEPT = ["person_description", "match_review", "match_decision"];
afterEach(async () => {
  await gate.owner.query("DELETE FROM match_decision");
  await gate.owner.query("DELETE FROM match_review");
  await gate.owner.query("DELETE FROM person_description");
  await gate.owner.query("DELETE FROM person_identifier WHERE value LIKE 'PARTNER:%'");
  await gate.owner.query("DELETE FROM restriction WHERE set_by = 'PARTNER'");
});

const idOf = async (key: string): Promise<string> =>
  (
    await gate.owner.query<{ id: string }>("SELECT person_id AS id FROM person_identifier WHERE value = $1", [
      `HUB:${key}`,
    ])
  ).rows[0]!.id;
const restrict = async (key: string, code: string) =>
  gate.owner.query("INSERT INTO restriction (subject_id, set_by, code, valid_from) VALUES ($1, $2, $3, '2026-01-01')", [
    await idOf(key),
    PARTNER,
    code,
  ]);
const describe_ = async (key: string, postcode: string, uprn: string) =>
  gate.owner.query(
    `INSERT INTO person_description (system, value, agency_id, given, family, birth_date, sex, postcode, uprn, described_at)
     SELECT 'LOCAL_ID', 'HUB:' || $1, 'CSC', 'Zara', 'Hussain', '2016-02-14', 'F', $2, $3, now()`,
    [key, postcode, uprn],
  );

const ZARA = person({ family: "Hussain" });

test("a match links the partner's number, with its confidence, and changes nothing else", async () => {
  const before = (await onFile(gate, TABLES)) as Record<string, string>;
  const [found] = await match(gate, [ZARA]);
  expect(found).toMatchObject({ kind: "MATCH", personId: await idOf("hussain.zara") });
  const { rows } = await gate.owner.query(
    "SELECT person_id, confidence FROM person_identifier WHERE value = 'PARTNER:1'",
  );
  expect(rows).toEqual([{ person_id: await idOf("hussain.zara"), confidence: expect.stringMatching(/^0\.9[5-9]\d$/) }]);
  await gate.owner.query("DELETE FROM person_identifier WHERE value = 'PARTNER:1'");
  expect(await onFile(gate, TABLES)).toEqual(before);
  // the explanation says what was compared and what came out, and holds no value
  expect(JSON.stringify(found)).toContain('"field":"BIRTH_DATE","outcome":"EXACT"');
  expect(JSON.stringify(found)).not.toMatch(/Zara|Hussain|2016/);
});

test("the second time it is known, and nothing is written but the description", async () => {
  await match(gate, [ZARA]);
  const before = await onFile(gate, ["person_identifier", "match_review", "match_decision"]);
  expect(await kindsOf(gate, [ZARA])).toEqual(["MATCH"]);
  expect(await kindsOf(gate, [{ ...ZARA, family: "Something-Else", given: "Zed" }])).toEqual(["MATCH"]);
  expect(await onFile(gate, ["person_identifier", "match_review", "match_decision"])).toEqual(before);
});

test("a dry run says the same and writes nothing", async () => {
  const before = await onFile(gate, [...TABLES, ...KEPT]);
  expect(
    await kindsOf(gate, [ZARA, person({ key: { system: "LOCAL_ID", value: "PARTNER:2" }, family: "Nobody" })], {
      dryRun: true,
    }),
  ).toEqual(["MATCH", "NONE"]);
  expect(await onFile(gate, [...TABLES, ...KEPT])).toEqual(before);
});

test("Zara under her earlier surname is found where she lives, and nowhere else", async () => {
  await describe_("hussain.zara", "ZZ99 1AB", "990000999999");
  expect(await kindsOf(gate, [person()], { dryRun: true })).toEqual(["NONE"]);
  const [found] = await match(gate, [person({ postcode: "ZZ99 1AB" })], { dryRun: true });
  expect(found).toMatchObject({ kind: "MATCH", personId: await idOf("hussain.zara") });
});

test("between 0.85 and 0.95 a person looks at it, and the number means nobody meanwhile", async () => {
  await describe_("hussain.zara", "ZZ99 1AB", "990000999999");
  const unsure = person({ family: "Hussian", birthDate: "2016-02-15", postcode: "ZZ99 1AB", sex: null });
  const [found] = await match(gate, [unsure]);
  expect(found).toMatchObject({
    kind: "POTENTIAL",
    people: [await idOf("hussain.zara")],
    waiting: [expect.any(String)],
  });
  const { rows } = await gate.owner.query<{ probability: number; doubts: string[] }>(
    "SELECT probability, doubts FROM match_review",
  );
  expect(rows).toEqual([{ probability: expect.closeTo(0.9, 1), doubts: [] }]);
  expect(rows[0]!.probability).toBeGreaterThanOrEqual(0.85);
  expect(rows[0]!.probability).toBeLessThan(0.95);
  expect((await gate.owner.query("SELECT FROM person_identifier WHERE value = 'PARTNER:1'")).rowCount).toBe(0);
});

test("an address that is secret is worth nothing: neither a match nor a word of why not", async () => {
  await describe_("hussain.zara", "ZZ99 1AB", "990000999999");
  const given = [person({ postcode: "ZZ99 1AB", family: "Hussain" })];
  const [open] = await match(gate, given, { dryRun: true });
  await restrict("hussain.zara", "X-REFUGE");
  const [secret] = await match(gate, given, { dryRun: true });
  await gate.owner.query("DELETE FROM person_description");
  const [none] = await match(gate, given, { dryRun: true });
  expect(open).not.toEqual(secret);
  expect(JSON.stringify(secret)).toContain('"field":"ADDRESS","outcome":"NOT_COMPARED"');
  expect(JSON.stringify(none)).toContain('"field":"ADDRESS","outcome":"NOT_COMPARED"');
});

test("exact identifiers first; where the description says no, a person", async () => {
  const number = { identifiers: [{ system: "NHS_NUMBER", value: "9990001030" }] };
  expect(await kindsOf(gate, [person({ ...number, given: "Zarah", family: "Rahman" })], { dryRun: true })).toEqual([
    "MATCH",
  ]);
  expect(
    await kindsOf(gate, [person({ ...number, given: "Leila", birthDate: "1991-12-08" })], { dryRun: true }),
  ).toEqual(["POTENTIAL"]);
  const two = { identifiers: [...number.identifiers, { system: "UPN", value: "K210270220044" }] };
  expect(await kindsOf(gate, [person({ ...two, family: "Hussain" })], { dryRun: true })).toEqual(["MANY"]);
});

test("a number on file below 0.95 is a potential match, whatever the description", async () => {
  const key = { system: "NHS_NUMBER", value: "9990001162" };
  expect(await kindsOf(gate, [person({ key, family: "Hussain" })], { dryRun: true })).toEqual(["POTENTIAL"]);
});

test("two on file who could both be the one are for a person", async () => {
  const { rows } = await gate.owner.query<{ id: string }>(
    "INSERT INTO person (name, birth_date) VALUES ('Zara Hussain', '2016-02-14') RETURNING id",
  );
  await gate.owner.query("INSERT INTO person_identifier VALUES ('LOCAL_ID', 'PARTNER:other', $1)", [rows[0]!.id]);
  const [found] = await match(gate, [ZARA]);
  expect(found!.kind).toBe("MANY");
  expect((found as unknown as { waiting: string[] }).waiting).toHaveLength(2);
  await gate.owner.query("DELETE FROM match_review");
  await gate.owner.query("DELETE FROM person_identifier WHERE value = 'PARTNER:other'");
  await gate.owner.query("DELETE FROM person WHERE id = $1", [rows[0]!.id]);
});

describe("people of whom no match may speak", () => {
  const AMELIE = person({ given: "Amelie", family: "Fenn", birthDate: "2023-05-17" });
  const UNKNOWN = person({ given: "Nobody", family: "Atall", birthDate: "1971-07-07" });
  const heardOf = async (given: typeof ZARA, userId?: string) => {
    const heard: string[] = [];
    const results = await match(gate, [given], { heard, ...(userId ? { userId } : {}) });
    const { rows } = await gate.owner.query(
      "SELECT FROM match_review UNION ALL SELECT FROM person_identifier WHERE value = 'PARTNER:1'",
    );
    return { results, statements: heard, kept: rows.length };
  };

  test.each([
    ["protected", () => restrict("hussain.zara", "X-PROTECTED"), ZARA],
    [
      "protected, by number",
      () => restrict("hussain.zara", "X-PROTECTED"),
      { ...ZARA, identifiers: [{ system: "NHS_NUMBER", value: "9990001030" }] },
    ],
    ["adopted away", () => restrict("hussain.zara", "X-ADOPTION"), ZARA],
    ["a sealed birth record", async () => undefined, AMELIE],
  ])("%s: the same answer, statements and traces as for nobody", async (_, before, given) => {
    const nobody = await heardOf(UNKNOWN);
    await before();
    expect(await heardOf(given)).toEqual(nobody);
    expect(nobody).toMatchObject({ results: [{ kind: "NONE" }], kept: 0 });
    expect(nobody.statements).toHaveLength(3);
  });

  test("a number that means somebody protected stays theirs, and whoever else is meant is found as if it did not", async () => {
    await gate.owner.query("INSERT INTO person_identifier VALUES ('LOCAL_ID', 'PARTNER:1', $1)", [
      await idOf("hussain.bilal"),
    ]);
    await restrict("hussain.bilal", "X-PROTECTED");
    expect(await kindsOf(gate, [ZARA])).toEqual(["MATCH"]);
    const { rows } = await gate.owner.query("SELECT person_id FROM person_identifier WHERE value = 'PARTNER:1'");
    expect(rows).toEqual([{ person_id: await idOf("hussain.bilal") }]);
  });

  test("but for its seal the birth record would be found: it is the seal that hides it", async () => {
    const items = "person_id = (SELECT person_id FROM person_identifier WHERE value = 'HUB:fenn.amelie')";
    await gate.owner.query(`UPDATE contribution_item SET superseded_at = now() WHERE ${items}`);
    expect(await kindsOf(gate, [AMELIE], { dryRun: true })).toEqual(["MATCH"]);
    await gate.owner.query(`UPDATE contribution_item SET superseded_at = NULL WHERE ${items}`);
    expect(await kindsOf(gate, [AMELIE], { dryRun: true })).toEqual(["NONE"]);
  });

  test("whose record holds a sealed link to a child who was adopted is found all the same", async () => {
    await gate.owner.query(
      `INSERT INTO restriction (subject_id, set_by, code, categories, valid_from)
       VALUES ($1, 'PARTNER', 'X-ADOPTION', '{household}', '2026-01-01')`,
      [await idOf("hussain.zara")],
    );
    const one = `(SELECT id FROM contribution_item WHERE category <> 'demographics' AND superseded_at IS NULL
      AND person_id = '${await idOf("hussain.zara")}' LIMIT 1)`;
    const { rows } = await gate.owner.query<{ id: string; was: string }>(
      `SELECT id, restrictions::text AS was FROM contribution_item WHERE id = ${one}`,
    );
    const seal = (to: string) =>
      gate.owner.query("UPDATE contribution_item SET restrictions = $2 WHERE id = $1", [rows[0]!.id, to]);
    await seal('[{"code": "X-ADOPTION"}]');
    expect(await kindsOf(gate, [ZARA], { dryRun: true })).toEqual(["MATCH"]);
    await seal(rows[0]!.was);
  });

  test("Poppy and who she was are never one, whichever of them is described", async () => {
    const poppy = person({ given: "Poppy", family: "Bennett-Lowe", birthDate: "2023-05-17" });
    const fenn = person({ given: "Poppy", family: "Fenn", birthDate: "2023-05-17" });
    for (const given of [AMELIE, fenn, { ...poppy, family: "Fenn" }]) {
      for (const it of await match(gate, [given], { dryRun: true })) expect(it.kind).toBe("NONE");
    }
  });

  test("with whom the sender has a conflict of interest", async () => {
    const { rows } = await gate.owner.query<{ name: string; birth: string }>(
      "SELECT name, birth_date::text AS birth FROM person WHERE id = $1",
      [await idOf("kowalczyk.piotr")],
    );
    const [given, family] = rows[0]!.name.split(" ");
    const piotr = person({ given: given!, family: family!, birthDate: rows[0]!.birth, sex: "M" });
    expect(await kindsOf(gate, [piotr], { dryRun: true })).toEqual(["MATCH"]);
    expect(await kindsOf(gate, [piotr], { dryRun: true, userId: "tomasz.housing" })).toEqual(["NONE"]);
  });

  test("whoever is barred, by whichever user's conflict or anybody's protection", async () => {
    await restrict("hussain.zara", "X-PROTECTED");
    const { rows } = await gate.owner.query<{ barred: number; spoken_of: number }>(
      `SELECT count(*)::int AS barred, count(*) FILTER (WHERE ${isMatchable("p.id", "u.id", "$1::timestamptz")})::int AS spoken_of
       FROM person p, app_user u WHERE is_barred(p.id, u.id, $1)`,
      [new Date(NOON)],
    );
    expect(rows[0]!.barred).toBeGreaterThan(10);
    expect(rows[0]!.spoken_of).toBe(0);
  });

  test("a stand-in, and whom a link alone has named", async () => {
    const added = await gate.owner.query<{ id: string }>(
      "INSERT INTO person (name, birth_date, named_by) VALUES ('Typed Only', '1999-09-09', 'LINK'), ('Stood In', '1999-09-09', 'CONTRIBUTION') RETURNING id",
    );
    const [typed, stoodIn] = added.rows.map((it) => it.id);
    await gate.owner.query(
      "INSERT INTO person_identifier VALUES ('LOCAL_ID', 'HUB:typed', $1), ('STAND-IN LOCAL_ID', 'HUB:typed CSC', $2)",
      [typed, stoodIn],
    );
    const it = (given: string, family: string) => person({ given, family, birthDate: "1999-09-09", sex: null });
    expect(await kindsOf(gate, [it("Typed", "Only")], { dryRun: true })).toEqual(["NONE"]);
    expect(await kindsOf(gate, [it("Stood", "In")], { dryRun: true })).toEqual(["NONE"]);
  });
});
