/** Linking people to a case and assigning users to it; and that nobody can tell somebody barred from somebody unknown. */
import { randomUUID } from "node:crypto";
import { agencyScope, OpaqueIds } from "../../../src/gateway/opaque-ids";
import type { SignedInViewer } from "../../../src/identity/viewer";
import { caller, ID_KEY, NOON, startGateway, type Answer, type TestGateway } from "../gateway";
import { writingNothing } from "./on-file";
import { faultsOf, resultOf } from "./result";

const AMARA = caller("amara.mash");
const GARETH = caller("gareth.mash");
const OWEN = caller("owen.police");
const ids = new OpaqueIds(ID_KEY);

let gate: TestGateway;
let second: TestGateway;
beforeAll(async () => {
  gate = await startGateway();
  second = await gate.another();
});
afterAll(() => gate.stop());

/** Every table that these mutations could touch. */
const TABLES = [
  "person",
  "person_identifier",
  "case_file",
  "case_member",
  "case_agency",
  "case_assignment",
  "contribution_item",
];
const expectNothingWritten = writingNothing(() => gate, TABLES);

const FAULTS = "... on Refused { faults { path code message } }";
const linkPerson = (as: SignedInViewer | string, input: object, on = gate): Promise<Answer> =>
  on.ask(
    as,
    `mutation ($input: LinkPersonInput!) { result: linkPerson(input: $input) { __typename ... on PersonLinked { caseId memberId } ${FAULTS} } }`,
    { input },
  );
const assignUser = (as: SignedInViewer | string, input: object, on = gate): Promise<Answer> =>
  on.ask(
    as,
    `mutation ($input: AssignUserInput!) { result: assignUser(input: $input) { __typename ... on CaseChanged { caseId } ${FAULTS} } }`,
    { input },
  );

let references = 0;
/** A new case; an id bound to the agency of who opened it. */
async function newCase(as: SignedInViewer | string, more: object = {}): Promise<string> {
  const input = { reference: `NEW-${(references += 1)}`, authority: "312", localTier: "Targeted-complex", ...more };
  const { data } = await gate.ask(
    as,
    "mutation ($input: OpenCaseInput!) { openCase(input: $input) { ... on CaseChanged { caseId } } }",
    { input },
  );
  return data.openCase.caseId as string;
}
const uuidOf = (agency: string, caseId: string): string => ids.open("case", agencyScope(agency), caseId)!;
const inAgency = (caseId: string, from: string, to: string): string =>
  ids.seal("case", agencyScope(to), uuidOf(from, caseId));

const person = (value: string, more: object = {}) => ({
  system: "LOCAL_ID",
  value: `HUB:test-${value}`,
  name: "Somebody Typed",
  birthDate: "2015-05-05",
  ...more,
});
const link = (caseId: string, whom: object, more: object = {}) => ({
  caseId,
  person: whom,
  relationship: "AUNT",
  isChild: false,
  inHousehold: true,
  contactWithChild: true,
  reason: "Looks after the child on weekdays",
  ...more,
});
const COLIN = { system: "LOCAL_ID", value: "HUB:marsh.colin", name: "Colin Avery", birthDate: "1974-05-09" };
const JESS = { system: "LOCAL_ID", value: "HUB:marsh.jess", name: "Jess Marsh", birthDate: "2015-01-25" };
const personIdOf = async (value: string): Promise<string> =>
  (await gate.owner.query<{ person_id: string }>("SELECT person_id FROM person_identifier WHERE value = $1", [value]))
    .rows[0]!.person_id;

describe("one identifier under very many names", () => {
  // a caller who could count how many names fit would learn whether somebody else has used the identifier
  test.each([
    ["that nobody has used", () => `HUB:test-${randomUUID()}`],
    ["of somebody whom the caller does not name", () => COLIN.value],
  ])("%s: each is somebody of their own, and there is no last one", async (_, valueOf) => {
    const value = valueOf();
    const caseId = await newCase(AMARA);
    const seen = new Set<string>();
    for (let i = 0; i < 105; i += 1) {
      const whom = { system: "LOCAL_ID", value, name: `Name${i}`, birthDate: "1999-09-09" };
      seen.add(resultOf(await linkPerson(AMARA, link(caseId, whom))).memberId!);
    }
    expect(seen.size).toBe(105);
  });

  test("all at once, on two gateways: each is served", async () => {
    const value = `HUB:test-${randomUUID()}`;
    const caseId = await newCase(AMARA);
    const names = Array.from({ length: 30 }, (_, i) => `Name${i}`);
    const linked = await Promise.all(
      names.map((name, i) => linkPerson(AMARA, link(caseId, person("", { value, name })), i % 2 ? gate : second)),
    );
    expect(new Set(linked.map((it) => resultOf(it).memberId)).size).toBe(30);
  });
});

describe("linkPerson", () => {
  test("somebody known, by an identifier: who they are on file, what they are to the child, who linked them and why", async () => {
    const caseId = await newCase(OWEN);
    const pnc = { system: "PNC_ID", value: "2009/0412233Q", name: "mr dean  Red", birthDate: "1993-02-20" };
    const { __typename, memberId } = resultOf(
      await linkPerson(
        OWEN,
        link(caseId, pnc, { relationship: "PARTNER_OF_PARENT", reason: "  He is the man called Dee  " }),
      ),
    );
    expect(__typename).toBe("PersonLinked");
    const { rows } = await gate.owner.query("SELECT * FROM case_member WHERE case_id = $1", [uuidOf("POLICE", caseId)]);
    expect(rows).toEqual([
      {
        known_from: expect.any(String),
        case_id: uuidOf("POLICE", caseId),
        person_id: await personIdOf("2009/0412233Q"),
        relationship: "PARTNER_OF_PARENT",
        is_child: false,
        lives_with_child: true,
        contact_with_child: true,
        reason: "He is the man called Dee",
        linked_by: "owen.police",
        linked_at: new Date(NOON),
      },
    ]);
    const { data } = await second.ask(
      OWEN,
      `{ familyRecord(caseId: "${caseId}", purpose: CRIME_PREVENTION) { members { id name birthDate relationship inHousehold contactWithChild } } }`,
    );
    expect(data.familyRecord.members).toEqual([
      {
        id: memberId,
        name: "Dean Reid",
        birthDate: "1993-02-20",
        relationship: "PARTNER_OF_PARENT",
        inHousehold: true,
        contactWithChild: true,
      },
    ]);
  });

  test("somebody nobody has heard of is made, with the name that was typed", async () => {
    const caseId = await newCase(AMARA);
    expect(
      faultsOf(
        await linkPerson(
          AMARA,
          link(caseId, person("new", { birthDate: null }), { inHousehold: false, contactWithChild: false }),
        ),
      ),
    ).toEqual([]);
    const { rows } = await gate.owner.query(
      "SELECT p.name, p.birth_date, i.system, i.confidence::float8, m.lives_with_child FROM person_identifier i JOIN person p ON p.id = i.person_id JOIN case_member m ON m.person_id = p.id WHERE i.value = 'HUB:test-new'",
    );
    expect(rows).toEqual([
      { name: "Somebody Typed", birth_date: null, system: "LOCAL_ID", confidence: 1, lives_with_child: false },
    ]);
  });

  describe("each fault alone, and nothing is written", () => {
    let caseId: string;
    beforeAll(async () => {
      caseId = await newCase(AMARA);
    });

    test.each<[string, object, object?]>([
      ["person.value", { value: "" }],
      ["person.value", { value: "HUB: x" }],
      ["person.value", { value: "HUB:x\0" }],
      ["person.value", { value: "HUB:\ud800" }],
      ["person.value", { value: "POLICE:1" }], // another agency's own number
      ["person.value", { system: "NHS_NUMBER", value: "9990001007" }],
      ["person.value", { system: "NHS_NUMBER", value: "999 000 1006" }],
      ["person.value", { system: "NHS_NUMBER", value: "９９９０００１００６" }],
      ["person.value", { system: "UPN", value: "l312402119001" }],
      ["person.value", { system: "PNC_ID", value: "2009/412233Q" }],
      ["person.value", { system: "CRN", value: "9990001006" }],
      ["person.name", { name: "" }],
      ["person.name", { name: " " }],
      ["person.name", { name: "Ada " }],
      ["person.name", { name: "A\0da" }],
      ["person.name", { name: "A\udc00da" }],
      ["person.name", { name: "a".repeat(201) }],
      ["person.birthDate", { birthDate: "0000-01-01" }],
      ["relationship", {}, { relationship: "" }],
      ["relationship", {}, { relationship: "A" }],
      ["relationship", {}, { relationship: "aunt" }],
      ["relationship", {}, { relationship: "GREAT AUNT" }],
      ["relationship", {}, { relationship: "AUNT\n" }],
      ["relationship", {}, { relationship: "AUNT1" }],
      ["relationship", {}, { relationship: "A".repeat(41) }],
      ["reason", {}, { reason: "" }],
      ["reason", {}, { reason: "Too short" }],
      ["reason", {}, { reason: "Too short          " }],
      ["reason", {}, { reason: "a".repeat(501) }],
      ["reason", {}, { reason: "Long enough, with\0" }],
      ["reason", {}, { reason: "Long enough, with \ud800" }],
    ])("%s: %j %j", async (path, whom, more = {}) => {
      await expectNothingWritten(async () => {
        const { __typename, faults } = resultOf(await linkPerson(AMARA, link(caseId, person("bad", whom), more)));
        expect({ __typename, paths: faults?.map((it) => it.path) }).toEqual({ __typename: "Refused", paths: [path] });
        expect(faults![0]!.message).not.toBe("");
      });
    });

    test("all of them together", async () => {
      const whom = { system: "UPN", value: "1", name: "", birthDate: "0000-12-31" };
      await expectNothingWritten(async () => {
        const { faults } = resultOf(await linkPerson(AMARA, link(caseId, whom, { relationship: "x", reason: "y" })));
        expect(faults?.map((it) => it.path).sort()).toEqual([
          "person.birthDate",
          "person.name",
          "person.value",
          "reason",
          "relationship",
        ]);
      });
    });

    test.each(["CASE_AUDITOR", "CALDICOTT_GUARDIAN", "INFORMATION_GOVERNANCE_LEAD", "INTEGRATOR"] as const)(
      "as %s",
      async (role) => {
        await gate.owner.query("UPDATE app_user SET roles = array_append(roles, $1) WHERE id = 'amara.mash'", [role]);
        await expectNothingWritten(async () => {
          for (const to of [caseId, "unknown"])
            expect(faultsOf(await linkPerson({ ...AMARA, role }, link(to, person("role"))))).toEqual([
              " NOT_YOUR_ROLE",
            ]);
        });
      },
    );
  });

  test("the same person again, by the same identifier or another, is on the case already", async () => {
    const caseId = await newCase(AMARA);
    const byNhs = { system: "NHS_NUMBER", value: "9990001006", name: "Ada Okafor", birthDate: "1999-04-18" };
    expect(faultsOf(await linkPerson(AMARA, link(caseId, byNhs)))).toEqual([]);
    await expectNothingWritten(async () => {
      expect(faultsOf(await linkPerson(AMARA, link(caseId, byNhs)))).toEqual(["person ALREADY_LINKED"]);
      const byHub = { system: "LOCAL_ID", value: "HUB:okafor-reid.ada", name: "Okafor", birthDate: "1999-04-18" };
      expect(faultsOf(await linkPerson(AMARA, link(caseId, byHub)))).toEqual(["person ALREADY_LINKED"]);
    });
  });

  test("a case that is not theirs: one answer to the last byte, and nobody is made", async () => {
    const ended = await newCase(AMARA);
    await gate.owner.query("UPDATE case_assignment SET valid_to = '2026-11-22T12:00:00Z' WHERE case_id = $1", [
      uuidOf("MASH", ended),
    ]);
    const conflicted = await newCase(AMARA);
    await linkPerson(AMARA, link(conflicted, COLIN));
    await gate.owner.query("INSERT INTO conflict_of_interest VALUES ('amara.mash', $1, '2026-01-01', NULL)", [
      await personIdOf("HUB:marsh.colin"),
    ]);
    const notTheirs = [
      "unknown",
      "",
      ids.seal("case", agencyScope("MASH"), randomUUID()),
      await gate.caseId("CSC", "MASH-0001"),
      await gate.caseId("MASH", "EH-0002"),
      ended,
      conflicted,
    ];
    await expectNothingWritten(async () => {
      const texts = new Set<string>();
      for (const caseId of notTheirs) texts.add((await linkPerson(AMARA, link(caseId, person("nobody")))).text);
      expect([...texts]).toEqual([
        expect.stringContaining('{"path":"caseId","code":"UNKNOWN_CASE","message":"no such case for you"}'),
      ]);
    });
    await gate.owner.query("DELETE FROM conflict_of_interest WHERE user_id = 'amara.mash'");
    await gate.ask(AMARA, `mutation { closeCase(caseId: "${conflicted}") { __typename } }`);
    await expectNothingWritten(async () =>
      expect(faultsOf(await linkPerson(AMARA, link(conflicted, person("nobody"))))).toEqual(["caseId CASE_CLOSED"]),
    );
  });

  test("one new person at once on two instances: one is made, once linked, and the others find them there", async () => {
    for (let round = 0; round < 5; round += 1) {
      const caseId = await newCase(AMARA);
      const whom = person(`race-${round}`);
      const results = await Promise.all(
        Array.from({ length: 6 }, (_, i) => linkPerson(AMARA, link(caseId, whom), i % 2 ? gate : second)),
      );
      const outcomes = results.map((it) => faultsOf(it).join());
      expect(outcomes.filter((it) => it === "")).toHaveLength(1);
      expect(outcomes.filter((it) => it === "person ALREADY_LINKED")).toHaveLength(5);
      const { rows } = await gate.owner.query(
        "SELECT count(*)::int AS n FROM person p WHERE NOT EXISTS (SELECT FROM person_identifier i WHERE i.person_id = p.id)",
      );
      expect(rows).toEqual([{ n: 0 }]);
    }
  });

  test("one new person onto several cases at once: on all of them, and still one person", async () => {
    const cases = await Promise.all(Array.from({ length: 6 }, () => newCase(AMARA)));
    const results = await Promise.all(
      cases.map((caseId, i) => linkPerson(AMARA, link(caseId, person("race-cases")), i % 2 ? gate : second)),
    );
    expect(results.flatMap(faultsOf)).toEqual([]);
    const { rows } = await gate.owner.query(
      "SELECT count(*)::int AS links, count(DISTINCT m.person_id)::int AS people FROM case_member m JOIN person_identifier i USING (person_id) WHERE i.value = 'HUB:test-race-cases'",
    );
    expect(rows).toEqual([{ links: 6, people: 1 }]);
  });
});

describe("whom an identifier brings back", () => {
  /** A number alone, guessed or typed wrongly, is not enough: the caller has to name the person. */
  test.each<[string, string | null, boolean]>([
    ["Jess Marsh", "2015-01-25", true],
    ["jess MARSH", "2015-01-25", true],
    ["Jessica Marsh", "2015-01-25", true],
    ["Jess", "2015-01-25", true],
    ["Marsh, Tanya's Jess", "2015-01-25", true],
    ["Jess Marsh", null, true],
    ["Jess Marsh", "2015-01-26", false],
    ["Somebody Else", "2015-01-25", false],
    ["Jessica", "2015-01-25", false],
    ["Jess", null, false],
    ["Jess Marshall", null, false],
    ["%", "2015-01-25", false],
    [".*", "2015-01-25", false],
  ])("%j, born %j: %s", async (name, birthDate, isKnown) => {
    const caseId = await newCase(AMARA);
    expect(faultsOf(await linkPerson(AMARA, link(caseId, { ...JESS, name, birthDate })))).toEqual([]);
    const { data } = await gate.ask(
      AMARA,
      `{ familyRecord(caseId: "${caseId}", purpose: MASH_SCREENING) { members { name birthDate } } }`,
    );
    expect(data.familyRecord.members).toEqual([
      isKnown ? { name: "Jess Marsh", birthDate: "2015-01-25" } : { name, birthDate },
    ]);
  });
});

describe("somebody barred cannot be told from somebody unknown", () => {
  /** How somebody is barred, from everybody or from Amara alone. */
  const BARS: readonly [string, { value: string; from: "EVERYBODY" | "AMARA" }, () => Promise<unknown>][] = [
    [
      "protected",
      { value: "HUB:test-protected", from: "EVERYBODY" },
      async () =>
        gate.owner.query(
          "INSERT INTO restriction (subject_id, set_by, code, valid_from) VALUES ($1, 'POLICE', 'X-PROTECTED', '2026-01-01')",
          [await personIdOf("HUB:test-protected")],
        ),
    ],
    [
      "whom they have a conflict of interest with",
      { value: "HUB:test-relative", from: "AMARA" },
      async () =>
        gate.owner.query("INSERT INTO conflict_of_interest VALUES ('amara.mash', $1, '2026-01-01', NULL)", [
          await personIdOf("HUB:test-relative"),
        ]),
    ],
    [
      "whom nobody has confirmed",
      { value: "HUB:test-potential", from: "EVERYBODY" },
      () => gate.owner.query("UPDATE person_identifier SET confidence = 0.949 WHERE value = 'HUB:test-potential'"),
    ],
  ];
  const BORN = "1970-01-01";

  beforeAll(async () => {
    for (const [, { value }] of BARS) {
      const id = randomUUID();
      await gate.owner.query("INSERT INTO person (id, name, birth_date) VALUES ($1, 'Anna MARKERSON', $2)", [id, BORN]);
      await gate.owner.query("INSERT INTO person_identifier VALUES ('LOCAL_ID', $1, $2, 1)", [value, id]);
      await gate.owner.query(
        `INSERT INTO contribution_item (person_id, agency_id, category, field, body, recorded_at, nature, source_ref, received_at)
         VALUES ($1, 'POLICE', 'police-callouts', 'incidents', '{"reference": "MARKER"}', '2026-01-01', 'FACT', $2, '2026-01-01')`,
        [id, value],
      );
    }
    for (const [, , bar] of BARS) await bar();
  });

  const MEMBER = `{ id name birthDate age relationship relationships { kind } parentalResponsibility { restricted }
    police { incidents { id reference } sharing { decisions { outcome reason } } }
    health { gpRegistration { id } sharing { decisions { outcome reason } } } }`;
  const RECORD = `{ sharing { released withheld nothingAvailable sourceUnavailable byReason { reason decisions } } members ${MEMBER} }`;

  /** What callers can do about one identifier, step by step, with every answer to it but the ids. */
  async function tale(value: string, from: "EVERYBODY" | "AMARA"): Promise<string[]> {
    const first = await newCase(AMARA, { agencies: ["POLICE"] });
    await gate.ask(AMARA, `mutation { assignUser(input: {caseId: "${first}", userId: "owen.police"}) { __typename } }`);
    const theirs = inAgency(first, "MASH", "POLICE");
    const others = [await newCase(AMARA), await newCase(AMARA), await newCase(AMARA)] as const;
    const elsewhere = await newCase(OWEN);
    const said: string[] = [];
    const say = async (step: string, answer: Promise<Answer>) => {
      const { text } = await answer;
      // a record lists its members in the order in which they were linked
      for (const it of [gate, second]) it.setNow(NOON + 1000 * said.length);
      said.push(`${step}: ${text.replace(/[\w-]{40,}/g, "ID").replace(/"id":"[^"]+"/g, '"id":"ID"')}`);
    };
    const links = (as: SignedInViewer, caseId: string, name: string, birthDate: string | null = BORN, on = gate) =>
      say(
        `${as.userId} links ${name}`,
        linkPerson(as, link(caseId, { system: "LOCAL_ID", value, name, birthDate }), on),
      );
    const asks = (as: SignedInViewer, caseId: string) =>
      say(
        `${as.userId} asks`,
        second.ask(as, `{ familyRecord(caseId: "${caseId}", purpose: MASH_SCREENING) ${RECORD} }`),
      );
    const looksUp = (as: SignedInViewer) =>
      say(
        `${as.userId} looks up`,
        second.ask(
          as,
          `{ person(identifier: {system: LOCAL_ID, value: "${value}"}, purpose: MASH_SCREENING) ${MEMBER} }`,
        ),
      );
    const all = from === "EVERYBODY";

    await looksUp(AMARA);
    await links(AMARA, first, "Anna Alpha");
    await asks(AMARA, first);
    await looksUp(AMARA);
    // again, in the same words and in others, on another instance and by another agency that is on the case
    await links(AMARA, first, "Anna Alpha");
    await links(AMARA, first, "Anna Beta", BORN, second);
    if (all) await links(OWEN, theirs, "Anna Gamma");
    await links(AMARA, first, "Zeta Omega", "1990-09-09");
    await links(AMARA, first, "Zeta Omega", "1990-09-09", second);
    await links(AMARA, first, "Anna Alpha", null);
    if (all) await links(OWEN, theirs, "Kappa Lambda", null);
    await asks(AMARA, first);
    if (all) await asks(OWEN, theirs);
    await looksUp(AMARA);
    // on other cases of theirs, in the same words, in others that fit, in others that do not
    await links(AMARA, others[0], "Anna Delta");
    await links(AMARA, others[1], "Zeta Omega", "1990-09-09");
    await links(AMARA, others[2], "Ypsilon", "1960-06-06");
    for (const caseId of others) {
      await links(AMARA, caseId, "Anna Alpha", BORN, second);
      await asks(AMARA, caseId);
    }
    // at an agency that is not on the case, where nobody knows what was typed here
    if (all) {
      await looksUp(OWEN);
      await links(OWEN, elsewhere, "Sigma", "1950-05-05");
      await asks(OWEN, elsewhere);
    }
    await looksUp(AMARA);
    return said;
  }

  afterEach(() => {
    for (const it of [gate, second]) it.setNow(NOON);
  });

  test.each(BARS)("%s", async (_, { value, from }) => {
    const barred = await tale(value, from);
    for (const it of [gate, second]) it.setNow(NOON);
    const unknown = await tale(`HUB:test-${randomUUID()}`, from);
    expect(barred.join("\n")).not.toContain("MARKER");
    expect(barred).toEqual(unknown);
  });

  test.each(BARS)("%s: the stand-in is nobody's real person, and opens nothing", async (_, { value }) => {
    const caseId = await newCase(AMARA);
    await linkPerson(
      AMARA,
      link(caseId, { system: "LOCAL_ID", value, name: "Anna Alpha", birthDate: BORN }, { isChild: true }),
    );
    const { rows } = await gate.owner.query<{ person_id: string }>(
      "SELECT person_id FROM case_member WHERE case_id = $1",
      [uuidOf("MASH", caseId)],
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]!.person_id).not.toBe(await personIdOf(value));
    await gate.owner.query(
      "UPDATE case_file SET common_level = 4, statutory = true, statutory_basis = 'S47', harm_decided_by = 'test', harm_decided_at = '2026-11-01' WHERE id = $1",
      [uuidOf("MASH", caseId)],
    );
    for (const purpose of ["CHILD_PROTECTION_ENQUIRY", "MASH_SCREENING"]) {
      const answer = await gate.ask(
        AMARA,
        `{ familyRecord(caseId: "${caseId}", purpose: ${purpose}) { sharing { released } members { name police { incidents { id reference } involvements { id } dashAssessments { id } } } } }`,
      );
      expect(answer.data.familyRecord.sharing.released).toBe(0);
      expect(answer.data.familyRecord.members).toHaveLength(1);
      expect(answer.text).not.toContain("MARKER");
    }
  });

  test("what is typed of somebody protected at one agency is not shown at another", async () => {
    const mine = await newCase(AMARA);
    const theirs = await newCase(OWEN);
    const whom = { system: "LOCAL_ID", value: "HUB:test-protected", birthDate: BORN };
    await linkPerson(AMARA, link(mine, { ...whom, name: "Anna MARKER-Newname" }));
    await linkPerson(OWEN, link(theirs, { ...whom, name: "Anna Typed" }));
    const { text, data } = await gate.ask(
      OWEN,
      `{ familyRecord(caseId: "${theirs}", purpose: CRIME_PREVENTION) { members { name birthDate } } }`,
    );
    expect(data.familyRecord.members).toEqual([{ name: "Anna Typed", birthDate: BORN }]);
    expect(text).not.toContain("MARKER");
  });

  test("a colleague without the conflict links the person themselves", async () => {
    const caseId = await newCase(GARETH);
    await linkPerson(
      GARETH,
      link(caseId, { system: "LOCAL_ID", value: "HUB:test-relative", name: "Anna", birthDate: BORN }),
    );
    const { rows } = await gate.owner.query("SELECT person_id FROM case_member WHERE case_id = $1", [
      uuidOf("MASH", caseId),
    ]);
    expect(rows).toEqual([{ person_id: await personIdOf("HUB:test-relative") }]);
  });

  test.each([
    ["over", "2026-01-01", "2026-11-22T12:00:00Z"],
    ["still to come", "2026-11-22T12:00:01Z", null],
  ])("a protection that is %s is none", async (_, from, to) => {
    const value = `HUB:test-${randomUUID()}`;
    const id = randomUUID();
    await gate.owner.query("INSERT INTO person (id, name) VALUES ($1, 'On File')", [id]);
    await gate.owner.query("INSERT INTO person_identifier VALUES ('LOCAL_ID', $1, $2, 1)", [value, id]);
    await gate.owner.query(
      "INSERT INTO restriction (subject_id, set_by, code, valid_from, valid_to) VALUES ($1, 'POLICE', 'X-PROTECTED', $2, $3)",
      [id, from, to],
    );
    const caseId = await newCase(AMARA);
    await linkPerson(AMARA, link(caseId, { system: "LOCAL_ID", value, name: "on file" }));
    const { rows } = await gate.owner.query("SELECT person_id FROM case_member WHERE case_id = $1", [
      uuidOf("MASH", caseId),
    ]);
    expect(rows).toEqual([{ person_id: id }]);
  });

  test("at 0.95 a match is one", async () => {
    await gate.owner.query(
      "UPDATE person_identifier SET confidence = 0.95 WHERE value = 'HUB:test-potential' AND system = 'LOCAL_ID'",
    );
    const caseId = await newCase(GARETH);
    await linkPerson(
      GARETH,
      link(caseId, { system: "LOCAL_ID", value: "HUB:test-potential", name: "Anna", birthDate: BORN }),
    );
    const { data } = await gate.ask(
      GARETH,
      `{ familyRecord(caseId: "${caseId}", purpose: MASH_SCREENING) { members { name } } }`,
    );
    expect(data.familyRecord.members).toEqual([{ name: "Anna MARKERSON" }]);
  });
});

describe("assignUser", () => {
  const members = async (as: SignedInViewer | string, caseId: string, on = second) =>
    (await on.ask(as, `{ familyRecord(caseId: "${caseId}", purpose: MASH_SCREENING) { members { name } } }`)).data
      .familyRecord as { members: unknown[] } | null;
  let caseId: string;
  beforeEach(async () => {
    caseId = await newCase(AMARA);
    await linkPerson(AMARA, link(caseId, JESS, { isChild: true }));
  });

  test("a colleague sees the case on the very next query of another instance, and no longer once it ends", async () => {
    expect(await members(GARETH, caseId)).toBeNull();
    expect(faultsOf(await assignUser(AMARA, { caseId, userId: "gareth.mash" }))).toEqual([]);
    expect(await members(GARETH, caseId)).toEqual({ members: [{ name: "Jess Marsh" }] });
    expect(faultsOf(await assignUser(AMARA, { caseId, userId: "gareth.mash", assigned: false }))).toEqual([]);
    expect(await members(GARETH, caseId)).toBeNull();
    // and again
    expect(faultsOf(await assignUser(AMARA, { caseId, userId: "gareth.mash", assigned: true }))).toEqual([]);
    expect(await members(GARETH, caseId)).not.toBeNull();
  });

  test("somebody of another agency brings it in; their ending leaves it in", async () => {
    const theirs = inAgency(caseId, "MASH", "CSC");
    expect(await members("shona.csc", theirs)).toBeNull();
    expect(faultsOf(await assignUser(AMARA, { caseId, userId: "shona.csc" }))).toEqual([]);
    expect(await members("shona.csc", theirs)).not.toBeNull();
    const agencies = async () =>
      (
        await gate.owner.query("SELECT agency_id, valid_to FROM case_agency WHERE case_id = $1", [
          uuidOf("MASH", caseId),
        ])
      ).rows;
    expect(await agencies()).toEqual([{ agency_id: "CSC", valid_to: null }]);
    await assignUser(AMARA, { caseId, userId: "shona.csc", assigned: false });
    expect(await agencies()).toEqual([{ agency_id: "CSC", valid_to: null }]);
    expect(await members("shona.csc", theirs)).toBeNull();
  });

  test("somebody with a conflict of interest: assigned like anybody, and finds nothing", async () => {
    await gate.owner.query("INSERT INTO conflict_of_interest VALUES ('joel.mash', $1, '2026-01-01', NULL)", [
      await personIdOf("HUB:marsh.jess"),
    ]);
    const barred = await assignUser(AMARA, { caseId, userId: "joel.mash" });
    const like = await assignUser(AMARA, { caseId, userId: "gareth.mash" });
    expect(barred.text).toBe(like.text);
    expect(await members("joel.mash", caseId)).toBeNull();
    expect(faultsOf(await linkPerson("joel.mash", link(caseId, person("x"))))).toEqual(["caseId UNKNOWN_CASE"]);
    expect(
      (await gate.ask("joel.mash", "{ viewer { cases { reference } } }")).data.viewer.cases.map(
        (it: { reference: string }) => it.reference,
      ),
    ).not.toContain(`NEW-${references}`);
  });

  test.each([
    [""],
    ["nobody.mash"],
    ["GARETH.MASH"],
    ["gareth.mash "],
    ["gareth.mash\0"],
    ["\ud800"],
    ["%"],
    ["a".repeat(100_000)],
  ])("nobody called %p", async (userId) => {
    for (const assigned of [true, false]) {
      await expectNothingWritten(async () =>
        expect(faultsOf(await assignUser(AMARA, { caseId, userId, assigned }))).toEqual(["userId UNKNOWN_USER"]),
      );
    }
  });

  test("somebody who has left cannot be assigned, and can be taken off", async () => {
    await gate.owner.query(
      "INSERT INTO app_user (id, agency_id, display_name, roles, active) VALUES ('left.mash', 'MASH', 'Left', '{MASH_MANAGER}', false) ON CONFLICT DO NOTHING",
    );
    await expectNothingWritten(async () =>
      expect(faultsOf(await assignUser(AMARA, { caseId, userId: "left.mash" }))).toEqual(["userId UNKNOWN_USER"]),
    );
    await gate.owner.query("INSERT INTO case_assignment VALUES ($1, 'left.mash', '2026-01-01', NULL, 'test')", [
      uuidOf("MASH", caseId),
    ]);
    expect(faultsOf(await assignUser(AMARA, { caseId, userId: "left.mash", assigned: false }))).toEqual([]);
    const { rows } = await gate.owner.query(
      "SELECT valid_to FROM case_assignment WHERE case_id = $1 AND user_id = 'left.mash'",
      [uuidOf("MASH", caseId)],
    );
    expect(rows).toEqual([{ valid_to: new Date(NOON) }]);
  });

  test("ending what never was writes nothing", async () => {
    await expectNothingWritten(async () => {
      await assignUser(AMARA, { caseId, userId: "shona.csc", assigned: false });
    });
  });

  test("only the agency that owns the case assigns", async () => {
    await assignUser(AMARA, { caseId, userId: "owen.police" });
    const theirs = inAgency(caseId, "MASH", "POLICE");
    await expectNothingWritten(async () => {
      for (const userId of ["owen.police", "gareth.mash", "nobody"]) {
        for (const assigned of [true, false])
          expect(faultsOf(await assignUser(OWEN, { caseId: theirs, userId, assigned }))).toEqual([
            "caseId NOT_YOUR_CASE",
          ]);
      }
    });
  });

  test("nobody assigns themselves, or others, to a case that is not theirs: one answer", async () => {
    const notTheirs = [
      "unknown",
      "",
      await gate.caseId("CSC", "MASH-0001"),
      await gate.caseId("MASH", "EH-0002"),
      await gate.caseId("MASH", "CSC-0001"),
      caseId,
    ];
    await expectNothingWritten(async () => {
      const texts = new Set<string>();
      for (const id of notTheirs) {
        for (const userId of ["gareth.mash", "nobody"])
          texts.add((await assignUser(GARETH, { caseId: id, userId })).text);
      }
      expect([...texts]).toEqual([
        expect.stringContaining('{"path":"caseId","code":"UNKNOWN_CASE","message":"no such case for you"}'),
      ]);
    });
  });

  test.each(["CASE_AUDITOR", "CALDICOTT_GUARDIAN", "INFORMATION_GOVERNANCE_LEAD", "INTEGRATOR"] as const)(
    "not as %s",
    async (role) => {
      await gate.owner.query("UPDATE app_user SET roles = array_append(roles, $1) WHERE id = 'amara.mash'", [role]);
      await expectNothingWritten(async () =>
        expect(faultsOf(await assignUser({ ...AMARA, role }, { caseId, userId: "gareth.mash" }))).toEqual([
          " NOT_YOUR_ROLE",
        ]),
      );
    },
  );

  test("of a closed case nobody is assigned or taken off", async () => {
    await gate.ask(AMARA, `mutation { closeCase(caseId: "${caseId}") { __typename } }`);
    await expectNothingWritten(async () => {
      for (const assigned of [true, false])
        expect(faultsOf(await assignUser(AMARA, { caseId, userId: "gareth.mash", assigned }))).toEqual([
          "caseId CASE_CLOSED",
        ]);
    });
  });

  test("the same user at once on two instances is assigned once", async () => {
    const results = await Promise.all(
      Array.from({ length: 8 }, (_, i) => assignUser(AMARA, { caseId, userId: "shona.csc" }, i % 2 ? gate : second)),
    );
    expect(results.flatMap(faultsOf)).toEqual([]);
    const { rows } = await gate.owner.query("SELECT user_id FROM case_assignment WHERE case_id = $1 ORDER BY 1", [
      uuidOf("MASH", caseId),
    ]);
    expect(rows).toEqual([{ user_id: "amara.mash" }, { user_id: "shona.csc" }]);
  });
});
