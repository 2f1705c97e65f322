/** Who may read how a decision was made, and how much of it: over HTTP, on the demonstration's families. */
import { startGateway, type TestGateway } from "../api/gateway";

let gate: TestGateway;
beforeAll(async () => {
  gate = await startGateway();
});
afterAll(() => gate.stop());

const RECORD = `query ($id: ID!, $purpose: Purpose!) { familyRecord(caseId: $id, purpose: $purpose) { members { id name
  education { agency { id } attendance { __typename } sharing { decisions { id category outcome reason } } }
  police { agency { id } intelligence { __typename } sharing { decisions { id category outcome reason } } }
  socialCare { agency { id } sharing { decisions { id category outcome reason } } assessments { __typename } } } } }`;
const EXPLAIN = `query ($id: ID!) { explain(decisionId: $id) { decisionId source recipient category outcome reason because
  protocol rules { rule asks verdict } evidence { kind words } internalReason itemsSuppressed } }`;
const REPLAY = `query ($id: ID!) { replay(decisionId: $id) { agrees differences } }`;

// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Json = any;

async function decisionOf(user: string, agency: string, reference: string, purpose: string, category: string) {
  const { data } = await gate.ask(user, RECORD, { id: await gate.caseId(agency, reference), purpose });
  const contributions = data.familyRecord.members.flatMap((it: Json) => [
    ...it.education,
    ...it.police,
    ...it.socialCare,
  ]);
  const decisions = contributions.flatMap((it: Json) => it.sharing.decisions);
  const ofCategory = decisions.filter((it: Json) => it.category === category);
  return (ofCategory.find((it: Json) => it.outcome === "RELEASED") ?? ofCategory[0]) as { id: string; outcome: string };
}
const explained = async (user: string, id: string): Promise<Json> =>
  (await gate.ask(user, EXPLAIN, { id })).data.explain;

test("consent: the rules in order, and the consent that it cites, naming nobody", async () => {
  const { id, outcome } = await decisionOf("kemi.eh", "EH", "EH-0001", "EARLY_HELP", "attendance");
  expect(outcome).toBe("RELEASED");
  const it_ = await explained("kemi.eh", id);
  expect(it_).toMatchObject({
    decisionId: id,
    source: "SCHOOL",
    recipient: "EH",
    reason: "P-CONSENT",
    because: "valid consent",
  });
  expect(it_.rules.map((it: Json) => `${it.rule} ${it.verdict}`)).toEqual([
    "1 PASSED",
    "2 SILENT",
    "3 PASSED",
    "4 PASSED",
    "5 PASSED",
    "6 PASSED",
    "7 SILENT",
    "8 RELEASES",
    "9 NOT_REACHED",
  ]);
  expect(it_.evidence).toEqual([
    {
      kind: "CONSENT",
      words: expect.stringMatching(/^Consent of \d{4}-\d\d-\d\d, given by .*, until \d{4}-\d\d-\d\d\.$/),
    },
  ]);
  expect(it_.internalReason).toBeNull();
  expect(it_.itemsSuppressed).toBeNull();
});

test("who may read it: each their own view, and everybody else nothing at all", async () => {
  const { id } = await decisionOf("amara.mash", "MASH", "MASH-0001", "MASH_SCREENING", "attendance");
  const views: Record<string, string> = {};
  for (const user of [
    "amara.mash", // asked
    "gareth.mash", // manages the case at the same agency
    "mabel.mash", // governs there
    "felix.mash", // audits the case
    "tess.school", // governs the source
    "joel.mash", // a colleague on the case
    "dilys.school", // the source's practitioner
    "hugo.csc", // governs another agency
    "naomi.gp",
    "petra.school",
  ]) {
    const it_ = await explained(user, id);
    const { data } = await gate.ask(user, REPLAY, { id });
    views[user] = it_ === null ? "-" : it_.itemsSuppressed === null ? "told" : "full";
    expect(data.replay).toEqual(views[user] === "full" ? { agrees: true, differences: [] } : null);
  }
  expect(views).toEqual({
    "amara.mash": "told",
    "gareth.mash": "told",
    "mabel.mash": "told",
    "felix.mash": "full",
    "tess.school": "full",
    "joel.mash": "-",
    "dilys.school": "-",
    "hugo.csc": "-",
    "naomi.gp": "-",
    "petra.school": "-",
  });
});

test("nothing available: which rule emptied it, if any did, is for the source and the auditor", async () => {
  const { owner } = gate;
  const before = await decisionOf("shona.csc", "CSC", "CSC-0001", "CHILD_PROTECTION_ENQUIRY", "csc-assessment");
  await owner.query(
    `INSERT INTO restriction (subject_id, set_by, code, valid_from)
     SELECT DISTINCT m.person_id, 'CSC', 'X-PRIVILEGE', timestamptz '2026-01-01' FROM case_member m
     JOIN case_file c ON c.id = m.case_id WHERE c.reference = 'CSC-0001'`,
  );
  const after = await decisionOf("shona.csc", "CSC", "CSC-0001", "CHILD_PROTECTION_ENQUIRY", "csc-assessment");
  expect(after.outcome).toBe("NOTHING_AVAILABLE");
  expect(before.id).not.toBe(after.id);
  const told = await explained("shona.csc", after.id);
  expect(told).toMatchObject({ rules: [], internalReason: null, itemsSuppressed: null });
  const full = await explained("hugo.csc", after.id);
  expect(full.rules).toHaveLength(9);
  expect(full.rules[1]).toMatchObject({ rule: 2, verdict: "RELEASES" });
});

test.each(["", "x", "1.1", "00000000-0000-0000-0000-000000000000.0", "------------------------------------.1"])(
  "no such decision: %p",
  async (id) => {
    const { data, errors } = await gate.ask("felix.mash", EXPLAIN, { id });
    expect([data.explain, errors]).toEqual([null, undefined]);
  },
);

test("who became somebody's protected person is nobody, whatever was explained before", async () => {
  const { id } = await decisionOf("kemi.eh", "EH", "EH-0002", "EARLY_HELP", "attendance");
  expect(await explained("kemi.eh", id)).not.toBeNull();
  await gate.owner.query(
    `INSERT INTO restriction (subject_id, set_by, code, valid_from)
     SELECT person_id, 'POLICE', 'X-PROTECTED', timestamptz '2026-01-01' FROM case_member m
     JOIN case_file c ON c.id = m.case_id WHERE c.reference = 'EH-0002'`,
  );
  expect(await explained("kemi.eh", id)).toBeNull();
  expect(await explained("tess.school", id)).toBeNull();
});

test("that somebody looked is on record", async () => {
  const { rows } = await gate.owner.query<{ kind: string; user: string }>(
    `SELECT body::jsonb ->> 'kind' AS kind, body::jsonb ->> 'user' AS user FROM disclosure_record
     WHERE body::jsonb ->> 'kind' = 'EXPLANATION' AND body::jsonb ->> 'user' = 'hugo.csc'`,
  );
  expect(rows.length).toBeGreaterThan(0);
});
