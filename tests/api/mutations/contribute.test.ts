/** What agencies contribute: bad items refused whole with every fault, idempotence, history, and two writers at once. */
import { randomUUID } from "node:crypto";
import type { SignedInViewer } from "../../../src/identity/viewer";
import { caller, NOON, startGateway, type Answer, type TestGateway } from "../gateway";
import { onFile, writingNothing } from "./on-file";
import { faultsOf, resultOf } from "./result";

const OWEN = caller("owen.police");
const PETRA = caller("petra.school");
const ROSA = caller("rosa.gp");
const HOUR = 3_600_000;

let gate: TestGateway;
let second: TestGateway;
beforeAll(async () => {
  gate = await startGateway();
  second = await gate.another();
});
afterAll(() => gate.stop());
afterEach(() => {
  gate.setNow(NOON);
  second.setNow(NOON);
});

const TABLES = ["person", "person_identifier", "contribution_item"];
const expectNothingWritten = writingNothing(() => gate, TABLES);

const contribute = (items: readonly object[], as: SignedInViewer | string = OWEN, on = gate): Promise<Answer> =>
  on.ask(
    as,
    "mutation ($items: [ContributionItemInput!]!) { result: contribute(items: $items) { __typename ... on Contributed { accepted unchanged } ... on Refused { faults { path code message } } } }",
    { items },
  );
async function expectWritten(
  items: readonly object[],
  accepted: number,
  unchanged: number,
  as: SignedInViewer | string = OWEN,
  on = gate,
): Promise<void> {
  expect(resultOf(await contribute(items, as, on))).toEqual({ __typename: "Contributed", accepted, unchanged });
}

let numbers = 0;
const newRef = (): string => `REF-${(numbers += 1)}`;
const newPerson = () => ({
  system: "LOCAL_ID",
  value: `HUB:test-${randomUUID()}`,
  name: "Test Person",
  birthDate: "2010-05-05",
});
const ADA = { system: "NHS_NUMBER", value: "9990001006", name: "Ada Okafor", birthDate: "1999-04-18" };
const BODY = { occurredAt: "2026-11-01T20:00:00Z", reference: "INC/1", type: "Missing person" };
const item = (more: object = {}) => ({
  person: ADA,
  field: "incidents",
  body: BODY,
  occurredOn: "2026-11-01",
  recordedAt: "2026-11-02T09:00:00Z",
  nature: "FACT",
  authorRole: "Police officer",
  sourceRef: newRef(),
  ...more,
});

interface Row {
  readonly id: string;
  readonly person_id: string;
  readonly body: Record<string, unknown>;
  readonly received_at: Date;
  readonly superseded_at: Date | null;
  readonly restrictions: unknown;
}
const rowsOf = async (sourceRef: string, agency = "POLICE"): Promise<Row[]> =>
  (
    await gate.owner.query(
      "SELECT * FROM contribution_item WHERE source_ref = $1 AND agency_id = $2 ORDER BY received_at, superseded_at",
      [sourceRef, agency],
    )
  ).rows as Row[];
/** What the police read back of somebody's incidents, by reference. */
async function readBack(person: { system: string; value: string }, on = second): Promise<Record<string, unknown>[]> {
  const { data, errors } = await on.ask(
    OWEN,
    "query ($i: IdentifierInput!) { person(identifier: $i, purpose: CRIME_PREVENTION) { police { incidents { id reference type circumstances reportedBy place provenance { occurredOn recordedAt authorRole nature } } } } }",
    { i: { system: person.system, value: person.value } },
  );
  expect(errors).toBeUndefined();
  return (data.person?.police[0].incidents ?? []) as Record<string, unknown>[];
}

describe("what is right", () => {
  test("is on file as it was sent, and read back on the very next query of another instance", async () => {
    const person = newPerson();
    const it = item({
      person,
      restrictions: [
        { code: "COURT", exempt: ["CSC"] },
        { code: "THIRD_PARTY", elements: ["reportedBy"] },
      ],
    });
    await expectWritten([it], 1, 0);
    const [row] = await rowsOf(it.sourceRef);
    const { id: _, person_id: personId, ...rest } = row!;
    expect(rest).toMatchObject({
      agency_id: "POLICE",
      category: "police-callouts",
      field: "incidents",
      body: { ...BODY, occurredAt: "2026-11-01T20:00:00.000Z" },
      recorded_at: new Date("2026-11-02T09:00:00Z"),
      nature: "FACT",
      author_role: "Police officer",
      restrictions: [
        { code: "X-COURT", exempt: ["CSC"] },
        { code: "X-THIRD-PARTY", elements: ["reportedBy"] },
      ],
      received_at: new Date(NOON),
      superseded_at: null,
    });
    expect(
      (await gate.owner.query("SELECT name, birth_date::text FROM person WHERE id = $1", [personId])).rows,
    ).toEqual([{ name: "Test Person", birth_date: "2010-05-05" }]);
    // a restriction wins over own data too
    expect(await readBack(person)).toEqual([]);
    await expectWritten([item({ person })], 1, 0);
    expect(await readBack(person)).toMatchObject([
      {
        reference: "INC/1",
        provenance: {
          occurredOn: "2026-11-01",
          recordedAt: "2026-11-02T09:00:00.000Z",
          authorRole: "Police officer",
          nature: "FACT",
        },
      },
    ]);
  });

  test("with the least that is needed", async () => {
    const { sourceRef } = item();
    await expectWritten(
      [
        {
          person: { system: "NHS_NUMBER", value: "9434765919", name: "New" },
          field: "incidents",
          body: { occurredAt: "2026-11-01T20:00:00Z" },
          recordedAt: "2026-11-22T12:00:00Z",
          nature: "ALLEGATION",
          sourceRef,
        },
      ],
      1,
      0,
    );
    expect(await rowsOf(sourceRef)).toMatchObject([
      { occurred_on: null, author_role: null, restrictions: [], body: { occurredAt: "2026-11-01T20:00:00.000Z" } },
    ]);
  });

  test.each([
    ["an integrator, of their own agency's", PETRA, "suspensions", { start: "2026-11-02" }],
    ["a practitioner", caller("dilys.school"), "suspensions", { start: "2026-11-02" }],
  ])("%s", async (_, as, field, body) => {
    const faults = faultsOf(await contribute([item({ field, body })], as)).filter(
      (it) => !it.startsWith("items.0.body"),
    );
    expect(faults).toEqual([]);
  });

  test("five hundred at once", async () => {
    const person = newPerson();
    await expectWritten(
      Array.from({ length: 500 }, () => item({ person })),
      500,
      0,
    );
  });
});

describe("each fault alone, by its place, and nothing is written", () => {
  const long = (length: number) => "a".repeat(length);
  test.each<[string, object]>([
    ["person.value INVALID", { person: { ...ADA, value: "9990001007" } }],
    ["person.value INVALID", { person: { ...ADA, value: "999 000 1006" } }],
    ["person.value INVALID", { person: { ...ADA, value: "" } }],
    ["person.value NOT_YOUR_NUMBER", { person: { ...ADA, system: "LOCAL_ID", value: "SCHOOL:1" } }],
    ["person.name", { person: { ...ADA, name: "" } }],
    ["person.name", { person: { ...ADA, name: "A\0" } }],
    ["person.name", { person: { ...ADA, name: "\ud800" } }],
    ["person.name", { person: { ...ADA, name: long(201) } }],
    ["person.birthDate", { person: { ...ADA, birthDate: "0000-01-01" } }],
    ["field UNKNOWN_FIELD", { field: "nothing" }],
    ["field UNKNOWN_FIELD", { field: "" }],
    ["field UNKNOWN_FIELD", { field: "edAttendances" }], // a hospital's
    ["field UNKNOWN_FIELD", { field: "involved" }], // says only that somebody is; nobody sends it
    ["field UNKNOWN_FIELD", { field: "agency" }],
    ["field UNKNOWN_FIELD", { field: "sharing" }],
    ["field UNKNOWN_FIELD", { field: "__typename" }],
    ["field UNKNOWN_FIELD", { field: "constructor" }],
    ["field UNKNOWN_FIELD", { field: "incidents\0" }],
    ["occurredOn IN_THE_FUTURE", { occurredOn: "2026-11-23" }],
    ["occurredOn IN_THE_FUTURE", { occurredOn: "9999-12-31" }],
    ["occurredOn", { occurredOn: "0000-01-01" }],
    ["recordedAt IN_THE_FUTURE", { recordedAt: "2026-11-22T12:00:00.001Z" }],
    ["recordedAt IN_THE_FUTURE", { recordedAt: "2026-11-22T12:00:00-00:01" }],
    ["recordedAt", { recordedAt: "0000-12-31T23:59:59Z" }],
    ["authorRole", { authorRole: "" }],
    ["authorRole", { authorRole: " Officer" }],
    ["authorRole", { authorRole: "\0" }],
    ["authorRole", { authorRole: long(101) }],
    ["sourceRef", { sourceRef: "" }],
    ["sourceRef", { sourceRef: "a\0b" }],
    ["sourceRef", { sourceRef: "\udfff" }],
    ["sourceRef", { sourceRef: "A1 " }],
    ["sourceRef", { sourceRef: long(201) }],
    ["body.occurredAt MISSING", { body: {} }],
    ["body.occurredAt MISSING", { body: { ...BODY, occurredAt: null } }],
    ["body.occurredAt WRONG_TYPE", { body: { ...BODY, occurredAt: "2026-11-01" } }],
    ["body.occurredAt WRONG_TYPE", { body: { ...BODY, occurredAt: 1_700_000_000 } }],
    ["body.occurredAt WRONG_TYPE", { body: { ...BODY, occurredAt: ["2026-11-01T20:00:00Z"] } }],
    ["body.reference WRONG_TYPE", { body: { ...BODY, reference: 7 } }],
    ["body.reference WRONG_TYPE", { body: { ...BODY, reference: { text: "x" } } }],
    ["body.reference BAD_TEXT", { body: { ...BODY, reference: "a\0b" } }],
    ["body.reference BAD_TEXT", { body: { ...BODY, reference: "\ud83d" } }],
    ["body.circumstances BAD_TEXT", { body: { ...BODY, circumstances: long(10_001) } }],
    ["body.role WRONG_TYPE", { body: { ...BODY, role: "BYSTANDER_OR_SO" } }],
    ["body.role WRONG_TYPE", { body: { ...BODY, role: "toString" } }],
    ["body.uprn WRONG_TYPE", { body: { ...BODY, uprn: "012" } }],
    ["body.uprn WRONG_TYPE", { body: { ...BODY, uprn: 990000001012 } }],
    ["body.childSeen WRONG_TYPE", { body: { ...BODY, childSeen: "true" } }],
    ["body.childSeen WRONG_TYPE", { body: { ...BODY, childSeen: 1 } }],
    ["body UNKNOWN_KEY", { body: { ...BODY, id: randomUUID() } }],
    ["body UNKNOWN_KEY", { body: { ...BODY, provenance: { nature: "FACT" } } }],
    ["body UNKNOWN_KEY", { body: { ...BODY, __typename: "PoliceIncident" } }],
    ["body UNKNOWN_KEY", { body: { ...BODY, Reference: "x" } }],
    ["body UNKNOWN_KEY", { body: { ...BODY, "": 1 } }],
    ["body UNKNOWN_KEY", { body: { ...BODY, constructor: { prototype: { polluted: true } } } }],
    [
      "body UNKNOWN_KEY",
      { body: JSON.parse('{"occurredAt": "2026-11-01T20:00:00Z", "__proto__": {"polluted": true}}') as object },
    ],
    ["body UNKNOWN_KEY", { body: { ...BODY, deep: Array.from({ length: 64 }).reduce<unknown>((it) => ({ it }), 1) } }],
    [
      "body.place WRONG_TYPE",
      { body: { ...BODY, place: Array.from({ length: 64 }).reduce<unknown>((it) => [it], "x") } },
    ],
    ["restrictions TOO_BIG", { restrictions: Array.from({ length: 11 }, () => ({ code: "COURT" })) }],
    [
      "restrictions.0.elements TOO_BIG",
      { restrictions: [{ code: "REFUGE", elements: Array<string>(21).fill("place") }] },
    ],
    ["restrictions.0.exempt TOO_BIG", { restrictions: [{ code: "COURT", exempt: Array<string>(21).fill("CSC") }] }],
    [
      "restrictions.0.elements.0 UNKNOWN_ELEMENT",
      { restrictions: [{ code: "THIRD_PARTY", elements: ["reportedby"] }] },
    ],
    [
      "restrictions.0.elements.0 UNKNOWN_ELEMENT",
      { restrictions: [{ code: "THIRD_PARTY", elements: ["reportedBy.name"] }] },
    ],
    [
      "restrictions.0.elements.0 UNKNOWN_ELEMENT",
      { restrictions: [{ code: "THIRD_PARTY", elements: ["body.reportedBy"] }] },
    ],
    ["restrictions.0.elements.0 UNKNOWN_ELEMENT", { restrictions: [{ code: "REFUGE", elements: ["*"] }] }],
    ["restrictions.0.elements.0 UNKNOWN_ELEMENT", { restrictions: [{ code: "REFUGE", elements: ["provenance"] }] }],
    ["restrictions.0.elements.0 UNKNOWN_ELEMENT", { restrictions: [{ code: "REFUGE", elements: ["id"] }] }],
    ["restrictions.0.elements.0 UNKNOWN_ELEMENT", { restrictions: [{ code: "REFUGE", elements: ["__proto__"] }] }],
    // it cannot be null, so an answer without it would break
    ["restrictions.0.elements.0 UNKNOWN_ELEMENT", { restrictions: [{ code: "REFUGE", elements: ["occurredAt"] }] }],
    [
      "restrictions.1.elements.2 UNKNOWN_ELEMENT",
      { restrictions: [{ code: "COURT" }, { code: "REFUGE", elements: ["place", "uprn", "plaice"] }] },
    ],
    ["restrictions.0.elements.0", { restrictions: [{ code: "REFUGE", elements: [""] }] }],
    ["restrictions.0.exempt.0", { restrictions: [{ code: "COURT", exempt: [""] }] }],
    ["restrictions.0.exempt.0", { restrictions: [{ code: "COURT", exempt: ["CSC\0"] }] }],
  ])("%s", async (place, change) => {
    const before = new Set(Object.getOwnPropertyNames(Object.prototype));
    await expectNothingWritten(async () => {
      // a good one beside it is not written either
      const { __typename, faults } = resultOf(await contribute([item({ person: newPerson() }), item(change)]));
      expect(__typename).toBe("Refused");
      const [path, code] = place.split(" ");
      const found = faults!.filter(
        (it) => !(path!.includes(".elements.0") && code === undefined && it.code === "UNKNOWN_ELEMENT"),
      );
      expect(found.map((it) => it.path)).toEqual([`items.1.${path}`]);
      if (code && code !== "INVALID") expect(found[0]!.code).toBe(code);
      expect(found[0]!.message).not.toBe("");
    });
    expect(new Set(Object.getOwnPropertyNames(Object.prototype))).toEqual(before);
  });

  test.each<[string, SignedInViewer, string]>([
    ["a category that the agency does not contribute", ROSA, "edAttendances"],
    ["and another", ROSA, "sexualHealthContacts"],
  ])("%s", async (_, as, field) => {
    await expectNothingWritten(async () => {
      const { faults } = resultOf(await contribute([item({ field, body: {} })], as));
      expect(faults!.filter((it) => it.path === "items.0.field").map((it) => it.code)).toEqual(["NOT_YOUR_CATEGORY"]);
    });
  });

  test.each(["gareth.mash", "nadine.vcs"])("%s's agency only receives", async (user) => {
    const as = { ...caller(user), role: "MASH_MANAGER" as const };
    await gate.owner.query("UPDATE app_user SET roles = array_append(roles, 'MASH_MANAGER') WHERE id = $1", [user]);
    await expectNothingWritten(async () =>
      expect(faultsOf(await contribute([item()], as))).toEqual(["items.0.field UNKNOWN_FIELD"]),
    );
  });

  test("all of one item together, and of every item", async () => {
    const bad = {
      person: { system: "NHS_NUMBER", value: "1", name: "", birthDate: "0000-01-01" },
      body: { reference: 7, more: 1 },
      occurredOn: "2026-11-23",
      recordedAt: "2027-01-01T00:00:00Z",
      authorRole: "",
      sourceRef: " ",
      restrictions: [{ code: "THIRD_PARTY", elements: ["nobody"] }],
    };
    const of = (i: number) =>
      [
        "person.value",
        "person.name",
        "person.birthDate",
        "body.reference",
        "body",
        "body.occurredAt",
        "occurredOn",
        "recordedAt",
        "authorRole",
        "sourceRef",
        "restrictions.0.elements.0",
      ].map((it) => `items.${i}.${it}`);
    await expectNothingWritten(async () => {
      const { faults } = resultOf(
        await contribute([item(bad), item(), item(bad), item({ field: "nothing", occurredOn: "2026-11-23" })]),
      );
      const expected = [...of(0), ...of(2), "items.3.field", "items.3.occurredOn"];
      expect([...new Set(faults!.map((it) => it.path))].sort()).toEqual(expected.sort());
    });
  });

  test.each([0, 501, 1000])("%i items", async (count) => {
    await expectNothingWritten(async () => {
      expect(
        faultsOf(await contribute(Array.from({ length: count }, () => ({ ...item(), sourceRef: "SAME" })))),
      ).toEqual(["items BAD_COUNT"]);
    });
  });

  test("no fault repeats what was sent", async () => {
    const marker = "MARKER9990001006";
    const change = {
      body: { [marker]: marker, occurredAt: marker, role: marker, uprn: marker, reference: `${marker}\0` },
      field: "incidents",
      authorRole: `${marker}\0`,
      sourceRef: ` ${marker}`,
      restrictions: [{ code: "COURT", elements: [marker], exempt: [`${marker}\0`] }],
      person: { ...ADA, value: marker, name: `${marker}\0` },
    };
    const { text } = await contribute([item(change), item({ field: marker })]);
    expect(text).toContain("Refused");
    expect(text).not.toContain(marker);
  });

  test.each(["CASE_AUDITOR", "CALDICOTT_GUARDIAN"] as const)("%s writes nothing", async (role) => {
    await gate.owner.query("UPDATE app_user SET roles = array_append(roles, $1) WHERE id = 'owen.police'", [role]);
    await expectNothingWritten(async () =>
      expect(faultsOf(await contribute([item()], { ...OWEN, role }))).toEqual([" NOT_YOUR_ROLE"]),
    );
  });
});

describe("the source's own reference", () => {
  test("the same again changes nothing, however it is spelt", async () => {
    const it = item({
      restrictions: [{ code: "COURT", exempt: ["CSC"] }],
      body: { ...BODY, circumstances: "Seen at 9 | not at 10", childSeen: false },
    });
    await expectWritten([it], 1, 0);
    const before = await onFile(gate, TABLES);
    gate.setNow(NOON + HOUR);
    await expectWritten([it], 0, 1);
    const { body, ...rest } = it;
    const reversed = Object.fromEntries(Object.entries(body).reverse());
    await expectWritten([{ ...rest, body: { ...reversed, outcome: null } }], 0, 1);
    await expectWritten([{ ...it, recordedAt: "2026-11-02T10:00:00+01:00" }], 0, 1);
    await expectWritten([{ ...it, body: { ...it.body, occurredAt: "2026-11-01T21:00:00.000+01:00" } }], 0, 1);
    await expectWritten([it], 0, 1, OWEN, second);
    // the same person, by another number, under another name
    await expectWritten(
      [{ ...it, person: { system: "LOCAL_ID", value: "HUB:okafor-reid.ada", name: "Ada Other", birthDate: null } }],
      0,
      1,
    );
    expect(await onFile(gate, TABLES)).toEqual(before);
  });

  test.each<[string, object]>([
    ["body", { body: { ...BODY, type: "Another" } }],
    ["body, one element less", { body: { occurredAt: BODY.occurredAt } }],
    ["occurredOn", { occurredOn: "2026-10-31" }],
    ["occurredOn, left out", { occurredOn: null }],
    ["recordedAt", { recordedAt: "2026-11-02T09:00:00.001Z" }],
    ["nature", { nature: "OPINION" }],
    ["authorRole", { authorRole: "Another" }],
    ["authorRole, left out", { authorRole: null }],
    ["a restriction", { restrictions: [{ code: "PRIVILEGE" }] }],
  ])("a correction of %s supersedes, and history stays", async (_, change) => {
    const person = newPerson();
    const it = item({ person });
    await expectWritten([it], 1, 0);
    const [first] = await rowsOf(it.sourceRef);
    gate.setNow(NOON + HOUR);
    await expectWritten([{ ...it, ...change }], 1, 0);
    const rows = await rowsOf(it.sourceRef);
    expect(rows).toHaveLength(2);
    expect(rows[0]).toEqual({ ...first, superseded_at: new Date(NOON + HOUR) });
    expect(rows[1]).toMatchObject({
      superseded_at: null,
      received_at: new Date(NOON + HOUR),
      person_id: first!.person_id,
    });
    expect((await readBack(person)).length).toBeLessThan(2);
    // and back again
    gate.setNow(NOON + 2 * HOUR);
    await expectWritten([it], change && "restrictions" in change ? 0 : 1, change && "restrictions" in change ? 1 : 0);
    const after = await rowsOf(it.sourceRef);
    expect(after.filter((row) => row.superseded_at === null)).toHaveLength(1);
    expect(after[0]).toEqual({ ...first, superseded_at: new Date(NOON + HOUR) });
  });

  test("a restriction is added by a correction, and not lifted in passing", async () => {
    const person = newPerson();
    const it = item({ person, body: { ...BODY, reportedBy: "A neighbour", circumstances: "Shouting" } });
    await expectWritten([{ ...it, restrictions: [{ code: "THIRD_PARTY", elements: ["reportedBy"] }] }], 1, 0);
    expect(await readBack(person)).toMatchObject([{ reportedBy: null, circumstances: "Shouting" }]);
    await expectWritten([{ ...it, body: { ...it.body, type: "Corrected" } }], 1, 0);
    expect(await readBack(person)).toMatchObject([{ reportedBy: null, circumstances: "Shouting", type: "Corrected" }]);
    await expectWritten(
      [
        {
          ...it,
          body: { ...it.body, type: "Corrected" },
          restrictions: [{ code: "COURT", elements: ["circumstances"] }],
        },
      ],
      1,
      0,
    );
    expect(await readBack(person)).toMatchObject([{ reportedBy: null, circumstances: null, type: "Corrected" }]);
  });

  test("twice in one delivery: the later counts, and one is current", async () => {
    const person = newPerson();
    const it = item({ person });
    const later = { ...it, body: { ...BODY, type: "Later" } };
    await expectWritten([it, later], 1, 1);
    expect(await rowsOf(it.sourceRef)).toMatchObject([{ body: { type: "Later" }, superseded_at: null }]);
    await expectWritten([it, later, it, later], 1, 3);
    expect((await rowsOf(it.sourceRef)).filter((row) => row.superseded_at === null)).toMatchObject([
      { body: { type: "Later" } },
    ]);
  });

  test("in one delivery for two people: refused on its form, whoever they are", async () => {
    const sourceRef = newRef();
    const [one, other] = [newPerson(), newPerson()];
    await expectNothingWritten(async () => {
      expect(
        faultsOf(
          await contribute([
            item({ sourceRef, person: one }),
            item({ person: one }),
            item({ sourceRef, person: other }),
          ]),
        ),
      ).toEqual(["items.2.sourceRef REFERENCE_TWICE"]);
    });
  });

  test("of another person: refused whole", async () => {
    const it = item();
    await expectWritten([it], 1, 0);
    await expectNothingWritten(async () => {
      const wrong = [item({ person: newPerson() }), { ...it, person: newPerson() }, item({ person: newPerson() })];
      expect(faultsOf(await contribute(wrong))).toEqual(["items.1.sourceRef REFERENCE_OF_ANOTHER_PERSON"]);
    });
  });

  test("of another field: refused whole", async () => {
    const it = item();
    await expectWritten([it], 1, 0);
    await expectNothingWritten(async () => {
      const dash = { ...it, field: "dashAssessments", body: { assessedOn: "2026-11-01", score: 11, level: "MEDIUM" } };
      expect(faultsOf(await contribute([dash]))).toEqual(["items.0.field REFERENCE_OF_ANOTHER_FIELD"]);
    });
  });

  test("is the agency's own: another's is another", async () => {
    const sourceRef = newRef();
    await expectWritten([item({ sourceRef })], 1, 0);
    const housing = item({ sourceRef, field: "tenants", body: {} });
    const faults = faultsOf(await contribute([housing], "lena.housing"));
    expect(faults.some((it) => it.includes("REFERENCE"))).toBe(false);
    expect(await rowsOf(sourceRef)).toHaveLength(1);
  });

  test.each([
    "'",
    '"',
    "%",
    "_",
    "\\",
    "$1",
    "{}",
    "a,b",
    "(a)",
    "NULL",
    "null",
    "😀",
    "é",
    "e\u0301",
    "\u202e",
    "A".repeat(200),
  ])("may be %j", async (mark) => {
    const it = item({ sourceRef: `${mark}${newRef()}`.slice(0, 200), person: newPerson() });
    await expectWritten([it], 1, 0);
    await expectWritten([it], 0, 1);
    expect(await rowsOf(it.sourceRef)).toHaveLength(1);
  });
});

describe("texts are kept to the letter", () => {
  test.each([
    "",
    " ",
    "😀",
    "\u0001\u001f",
    "\u2028\u2029",
    "\\u0000",
    '"}]',
    "'; DROP TABLE person; --",
    "${x}",
    "<script>",
    "e\u0301é",
    "\ufeff",
    "\u202eabc",
    "a".repeat(10_000),
  ])("%j", async (circumstances) => {
    const person = newPerson();
    await expectWritten([item({ person, body: { ...BODY, circumstances } })], 1, 0);
    expect((await readBack(person))[0]!["circumstances"]).toBe(circumstances);
  });
});

describe("somebody protected, or not confirmed, is contributed about like anybody", () => {
  test.each([
    [
      "protected",
      (id: string) =>
        gate.owner.query(
          "INSERT INTO restriction (subject_id, set_by, code, valid_from) VALUES ($1, 'GP', 'X-PROTECTED', '2026-01-01')",
          [id],
        ),
    ],
    [
      "whom they have a conflict of interest with",
      (id: string) =>
        gate.owner.query("INSERT INTO conflict_of_interest VALUES ('owen.police', $1, '2026-01-01', NULL)", [id]),
    ],
    [
      "whom nobody has confirmed",
      (id: string) => gate.owner.query("UPDATE person_identifier SET confidence = 0.5 WHERE person_id = $1", [id]),
    ],
  ])("%s: the same answers as of somebody unknown, and nothing reaches the real person", async (_, bar) => {
    const id = randomUUID();
    const barred = newPerson();
    await gate.owner.query("INSERT INTO person (id, name) VALUES ($1, 'MARKER the real name')", [id]);
    await gate.owner.query("INSERT INTO person_identifier VALUES ('LOCAL_ID', $1, $2, 1)", [barred.value, id]);
    await bar(id);
    const tale = async (person: ReturnType<typeof newPerson>) => {
      const it = item({ person });
      const said: unknown[] = [];
      for (const items of [
        [it],
        [it],
        [{ ...it, nature: "OPINION" }],
        [{ ...it, person: newPerson() }],
        [{ ...it, field: "nothing" }],
      ]) {
        said.push(resultOf(await contribute(items)), resultOf(await contribute(items, OWEN, second)));
      }
      const incidents = await readBack(person);
      expect(JSON.stringify(incidents)).not.toContain("MARKER");
      said.push(incidents.map(({ id: _id, ...rest }) => rest));
      return said;
    };
    expect(await tale(barred)).toEqual(await tale(newPerson()));
    expect((await gate.owner.query("SELECT 1 FROM contribution_item WHERE person_id = $1", [id])).rows).toEqual([]);
    await gate.owner.query("DELETE FROM conflict_of_interest WHERE user_id = 'owen.police'");
  });
});

describe("at once, on two instances", () => {
  const current = async (sourceRef: string) => (await rowsOf(sourceRef)).filter((it) => it.superseded_at === null);

  test("the same item: written once", async () => {
    const it = item({ person: newPerson() });
    const results = (
      await Promise.all(Array.from({ length: 8 }, (_, i) => contribute([it], OWEN, i % 2 ? gate : second)))
    ).map(resultOf);
    expect(results.filter((one) => one.accepted === 1)).toHaveLength(1);
    expect(results.filter((one) => one.unchanged === 1)).toHaveLength(7);
    expect(await rowsOf(it.sourceRef)).toHaveLength(1);
  });

  test("different corrections of one reference: one is current, and none is lost", async () => {
    const it = item({ person: newPerson() });
    await expectWritten([it], 1, 0);
    const results = await Promise.all(
      Array.from({ length: 8 }, (_, i) =>
        contribute([{ ...it, body: { ...BODY, type: `Correction ${i}` } }], OWEN, i % 2 ? gate : second),
      ),
    );
    for (const one of results) expect(resultOf(one)).toMatchObject({ accepted: 1 });
    expect(await current(it.sourceRef)).toHaveLength(1);
    expect(new Set((await rowsOf(it.sourceRef)).map((row) => row.body["type"])).size).toBe(9);
  });

  test("one reference for two people: the first has it, the other is refused", async () => {
    const sourceRef = newRef();
    const results = await Promise.all(
      [newPerson(), newPerson()].map((person, i) => contribute([item({ sourceRef, person })], OWEN, i ? gate : second)),
    );
    expect(results.map((it) => faultsOf(it).join()).sort()).toEqual([
      "",
      "items.0.sourceRef REFERENCE_OF_ANOTHER_PERSON",
    ]);
    expect(await rowsOf(sourceRef)).toHaveLength(1);
  });

  test("new people, from several agencies, in any order: each is one person, and nobody waits in a circle", async () => {
    const people = Array.from({ length: 6 }, newPerson);
    const of: readonly [string, string, object][] = [
      ["owen.police", "dashAssessments", { assessedOn: "2026-11-01", score: 11, level: "MEDIUM" }],
      ["rosa.gp", "wasNotBrought12m", { count: 1 }],
      ["owen.police", "incidents", BODY],
      ["rosa.gp", "involvements", { service: "GP", role: "General practitioner" }],
    ];
    const deliveries = Array.from({ length: 12 }, (_, i) => {
      const [user, field, body] = of[i % of.length]!;
      const order = i % 3 ? people : [...people].reverse();
      return contribute(
        order.map((person) => item({ person, field, body })),
        user,
        i % 2 ? gate : second,
      );
    });
    const results = (await Promise.all(deliveries)).map(resultOf);
    expect(results.filter((it) => it.__typename === "Contributed").length).toBeGreaterThan(5);
    const { rows } = await gate.owner.query(
      "SELECT value, count(DISTINCT person_id)::int AS n FROM person_identifier WHERE value = ANY ($1) GROUP BY value",
      [people.map((it) => it.value)],
    );
    expect(rows).toHaveLength(6);
    const orphans = await gate.owner.query(
      "SELECT count(*)::int AS n FROM person p WHERE NOT EXISTS (SELECT FROM person_identifier i WHERE i.person_id = p.id)",
    );
    expect(orphans.rows).toEqual([{ n: 0 }]);
    const strays = await gate.owner.query(
      "SELECT count(*)::int AS n FROM contribution_item c WHERE NOT EXISTS (SELECT FROM person p WHERE p.id = c.person_id)",
    );
    expect(strays.rows).toEqual([{ n: 0 }]);
  });
});
