/** Opening a case, moving its level, recording significant harm, closing it: bad input, those who may not, two at once. */
import { randomBytes, randomUUID } from "node:crypto";
import { agencyScope, OpaqueIds } from "../../../src/gateway/opaque-ids";
import type { SignedInViewer } from "../../../src/identity/viewer";
import { ROLES } from "../../../src/sharing/vocabulary";
import { caller, ID_KEY, NOON, startGateway, type Answer, type TestGateway } from "../gateway";
import { onFile, writingNothing } from "./on-file";
import { faultsOf, resultOf } from "./result";

const GARETH = caller("gareth.mash");
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

/** Every table that these mutations could touch. */
const TABLES = [
  "person",
  "person_identifier",
  "case_file",
  "case_change",
  "case_member",
  "case_agency",
  "case_assignment",
  "consent",
];
const expectNothingWritten = writingNothing(() => gate, TABLES);

const RESULT = "{ __typename ... on CaseChanged { caseId } ... on Refused { faults { path code message } } }";
const openCase = (as: SignedInViewer | string, input: object, on = gate): Promise<Answer> =>
  on.ask(as, `mutation ($input: OpenCaseInput!) { result: openCase(input: $input) ${RESULT} }`, { input });
const changeLevel = (as: SignedInViewer | string, input: object, on = gate): Promise<Answer> =>
  on.ask(as, `mutation ($input: ChangeLevelInput!) { result: changeLevel(input: $input) ${RESULT} }`, { input });
const recordHarm = (as: SignedInViewer | string, caseId: string, on = gate): Promise<Answer> =>
  on.ask(as, `mutation ($caseId: ID!) { result: recordSignificantHarm(caseId: $caseId) ${RESULT} }`, { caseId });
const closeCase = (as: SignedInViewer | string, caseId: string, on = gate): Promise<Answer> =>
  on.ask(as, `mutation ($caseId: ID!) { result: closeCase(caseId: $caseId) ${RESULT} }`, { caseId });

const fileOf = async (reference: string) =>
  (await gate.owner.query("SELECT * FROM case_file WHERE reference = $1", [reference])).rows[0] as Record<
    string,
    unknown
  >;

let references = 0;
const OPEN = () => ({ reference: `NEW-${(references += 1)}`, authority: "312", localTier: "Targeted-complex" });
const opened = async (as: SignedInViewer, input: object = OPEN()): Promise<string> =>
  resultOf(await openCase(as, input)).caseId!;

describe("openCase", () => {
  test("writes the case, whose agency owns it, who works on it and who else is involved", async () => {
    const input = {
      reference: "MASH/2026-77",
      authority: "313",
      alsoAuthorities: ["210", "313"],
      localTier: "Tier 4 Acute",
      statutoryBasis: "S47",
      rag: "RED",
      highRisk: true,
      agencies: ["POLICE", "MASH", "GP"],
    };
    const { caseId } = resultOf(await openCase("gareth.mash", input));
    const { id, ...file } = await fileOf("MASH/2026-77");
    expect(file).toEqual({
      known_from: expect.any(String),
      reference: "MASH/2026-77",
      owner_id: "MASH",
      authorities: ["313", "210"],
      opened_at: new Date(NOON),
      opened_by: "gareth.mash",
      closed_at: null,
      local_tier: "Tier 4 Acute",
      common_level: 4,
      statutory: true,
      statutory_basis: "S47",
      rag: "RED",
      harm_decided_by: null,
      harm_decided_at: null,
      high_risk: true,
    });
    const agencies = await gate.owner.query(
      "SELECT agency_id, valid_from, valid_to FROM case_agency WHERE case_id = $1 ORDER BY 1",
      [id],
    );
    expect(agencies.rows).toEqual(
      ["GP", "POLICE"].map((it) => ({ agency_id: it, valid_from: new Date(NOON), valid_to: null })),
    );
    const users = await gate.owner.query(
      "SELECT user_id, valid_from, valid_to FROM case_assignment WHERE case_id = $1",
      [id],
    );
    expect(users.rows).toEqual([{ user_id: "gareth.mash", valid_from: new Date(NOON), valid_to: null }]);

    const { data } = await second.ask("gareth.mash", "{ viewer { cases { id reference level open } } }");
    expect(data.viewer.cases[0]).toEqual({ id: caseId, reference: "MASH/2026-77", level: 4, open: true });
  });

  test("with the least that is needed", async () => {
    const input = OPEN();
    await opened(GARETH, input);
    expect(await fileOf(input.reference)).toMatchObject({
      statutory_basis: null,
      rag: null,
      high_risk: false,
      authorities: ["312"],
      common_level: 3,
      statutory: false,
    });
  });

  test("agencies named twice, and one's own, are involved once", async () => {
    const input = { ...OPEN(), agencies: ["GP", "GP", "MASH", "GP", "MASH"] };
    await opened(GARETH, input);
    const { id } = await fileOf(input.reference);
    expect((await gate.owner.query("SELECT agency_id FROM case_agency WHERE case_id = $1", [id])).rows).toEqual([
      { agency_id: "GP" },
    ]);
  });

  describe("each fault alone, and nothing is written", () => {
    beforeAll(() => gate.owner.query("UPDATE agency SET active = false WHERE id = 'PROB'"));
    afterAll(() => gate.owner.query("UPDATE agency SET active = true WHERE id = 'PROB'"));

    test.each<[string, object]>([
      ["reference", { reference: "" }],
      ["reference", { reference: "A" }],
      ["reference", { reference: "A".repeat(41) }],
      ["reference", { reference: "mash-1" }],
      ["reference", { reference: "Ada Okafor" }],
      ["reference", { reference: "-A1" }],
      ["reference", { reference: "A1\n" }],
      ["reference", { reference: "A\u00001" }],
      ["reference", { reference: "A\ud800" }],
      ["reference", { reference: "ＡＢ１" }],
      ["reference", { reference: "ÉÉ" }],
      ["authority", { authority: "" }],
      ["authority", { authority: "31" }],
      ["authority", { authority: "3122" }],
      ["authority", { authority: "112" }],
      ["authority", { authority: "E09000017" }],
      ["authority", { authority: "312\0" }],
      ["alsoAuthorities.0", { alsoAuthorities: ["31"] }],
      ["alsoAuthorities.1", { alsoAuthorities: ["210", ""] }],
      ["alsoAuthorities", { alsoAuthorities: ["210", "211", "212", "213", "214", "215"] }],
      ["localTier", { localTier: "" }],
      ["localTier", { localTier: "3" }],
      ["localTier", { localTier: "targeted-complex" }],
      ["localTier", { localTier: "Targeted-complex " }],
      ["localTier", { localTier: "Targeted-complex\0" }],
      ["localTier", { localTier: "\ud800" }],
      ["localTier", { localTier: "x".repeat(100_000) }],
      ["localTier", { localTier: "Level 3 Complex" }], // Herefordshire's word
      ["localTier", { localTier: "%" }],
      ["agencies.0", { agencies: ["NOWHERE"] }],
      ["agencies.0", { agencies: ["gp"] }],
      ["agencies.0", { agencies: [""] }],
      ["agencies.0", { agencies: ["GP\0"] }],
      ["agencies.0", { agencies: ["PROB"] }], // not active
      ["agencies.2", { agencies: ["GP", "POLICE", "*", "CSC"] }],
      ["agencies", { agencies: Array<string>(51).fill("GP") }],
    ])("%s: %j", async (path, change) => {
      await expectNothingWritten(async () => {
        const { __typename, faults } = resultOf(await openCase(GARETH, { ...OPEN(), ...change }));
        expect({ __typename, paths: faults?.map((it) => it.path) }).toEqual({ __typename: "Refused", paths: [path] });
        expect(faults![0]!.message).not.toBe("");
      });
    });
  });

  test("all of them together, each listed", async () => {
    const input = {
      reference: "a",
      authority: "312",
      alsoAuthorities: ["1", "210", "x"],
      localTier: "No such tier",
      agencies: ["GP", "NOWHERE", "POLICE", "ELSEWHERE"],
    };
    await expectNothingWritten(async () => {
      const paths = resultOf(await openCase(GARETH, input)).faults?.map((it) => it.path);
      expect(paths?.sort()).toEqual([
        "agencies.1",
        "agencies.3",
        "alsoAuthorities.0",
        "alsoAuthorities.2",
        "localTier",
        "reference",
      ]);
    });
  });

  test("a tier that has not begun, or has been replaced, is the one of its day", async () => {
    await gate.owner.query(
      "INSERT INTO level_mapping (authority, local_tier, common_level, statutory, effective_from) VALUES ('312', 'Soon', 2, false, '2026-11-23'), ('312', 'Moved', 2, false, '2020-01-01'), ('312', 'Moved', 3, true, '2026-11-22')",
    );
    expect(faultsOf(await openCase(GARETH, { ...OPEN(), localTier: "Soon" }))).toEqual(["localTier UNKNOWN_TIER"]);
    const moved = { ...OPEN(), localTier: "Moved" };
    await opened(GARETH, moved);
    expect(await fileOf(moved.reference)).toMatchObject({ common_level: 3, statutory: true });
    gate.setNow(NOON + 12 * HOUR);
    await opened(GARETH, { ...OPEN(), localTier: "Soon" });
  });

  test("a reference is the agency's own: taken there, free elsewhere", async () => {
    const input = OPEN();
    await opened(GARETH, input);
    await expectNothingWritten(async () => {
      expect(faultsOf(await openCase("amara.mash", { ...input, localTier: "Universal", agencies: ["GP"] }))).toEqual([
        "reference REFERENCE_TAKEN",
      ]);
    });
    expect(faultsOf(await openCase("imran.csc", input))).toEqual([]);
  });

  test.each(["CASE_AUDITOR", "CALDICOTT_GUARDIAN", "INFORMATION_GOVERNANCE_LEAD", "INTEGRATOR"] as const)(
    "%s opens none",
    async (role) => {
      await gate.owner.query("UPDATE app_user SET roles = array_append(roles, $1) WHERE id = 'felix.mash'", [role]);
      await expectNothingWritten(async () => {
        expect(faultsOf(await openCase({ userId: "felix.mash", agencyId: "MASH", role }, OPEN()))).toEqual([
          " NOT_YOUR_ROLE",
        ]);
      });
    },
  );

  test("ten at once on two instances, one reference: exactly one", async () => {
    const input = { ...OPEN(), agencies: ["GP", "POLICE"] };
    const results = await Promise.all(
      Array.from({ length: 10 }, (_, i) => openCase(i % 3 ? GARETH : "amara.mash", input, i % 2 ? gate : second)),
    );
    const outcomes = results.map(faultsOf);
    expect(outcomes.filter((it) => it.length === 0)).toHaveLength(1);
    expect(outcomes.filter((it) => it[0] === "reference REFERENCE_TAKEN")).toHaveLength(9);
    const { rows } = await gate.owner.query(
      `SELECT (SELECT count(*)::int FROM case_agency g WHERE g.case_id = c.id) AS agencies,
              (SELECT count(*)::int FROM case_assignment s WHERE s.case_id = c.id) AS users
       FROM case_file c WHERE c.reference = $1`,
      [input.reference],
    );
    expect(rows).toEqual([{ agencies: 2, users: 1 }]);
  });
});

/** What every mutation of a case refuses alike, whoever and whatever is behind it. */
describe("a case that is not the caller's", () => {
  const ids = new OpaqueIds(ID_KEY);
  const seal = (agency: string, id: string) => ids.seal("case", agencyScope(agency), id);
  const MUTATIONS: readonly [string, (caseId: string) => Promise<Answer>][] = [
    ["changeLevel", (caseId) => changeLevel(GARETH, { caseId, localTier: "Universal" })],
    ["recordSignificantHarm", (caseId) => recordHarm(GARETH, caseId)],
    ["closeCase", (caseId) => closeCase(GARETH, caseId)],
  ];
  const NOT_THEIRS: [string, string][] = [];

  beforeAll(async () => {
    /** A case of Gareth's that something is done to afterwards. */
    const spoilt = async (sql: string): Promise<string> => {
      const id = await opened(GARETH);
      await gate.owner.query(sql, [ids.open("case", "MASH", id)]);
      return id;
    };
    const member =
      "INSERT INTO case_member SELECT $1, person_id, 'CHILD', true, true, true, 'For the test', 'test', now() FROM person_identifier";
    const conflict =
      "INSERT INTO conflict_of_interest SELECT 'gareth.mash', person_id, '2026-01-01', NULL FROM person_identifier";
    const COLIN = " WHERE system = 'LOCAL_ID' AND value = 'HUB:marsh.colin'";
    await gate.owner.query(conflict + COLIN);
    await gate.owner.query("UPDATE app_user SET roles = '{MASH_MANAGER}' WHERE id = 'gareth.mash'");
    const elsewhere = await opened(caller("imran.csc"));
    NOT_THEIRS.push(
      ["an id that was made up", randomBytes(52).toString("base64url")],
      ["a word", "MASH-0001"],
      ["nothing", ""],
      ["a UUID", randomUUID()],
      ["the right id with a letter more", `${await gate.caseId("MASH", "MASH-0001")}A`],
      [
        "the right id with a letter changed",
        (await gate.caseId("MASH", "MASH-0001")).replace(/^./, (it) => (it === "A" ? "B" : "A")),
      ],
      ["a case that is not on file", seal("MASH", randomUUID())],
      ["another agency's id of a case of theirs", await gate.caseId("CSC", "MASH-0001")],
      [
        "an id of another kind",
        ids.seal("person", "MASH", ids.open("case", "MASH", await gate.caseId("MASH", "MASH-0001"))!),
      ],
      ["a case that the agency is on and they are not", await gate.caseId("MASH", "CSC-0001")],
      ["a case that the agency is not on", await gate.caseId("MASH", "EH-0002")],
      ["a case of another agency, by its own id", elsewhere],
      ["a case with somebody they have a conflict of interest with", await spoilt(member + COLIN)],
      [
        "a case they were assigned to",
        await spoilt("UPDATE case_assignment SET valid_to = '2026-11-22T11:59:59Z' WHERE case_id = $1"),
      ],
      [
        "a case whose assignment ends this instant",
        await spoilt("UPDATE case_assignment SET valid_to = '2026-11-22T12:00:00Z' WHERE case_id = $1"),
      ],
      [
        "a case they will be assigned to",
        await spoilt("UPDATE case_assignment SET valid_from = '2026-11-22T12:00:01Z' WHERE case_id = $1"),
      ],
      ["a case handed to another agency", await spoilt("UPDATE case_file SET owner_id = 'CSC' WHERE id = $1")],
      [
        "a case that the agency has left",
        await spoilt(
          "WITH c AS (UPDATE case_file SET owner_id = 'CSC' WHERE id = $1) INSERT INTO case_agency VALUES ($1, 'MASH', '2026-01-01', '2026-11-22T12:00:00Z')",
        ),
      ],
      [
        "a closed case of others",
        await spoilt(
          "WITH s AS (DELETE FROM case_assignment WHERE case_id = $1) UPDATE case_file SET closed_at = '2026-11-01' WHERE id = $1",
        ),
      ],
    );
  });
  afterAll(() => gate.owner.query("DELETE FROM conflict_of_interest WHERE user_id = 'gareth.mash'"));

  test.each(MUTATIONS)("%s: one answer to the last byte, and nothing written", async (_, mutate) => {
    await expectNothingWritten(async () => {
      const answers = new Map<string, string>();
      for (const [name, caseId] of NOT_THEIRS) answers.set((await mutate(caseId)).text, name);
      expect([...answers.keys()]).toEqual([
        `${JSON.stringify({ data: { result: { __typename: "Refused", faults: [{ path: "caseId", code: "UNKNOWN_CASE", message: "no such case for you" }] } } })}\n`,
      ]);
    });
  });

  test("one that was theirs to begin with is not refused", async () => {
    for (const [, mutate] of MUTATIONS) {
      const id = await opened(GARETH);
      expect(faultsOf(await mutate(id))).toEqual([]);
    }
  });

  test.each(MUTATIONS)("%s: a closed case is closed, for those on it", async (_, mutate) => {
    const id = await opened(GARETH);
    expect(faultsOf(await closeCase(GARETH, id))).toEqual([]);
    await expectNothingWritten(async () => expect(faultsOf(await mutate(id))).toEqual(["caseId CASE_CLOSED"]));
  });

  test.each(MUTATIONS)("%s: a conflict of interest that is over, or has not begun, is none", async (_, mutate) => {
    await gate.owner.query(
      "UPDATE conflict_of_interest SET valid_from = '2026-11-22T12:00:01Z' WHERE user_id = 'gareth.mash'",
    );
    const withColin = NOT_THEIRS.find(([name]) => name.includes("conflict"))![1];
    const { rows } = await gate.owner.query<{ case_id: string }>(
      "SELECT case_id FROM case_member WHERE reason = 'For the test'",
    );
    expect(rows[0]!.case_id).toBe(ids.open("case", "MASH", withColin));
    expect(faultsOf(await mutate(withColin))).toEqual([]);
    await gate.owner.query("UPDATE case_file SET closed_at = NULL WHERE id = $1", [rows[0]!.case_id]);
    await gate.owner.query(
      "UPDATE conflict_of_interest SET valid_from = '2026-01-01', valid_to = '2026-11-22T12:00:00Z'",
    );
    expect(faultsOf(await mutate(withColin))).toEqual([]);
    await gate.owner.query("UPDATE case_file SET closed_at = NULL WHERE id = $1", [rows[0]!.case_id]);
    await gate.owner.query("UPDATE conflict_of_interest SET valid_to = NULL");
    expect(faultsOf(await mutate(withColin))).toEqual(["caseId UNKNOWN_CASE"]);
  });
});

describe("whose role it is", () => {
  const MAY = {
    changeLevel: ["MASH_ADVANCED_PRACTITIONER", "MASH_MANAGER", "CSC_MANAGER", "SF_MANAGER"],
    recordSignificantHarm: ["MASH_MANAGER", "CSC_MANAGER"],
    closeCase: ROLES.filter(
      (it) => !["CASE_AUDITOR", "CALDICOTT_GUARDIAN", "INFORMATION_GOVERNANCE_LEAD", "INTEGRATOR"].includes(it),
    ),
  };
  const mutations = {
    changeLevel: (as: SignedInViewer, caseId: string) => changeLevel(as, { caseId, localTier: "Universal" }),
    recordSignificantHarm: recordHarm,
    closeCase,
  };
  beforeAll(() =>
    gate.owner.query(
      "INSERT INTO app_user (id, agency_id, display_name, roles) VALUES ('every.role', 'MASH', 'Every Role', $1)",
      [ROLES],
    ),
  );

  describe.each(Object.keys(MAY) as (keyof typeof MAY)[])("%s", (name) => {
    test.each(ROLES)("as %s", async (role) => {
      const practitioner: SignedInViewer = { userId: "every.role", agencyId: "MASH", role: "MASH_MANAGER" };
      const id = await opened(practitioner);
      const as = { ...practitioner, role };
      const mayNot = !(MAY[name] as readonly string[]).includes(role);
      const before = await onFile(gate, TABLES);
      const answer = await mutations[name](as, id);
      expect(faultsOf(answer)).toEqual(mayNot ? [" NOT_YOUR_ROLE"] : []);
      if (!mayNot) return;
      expect(await onFile(gate, TABLES)).toEqual(before);
      // and of a case that is unknown it hears the same
      expect((await mutations[name](as, "unknown")).text).toBe(answer.text);
    });
  });
});

describe("changeLevel", () => {
  test.each(["", "3", "Level 3 Complex", "Targeted\0", "\ud800", "x".repeat(10_000)])(
    "to %j, which the authority does not use: refused",
    async (localTier) => {
      const caseId = await opened(GARETH);
      await expectNothingWritten(async () =>
        expect(faultsOf(await changeLevel(GARETH, { caseId, localTier }))).toEqual(["localTier UNKNOWN_TIER"]),
      );
    },
  );

  /** What opens a record without consent is a named decision-maker's to say. */
  test.each<[string, object, readonly string[]]>([
    ["amara.mash", { statutoryBasis: "S47" }, ["statutoryBasis NOT_YOUR_ROLE"]],
    ["amara.mash", { highRisk: true }, ["highRisk NOT_YOUR_ROLE"]],
    [
      "amara.mash",
      { statutoryBasis: "S47", highRisk: true, localTier: "No such" },
      ["highRisk NOT_YOUR_ROLE", "localTier UNKNOWN_TIER", "statutoryBasis NOT_YOUR_ROLE"],
    ],
    ["amara.mash", { statutoryBasis: "S17", highRisk: false }, []],
    ["gareth.mash", { statutoryBasis: "S47", highRisk: true }, []],
    ["shona.csc", { statutoryBasis: "S47" }, ["statutoryBasis NOT_YOUR_ROLE"]],
    ["imran.csc", { statutoryBasis: "S47", highRisk: true }, []],
    ["lena.housing", { highRisk: true }, []],
    ["lena.housing", { statutoryBasis: "S47" }, ["statutoryBasis NOT_YOUR_ROLE"]],
  ])("%s says %j, in opening and in changing: %j", async (as, basis, faults) => {
    const before = await onFile(gate, TABLES);
    expect(faultsOf(await openCase(as, { ...OPEN(), ...basis }))).toEqual(faults);
    if (faults.length > 0) expect(await onFile(gate, TABLES)).toEqual(before);
    if (!["amara.mash", "gareth.mash", "imran.csc"].includes(as)) return;
    const input = OPEN();
    const caseId = await opened(caller(as), input);
    const file = await fileOf(input.reference);
    expect(faultsOf(await changeLevel(as, { caseId, localTier: "Targeted-complex", ...basis }))).toEqual(faults);
    if (faults.length > 0) expect(await fileOf(input.reference)).toEqual(file);
  });

  test("what stands may be said again, by whoever moves the level", async () => {
    const input = { ...OPEN(), localTier: "Specialist: child at risk", statutoryBasis: "S47", highRisk: true };
    const caseId = await opened(GARETH, input);
    await gate.ask(
      GARETH,
      `mutation { assignUser(input: {caseId: "${caseId}", userId: "amara.mash"}) { __typename } }`,
    );
    expect(
      faultsOf(
        await changeLevel("amara.mash", {
          caseId,
          localTier: "Specialist: child in need",
          statutoryBasis: "S47",
          highRisk: true,
        }),
      ),
    ).toEqual([]);
    expect(await fileOf(input.reference)).toMatchObject({ common_level: 3, statutory_basis: "S47", high_risk: true });
  });

  describe("by an agency that is on the case and does not own it", () => {
    test.each<[string, object, boolean]>([
      ["a higher level", { localTier: "Specialist: child at risk", statutoryBasis: "S47" }, true],
      ["the same again", { localTier: "Specialist: child in need", statutoryBasis: "S47" }, true],
      ["a lower level", { localTier: "Targeted", statutoryBasis: "S47" }, false],
      ["level 3 where it was 3s", { localTier: "Targeted-complex", statutoryBasis: "S47" }, false],
      ["a higher level that ends its enquiry", { localTier: "Specialist: child at risk", statutoryBasis: null }, false],
      ["another section", { localTier: "Specialist: child at risk", statutoryBasis: "S17" }, false],
      [
        "off the high-risk list",
        { localTier: "Specialist: child at risk", statutoryBasis: "S47", highRisk: false },
        false,
      ],
      [
        "on the high-risk list as before",
        { localTier: "Specialist: child at risk", statutoryBasis: "S47", highRisk: true },
        true,
      ],
    ])("%s", async (_, change, may) => {
      const input = { ...OPEN(), localTier: "Specialist: child in need", statutoryBasis: "S47", highRisk: true };
      const caseId = await opened(GARETH, input);
      await gate.ask(
        GARETH,
        `mutation { assignUser(input: {caseId: "${caseId}", userId: "imran.csc"}) { __typename } }`,
      );
      const ids = new OpaqueIds(ID_KEY);
      const theirs = ids.seal("case", agencyScope("CSC"), ids.open("case", "MASH", caseId)!);
      const before = await onFile(gate, TABLES);
      expect(faultsOf(await changeLevel("imran.csc", { caseId: theirs, ...change }))).toEqual(
        may ? [] : ["caseId NOT_YOUR_CASE"],
      );
      if (!may) expect(await onFile(gate, TABLES)).toEqual(before);
    });

    test("a level that the authority does not use is that, and nothing else", async () => {
      const theirs = await gate.caseId("MASH", "CSC-0001");
      await expectNothingWritten(async () =>
        expect(faultsOf(await changeLevel("amara.mash", { caseId: theirs, localTier: "No such" }))).toEqual([
          "localTier UNKNOWN_TIER",
        ]),
      );
    });
  });

  test("who moved a case, when and to what is kept", async () => {
    const input = OPEN();
    const caseId = await opened(GARETH, input);
    gate.setNow(NOON + HOUR);
    await changeLevel(GARETH, { caseId, localTier: "Targeted", statutoryBasis: "S17" });
    await recordHarm(GARETH, caseId);
    await closeCase(GARETH, caseId);
    await changeLevel(GARETH, { caseId, localTier: "Universal" });
    const { id } = await fileOf(input.reference);
    const { rows } = await gate.owner.query(
      "SELECT change, changed_at, changed_by, detail->>'localTier' AS tier FROM case_change WHERE case_id = $1",
      [id],
    );
    const by = { changed_by: "gareth.mash" };
    expect(rows).toEqual([
      { change: "OPENED", changed_at: new Date(NOON), tier: "Targeted-complex", ...by },
      { change: "LEVEL", changed_at: new Date(NOON + HOUR), tier: "Targeted", ...by },
      { change: "SIGNIFICANT_HARM", changed_at: new Date(NOON + HOUR), tier: null, ...by },
      { change: "CLOSED", changed_at: new Date(NOON + HOUR), tier: null, ...by },
    ]);
  });

  test("the level, its basis and whether it is statutory move together; what is not said of the MARAC stays", async () => {
    const input = { ...OPEN(), statutoryBasis: "S17", highRisk: true };
    const caseId = await opened(GARETH, input);
    expect(
      faultsOf(await changeLevel(GARETH, { caseId, localTier: "Specialist: child at risk", statutoryBasis: "S47" })),
    ).toEqual([]);
    expect(await fileOf(input.reference)).toMatchObject({
      local_tier: "Specialist: child at risk",
      common_level: 4,
      statutory: true,
      statutory_basis: "S47",
      high_risk: true,
    });
    expect(
      faultsOf(await changeLevel(GARETH, { caseId, localTier: "Targeted", statutoryBasis: null, highRisk: false })),
    ).toEqual([]);
    expect(await fileOf(input.reference)).toMatchObject({
      local_tier: "Targeted",
      common_level: 2,
      statutory: false,
      statutory_basis: null,
      high_risk: false,
    });
  });

  test("what may be shared follows on the very next query, on another instance", async () => {
    const caseId = await gate.caseId("MASH", "MASH-0001");
    const reasons = async () => {
      const { data } = await second.ask(
        "amara.mash",
        `{ familyRecord(caseId: "${caseId}", purpose: MASH_SCREENING) { members { police { incidents { id } sharing { decisions { reason levelNow } } } } } }`,
      );
      return (
        data.familyRecord.members as { police: { incidents: unknown; sharing: { decisions: unknown[] } }[] }[]
      ).map((it) => it.police[0]!);
    };
    const before = await reasons();
    expect(faultsOf(await changeLevel(GARETH, { caseId, localTier: "Universal" }))).toEqual([]);
    for (const it of await reasons())
      expect(it).toEqual({ incidents: null, sharing: { decisions: [{ reason: "W-LEVEL", levelNow: 1 }] } });
    expect(faultsOf(await changeLevel(GARETH, { caseId, localTier: "Targeted-complex" }))).toEqual([]);
    expect(await reasons()).toEqual(before);
  });
});

describe("recordSignificantHarm", () => {
  test("names who decided and when; what was recorded first stands", async () => {
    const input = { ...OPEN(), agencies: ["CSC"] };
    const caseId = await opened(GARETH, input);
    expect(faultsOf(await recordHarm(GARETH, caseId))).toEqual([]);
    gate.setNow(NOON + HOUR);
    expect(faultsOf(await recordHarm(GARETH, caseId))).toEqual([]);
    expect(await fileOf(input.reference)).toMatchObject({
      harm_decided_by: "gareth.mash",
      harm_decided_at: new Date(NOON),
    });
  });

  test("opens what screening may not see, on the very next query of another instance", async () => {
    const caseId = await gate.caseId("MASH", "MASH-0001");
    const reasons = async () => {
      const { data } = await second.ask(
        "amara.mash",
        `{ familyRecord(caseId: "${caseId}", purpose: MASH_SCREENING) { members { police { incidents { reference } sharing { decisions { reason } } } } } }`,
      );
      const shown = (
        data.familyRecord.members as {
          police: { incidents: unknown[] | null; sharing: { decisions: { reason: string }[] } }[];
        }[]
      ).flatMap((it) => it.police);
      return {
        reasons: [...new Set(shown.flatMap((it) => it.sharing.decisions.map((one) => one.reason)))],
        items: shown.flatMap((it) => it.incidents ?? []).length,
      };
    };
    expect((await reasons()).items).toBe(0);
    expect(faultsOf(await recordHarm(GARETH, caseId))).toEqual([]);
    const after = await reasons();
    expect(after.reasons).toContain("P-S47");
    expect(after.items).toBeGreaterThan(0);
  });
});

describe("closeCase", () => {
  test("takes the agency that owns it", async () => {
    const id = await gate.caseId("MASH", "CSC-0001");
    await expectNothingWritten(async () =>
      expect(faultsOf(await closeCase("amara.mash", id))).toEqual(["caseId NOT_YOUR_CASE"]),
    );
  });

  test("ends what the case opened, on the very next query of another instance", async () => {
    const caseId = await gate.caseId("MASH", "MASH-0003");
    const reasons = async (): Promise<string[]> => {
      const { data } = await second.ask(
        "amara.mash",
        `{ familyRecord(caseId: "${caseId}", purpose: CHILD_PROTECTION_ENQUIRY) { case { closedAt } sharing { byReason { reason } } members { education { suspensions { id } } } } }`,
      );
      return (data.familyRecord.sharing.byReason as { reason: string }[]).map((it) => it.reason);
    };
    expect(await reasons()).toContain("P-S47");
    expect(faultsOf(await closeCase(GARETH, caseId))).toEqual([]);
    expect(await reasons()).toEqual(["W-NO-RELATIONSHIP"]);
    expect(await fileOf("MASH-0003")).toMatchObject({ closed_at: new Date(NOON) });
  });

  test("of many at once on two instances the first counts and the others find it closed", async () => {
    const input = OPEN();
    const caseId = await opened(GARETH, input);
    const results = await Promise.all(
      Array.from({ length: 8 }, (_, i) => closeCase(GARETH, caseId, i % 2 ? gate : second)),
    );
    const outcomes = results.map((it) => faultsOf(it).join());
    expect(outcomes.filter((it) => it === "")).toHaveLength(1);
    expect(outcomes.filter((it) => it === "caseId CASE_CLOSED")).toHaveLength(7);
    expect(await fileOf(input.reference)).toMatchObject({ closed_at: new Date(NOON) });
  });
});
