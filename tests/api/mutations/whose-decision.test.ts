/** Competence, parental responsibility and legal status: who records them, and that consent follows them at every use. */
import { agencyScope } from "../../../src/gateway/opaque-ids";
import type { SignedInViewer } from "../../../src/identity/viewer";
import { caller, NOON, startGateway, type Answer, type TestGateway } from "../gateway";
import { FAULTS, ids, onStage } from "./on-stage";
import { writingNothing } from "./on-file";
import { faultsOf, resultOf } from "./result";

const KEMI = caller("kemi.eh");
const SHONA = caller("shona.csc");
const DAY = 86_400_000;
const { one, personIdOf, member } = onStage(() => gate);

let gate: TestGateway;
let second: TestGateway;
beforeAll(async () => {
  gate = await startGateway();
  second = await gate.another();
  // children's services join the family's early help case
  await gate.owner.query(
    `INSERT INTO case_agency SELECT id, 'CSC', '2026-01-01' FROM case_file WHERE reference = 'EH-0003';
     INSERT INTO case_assignment SELECT id, 'shona.csc', '2026-01-01', NULL, 'test' FROM case_file WHERE reference = 'EH-0003'`,
  );
});
afterAll(() => gate.stop());

const TABLES = ["competence_assessment", "parental_responsibility", "legal_status", "consent", "evidence_history"];
const expectNothingWritten = writingNothing(() => gate, TABLES);
const mutation =
  (name: string, type: string, fields: string) =>
  (as: SignedInViewer | string, input: object, on = gate) =>
    on.ask(as, `mutation ($input: ${type}!) { result: ${name}(input: $input) { __typename ${fields} ${FAULTS} } }`, {
      input,
    });
const assess = mutation(
  "recordCompetenceAssessment",
  "RecordCompetenceAssessmentInput",
  "... on CompetenceAssessed { competenceAssessmentId }",
);
const recordResponsibility = mutation("recordParentalResponsibility", "RecordParentalResponsibilityInput", "");
const recordStatus = mutation("recordLegalStatus", "RecordLegalStatusInput", "");
const recordConsent = mutation("recordConsent", "RecordConsentInput", "... on ConsentRecorded { consentId }");
const assessmentIn = (answer: Answer): string =>
  (resultOf(answer) as unknown as { competenceAssessmentId: string }).competenceAssessmentId;

/** What early help is told of a child's schooling, on the other instance. */
async function reason(name = "Skye Bennett"): Promise<string> {
  const answer = await second.ask(
    KEMI,
    `{ familyRecord(caseId: "${await gate.caseId("EH", "EH-0003")}", purpose: EARLY_HELP) { members { name
      education { attendance { attendancePct } sharing { decisions { category reason } } } } } }`,
  );
  type Member = { name: string; education: { sharing: { decisions: { category: string; reason: string }[] } }[] };
  const found = (answer.data.familyRecord.members as Member[]).find((it) => it.name === name)!;
  const reasons = found.education.flatMap((it) => it.sharing.decisions.map((d) => d.reason));
  return [...new Set(reasons)].join(" ");
}

const skye = () => member("EH", "EH-0003", "bennett-lowe.skye");
const carol = () => member("EH", "EH-0003", "bennett-lowe.carol");
const forCsc = (name: string) => member("CSC", "EH-0003", `bennett-lowe.${name}`);
const consent = async (more: object) => ({
  memberId: await skye(),
  capacity: "SELF",
  decision: "GRANTED",
  categories: ["attendance"],
  recipients: ["EH"],
  purposes: ["EARLY_HELP"],
  method: "In person",
  soughtSafely: true,
  ...more,
});
const advance = (to: number) => [gate, second].forEach((it) => it.setNow(to));

describe("competence", () => {
  const competent = async (more: object = {}) => ({
    memberId: await skye(),
    outcome: "COMPETENT",
    assessedBy: "School nurse",
    ...more,
  });

  test("recorded as it was assessed, and cited by the consent that rests on it", async () => {
    const assessedAt = new Date(NOON - DAY).toISOString();
    const cited = assessmentIn(await assess(KEMI, await competent({ assessedAt, framework: "FRASER" })));
    const id = ids.open("assessment", agencyScope("EH"), cited);
    expect(await one("SELECT * FROM competence_assessment WHERE id = $1", [id])).toMatchObject({
      person_id: await personIdOf("bennett-lowe.skye"),
      outcome: "COMPETENT",
      assessed_at: new Date(NOON - DAY),
      assessed_by: "School nurse",
      framework: "FRASER",
      recorded_by: "kemi.eh",
      recorded_at: new Date(NOON),
    });
    for (const competenceAssessmentId of [cited, null]) {
      const { consentId } = resultOf(await recordConsent(KEMI, await consent({ competenceAssessmentId })));
      const row = await one<{ cites: string }>("SELECT competence_assessment_id AS cites FROM consent WHERE id = $1", [
        ids.open("consent", agencyScope("EH"), consentId!),
      ]);
      expect(row.cites).toBe(id);
    }
    await expectNothingWritten(async () => {
      for (const competenceAssessmentId of ["made-up", ids.seal("assessment", agencyScope("CSC"), id!)]) {
        expect(faultsOf(await recordConsent(KEMI, await consent({ competenceAssessmentId })))).toEqual([
          "competenceAssessmentId NOT_THE_ONE_THAT_STANDS",
        ]);
      }
    });
    expect(await reason()).toBe("P-CONSENT");
  });

  test("a later assessment takes the decision away again, at the next use and on another instance", async () => {
    expect(await reason()).toBe("P-CONSENT");
    advance(NOON + DAY);
    await assess(KEMI, await competent({ outcome: "NOT_COMPETENT" }));
    // her own word counts no more, and her mother's from before does
    expect(await reason()).not.toContain("WRONG");
    expect(faultsOf(await recordConsent(KEMI, await consent({})))).toEqual(["capacity WRONG_PERSON"]);
    await assess(KEMI, await competent());
    // of one instant the later recorded would stand; they were recorded in one instant, and one of them always stands
    const asked = new Set([await reason(), await reason(), await reason()]);
    expect(asked.size).toBe(1);
    advance(NOON);
  });

  test("every fault, and nothing written", async () => {
    const future = new Date(NOON + DAY).toISOString();
    await expectNothingWritten(async () => {
      expect(faultsOf(await assess(KEMI, await competent({ assessedBy: " x", assessedAt: future })))).toEqual([
        "assessedAt IN_THE_FUTURE",
        "assessedBy CUSTOM",
      ]);
      expect(faultsOf(await assess(KEMI, await competent({ memberId: await carol() })))).toEqual([
        "memberId DECIDES_ALREADY",
      ]);
      for (const [as, memberId] of [
        ["owen.police", await skye()],
        [KEMI, "made-up"],
        [KEMI, await forCsc("skye")],
      ] as const) {
        expect(faultsOf(await assess(as, await competent({ memberId })))).toEqual(["memberId UNKNOWN_MEMBER"]);
      }
      expect(faultsOf(await assess("bram.eh", await competent()))).toEqual([" NOT_YOUR_ROLE"]);
    });
  });
});

describe("parental responsibility", () => {
  const held = async (more: object = {}) => ({
    memberId: await forCsc("reece"),
    holderId: await forCsc("carol"),
    from: "2019-06-30T00:00:00+01:00",
    ...more,
  });

  test("an order that restricts it takes back what was agreed, at the next use on another instance", async () => {
    expect(await reason("Reece Bennett")).toContain("P-CONSENT");
    const restrictedFrom = new Date(NOON).toISOString();
    expect(faultsOf(await recordResponsibility(SHONA, await held({ from: restrictedFrom, restrictedFrom })))).toEqual(
      [],
    );
    expect(await reason("Reece Bennett")).toContain("W-CONSENT-WRONG-PERSON");
    expect(await reason("Reece Bennett")).not.toContain("P-CONSENT");
    // what stood before stays on file as it stood
    const rows = await gate.owner.query(
      "SELECT valid_to FROM parental_responsibility WHERE child_id = $1 AND holder_id = $2 ORDER BY valid_from",
      [await personIdOf("bennett-lowe.reece"), await personIdOf("bennett-lowe.carol")],
    );
    expect(rows.rows).toEqual([{ valid_to: new Date(NOON) }, { valid_to: null }]);
    expect(faultsOf(await recordResponsibility(SHONA, await held()))).toEqual([]);
    expect(await reason("Reece Bennett")).toContain("P-CONSENT");
  });

  test("many at once: one window stands", async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, async (_, i) => recordResponsibility(SHONA, await held(), i % 2 ? gate : second)),
    );
    expect(answers.flatMap(faultsOf)).toEqual([]);
    const { n } = await one<{ n: number }>(
      "SELECT count(*)::int AS n FROM parental_responsibility WHERE child_id = $1 AND holder_id = $2",
      [await personIdOf("bennett-lowe.reece"), await personIdOf("bennett-lowe.carol")],
    );
    expect(n).toBe(1);
  });

  test("every fault, and nothing written; nobody but children's services", async () => {
    await gate.owner.query("UPDATE app_user SET roles = '{KEY_WORKER,SOCIAL_WORKER}' WHERE id = 'kemi.eh'");
    const tomorrow = new Date(NOON + DAY).toISOString();
    await expectNothingWritten(async () => {
      const wrong = await held({
        holderId: await forCsc("reece"),
        from: tomorrow,
        to: tomorrow,
        restrictedFrom: "2020-01-01T00:00:00Z",
      });
      expect(faultsOf(await recordResponsibility(SHONA, wrong))).toEqual([
        "from IN_THE_FUTURE",
        "holderId WRONG_PERSON",
        "restrictedFrom BEFORE_ITS_BEGINNING",
        "to BEFORE_ITS_BEGINNING",
      ]);
      expect(faultsOf(await recordResponsibility(SHONA, await held({ holderId: "made-up" })))).toEqual([
        "holderId UNKNOWN_MEMBER",
      ]);
      expect(faultsOf(await recordResponsibility(KEMI, await held()))).toEqual([" NOT_YOUR_ROLE"]);
      const asSocialWorker = { ...KEMI, role: "SOCIAL_WORKER" as const };
      expect(faultsOf(await recordResponsibility(asSocialWorker, await held()))).toEqual([" NOT_YOUR_AGENCY"]);
    });
  });
});

describe("legal status", () => {
  const status = async (more: object = {}) => ({
    memberId: await forCsc("poppy"),
    code: "C2",
    from: "2026-11-01T00:00:00Z",
    ...more,
  });
  const byAuthority = async () =>
    faultsOf(
      await recordConsent(
        SHONA,
        await consent({ memberId: await forCsc("poppy"), capacity: "LA_WITH_PR", recipients: ["EH"] }),
      ),
    );

  test("the authority may consent while a care order stands, and not under s.20", async () => {
    expect(await byAuthority()).toEqual(["capacity WRONG_PERSON"]);
    expect(faultsOf(await recordStatus(SHONA, await status()))).toEqual([]);
    expect(await byAuthority()).toEqual([]);
    expect(
      faultsOf(await recordStatus(SHONA, await status({ code: "V2", from: new Date(NOON).toISOString() }))),
    ).toEqual([]);
    expect(await byAuthority()).toEqual(["capacity WRONG_PERSON"]);
    const { rows } = await gate.owner.query(
      "SELECT code, valid_to FROM legal_status WHERE person_id = $1 ORDER BY valid_from",
      [await personIdOf("bennett-lowe.poppy")],
    );
    expect(rows).toEqual([
      { code: "C2", valid_to: new Date(NOON) },
      { code: "V2", valid_to: null },
    ]);
  });

  test("every fault, and nothing written", async () => {
    const tomorrow = new Date(NOON + DAY).toISOString();
    await expectNothingWritten(async () => {
      expect(faultsOf(await recordStatus(SHONA, await status({ from: tomorrow, to: tomorrow })))).toEqual([
        "from IN_THE_FUTURE",
        "to BEFORE_ITS_BEGINNING",
      ]);
      expect(faultsOf(await recordStatus("imran.csc", await status()))).toEqual(["memberId UNKNOWN_MEMBER"]);
      expect(faultsOf(await recordStatus(KEMI, await status()))).toEqual([" NOT_YOUR_ROLE"]);
    });
  });
});
