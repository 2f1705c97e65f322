/**
 * Withdrawal counts at its instant, everywhere: what was asked after it was answered is never released, on another
 * instance, whose clock may be behind; and what is asked in the same moment is answered as one or the other, whole.
 */
import { caller, NOON, startGateway, type Answer, type TestGateway } from "../api/gateway";
import { onStage } from "../api/mutations/on-stage";
import { proofSize } from "../proof-size";

const KEMI = caller("kemi.eh");
const ROUNDS = proofSize(50, 1_000);
const LONGEST = proofSize(60_000, 900_000);
const { member } = onStage(() => gate);

let gate: TestGateway;
let second: TestGateway;
let memberId: string;
let record: string;
beforeAll(async () => {
  gate = await startGateway();
  second = await gate.another();
  memberId = await member("EH", "EH-0003", "bennett-lowe.carol");
  record = `{ familyRecord(caseId: "${await gate.caseId("EH", "EH-0003")}", purpose: EARLY_HELP) { members { name
    housing { tenancies { startedOn } sharing { decisions { category reason } } } } } }`;
});
afterAll(() => gate.stop());

async function consent(on: TestGateway): Promise<string> {
  const input = {
    ...{ memberId, capacity: "SELF", decision: "GRANTED", categories: ["tenancy"], recipients: ["EH"] },
    ...{ purposes: ["EARLY_HELP"], method: "In person", soughtSafely: true },
  };
  const answer = await on.ask(
    KEMI,
    "mutation ($input: RecordConsentInput!) { result: recordConsent(input: $input) { ... on ConsentRecorded { consentId } } }",
    { input },
  );
  return answer.data.result.consentId as string;
}
const withdraw = (id: string, on: TestGateway): Promise<Answer> =>
  on.ask(KEMI, "mutation ($id: ID!) { result: withdrawConsent(consentId: $id) { __typename } }", { id });

type Seen = "RELEASED" | "WITHHELD" | "TORN";
function seenIn(answer: Answer): Seen {
  type Member = { name: string; housing: { tenancies: unknown; sharing: { decisions: { reason: string }[] } }[] };
  const carol = (answer.data.familyRecord.members as Member[]).find((it) => it.name === "Carol Lowe")!;
  const [{ tenancies, sharing }] = carol.housing as [Member["housing"][number]];
  const [{ reason }] = sharing.decisions as [{ reason: string }];
  if (reason === "P-CONSENT" && tenancies !== null) return "RELEASED";
  return reason === "W-CONSENT-WITHDRAWN" && tenancies === null ? "WITHHELD" : "TORN";
}
const ask = async (on: TestGateway): Promise<Seen> => seenIn(await on.ask(KEMI, record));

test(
  `${ROUNDS} withdrawals, each asked of the other instance at once after it: no stale release`,
  async () => {
    const seen: Record<string, number> = {};
    const note = (when: string, what: Seen) => (seen[`${when} ${what}`] = (seen[`${when} ${what}`] ?? 0) + 1);
    for (let round = 0; round < ROUNDS; round += 1) {
      const [here, there] = round % 2 ? [gate, second] : [second, gate];
      const at = NOON + round * 10_000;
      here.setNow(at);
      there.setNow(at);
      const id = await consent(here);
      note("before", await ask(there));
      // it was withdrawn where the clock is three seconds ahead
      here.setNow(at + 3_000);
      await withdraw(id, here);
      note("after", await ask(there));
    }
    expect(seen).toEqual({ "before RELEASED": ROUNDS, "after WITHHELD": ROUNDS });
  },
  LONGEST,
);

test(
  "asked while it is withdrawn: released whole or withheld whole, and never again once withheld",
  async () => {
    const rounds = proofSize(5, 100);
    for (let round = 0; round < rounds; round += 1) {
      const at = NOON + 100_000_000 + round * 10_000;
      gate.setNow(at);
      second.setNow(at);
      const id = await consent(gate);
      let withdrawn = false;
      const withdrawing = withdraw(id, gate).then(() => (withdrawn = true));
      const answers: { startedAfter: boolean; seen: Seen }[] = [];
      const asking = Array.from({ length: 6 }, async (_, i) => {
        for (let startedAfter = false; !startedAfter;) {
          startedAfter = withdrawn;
          answers.push({ startedAfter, seen: await ask(i % 2 ? gate : second) });
        }
      });
      await Promise.all([withdrawing, ...asking]);
      expect(answers.filter((it) => it.seen === "TORN")).toEqual([]);
      expect(answers.filter((it) => it.startedAfter && it.seen === "RELEASED")).toEqual([]);
    }
  },
  LONGEST,
);
