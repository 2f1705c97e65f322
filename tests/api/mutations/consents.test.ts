/** Consent and service agreements: whose it is to give, for how long, who may record and withdraw it, and from when it counts. */
import { randomUUID } from "node:crypto";
import { agencyScope, OpaqueIds } from "../../../src/gateway/opaque-ids";
import { sealMember } from "../../../src/governance/member-id";
import type { SignedInViewer } from "../../../src/identity/viewer";
import { caller, ID_KEY, NOON, startGateway, type Answer, type TestGateway } from "../gateway";
import { onFile, writingNothing } from "./on-file";
import { faultsOf, resultOf } from "./result";

const KEMI = caller("kemi.eh");
const SHONA = caller("shona.csc");
const DILYS = caller("dilys.school");
const ids = new OpaqueIds(ID_KEY);
const SECOND = 1000;

let gate: TestGateway;
let second: TestGateway;
/** What the owner of the tables changes for one test is undone after it. */
const undo: string[] = [];
beforeAll(async () => {
  gate = await startGateway();
  second = await gate.another();
  await gate.owner.query(
    "INSERT INTO app_user (id, agency_id, display_name, roles) VALUES ('other.eh', 'EH', 'Other', '{KEY_WORKER}')",
  );
});
afterAll(() => gate.stop());
afterEach(async () => {
  for (const sql of undo.splice(0).reverse()) await gate.owner.query(sql);
  gate.setNow(NOON);
  second.setNow(NOON);
});

/** Every table that these mutations could touch. */
const TABLES = ["person", "case_file", "case_member", "case_assignment", "consent", "service_agreement"];
const expectNothingWritten = writingNothing(() => gate, TABLES);

const RESULT =
  "{ __typename ... on ConsentRecorded { consentId validTo } ... on Refused { faults { path code message } } }";
const recordConsent = (as: SignedInViewer | string, input: object, on = gate): Promise<Answer> =>
  on.ask(as, `mutation ($input: RecordConsentInput!) { result: recordConsent(input: $input) ${RESULT} }`, { input });
const withdrawConsent = (as: SignedInViewer | string, consentId: string, on = gate): Promise<Answer> =>
  on.ask(as, `mutation ($consentId: ID!) { result: withdrawConsent(consentId: $consentId) ${RESULT} }`, { consentId });
const recordAgreement = (as: SignedInViewer | string, input: object, on = gate): Promise<Answer> =>
  on.ask(
    as,
    "mutation ($input: RecordServiceAgreementInput!) { result: recordServiceAgreement(input: $input) { __typename ... on ServiceAgreementRecorded { agreementId } ... on Refused { faults { path code message } } } }",
    { input },
  );

const one = async <T>(sql: string, values: unknown[]): Promise<T> => (await gate.owner.query(sql, values)).rows[0] as T;
const personIdOf = async (key: string): Promise<string> =>
  (await one<{ person_id: string }>("SELECT person_id FROM person_identifier WHERE value = $1", [`HUB:${key}`]))
    .person_id;
const caseIdOf = async (reference: string): Promise<string> =>
  (await one<{ id: string }>("SELECT id FROM case_file WHERE reference = $1", [reference])).id;
const member = async (agency: string, reference: string, key: string): Promise<string> =>
  sealMember(ids, agency, { caseId: await caseIdOf(reference), personId: await personIdOf(key) });
/** Changes one column of one row, until the test is over. */
async function withPerson(key: string, birthDate: string | null): Promise<void> {
  const id = await personIdOf(key);
  const before = await one<{ birth_date: string | null }>("SELECT birth_date::text FROM person WHERE id = $1", [id]);
  await gate.owner.query("UPDATE person SET birth_date = $2 WHERE id = $1", [id, birthDate]);
  undo.push(`UPDATE person SET birth_date = '${before.birth_date}' WHERE id = '${id}'`);
}

const consent = (more: object = {}) => ({
  capacity: "SELF",
  decision: "GRANTED",
  categories: ["tenancy"],
  recipients: ["EH"],
  purposes: ["EARLY_HELP"],
  method: "In writing",
  soughtSafely: true,
  ...more,
});

/** The members whom the tests speak of, in Early Help's ids. */
const IN = {} as Record<"carol" | "tom" | "skye" | "reece" | "kai" | "jess" | "tanya" | "ada", string>;
beforeAll(async () => {
  for (const name of ["carol", "tom", "skye", "reece"] as const)
    IN[name] = await member("EH", "EH-0003", `bennett-lowe.${name}`);
  for (const name of ["kai", "jess", "tanya"] as const) IN[name] = await member("EH", "EH-0002", `marsh.${name}`);
  IN.ada = await member("EH", "EH-0001", "okafor-reid.ada");
});

describe("what is recorded", () => {
  test("everything as it was given, from now, for twelve months where nothing else is said", async () => {
    const input = consent({
      memberId: IN.jess,
      capacity: "PR_HOLDER",
      givenBy: IN.tanya,
      categories: ["attendance", "send"],
      excludedCategories: ["send", "attendance"],
      recipients: ["EH", "SCHOOL"],
      excludedRecipients: ["VCS"],
      purposes: ["EARLY_HELP", "CHILD_IN_NEED_ASSESSMENT"],
      evidenceRef: "Form 17",
    });
    const { __typename, consentId, validTo } = resultOf(await recordConsent(KEMI, input));
    expect({ __typename, validTo }).toEqual({ __typename: "ConsentRecorded", validTo: "2027-11-22T12:00:00.000Z" });
    const { competence_assessment_id: _, ...row } = await one<Record<string, unknown>>(
      "SELECT * FROM consent WHERE id = $1",
      [ids.open("consent", agencyScope("EH"), consentId!)],
    );
    expect(row).toEqual({
      known_from: expect.any(String),
      id: ids.open("consent", agencyScope("EH"), consentId!),
      subject_id: await personIdOf("marsh.jess"),
      given_by: await personIdOf("marsh.tanya"),
      capacity: "PR_HOLDER",
      decision: "GRANTED",
      categories: ["attendance", "send"],
      excluded_categories: ["send", "attendance"],
      recipients: ["EH", "SCHOOL"],
      excluded_recipients: ["VCS"],
      purposes: ["EARLY_HELP", "CHILD_IN_NEED_ASSESSMENT"],
      valid_from: new Date(NOON),
      valid_to: new Date("2027-11-22T12:00:00Z"),
      withdrawn_at: null,
      withdrawn_recorded_by: null,
      method: "In writing",
      evidence_ref: "Form 17",
      sought_safely: true,
      imported_from: null,
      recorded_by: "kemi.eh",
      recorded_at: new Date(NOON),
    });
  });

  test("categories that are left out are all of them", async () => {
    const { consentId } = resultOf(await recordConsent(KEMI, consent({ memberId: IN.tom, categories: null })));
    expect(await one("SELECT categories FROM consent WHERE id = $1", [ids.open("consent", "EH", consentId!)])).toEqual({
      categories: ["*"],
    });
  });

  test("a refusal that could not be sought safely is a refusal", async () => {
    expect(
      faultsOf(await recordConsent(KEMI, consent({ memberId: IN.tom, decision: "REFUSED", soughtSafely: false }))),
    ).toEqual([]);
  });
});

describe("whose it is to give", () => {
  const CHILD = "bennett-lowe.skye"; // born in 2014, not assessed; Carol and Tom hold parental responsibility
  type Setup = () => Promise<unknown>;
  const born =
    (birthDate: string | null): Setup =>
    () =>
      withPerson(CHILD, birthDate);
  const assessed =
    (outcome: string, at = "2026-11-01"): Setup =>
    async () => {
      const id = randomUUID();
      await gate.owner.query("INSERT INTO competence_assessment VALUES ($1, $2, $3, $4, 'test')", [
        id,
        await personIdOf(CHILD),
        outcome,
        at,
      ]);
      // what was recorded meanwhile cites it
      undo.push(
        `UPDATE consent SET competence_assessment_id = NULL WHERE competence_assessment_id = '${id}';
         DELETE FROM competence_assessment WHERE id = '${id}'`,
      );
    };
  const status =
    (code: string, from = "2026-01-01", to: string | null = null): Setup =>
    async () => {
      const child = await personIdOf(CHILD);
      await gate.owner.query("INSERT INTO legal_status VALUES ($1, $2, $3, $4)", [child, code, from, to]);
      undo.push(`DELETE FROM legal_status WHERE person_id = '${child}'`);
    };
  const responsibility =
    (change: string): Setup =>
    async () => {
      const where = `child_id = '${await personIdOf(CHILD)}' AND holder_id = '${await personIdOf("bennett-lowe.carol")}'`;
      const { valid_from } = await one<{ valid_from: Date }>(
        `SELECT valid_from FROM parental_responsibility WHERE ${where}`,
        [],
      );
      await gate.owner.query(`UPDATE parental_responsibility SET ${change} WHERE ${where}`);
      undo.push(
        `UPDATE parental_responsibility SET valid_from = '${valid_from.toISOString()}', valid_to = NULL, restricted_from = NULL WHERE ${where}`,
      );
    };
  const at =
    (instant: string): Setup =>
    () => {
      gate.setNow(Date.parse(instant));
      return Promise.resolve();
    };
  const nothing: Setup = () => Promise.resolve();
  const all =
    (...setups: Setup[]): Setup =>
    async () => {
      for (const it of setups) await it();
    };

  const SELF = { capacity: "SELF" };
  const PR = () => ({ capacity: "PR_HOLDER", givenBy: IN.carol });
  const LA = { capacity: "LA_WITH_PR" };
  const WRONG = "WRONG_PERSON";

  /** What is on file, and of the three capacities those in which a consent is taken. */
  const TABLE: readonly [string, Setup, readonly ("SELF" | "PR" | "LA")[]][] = [
    ["an adult: themselves", born("1990-01-01"), ["SELF"]],
    ["18 today", born("2008-11-22"), ["SELF"]],
    ["18 tomorrow: themselves", born("2008-11-23"), ["SELF"]],
    ["18 tomorrow under a care order: themselves", all(born("2008-11-23"), status("C1")), ["SELF"]],
    ["18 and once under a care order", all(born("2008-11-22"), status("C1")), ["SELF"]],
    ["16 today: themselves", born("2010-11-22"), ["SELF"]],
    ["16 today and not competent", all(born("2010-11-22"), assessed("NOT_COMPETENT")), ["SELF"]],
    ["16 tomorrow: who holds responsibility", born("2010-11-23"), ["PR"]],
    [
      "16 at London midnight in summer, a millisecond before",
      all(born("2011-07-01"), at("2027-06-30T22:59:59.999Z")),
      ["PR"],
    ],
    [
      "16 at London midnight in summer, to the millisecond",
      all(born("2011-07-01"), at("2027-06-30T23:00:00.000Z")),
      ["SELF"],
    ],
    [
      "18 at London midnight in winter, a millisecond before",
      all(born("2008-11-23"), at("2026-11-22T23:59:59.999Z")),
      ["SELF"],
    ],
    [
      "18 at London midnight in winter, to the millisecond",
      all(born("2008-11-23"), at("2026-11-23T00:00:00.000Z")),
      ["SELF"],
    ],
    [
      "born on 29 February: 28 February is not 18 years later",
      all(born("2012-02-29"), at("2030-02-28T23:59:59.999Z")),
      ["SELF"],
    ],
    ["born on 29 February: 1 March is", all(born("2012-02-29"), at("2030-03-01T00:00:00.000Z")), ["SELF"]],
    ["no birth date: as a child", born(null), ["PR"]],
    ["a child of twelve whom nobody has assessed", nothing, ["PR"]],
    ["fifteen, and assessed as competent: themselves alone", all(born("2011-03-01"), assessed("COMPETENT")), ["SELF"]],
    ["assessed as not competent", assessed("NOT_COMPETENT"), ["PR"]],
    ["assessed as competent next week", assessed("COMPETENT", "2026-11-29"), ["PR"]],
    [
      "assessed twice: the later counts",
      all(assessed("COMPETENT", "2026-10-01"), assessed("NOT_COMPETENT", "2026-11-01")),
      ["PR"],
    ],
    [
      "assessed twice, the other way round",
      all(assessed("NOT_COMPETENT", "2026-10-01"), assessed("COMPETENT", "2026-11-01")),
      ["SELF"],
    ],
    ["competent, under a care order: themselves alone", all(assessed("COMPETENT"), status("C1")), ["SELF"]],
    ["interim care order C1", status("C1"), ["PR", "LA"]],
    ["full care order C2", status("C2"), ["PR", "LA"]],
    ["placement order E1", status("E1"), ["PR", "LA"]],
    ["section 20, V2: never the authority", status("V2"), ["PR"]],
    ["V1", status("V1"), ["PR"]],
    ["on remand, J1", status("J1"), ["PR"]],
    ["c1 in small letters is no code", status("c1"), ["PR"]],
    ["a care order that has ended", status("C2", "2026-01-01", "2026-11-22T12:00:00Z"), ["PR"]],
    ["a care order that has not begun", status("C2", "2026-11-22T12:00:01Z"), ["PR"]],
    ["responsibility restricted by an order", responsibility("restricted_from = '2026-11-22T12:00:00Z'"), []],
    ["responsibility that will be restricted", responsibility("restricted_from = '2026-11-22T12:00:01Z'"), ["PR"]],
    ["responsibility that has ended", responsibility("valid_to = '2026-11-22T12:00:00Z'"), []],
    ["responsibility that has not begun", responsibility("valid_from = '2026-11-22T12:00:01Z'"), []],
    [
      "restricted, under a care order: the authority",
      all(responsibility("restricted_from = '2026-01-01'"), status("C2")),
      ["LA"],
    ],
  ];

  // the authority speaks through its children's services, who have to be on the case
  beforeAll(async () => {
    await gate.owner.query(
      "INSERT INTO case_agency SELECT id, 'CSC', '2026-01-01', NULL FROM case_file WHERE reference = 'EH-0003'",
    );
    await gate.owner.query(
      "INSERT INTO case_assignment SELECT id, 'shona.csc', '2026-01-01', NULL, 'test' FROM case_file WHERE reference = 'EH-0003'",
    );
  });

  describe.each(["GRANTED", "REFUSED"])("%s", (decision) => {
    test.each(TABLE)("%s", async (_, setup, may) => {
      await setup();
      const asCsc = await member("CSC", "EH-0003", CHILD);
      for (const [capacity, giver] of Object.entries({ SELF, PR: PR(), LA })) {
        const before = await onFile(gate, TABLES);
        const [as, memberId] = capacity === "LA" ? [SHONA, asCsc] : [KEMI, IN.skye];
        const faults = faultsOf(await recordConsent(as, consent({ memberId, decision, ...giver })));
        const expected = (may as readonly string[]).includes(capacity)
          ? []
          : [`${capacity === "PR" ? "givenBy" : "capacity"} ${WRONG}`];
        expect({ capacity, faults }).toEqual({ capacity, faults: expected });
        if (expected.length > 0) expect(await onFile(gate, TABLES)).toEqual(before);
      }
    });
  });

  test.each<[string, () => object, string]>([
    [
      "a brother holds no responsibility",
      () => ({ memberId: IN.skye, capacity: "PR_HOLDER", givenBy: IN.reece }),
      `givenBy ${WRONG}`,
    ],
    [
      "nor does the child for their mother",
      () => ({ memberId: IN.carol, capacity: "PR_HOLDER", givenBy: IN.skye }),
      `givenBy ${WRONG}`,
    ],
    [
      "nor one parent for the other",
      () => ({ memberId: IN.carol, capacity: "PR_HOLDER", givenBy: IN.tom }),
      `givenBy ${WRONG}`,
    ],
    [
      "nobody holds it for themselves",
      () => ({ memberId: IN.carol, capacity: "PR_HOLDER", givenBy: IN.carol }),
      `givenBy ${WRONG}`,
    ],
    [
      "no register of deputies is kept, so nobody is one",
      () => ({ memberId: IN.carol, capacity: "DEPUTY", givenBy: IN.tom }),
      "capacity NO_REGISTER",
    ],
    [
      "not even of themselves",
      () => ({ memberId: IN.carol, capacity: "DEPUTY", givenBy: IN.carol }),
      "capacity NO_REGISTER",
    ],
    ["nor of a child", () => ({ memberId: IN.skye, capacity: "DEPUTY", givenBy: IN.carol }), "capacity NO_REGISTER"],
    [
      "a competent boy's mother does not decide",
      () => ({ memberId: IN.kai, capacity: "PR_HOLDER", givenBy: IN.tanya }),
      `givenBy ${WRONG}`,
    ],
    [
      "nobody gives it as themselves for another",
      () => ({ memberId: IN.carol, capacity: "SELF", givenBy: IN.tom }),
      `givenBy ${WRONG}`,
    ],
    [
      "only children's services speak for the authority",
      () => ({ memberId: IN.skye, capacity: "LA_WITH_PR" }),
      "capacity NOT_YOUR_AGENCY",
    ],
    [
      "a holder of responsibility has a name",
      () => ({ memberId: IN.skye, capacity: "PR_HOLDER" }),
      "givenBy UNKNOWN_MEMBER",
    ],
    [
      "and is somebody",
      () => ({ memberId: IN.skye, capacity: "PR_HOLDER", givenBy: "Carol" }),
      "givenBy UNKNOWN_MEMBER",
    ],
    ["of this case", () => ({ memberId: IN.skye, capacity: "PR_HOLDER", givenBy: IN.tanya }), "givenBy UNKNOWN_MEMBER"],
  ])("%s", async (_, change, fault) => {
    await expectNothingWritten(async () =>
      expect(faultsOf(await recordConsent(KEMI, consent(change())))).toEqual([fault]),
    );
  });

  test("and no person speaks as the authority", async () => {
    await gate.owner.query("INSERT INTO legal_status VALUES ($1, 'C2', '2026-01-01', NULL)", [await personIdOf(CHILD)]);
    undo.push(`DELETE FROM legal_status WHERE person_id = '${await personIdOf(CHILD)}'`);
    const [memberId, givenBy] = [
      await member("CSC", "EH-0003", CHILD),
      await member("CSC", "EH-0003", "bennett-lowe.carol"),
    ];
    const by = (more: object) => recordConsent(SHONA, consent({ memberId, capacity: "LA_WITH_PR", ...more }));
    await expectNothingWritten(async () => expect(faultsOf(await by({ givenBy }))).toEqual([`givenBy ${WRONG}`]));
    expect(faultsOf(await by({}))).toEqual([]);
  });

  test("by the id of another agency nobody gives anything", async () => {
    const carol = await member("SCHOOL", "EH-0003", "bennett-lowe.carol");
    expect(
      faultsOf(await recordConsent(KEMI, consent({ memberId: IN.skye, capacity: "PR_HOLDER", givenBy: carol }))),
    ).toEqual(["givenBy UNKNOWN_MEMBER"]);
  });

  test("Piotr, whose responsibility is restricted, neither grants nor refuses; Ewa does", async () => {
    const ola = await member("CSC", "CSC-0001", "kowalczyk.ola");
    const piotr = await member("CSC", "CSC-0001", "kowalczyk.piotr");
    const ewa = await member("CSC", "CSC-0001", "kowalczyk.ewa");
    for (const decision of ["GRANTED", "REFUSED"]) {
      const by = (givenBy: string) =>
        consent({ memberId: ola, capacity: "PR_HOLDER", givenBy, decision, recipients: ["CSC", "MASH"] });
      await expectNothingWritten(async () =>
        expect(faultsOf(await recordConsent(SHONA, by(piotr)))).toEqual([`givenBy ${WRONG}`]),
      );
      expect(faultsOf(await recordConsent(SHONA, by(ewa)))).toEqual([]);
    }
  });
});

describe("its terms, each fault alone, and nothing written", () => {
  test.each<[string, object]>([
    ["validTo IN_THE_PAST", { validTo: "2026-11-22T12:00:00Z" }],
    ["validTo IN_THE_PAST", { validTo: "2026-11-22T11:59:59.999Z" }],
    ["validTo IN_THE_PAST", { validTo: "1970-01-01T00:00:00Z" }],
    ["validTo TOO_LONG", { validTo: "2027-11-22T12:00:00.001Z" }],
    ["validTo TOO_LONG", { validTo: "9999-12-31T23:59:59Z" }],
    ["soughtSafely NOT_SAFE", { soughtSafely: false }],
    ["categories SOURCE_DECIDES", { categories: ["tenancy", "sexual-health"] }],
    ["categories SOURCE_DECIDES", { categories: ["police-intelligence"] }],
    ["categories SOURCE_DECIDES", { categories: ["sexual-health"], decision: "REFUSED" }],
    ["categories EMPTY", { categories: [] }],
    ["recipients TOO_SMALL", { recipients: [] }],
    ["recipients CUSTOM", { recipients: ["EH", "SCHOOL", "EH"] }],
    ["excludedRecipients CUSTOM", { excludedRecipients: ["SCHOOL", "SCHOOL"] }],
    ["categories CUSTOM", { categories: ["tenancy", "tenancy"] }],
    ["excludedCategories CUSTOM", { excludedCategories: ["tenancy", "tenancy"] }],
    ["purposes CUSTOM", { purposes: ["EARLY_HELP", "EARLY_HELP"] }],
    ["excludedCategories SOURCE_DECIDES", { excludedCategories: ["sexual-health"] }],
    ["recipients.0 UNKNOWN_AGENCY", { recipients: ["POLICE"] }], // not an agency of this case
    ["excludedRecipients.1 UNKNOWN_AGENCY", { excludedRecipients: ["SCHOOL", "POLICE"] }],
    ["recipients.0 UNKNOWN_AGENCY", { recipients: ["NOWHERE"] }],
    ["recipients.0 UNKNOWN_AGENCY", { recipients: ["*"] }],
    ["recipients.0 UNKNOWN_AGENCY", { recipients: ["eh"] }],
    ["recipients.0 UNKNOWN_AGENCY", { recipients: [""] }],
    ["recipients.1 UNKNOWN_AGENCY", { recipients: ["EH", "EH\0"] }],
    ["recipients.2 UNKNOWN_AGENCY", { recipients: ["EH", "SCHOOL", "\ud800"] }],
    ["excludedRecipients.0 UNKNOWN_AGENCY", { excludedRecipients: ["NOWHERE"] }],
    ["excludedRecipients.0 UNKNOWN_AGENCY", { excludedRecipients: ["\0"] }],
    ["purposes TOO_SMALL", { purposes: [] }],
    ["method TOO_SMALL", { method: "" }],
    ["method CUSTOM", { method: " " }],
    ["method CUSTOM", { method: "By phone " }],
    ["method CUSTOM", { method: "By\0phone" }],
    ["method CUSTOM", { method: "\ud83d" }],
    ["method TOO_BIG", { method: "a".repeat(101) }],
    ["evidenceRef TOO_SMALL", { evidenceRef: "" }],
    ["evidenceRef CUSTOM", { evidenceRef: "a\0" }],
    ["evidenceRef TOO_BIG", { evidenceRef: "a".repeat(201) }],
  ])("%s: %j", async (fault, change) => {
    await expectNothingWritten(async () => {
      expect(faultsOf(await recordConsent(KEMI, consent({ memberId: IN.carol, ...change })))).toEqual([fault]);
    });
  });

  test.each([
    { validTo: "2027-11-22T12:00:00Z" },
    { validTo: "2026-11-22T12:00:00.001Z" },
    { validTo: "2027-11-22T13:00:00+01:00" },
    { evidenceRef: null, validTo: null },
  ])("but not %j", async (change) =>
    expect(faultsOf(await recordConsent(KEMI, consent({ memberId: IN.tom, ...change })))).toEqual([]),
  );

  test("lists have at most fifty entries", async () => {
    for (const path of ["recipients", "excludedRecipients"]) {
      const faults = faultsOf(
        await recordConsent(
          KEMI,
          consent({ memberId: IN.carol, [path]: Array.from({ length: 51 }, (_, i) => `A${i}`) }),
        ),
      );
      expect(faults).toContain(`${path} TOO_BIG`);
    }
  });

  test("whose decision it is, which tells of competence and orders, is not told with input that is refused anyway", async () => {
    const answers = [];
    for (const memberId of [IN.skye, IN.kai, IN.carol])
      answers.push((await recordConsent(KEMI, consent({ memberId, method: "" }))).text);
    expect(new Set(answers).size).toBe(1);
  });

  test("all of them together", async () => {
    const input = consent({
      memberId: IN.skye,
      capacity: "DEPUTY",
      categories: ["sexual-health"],
      recipients: ["EH", "NOWHERE"],
      excludedRecipients: ["ELSEWHERE"],
      purposes: [],
      validTo: "2030-01-01T00:00:00Z",
      method: "",
      evidenceRef: "\0",
      soughtSafely: false,
    });
    await expectNothingWritten(async () => {
      expect(faultsOf(await recordConsent(KEMI, input))).toEqual(
        [
          "capacity NO_REGISTER",
          "categories SOURCE_DECIDES",
          "evidenceRef CUSTOM",
          "excludedRecipients.0 UNKNOWN_AGENCY",
          "method TOO_SMALL",
          "purposes TOO_SMALL",
          "recipients.1 UNKNOWN_AGENCY",
          "soughtSafely NOT_SAFE",
          "validTo TOO_LONG",
        ].sort(),
      );
    });
  });
});

describe("a member who is none for the caller", () => {
  const MUTATIONS: readonly [string, (as: SignedInViewer, memberId: string) => Promise<Answer>][] = [
    ["recordConsent", (as, memberId) => recordConsent(as, consent({ memberId }))],
    [
      "recordServiceAgreement",
      (as, memberId) => recordAgreement(as, { memberId, service: "Key worker", decision: "AGREED" }),
    ],
  ];

  test.each(MUTATIONS)("%s: one answer to the last byte, and nothing written", async (_, mutate) => {
    const eh3 = await caseIdOf("EH-0003");
    const carol = await personIdOf("bennett-lowe.carol");
    const seal = (caseId: string, personId: string) => sealMember(ids, "EH", { caseId, personId });
    const outside = await gate.ask(
      KEMI,
      `{ person(identifier: {system: NHS_NUMBER, value: "9990001111"}, purpose: EARLY_HELP) { id } }`,
    );
    const notTheirs: [string, string][] = [
      ["made up", "unknown"],
      ["nothing", ""],
      ["another agency's id", await member("SCHOOL", "EH-0003", "bennett-lowe.carol")],
      ["on a case they do not work", await member("EH", "MASH-0001", "okafor-reid.ada")],
      ["not on that case", seal(eh3, await personIdOf("marsh.kai"))],
      ["nobody", seal(eh3, randomUUID())],
      ["on no case", seal(randomUUID(), carol)],
      ["found outside any case", seal("", carol)],
      ["a case's id", ids.seal("case", "EH", eh3)],
    ];
    expect(outside.errors).toBeUndefined();
    const texts = new Set<string>();
    await expectNothingWritten(async () => {
      for (const [, memberId] of notTheirs) texts.add((await mutate(KEMI, memberId)).text);
    });

    await gate.owner.query("INSERT INTO conflict_of_interest VALUES ('kemi.eh', $1, '2026-01-01', NULL)", [
      await personIdOf("bennett-lowe.poppy"),
    ]);
    texts.add((await mutate(KEMI, IN.carol)).text);
    await gate.owner.query("DELETE FROM conflict_of_interest WHERE user_id = 'kemi.eh'");

    await gate.owner.query(
      "INSERT INTO restriction (subject_id, set_by, code, valid_from) VALUES ($1, 'POLICE', 'X-PROTECTED', '2026-01-01')",
      [carol],
    );
    texts.add((await mutate(KEMI, IN.carol)).text);
    await gate.owner.query("DELETE FROM restriction WHERE subject_id = $1", [carol]);

    await gate.owner.query("UPDATE case_file SET closed_at = '2026-11-22T12:00:00Z' WHERE reference = 'EH-0003'");
    texts.add((await mutate(KEMI, IN.carol)).text);
    await gate.owner.query("UPDATE case_file SET closed_at = NULL WHERE reference = 'EH-0003'");

    await gate.owner.query("UPDATE case_assignment SET valid_to = '2026-11-22T12:00:00Z' WHERE user_id = 'kemi.eh'");
    texts.add((await mutate(KEMI, IN.carol)).text);
    await gate.owner.query("UPDATE case_assignment SET valid_to = NULL WHERE user_id = 'kemi.eh'");

    texts.add((await mutate({ ...KEMI, userId: "other.eh" }, IN.carol)).text);
    expect([...texts]).toEqual([
      `${JSON.stringify({ data: { result: { __typename: "Refused", faults: [{ path: "memberId", code: "UNKNOWN_MEMBER", message: "no such member of a case for you" }] } } })}\n`,
    ]);
    expect(faultsOf(await mutate(KEMI, IN.carol))).toEqual([]);
  });

  test("somebody protected gives nothing either", async () => {
    const carol = await personIdOf("bennett-lowe.carol");
    const by = (givenBy: string) => consent({ memberId: IN.skye, capacity: "PR_HOLDER", givenBy });
    await gate.owner.query(
      "INSERT INTO restriction (subject_id, set_by, code, valid_from) VALUES ($1, 'POLICE', 'X-PROTECTED', '2026-01-01')",
      [carol],
    );
    undo.push(`DELETE FROM restriction WHERE subject_id = '${carol}'`);
    const barred = await recordConsent(KEMI, by(IN.carol));
    const unknown = await recordConsent(
      KEMI,
      by(sealMember(ids, "EH", { caseId: await caseIdOf("EH-0003"), personId: randomUUID() })),
    );
    expect(faultsOf(barred)).toEqual(["givenBy UNKNOWN_MEMBER"]);
    expect(barred.text).toBe(unknown.text);
  });

  test.each(["CASE_AUDITOR", "CALDICOTT_GUARDIAN", "INFORMATION_GOVERNANCE_LEAD", "INTEGRATOR"] as const)(
    "as %s nobody is",
    async (role) => {
      await gate.owner.query("UPDATE app_user SET roles = array_append(roles, $1) WHERE id = 'kemi.eh'", [role]);
      undo.push("UPDATE app_user SET roles = '{KEY_WORKER}' WHERE id = 'kemi.eh'");
      await expectNothingWritten(async () => {
        for (const [, mutate] of MUTATIONS) {
          const answers = [await mutate({ ...KEMI, role }, IN.carol), await mutate({ ...KEMI, role }, "unknown")];
          for (const it of answers) expect(faultsOf(it)).toEqual([" NOT_YOUR_ROLE"]);
        }
      });
    },
  );
});

describe("withdrawal", () => {
  const given = async (more: object = {}, as: SignedInViewer = KEMI): Promise<string> =>
    resultOf(await recordConsent(as, consent({ memberId: IN.carol, ...more }))).consentId!;
  const row = (consentId: string, agency = "EH") =>
    one<{ withdrawn_at: Date | null; withdrawn_recorded_by: string | null }>(
      "SELECT withdrawn_at, withdrawn_recorded_by FROM consent WHERE id = $1",
      [ids.open("consent", agency, consentId)],
    );

  test("is recorded once: when and by whom; the second finds nothing in force", async () => {
    const consentId = await given();
    expect(resultOf(await withdrawConsent(KEMI, consentId))).toEqual({
      __typename: "ConsentRecorded",
      consentId,
      validTo: null,
    });
    gate.setNow(NOON + 5 * SECOND);
    await expectNothingWritten(async () =>
      expect(faultsOf(await withdrawConsent(KEMI, consentId))).toEqual(["consentId NOT_IN_FORCE"]),
    );
    expect(await row(consentId)).toEqual({ withdrawn_at: new Date(NOON), withdrawn_recorded_by: "kemi.eh" });
  });

  test("by a colleague on the case, and once the case is closed: it is as easy to withdraw as to give", async () => {
    await gate.owner.query(
      "INSERT INTO case_assignment SELECT id, 'other.eh', '2026-01-01', NULL, 'test' FROM case_file WHERE reference = 'EH-0003'",
    );
    undo.push("DELETE FROM case_assignment WHERE user_id = 'other.eh'");
    const consentId = await given();
    await gate.owner.query("UPDATE case_file SET closed_at = '2026-11-22T12:00:00Z' WHERE reference = 'EH-0003'");
    undo.push("UPDATE case_file SET closed_at = NULL WHERE reference = 'EH-0003'");
    expect(faultsOf(await withdrawConsent({ ...KEMI, userId: "other.eh" }, consentId))).toEqual([]);
    expect(await row(consentId)).toMatchObject({ withdrawn_recorded_by: "other.eh" });
  });

  test("of a refusal: there is nothing in force", async () => {
    const consentId = await given({ decision: "REFUSED" });
    await expectNothingWritten(async () =>
      expect(faultsOf(await withdrawConsent(KEMI, consentId))).toEqual(["consentId NOT_IN_FORCE"]),
    );
  });

  test("somebody else's, or none: one answer to the last byte, and it stands", async () => {
    const consentId = await given();
    const sealed = ids.open("consent", "EH", consentId)!;
    const attempts: [string, () => Promise<Answer>][] = [
      ["made up", () => withdrawConsent(KEMI, "unknown")],
      ["nothing", () => withdrawConsent(KEMI, "")],
      ["nobody's", () => withdrawConsent(KEMI, ids.seal("consent", "EH", randomUUID()))],
      ["the bare UUID", () => withdrawConsent(KEMI, sealed)],
      ["a member's id", () => withdrawConsent(KEMI, IN.carol)],
      ["by a colleague who is not on the case", () => withdrawConsent({ ...KEMI, userId: "other.eh" }, consentId)],
      ["by another agency that is on the case", () => withdrawConsent(DILYS, consentId)],
      ["by another agency that is not", () => withdrawConsent("owen.police", consentId)],
      [
        "with the id made for an agency that is not on the case",
        () => withdrawConsent("owen.police", ids.seal("consent", "POLICE", sealed)),
      ],
      ["in a role they do not hold", () => withdrawConsent({ ...KEMI, role: "SF_MANAGER" }, consentId)],
      [
        "in the name of another agency",
        () => withdrawConsent({ ...KEMI, agencyId: "SCHOOL" }, ids.seal("consent", "SCHOOL", sealed)),
      ],
    ];
    const texts = new Set<string>();
    await expectNothingWritten(async () => {
      for (const [, attempt] of attempts) texts.add((await attempt()).text);
    });
    const during = async (change: string, back: string) => {
      await gate.owner.query(change);
      texts.add((await withdrawConsent(KEMI, consentId)).text);
      await gate.owner.query(back);
    };
    const poppy = await personIdOf("bennett-lowe.poppy");
    await during(
      `INSERT INTO conflict_of_interest VALUES ('kemi.eh', '${poppy}', '2026-01-01', NULL)`,
      "DELETE FROM conflict_of_interest WHERE user_id = 'kemi.eh'",
    );
    await during(
      "UPDATE case_assignment SET valid_to = '2026-11-22T12:00:00Z' WHERE user_id = 'kemi.eh'",
      "UPDATE case_assignment SET valid_to = NULL WHERE user_id = 'kemi.eh'",
    );
    await during(
      "UPDATE app_user SET active = false WHERE id = 'kemi.eh'",
      "UPDATE app_user SET active = true WHERE id = 'kemi.eh'",
    );
    await during("UPDATE agency SET active = false WHERE id = 'EH'", "UPDATE agency SET active = true WHERE id = 'EH'");
    await during(
      "UPDATE case_file SET owner_id = 'SCHOOL' WHERE reference = 'EH-0003'; UPDATE case_agency SET valid_to = '2026-11-22T12:00:00Z' WHERE agency_id = 'EH'",
      "UPDATE case_file SET owner_id = 'EH' WHERE reference = 'EH-0003'; UPDATE case_agency SET valid_to = NULL WHERE agency_id = 'EH'",
    );
    expect([...texts]).toEqual([
      `${JSON.stringify({ data: { result: { __typename: "Refused", faults: [{ path: "consentId", code: "UNKNOWN_CONSENT", message: "no such consent for you" }] } } })}\n`,
    ]);
    expect(await row(consentId)).toEqual({ withdrawn_at: null, withdrawn_recorded_by: null });
    expect(faultsOf(await withdrawConsent(KEMI, consentId))).toEqual([]);
  });

  test.each(["CASE_AUDITOR", "CALDICOTT_GUARDIAN", "INFORMATION_GOVERNANCE_LEAD", "INTEGRATOR"] as const)(
    "not as %s",
    async (role) => {
      await gate.owner.query("UPDATE app_user SET roles = array_append(roles, $1) WHERE id = 'kemi.eh'", [role]);
      undo.push("UPDATE app_user SET roles = '{KEY_WORKER}' WHERE id = 'kemi.eh'");
      const consentId = await given();
      await expectNothingWritten(async () =>
        expect(faultsOf(await withdrawConsent({ ...KEMI, role }, consentId))).toEqual([" NOT_YOUR_ROLE"]),
      );
    },
  );

  test("many at once on two instances: one succeeds, and its instant stands", async () => {
    second.setNow(NOON + SECOND);
    const consentId = await given();
    const results = await Promise.all(
      Array.from({ length: 8 }, (_, i) => withdrawConsent(KEMI, consentId, i % 2 ? gate : second)),
    );
    const outcomes = results.map((it) => faultsOf(it).join());
    expect(outcomes.filter((it) => it === "")).toHaveLength(1);
    expect(outcomes.filter((it) => it === "consentId NOT_IN_FORCE")).toHaveLength(7);
    const winner = outcomes.indexOf("") % 2 ? NOON : NOON + SECOND;
    expect(await row(consentId)).toEqual({ withdrawn_at: new Date(winner), withdrawn_recorded_by: "kemi.eh" });
  });
});

describe("it counts on the very next query, on another instance", () => {
  const EH3 = () => gate.caseId("EH", "EH-0003");
  beforeEach(() => gate.owner.query("DELETE FROM consent WHERE recorded_by <> 'demonstration'"));
  /** What Early Help sees of one person's housing there. */
  async function seen(name: string, on = second, fields = "tenancies { id } addresses { id }") {
    const answer = await on.ask(
      KEMI,
      `{ familyRecord(caseId: "${await EH3()}", purpose: EARLY_HELP) { members { name housing { ${fields} sharing { decisions { category outcome reason fields } } } } } }`,
    );
    const one = (answer.data.familyRecord.members as { name: string; housing: Record<string, unknown>[] }[]).find(
      (it) => it.name === name,
    )!;
    const { sharing, ...values } = one.housing[0] as {
      sharing: { decisions: { category: string; outcome: string; reason: string }[] };
    } & Record<string, unknown>;
    return { reasons: Object.fromEntries(sharing.decisions.map((it) => [it.category, it.reason])), values };
  }

  test("none → consent → withdrawn, from its second", async () => {
    expect(await seen("Carol Lowe")).toEqual({
      reasons: { tenancy: "W-CONSENT-NONE", "contact-address": "W-CONSENT-NONE" },
      values: { tenancies: null, addresses: null },
    });
    const { consentId } = resultOf(await recordConsent(KEMI, consent({ memberId: IN.carol })));
    for (const on of [second, gate]) {
      const during = await seen("Carol Lowe", on);
      expect(during.reasons).toEqual({ tenancy: "P-CONSENT", "contact-address": "W-CONSENT-SCOPE" });
      expect((during.values["tenancies"] as unknown[]).length).toBeGreaterThan(0);
      expect(during.values["addresses"]).toBeNull();
    }
    expect(faultsOf(await withdrawConsent(KEMI, consentId!))).toEqual([]);
    for (const on of [second, gate]) {
      expect(await seen("Carol Lowe", on)).toEqual({
        reasons: { tenancy: "W-CONSENT-WITHDRAWN", "contact-address": "W-CONSENT-SCOPE" },
        values: { tenancies: null, addresses: null },
      });
    }
    // and it is not undone by going back
    second.setNow(NOON - SECOND);
    expect((await seen("Carol Lowe")).reasons).toMatchObject({ tenancy: "W-CONSENT-NONE" });
  });

  test("it ends at its end", async () => {
    const validTo = new Date(NOON + 60 * SECOND).toISOString();
    const { consentId } = resultOf(await recordConsent(KEMI, consent({ memberId: IN.carol, validTo })));
    second.setNow(NOON + 60 * SECOND - 1);
    expect((await seen("Carol Lowe")).reasons).toMatchObject({ tenancy: "P-CONSENT" });
    second.setNow(NOON + 60 * SECOND);
    expect((await seen("Carol Lowe")).reasons).toMatchObject({ tenancy: "W-CONSENT-EXPIRED" });
    expect(faultsOf(await withdrawConsent(KEMI, consentId!))).toEqual([]);
  });

  test("a later refusal by the same giver replaces the grant; a later grant, the refusal", async () => {
    const again = async (decision: string, at: number) => {
      gate.setNow(at);
      second.setNow(at);
      expect(faultsOf(await recordConsent(KEMI, consent({ memberId: IN.carol, decision })))).toEqual([]);
      return (await seen("Carol Lowe")).reasons["tenancy"];
    };
    expect(await again("GRANTED", NOON + 100 * SECOND)).toBe("P-CONSENT");
    expect(await again("REFUSED", NOON + 101 * SECOND)).toBe("W-CONSENT-REFUSED");
    expect(await again("GRANTED", NOON + 102 * SECOND)).toBe("P-CONSENT");
  });

  test("a member's consent opens no other member's data, and no other recipient's or purpose's query", async () => {
    const skye = (await seen("Skye Bennett")).reasons;
    const { consentId } = resultOf(
      await recordConsent(KEMI, consent({ memberId: IN.carol, categories: ["contact-address"] })),
    );
    expect((await seen("Skye Bennett")).reasons).toEqual(skye);
    expect((await seen("Carol Lowe")).reasons).toMatchObject({ "contact-address": "P-CONSENT" });
    const school = await second.ask(
      DILYS,
      `{ familyRecord(caseId: "${await gate.caseId("SCHOOL", "EH-0003")}", purpose: EARLY_HELP) { members { name housing { addresses { id } sharing { decisions { reason } } } } } }`,
    );
    const carol = (
      school.data.familyRecord.members as { name: string; housing: { sharing: { decisions: unknown } }[] }[]
    ).find((it) => it.name === "Carol Lowe")!;
    expect(carol.housing[0]!.sharing.decisions).toEqual([{ reason: "W-CONSENT-SCOPE" }]);
    await withdrawConsent(KEMI, consentId!);
  });

  test("agreeing to a service opens and closes nothing", async () => {
    const before = await seen("Reece Bennett");
    for (const decision of ["AGREED", "DECLINED", "WITHDRAWN"]) {
      for (const memberId of [IN.reece, IN.carol, IN.tom]) {
        expect(faultsOf(await recordAgreement(KEMI, { memberId, service: "Early help key worker", decision }))).toEqual(
          [],
        );
      }
      expect(await seen("Reece Bennett")).toEqual(before);
    }
    const { rows } = await gate.owner.query("SELECT decision FROM service_agreement WHERE person_id = $1", [
      await personIdOf("bennett-lowe.reece"),
    ]);
    expect(rows.map((it: { decision: string }) => it.decision).sort()).toEqual(["AGREED", "DECLINED", "WITHDRAWN"]);
  });

  test("more at once than there are connections, on each of two instances: all are recorded", async () => {
    const input = consent({ memberId: IN.ada, method: "At once" });
    const results = await Promise.all(
      Array.from({ length: 40 }, (_, i) => recordConsent(KEMI, input, i % 2 ? gate : second)),
    );
    expect(results.flatMap(faultsOf)).toEqual([]);
    expect(await one("SELECT count(*)::int AS n FROM consent WHERE method = 'At once'", [])).toEqual({ n: 40 });
  });
});

describe("a service agreement", () => {
  test.each([[""], [" "], ["a\0"], ["\ud800"], [" Key worker"], ["a".repeat(101)]])(
    "takes a service, and %p is none",
    async (service) => {
      await expectNothingWritten(async () => {
        const { faults } = resultOf(await recordAgreement(KEMI, { memberId: IN.carol, service, decision: "AGREED" }));
        expect(faults?.map((it) => it.path)).toEqual(expect.arrayContaining(["service"]));
        expect(new Set(faults?.map((it) => it.path)).size).toBe(1);
      });
    },
  );

  test("is recorded as it was made", async () => {
    const { agreementId } = resultOf(
      await recordAgreement(KEMI, { memberId: IN.carol, service: "Parenting course", decision: "DECLINED" }),
    );
    expect(
      await one(
        "SELECT case_id, person_id, service, decision, decided_at, recorded_by, recorded_at FROM service_agreement WHERE id = $1",
        [ids.open("agreement", "EH", agreementId!)],
      ),
    ).toEqual({
      case_id: await caseIdOf("EH-0003"),
      person_id: await personIdOf("bennett-lowe.carol"),
      service: "Parenting course",
      decision: "DECLINED",
      decided_at: new Date(NOON),
      recorded_by: "kemi.eh",
      recorded_at: new Date(NOON),
    });
  });
});
