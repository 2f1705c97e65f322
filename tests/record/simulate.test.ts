/** "What would open if…": over HTTP. It agrees with what then happens, touches no data and knows nobody the record does not. */
import { startGateway, type TestGateway } from "../api/gateway";

let gate: TestGateway;
beforeAll(async () => {
  gate = await startGateway();
});
afterAll(() => gate.stop());

// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Json = any;
/** Statements of the gateway since the last simulation began. */
const asked: string[] = [];
const SIMULATE = `query ($caseId: ID!, $memberId: ID!, $purpose: Purpose!, $changes: SimulatedChanges!) {
  simulate(caseId: $caseId, memberId: $memberId, purpose: $purpose, changes: $changes) {
    opens { ...one } closes { ...one } stays { ...one } } }
  fragment one on SimulatedDecision { agency { id } category fields now { opens reason } then { opens reason } }`;
const MEMBERS = `query ($id: ID!, $purpose: Purpose!) { familyRecord(caseId: $id, purpose: $purpose) { members { id } } }`;

interface On {
  readonly user: string;
  readonly agency: string;
  readonly reference: string;
  readonly purpose: string;
}
const SCREENING: On = { user: "amara.mash", agency: "MASH", reference: "MASH-0003", purpose: "MASH_SCREENING" };
const HELP: On = { user: "kemi.eh", agency: "EH", reference: "EH-0002", purpose: "EARLY_HELP" };

/** Of the first member, whose id the record gives. */
async function simulate({ user, agency, reference, purpose }: On, changes: object): Promise<Json> {
  const id = await gate.caseId(agency, reference);
  const { data } = await gate.ask(user, MEMBERS, { id, purpose });
  const memberId = data.familyRecord.members[0].id;
  asked.length = 0;
  const answer = await gate.ask(user, SIMULATE, { caseId: id, memberId, purpose, changes });
  expect(answer.errors).toBeUndefined();
  return answer.data.simulate;
}
const named = (list: Json[]): string[] => list.map((it) => `${it.agency.id} ${it.category} ${it.then.reason}`).sort();

test("nothing supposed, nothing changes", async () => {
  const { opens, closes, stays } = await simulate(SCREENING, {});
  expect([opens, closes]).toEqual([[], []]);
  expect(stays.length).toBeGreaterThan(20);
});

test("suspected harm opens what screening may not see, and says under which basis", async () => {
  const { opens, closes } = await simulate(SCREENING, { significantHarmSuspected: true });
  expect(opens.length).toBeGreaterThan(0);
  expect(new Set(opens.map((it: Json) => it.then.reason))).toEqual(new Set(["P-S47"]));
  expect(closes).toEqual([]);
});

test("what is supposed of the level is what then happens", async () => {
  const supposed = await simulate(HELP, { level: "L4" });
  await gate.owner.query("UPDATE case_file SET common_level = 4, statutory = true WHERE reference = 'EH-0002'");
  const happened = await simulate(HELP, {});
  const { stays } = happened;
  for (const it of [...supposed.opens, ...supposed.closes, ...supposed.stays]) {
    const same = stays.find((is: Json) => is.agency.id === it.agency.id && is.fields.join() === it.fields.join());
    expect(same.now).toEqual(it.then);
  }
});

test("consent from those who may give it; and their refusal", async () => {
  const { opens } = await simulate(HELP, { consent: "GRANTED", consentCategories: ["domestic-abuse"] });
  expect(new Set(named(opens).map((it) => it.split(" ")[2]))).toEqual(new Set(opens.length > 0 ? ["P-CONSENT"] : []));
  const { closes } = await simulate(HELP, { consent: "REFUSED" });
  expect(closes.length).toBeGreaterThan(0);
  expect(new Set(closes.map((it: Json) => it.then.reason))).toEqual(new Set(["W-CONSENT-REFUSED"]));
});

test("another role, another purpose", async () => {
  const asManager = await simulate({ ...SCREENING, user: "joel.mash" }, { role: "MASH_MANAGER" });
  expect(asManager.opens.length).toBeGreaterThan(0);
  const forMonitoring = await simulate(SCREENING, { purpose: "PROGRAMME_MONITORING" });
  expect(forMonitoring.opens).toEqual([]);
});

test("it touches no data, and no byte of it hangs on any", async () => {
  const { pool } = gate;
  const query = pool.query.bind(pool) as (...args: unknown[]) => unknown;
  pool.query = ((statement: string | { readonly text: string }, ...rest: unknown[]) => {
    asked.push(typeof statement === "string" ? statement : statement.text);
    return query(statement, ...rest);
  }) as never;
  try {
    const before = await simulate(SCREENING, { significantHarmSuspected: true });
    expect(asked.length).toBeGreaterThan(1);
    expect(asked.filter((it) => it.includes("contribution_item"))).toEqual([]);
    await gate.owner.query("DELETE FROM contribution_item");
    expect(await simulate(SCREENING, { significantHarmSuspected: true })).toEqual(before);
  } finally {
    pool.query = query as never;
  }
});

test("a covert flag does not show; the person who is barred does not exist", async () => {
  const before = await simulate(SCREENING, { significantHarmSuspected: true });
  await gate.owner.query(
    `INSERT INTO holder_determination (subject_id, source_id, category, view, covert, valid_from)
     SELECT person_id, 'SCHOOL', 'attendance', 'MORE_DETRIMENTAL', true, timestamptz '2026-01-01' FROM case_member`,
  );
  expect(await simulate(SCREENING, { significantHarmSuspected: true })).toEqual(before);
  const id = await gate.caseId("MASH", "MASH-0003");
  const { data } = await gate.ask("amara.mash", MEMBERS, { id, purpose: "MASH_SCREENING" });
  const memberId = data.familyRecord.members[0].id;
  const about = { caseId: id, memberId, purpose: "MASH_SCREENING", changes: {} };
  for (const [user, variables] of [
    ["felix.mash", about], // reads no person's record
    ["mabel.mash", about], // works no case
    ["amara.mash", { ...about, memberId: "made-up" }],
    ["amara.mash", { ...about, caseId: await gate.caseId("MASH", "MASH-0001") }], // another case's member
  ] as const) {
    expect((await gate.ask(user, SIMULATE, variables)).data).toEqual({ simulate: null });
  }
  await gate.owner.query(
    "INSERT INTO restriction (subject_id, set_by, code, valid_from) SELECT person_id, 'POLICE', 'X-PROTECTED', timestamptz '2026-01-01' FROM case_member",
  );
  expect((await gate.ask("amara.mash", SIMULATE, about)).data).toEqual({ simulate: null });
});
