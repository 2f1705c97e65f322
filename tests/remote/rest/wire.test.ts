/** Whatever the policy and the query: no operation is called about anybody for whom none of its fields is permitted. */
import fc from "fast-check";
import { drawn } from "../../laws/random-pairs";
import { proofSize } from "../../proof-size";
import { KEYS, putInForce, startPartnerStage, type PartnerStage } from "../stage";
import {
  CHARITY_PROTOCOL,
  charityOf,
  heldOf,
  joinCharity,
  SHARED_OPERATION_SDL,
  startCharity,
  type CharityServer,
  type Held,
} from "./charity";

let stage: PartnerStage;
let charity: CharityServer;

beforeAll(async () => {
  stage = await startPartnerStage();
  charity = await startCharity();
  charity.held = heldOf("X100001", "X100004");
  await joinCharity(stage, charity, { sdl: SHARED_OPERATION_SDL });
});
afterAll(async () => {
  await charity.stop();
  await stage.stop();
});

const FIELDS: Record<string, readonly [category: string, selection: string, operation: keyof Held]> = {
  referrals: ["early-help", "referrals { status worker { name } }", "referrals"],
  sessions: ["early-help", "sessions { attended }", "sessions"],
  safetyPlans: ["domestic-abuse", "safetyPlans { summary }", "safety-plans"],
  postcodes: ["contact-address", "postcodes", "clients"],
  names: ["demographics", "names", "clients"],
};
const CATEGORIES = [...new Set(Object.values(FIELDS).map(([it]) => it))];
const NAMES = new Map<string, string>(Object.entries(KEYS).map(([name, key]) => [key, name]));

const policies = fc.record({
  cats: fc.subarray(CATEGORIES),
  manual: fc.subarray(CATEGORIES, { maxLength: 1 }),
  batching: fc.constantFrom("record", "group", "person"),
  /** A court's order, for one of them, opens what the protocol does not. */
  ordered: fc.record({ name: fc.constantFrom(...NAMES.values()), categories: fc.subarray(CATEGORIES) }),
});

test("operations that were called although denied: none", async () => {
  let calledInAll = 0;
  let deniedInAll = 0;
  await fc.assert(
    fc.asyncProperty(
      policies,
      fc.subarray(Object.keys(FIELDS), { minLength: 1 }),
      async ({ ordered, ...policy }, fields) => {
        const cats = policy.cats.length > 0 ? policy.cats : ["send"];
        await putInForce(stage, { ...CHARITY_PROTOCOL, ...policy, cats });
        await stage.owner.query("DELETE FROM court_order WHERE recipients = '{CSC}'");
        await stage.owner.query(
          `INSERT INTO court_order (subject_id, recipients, categories, valid_from)
           SELECT id, '{CSC}', $2, '2026-01-01' FROM person WHERE name = $1`,
          [ordered.name, ordered.categories],
        );
        charity.calls.length = 0;
        const selected = fields.map((it) => FIELDS[it]![1]).join(" ");
        const members = charityOf(
          await stage.record(`charity { ${selected} sharing { decisions { fields outcome } } }`),
        );
        const called = charity.calls.flatMap(({ operation, body }) =>
          body.clientIds.map((key) => ({ key, operation })),
        );
        calledInAll += called.length;
        for (const { key, operation } of called) {
          const name = NAMES.get(key)!;
          const answered = fields.filter((it) => FIELDS[it]![2] === operation);
          const permitted = answered.filter((it) => {
            const category = FIELDS[it]![0];
            const byProtocol = cats.includes(category) && !policy.manual.includes(category);
            return byProtocol || (ordered.name === name && ordered.categories.includes(category));
          });
          const decisions = members[name].sharing.decisions as { fields: string[]; outcome: string }[];
          const withheld = (field: string) => decisions.find((it) => it.fields.includes(field))!.outcome === "WITHHELD";
          const released = answered.filter((it) => !withheld(it));
          expect(released).not.toEqual([]);
          // as the answer says, and as the policy says without asking the rules, which may be stricter
          expect(permitted).toEqual(expect.arrayContaining(released));
          // of what one operation answers each person has what is theirs, whoever stood beside them in the call
          for (const it of answered) if (withheld(it)) expect(members[name][it]).toBeNull();
          const isKnown = charity.held.clients.some((it) => it["id"] === key);
          // where somebody lives a refuge may keep secret; their name it does not
          if (released.includes("names")) expect(members[name].names !== null).toBe(isKnown);
        }
        // about one person an operation is called once
        expect(new Set(called.map((it) => `${it.key} ${it.operation}`)).size).toBe(called.length);
        if (policy.batching === "person") for (const it of charity.calls) expect(it.body.clientIds).toHaveLength(1);
        deniedInAll += Object.values(members)
          .flatMap((it) => it.sharing.decisions as { outcome: string }[])
          .filter((it) => it.outcome === "WITHHELD").length;
      },
    ),
    { numRuns: proofSize(40, 1_000), ...drawn() },
  );
  expect(Math.min(calledInAll, deniedInAll)).toBeGreaterThan(30);
});
