/**
 * What the four laws rest on, by example: one statement each for evidence, items and record, whatever is asked; answers
 * that are alike where nothing may be known; and no instance that lags behind. The laws themselves are tests/laws/.
 */
import type { Pool } from "pg";
import { PURPOSES } from "../../src/sharing/vocabulary";
import { buildGatewaySchema } from "../../src/schema";
import { listen } from "../statements";
import { everything } from "./everything";
import { caller, NOON, startGateway, type TestGateway } from "./gateway";

const CALLERS = [
  "amara.mash",
  "gareth.mash",
  "shona.csc",
  "joel.mash",
  "owen.police",
  "rosa.gp",
  "felix.mash",
  "kemi.eh",
  "dilys.school",
  "lena.housing",
];

let it_: TestGateway;
let query: (purpose: string) => string;
let pool: Pool;

beforeAll(async () => {
  const { schema, catalogue } = await buildGatewaySchema(() => null);
  query = (purpose) => everything(schema, catalogue, purpose);
  it_ = await startGateway();
  pool = it_.pool;
});
afterAll(() => it_.stop());

async function casesOf(id: string): Promise<string[]> {
  const { data } = await it_.ask(id, "{ viewer { cases { id } } }");
  return data.viewer.cases.map((it: { id: string }) => it.id);
}

test("unknown, made-up, another agency's and another's case answer alike, byte for byte", async () => {
  const ask = async (id: string) => (await it_.ask("kemi.eh", query("EARLY_HELP"), { id })).text;
  const mine = await it_.caseId("EH", "EH-0001");
  const answers = await Promise.all([
    ask(await it_.caseId("EH", "MASH-0001")), // on file, not hers
    ask(await it_.caseId("MASH", "MASH-0001")), // made for another agency
    ask("made-up"),
    ask(mine.slice(0, -4) + "AAAA"),
    ask(""),
  ]);
  expect(new Set(answers)).toEqual(new Set(['{"data":{"familyRecord":null}}\n']));
  expect(await ask(mine)).not.toBe(answers[0]);
});

test("who asks in vain is recorded like who is answered", async () => {
  const id = await it_.caseId("MASH", "MASH-0001");
  const count = async () =>
    Number((await it_.owner.query<{ n: string }>("SELECT count(*) AS n FROM disclosure_record")).rows[0]!.n);
  const before = await count();
  await it_.ask("amara.mash", query("MASH_SCREENING"), { id });
  await it_.ask("amara.mash", query("MASH_SCREENING"), { id: "made-up" });
  expect(await count()).toBe(before + 2);
});

describe("statements a record", () => {
  const count = async (run: () => Promise<unknown>): Promise<number> => {
    let statements = 0;
    const stop = listen(pool, () => (statements += 1));
    try {
      await run();
      return statements;
    } finally {
      stop();
    }
  };
  it("are three, whatever the family, the agencies, the fields and the purpose", async () => {
    await it_.ask("amara.mash", query("MASH_SCREENING"), { id: await it_.caseId("MASH", "MASH-0001") }); // warms the rulebook
    const found = new Set<number>();
    for (const id of CALLERS) {
      for (const caseId of await casesOf(id)) {
        for (const purpose of PURPOSES.slice(0, 2)) {
          found.add(await count(() => it_.ask(id, query(purpose), { id: caseId })));
          const narrow = `query ($id: ID!) { familyRecord(caseId: $id, purpose: ${purpose}) { members { police { crimes { id } } } } }`;
          found.add(await count(() => it_.ask(id, narrow, { id: caseId })));
        }
      }
    }
    expect([...found]).toEqual([3]);
  });
  it("and one or two more where the rulebook has moved", async () => {
    await it_.owner.query("UPDATE protocol SET status = status");
    const id = await it_.caseId("MASH", "MASH-0001");
    expect(await count(() => it_.ask("amara.mash", query("MASH_SCREENING"), { id }))).toBe(4);
  });
});

test("a protocol suspended on one instance is dead on the next request of another", async () => {
  const second = await it_.another({});
  second.setNow(NOON);
  const narrow =
    "query ($id: ID!) { familyRecord(caseId: $id, purpose: MASH_SCREENING) { sharing { byReason { reason } } members { education { attendance { id } } } } }";
  const id = await it_.caseId("MASH", "MASH-0001");
  const reasons = async (gateway: TestGateway) =>
    (await gateway.ask(caller("amara.mash"), narrow, { id })).data.familyRecord.sharing.byReason.map(
      (it: { reason: string }) => it.reason,
    );
  expect(await reasons(second)).toContain("P-16LA");
  await it_.owner.query("UPDATE protocol SET status = 'SUSPENDED' WHERE id = 'ISA-MASH'");
  expect(await reasons(second)).toEqual(["W-NO-PROTOCOL"]);
  expect(await reasons(it_)).toEqual(["W-NO-PROTOCOL"]);
  await it_.owner.query("UPDATE protocol SET status = 'ACTIVE' WHERE id = 'ISA-MASH'");
  expect(await reasons(second)).toContain("P-16LA");
});
