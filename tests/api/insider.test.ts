/** What an inquisitive insider tried, and what it must look like. Each was once possible. */
import { caller, startGateway, type TestGateway } from "./gateway";

let it_: TestGateway;
let reference = 0;
const EWA = { system: "NHS_NUMBER", value: "9990001073", name: "Ewa Kowalczyk", birthDate: "1992-08-30" };
const UNKNOWN = "9990009996";

beforeAll(async () => {
  it_ = await startGateway();
  const { rows } = await it_.owner.query(
    "SELECT name, birth_date::text FROM person JOIN person_identifier ON person_id = id WHERE value = $1",
    [EWA.value],
  );
  expect(rows).toEqual([{ name: EWA.name, birth_date: EWA.birthDate }]);
});
afterAll(() => it_.stop());

const PERSON = `query ($value: String!) { person(identifier: { system: NHS_NUMBER, value: $value }, purpose: DIRECT_CARE) {
  name birthDate relationship health { contactDetails { address { lines } } patient { nhsNumber } sharing { decisions { category outcome reason } } } } }`;
const withoutIds = (text: string) => text.replace(/[\w-]{43,}/g, "-").replace(/[0-9a-f-]{36}\.\d+/g, "-");

async function open(user: string, more: object = {}) {
  const input = { reference: `FISHING-${(reference += 1)}`, authority: "312", localTier: "Targeted", ...more };
  return it_.ask(
    user,
    "mutation ($input: OpenCaseInput!) { openCase(input: $input) { __typename ... on CaseChanged { caseId } ... on Refused { faults { path code } } } }",
    { input },
  );
}
const link = (user: string, caseId: string, person: object) =>
  it_.ask(
    user,
    "mutation ($input: LinkPersonInput!) { linkPerson(input: $input) { __typename ... on PersonLinked { memberId } ... on Refused { faults { path code } } } }",
    {
      input: {
        caseId,
        person,
        relationship: "MOTHER",
        isChild: false,
        inHousehold: true,
        contactWithChild: true,
        reason: "a reason in words",
      },
    },
  );
const names = async (user: string, caseId: string) =>
  (
    await it_.ask(
      user,
      "query ($id: ID!) { familyRecord(caseId: $id, purpose: EARLY_HELP) { members { name birthDate relationships { kind } } } }",
      { id: caseId },
    )
  ).data.familyRecord?.members;
const openId = async (user: string) => (await open(user)).data.openCase.caseId as string;

test("levels of the demonstration exist, so that the cases below are opened", async () => {
  expect((await open("shona.csc")).data.openCase.__typename).toBe("CaseChanged");
});

test("a guessed number brings back no name, birth date or relation that the caller did not bring", async () => {
  const caseId = await openId("nadine.vcs");
  await link("nadine.vcs", caseId, { ...EWA, name: "Anybody Else", birthDate: null });
  await link("nadine.vcs", caseId, {
    system: "NHS_NUMBER",
    value: "9990001103",
    name: "Some Child",
    birthDate: "2020-01-01",
  });
  const shown = (await names("nadine.vcs", caseId)) as { name: string }[];
  expect(shown.sort((a, b) => (a.name < b.name ? -1 : 1))).toEqual([
    { name: "Anybody Else", birthDate: null, relationships: [] },
    { name: "Some Child", birthDate: "2020-01-01", relationships: [] },
  ]);
});

test("who does know the person links the person", async () => {
  const caseId = await openId("shona.csc");
  await link("shona.csc", caseId, EWA);
  expect((await names("shona.csc", caseId))[0]).toMatchObject({ name: EWA.name, birthDate: EWA.birthDate });
});

test("a conflicted caller cannot tell the family from nobody: link, look up, contribute, look up again", async () => {
  const seen = async (value: string) => {
    const caseId = await openId("tomasz.housing");
    const linked = await link("tomasz.housing", caseId, { ...EWA, value });
    const shown = await names("tomasz.housing", caseId);
    const found = await it_.ask("tomasz.housing", PERSON, { value });
    const item = {
      person: { ...EWA, value },
      field: "dwelling",
      body: {},
      recordedAt: "2026-11-20T10:00:00Z",
      nature: "FACT",
      sourceRef: `probe-${value}`,
    };
    const sent = await it_.ask(
      "tomasz.housing",
      "mutation ($items: [ContributionItemInput!]!) { contribute(items: $items) { ... on Contributed { accepted unchanged } ... on Refused { faults { path code } } } }",
      { items: [item] },
    );
    const after = await it_.ask("tomasz.housing", PERSON, { value });
    return withoutIds(JSON.stringify([linked.data, shown, found.data, sent.data, after.data]));
  };
  expect(await seen(EWA.value)).toBe(await seen(UNKNOWN));
});

test("nobody reads a refuge off their own agency's address: it is not read back, flagged or not", async () => {
  const readBack = async (person: { value: string; name: string; birthDate: string }) => {
    const body = { address: { lines: ["1 Probe Street"] } };
    const item = {
      person: { system: "NHS_NUMBER", ...person },
      field: "contactDetails",
      body,
      recordedAt: "2026-11-20T10:00:00Z",
      nature: "FACT",
      sourceRef: `address-${person.value}`,
    };
    await it_.ask(
      "rosa.gp",
      "mutation ($items: [ContributionItemInput!]!) { contribute(items: $items) { __typename } }",
      { items: [item] },
    );
    const { data } = await it_.ask("rosa.gp", PERSON, { value: person.value });
    const gp = data.person.health.find(
      (it: { contactDetails: unknown; sharing: { decisions: unknown[] } }) => it.sharing.decisions.length > 0,
    );
    return [
      gp.contactDetails,
      gp.sharing.decisions.find((it: { category: string }) => it.category === "contact-address"),
    ];
  };
  const inRefuge = await readBack({ value: EWA.value, name: EWA.name, birthDate: EWA.birthDate });
  const atHome = await readBack({ value: "9990001006", name: "Ada Okafor", birthDate: "1999-01-01" });
  expect(inRefuge).toEqual(atHome);
  expect(inRefuge[0]).toBeNull();
});

describe("statute is a decision-maker's to record", () => {
  it.each([
    ["amara.mash", { statutoryBasis: "S47" }, "statutoryBasis"],
    ["shona.csc", { statutoryBasis: "S47" }, "statutoryBasis"],
    ["owen.police", { highRisk: true }, "highRisk"],
  ])("%s cannot open a case with %j", async (user, more, path) => {
    expect((await open(user, more)).data.openCase).toEqual({
      __typename: "Refused",
      faults: [{ path, code: "NOT_YOUR_ROLE" }],
    });
  });
  it("nor change one so", async () => {
    const id = await it_.caseId("MASH", "MASH-0001");
    const change = (user: string, input: object) =>
      it_.ask(
        user,
        "mutation ($input: ChangeLevelInput!) { changeLevel(input: $input) { __typename ... on Refused { faults { path code } } } }",
        { input: { caseId: id, ...input } },
      );
    const refused = await change("amara.mash", { localTier: "Specialist: child at risk", statutoryBasis: "S47" });
    expect(refused.data.changeLevel.faults).toEqual([{ path: "statutoryBasis", code: "NOT_YOUR_ROLE" }]);
    const { rows } = await it_.owner.query("SELECT statutory_basis FROM case_file WHERE reference = 'MASH-0001'");
    expect(rows).toEqual([{ statutory_basis: null }]);
  });
  it("an involved agency does not lower another's case", async () => {
    const caseId = await it_.caseId("MASH", "CSC-0001");
    const { data } = await it_.ask(
      "amara.mash",
      "mutation ($input: ChangeLevelInput!) { changeLevel(input: $input) { ... on Refused { faults { code } } } }",
      {
        input: { caseId, localTier: "Tier 1 Universal" },
      },
    );
    expect(data.changeLevel.faults).toContainEqual({ code: expect.stringMatching(/NOT_YOUR_CASE|UNKNOWN_TIER/) });
  });
  it("every move stands with who made it, and the gateway's role cannot change that", async () => {
    await open("gareth.mash", { statutoryBasis: "S47" });
    const { rows } = await it_.owner.query(
      "SELECT changed_by, change, detail FROM case_change ORDER BY changed_at DESC, case_id",
    );
    expect(rows).toContainEqual({
      changed_by: "gareth.mash",
      change: "OPENED",
      detail: expect.objectContaining({ statutoryBasis: "S47" }),
    });
    await expect(it_.pool.query("UPDATE case_change SET changed_by = 'x'")).rejects.toMatchObject({ code: "42501" });
  });
});

test("a manager's list of disclosures tells of no other case", async () => {
  const caseId = (await open("imran.csc")).data.openCase.caseId as string;
  const linked = await link("imran.csc", caseId, EWA);
  await it_.ask(
    "lena.housing",
    "query ($id: ID!) { familyRecord(caseId: $id, purpose: DOMESTIC_ABUSE_RISK) { members { police { incidents { id } } } } }",
    {
      id: await it_.caseId("HOUSING", "MARAC-0001"),
    },
  );
  const { data } = await it_.ask(
    "imran.csc",
    "query ($id: ID!) { disclosuresAbout(memberId: $id) { agency purpose } }",
    { id: linked.data.linkPerson.memberId },
  );
  expect(data.disclosuresAbout).toEqual([{ agency: "CSC", purpose: null }]); // the link itself
});

test("whose decision a consent is cannot be tried with input that is refused anyway", async () => {
  const { data } = await it_.ask(
    "kemi.eh",
    "query ($id: ID!) { familyRecord(caseId: $id, purpose: EARLY_HELP) { members { id name } } }",
    { id: await it_.caseId("EH", "EH-0002") },
  );
  const probe = async (memberId: string, capacity: string) =>
    (
      await it_.ask(
        "kemi.eh",
        "mutation ($input: RecordConsentInput!) { recordConsent(input: $input) { ... on Refused { faults { path code } } } }",
        {
          input: {
            memberId,
            capacity,
            decision: "GRANTED",
            recipients: ["EH"],
            purposes: ["EARLY_HELP"],
            method: "in person",
            soughtSafely: true,
            validTo: "2020-01-01T00:00:00Z",
          },
        },
      )
    ).data.recordConsent.faults;
  const answers = await Promise.all(data.familyRecord.members.map((it: { id: string }) => probe(it.id, "SELF")));
  expect(new Set(answers.map((it) => JSON.stringify(it)))).toEqual(
    new Set([JSON.stringify([{ path: "validTo", code: "IN_THE_PAST" }])]),
  );
});

test("one reference for two identifiers in one delivery is refused on its form, whoever they are", async () => {
  const send = async (...values: string[]) => {
    const items = values.map((value) => ({
      person: { ...EWA, value },
      field: "patient",
      body: {},
      recordedAt: "2026-11-20T10:00:00Z",
      nature: "FACT",
      sourceRef: "same",
    }));
    const { data } = await it_.ask(
      "rosa.gp",
      "mutation ($items: [ContributionItemInput!]!) { contribute(items: $items) { ... on Refused { faults { path code } } } }",
      { items },
    );
    return data.contribute.faults;
  };
  expect(await send(EWA.value, "9990001081", UNKNOWN)).toEqual(await send(UNKNOWN, "9990001006", "9990001014"));
});

test("nobody's number but one's own: another agency's local ids are not to be tried", async () => {
  const { errors } = await it_.ask(
    "rosa.gp",
    `{ person(identifier: { system: LOCAL_ID, value: "POLICE:1" }, purpose: DIRECT_CARE) { name } }`,
  );
  expect(errors[0].extensions).toMatchObject({ code: "E-REQUEST", faults: [{ code: "INVALID_IDENTIFIER" }] });
});

test("an integrator and an auditor read no person's record, not even their own agency's", async () => {
  const { data } = await it_.ask(
    "petra.school",
    `{ person(identifier: { system: UPN, value: "A884210117009" }, purpose: DIRECT_CARE) { education { suspensions { id } } } }`,
  );
  expect(data.person).toBeNull();
});

test("a look-up in vain is recorded about whoever was looked up", async () => {
  await it_.ask("tomasz.housing", PERSON, { value: "9990001103" });
  const { rows } = await it_.owner.query<{ subjects: string[]; body: string }>(
    "SELECT subjects, body FROM disclosure_record ORDER BY seq DESC LIMIT 1",
  );
  expect(rows[0]!.subjects).toHaveLength(1);
  expect(JSON.parse(rows[0]!.body)).toMatchObject({
    kind: "PERSON",
    user: "tomasz.housing",
    found: false,
    decisions: [],
  });
});

test("a link leaves a record", async () => {
  const caseId = await openId("shona.csc");
  await link("shona.csc", caseId, EWA);
  const { rows } = await it_.owner.query<{ body: string }>(
    "SELECT body FROM disclosure_record ORDER BY seq DESC LIMIT 1",
  );
  expect(JSON.parse(rows[0]!.body)).toMatchObject({ kind: "LINK", user: "shona.csc" });
});

test.each([
  ["nothing", { function: "", law: "" }],
  ["a novel", { function: "x".repeat(201), law: "s.47" }],
])("a public task of %s is none", async (_what, publicTask) => {
  const { data, errors } = await it_.ask(
    caller("shona.csc"),
    "query ($id: ID!, $publicTask: PublicTaskStatement) { familyRecord(caseId: $id, purpose: EARLY_HELP, publicTask: $publicTask) { caveat } }",
    {
      id: await it_.caseId("CSC", "CSC-0001"),
      publicTask,
    },
  );
  expect([data?.familyRecord ?? null, errors[0].extensions.code]).toEqual([null, "E-REQUEST"]);
});

test("chronologies are few, and lists in a consent short", async () => {
  const many = Array.from({ length: 5 }, (_, i) => `c${i}: chronology { totalCount }`).join(" ");
  const { errors } = await it_.ask(
    "shona.csc",
    `query ($id: ID!) { familyRecord(caseId: $id, purpose: EARLY_HELP) { ${many} } }`,
    { id: await it_.caseId("CSC", "CSC-0001") },
  );
  expect(errors[0].extensions.code).toBe("E-REQUEST");
});
