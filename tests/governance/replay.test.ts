/**
 * Decisions are recorded over HTTP while the evidence under them changes at random, on two instances; then all of them
 * are made again from the evidence as it stood. They agree, unless something was done to the record or to the rules.
 */
import { mulberry32 } from "../../src/generate/random";
import { DisclosureCodec } from "../../src/audit/disclosure-codec";
import { DisclosureRepository } from "../../src/audit/disclosure.repository";
import { EvidenceRepository } from "../../src/governance/evidence.repository";
import { HubRepository } from "../../src/governance/hub.repository";
import { RecordedAsks } from "../../src/governance/replay/recorded-ask";
import { replay, type Replayed } from "../../src/governance/replay/replay";
import { buildGatewaySchema } from "../../src/schema";
import { decide } from "../../src/sharing/decide";
import type { Purpose } from "../../src/sharing/vocabulary";
import { everything } from "../api/everything";
import { AUDIT_KEY, NOON, startGateway, type TestGateway } from "../api/gateway";
import { proofSize } from "../proof-size";
import { CHANGES } from "./changes-to-evidence";

const WANTED = proofSize(10_000, 200_000);
/** Those that open something to somebody. */
const PURPOSES: readonly Purpose[] = [
  "CHILD_PROTECTION_ENQUIRY",
  "MASH_SCREENING",
  "CHILD_IN_NEED_ASSESSMENT",
  "EARLY_HELP",
  "DOMESTIC_ABUSE_RISK",
];
const codec = new DisclosureCodec(AUDIT_KEY);

let first: TestGateway;
let second: TestGateway;
let query: (purpose: string) => string;

jest.setTimeout(proofSize(240_000, 3_600_000));

beforeAll(async () => {
  const { schema, catalogue } = await buildGatewaySchema(() => null);
  query = (purpose) => everything(schema, catalogue, purpose);
  first = await startGateway();
  second = await first.another();
});
afterAll(() => first.stop());

const asksOf = (gate: TestGateway) =>
  new RecordedAsks(new EvidenceRepository(gate.owner), new HubRepository(gate.owner), codec);

async function replayed(gate: TestGateway, decider = decide): Promise<Replayed[]> {
  const { disclosures } = await new DisclosureRepository(gate.owner, codec).sample(0, 1_000_000);
  const asks = asksOf(gate);
  const all: Replayed[] = [];
  for (const disclosure of disclosures) {
    const then = await asks.of(disclosure);
    for (const it of then?.asks ?? []) all.push(replay(it, then!.hub.rulebook, decider));
  }
  return all;
}

test(`${WANTED} recorded decisions, made while the evidence changed, come out the same`, async () => {
  const random = mulberry32(proofSize(20261122, Number(process.env.PROOF_SEED ?? 7)));
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const cases = await first.owner.query<{ reference: string; user_id: string; agency_id: string }>(
    `SELECT c.reference, s.user_id, u.agency_id FROM case_assignment s JOIN case_file c ON c.id = s.case_id
     JOIN app_user u ON u.id = s.user_id ORDER BY 1, 2`,
  );
  let recorded = 0;
  while (recorded < WANTED) {
    // a change goes on while the question is asked
    const { reference, user_id, agency_id } = pick(cases.rows);
    const purpose = pick(PURPOSES);
    const [answer] = await Promise.all([
      pick([first, second]).ask(user_id, query(purpose), { id: await first.caseId(agency_id, reference) }),
      pick(CHANGES)(first.owner, random),
    ]);
    const summary = answer.data?.familyRecord?.sharing;
    if (summary) recorded += summary.released + summary.withheld + summary.nothingAvailable + summary.sourceUnavailable;
    first.setNow(NOON + Math.floor(random() * 86_400_000));
    second.setNow(NOON + Math.floor(random() * 86_400_000));
  }
  const all = await replayed(first);
  expect(all.filter((it) => it.differences.length > 0).slice(0, 5)).toEqual([]);
  expect(all.length).toBeGreaterThanOrEqual(WANTED * 0.99);
  const permitted = all.filter((it) => it.now?.permitted).length / all.length;
  expect(permitted).toBeGreaterThan(0.1);
  // what is recorded would not come out the same from the evidence of today: the history is what makes them agree
  const { rows } = await first.owner.query<{ body: string }>(
    "SELECT body FROM disclosure_record ORDER BY seq LIMIT 40",
  );
  const today = (await first.owner.query<{ s: string }>("SELECT pg_current_snapshot()::text AS s")).rows[0]!.s;
  const asks = asksOf(first);
  let changed = 0;
  for (const { body } of rows) {
    const then = await asks.of({ ...codec.decode(body), snapshot: today });
    changed += (then?.asks ?? []).filter((it) => replay(it, then!.hub.rulebook, decide).differences.length > 0).length;
  }
  expect(changed).toBeGreaterThan(0);
});

test("the nightly sample says so too, once a record", async () => {
  const run = await first.gateway.nightlyReplay.run(NOON, 20);
  expect(run.disclosures).toBe(20);
  expect(run.decisions).toBeGreaterThan(100);
  expect(run.disagreements).toEqual([]);
  expect((await first.gateway.nightlyReplay.run(NOON + 1)).disclosures).toBe(0);
  const { data } = await first.ask(
    "felix.mash",
    "{ replayRuns { disclosures decisions disagreements { decisionId } } }",
  );
  expect(data.replayRuns).toEqual([
    { disclosures: 0, decisions: 0, disagreements: [] },
    { disclosures: 20, decisions: run.decisions, disagreements: [] },
  ]);
  expect((await first.ask("amara.mash", "{ replayRuns { decisions } }")).data.replayRuns).toEqual([]);
});

test("rules that were changed are found out", async () => {
  const lax: typeof decide = (ask, evidence, rulebook) => {
    const decision = decide(ask, evidence, rulebook);
    return decision.reason === "W-LEVEL" ? { ...decision, permitted: true, reason: "P-CONSENT" } : decision;
  };
  const found = (await replayed(first, lax)).filter((it) => it.differences.length > 0);
  expect(found.length).toBeGreaterThan(0);
  expect(new Set(found.map((it) => it.recorded.reason))).toEqual(new Set(["W-LEVEL"]));
});

test("evidence rewritten behind its history is found out, and those who govern are told", async () => {
  const gate = await startGateway();
  try {
    const caseId = await gate.caseId("EH", "EH-0002");
    await gate.ask("kemi.eh", query("EARLY_HELP"), { id: caseId });
    await gate.owner.query("ALTER TABLE consent DISABLE TRIGGER keep_history");
    await gate.owner.query("UPDATE consent SET categories = '{attendance}'");
    const { disagreements } = await gate.gateway.nightlyReplay.run(NOON);
    expect(disagreements.length).toBeGreaterThan(0);
    expect(disagreements[0]!.differences.join()).toMatch(/recorded .* now /);
    const { rows } = await gate.owner.query("SELECT topic, agency_id, roles FROM notification");
    expect(rows).toEqual([
      { topic: "REPLAY_DISAGREED", agency_id: "MASH", roles: ["CASE_AUDITOR", "INFORMATION_GOVERNANCE_LEAD"] },
    ]);
  } finally {
    await gate.stop();
  }
});

test("nobody is known any more whose key was thrown away", async () => {
  const gate = await startGateway();
  try {
    await gate.ask("kemi.eh", query("EARLY_HELP"), { id: await gate.caseId("EH", "EH-0002") });
    const before = (await replayed(gate)).length;
    await gate.owner.query("UPDATE person SET disclosure_key = gen_random_uuid()");
    expect(before).toBeGreaterThan(0);
    expect(await replayed(gate)).toEqual([]);
  } finally {
    await gate.stop();
  }
});
