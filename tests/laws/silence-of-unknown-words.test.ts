/**
 * Law 2, in words: a category, purpose, role, recipient or restriction that nobody knows, on file, opens nothing. A grant
 * in such words is no grant; a protocol with one is no protocol to guess at, so nothing is answered; a restriction of
 * such a code holds back whatever it stands on.
 */
import fc from "fast-check";
import { HostedSource } from "../../src/sources/hosted.source";
import type { SourceAsk } from "../../src/sources/source";
import type { Category, Purpose, RestrictionCode, Role } from "../../src/sharing/vocabulary";
import type { TestGateway } from "../api/gateway";
import { proofSize } from "../proof-size";
import type { PlantedBug } from "./planted-bug";
import { Balance, pairs, type Pair, drawn } from "./random-pairs";
import type { MemberPolicy, Policy } from "./random-policy";
import { answered, NotAnswered, startUnderPolicy, type UnderPolicy } from "./under-any-policy";
import { cellsOf } from "./what-is-permitted";
import { releasedIn } from "./what-was-released";

let under: UnderPolicy;
let asked: SourceAsk[] = [];
const source = {
  fetch: (wanted: readonly SourceAsk[]) => {
    asked = [...wanted];
    return new HostedSource(under.gateway.pool).fetch(wanted);
  },
};
beforeAll(async () => {
  under = await startUnderPolicy({ source });
});
afterAll(() => under.stop());

const UNKNOWN = "unheard-of";
const CATEGORY = UNKNOWN as Category;
const ofMembers = (policy: Policy, change: (it: MemberPolicy) => Partial<MemberPolicy>): Policy => ({
  ...policy,
  members: policy.members.map((it) => ({ ...it, ...change(it) })),
});
const replaced = <T>(list: readonly T[], change: Partial<T>): T[] => list.map((it) => ({ ...it, ...change }));

/** What everybody agreed to, authorised, determined or ordered, in words that nobody knows. */
const GRANTS: readonly ((it: MemberPolicy) => Partial<MemberPolicy>)[] = [
  (it) => ({ consents: replaced(it.consents, { categories: [UNKNOWN] }) }),
  (it) => ({ consents: replaced(it.consents, { purposes: [UNKNOWN] }) }),
  (it) => ({ consents: replaced(it.consents, { recipients: [UNKNOWN] }) }),
  (it) => ({ dispensations: replaced(it.dispensations, { categories: [UNKNOWN] }) }),
  (it) => ({ determinations: replaced(it.determinations, { category: CATEGORY }) }),
  (it) => ({ releases: replaced(it.releases, { category: CATEGORY }) }),
  (it) => ({ releases: replaced(it.releases, { purpose: UNKNOWN as Purpose }) }),
  (it) => ({ courtOrders: replaced(it.courtOrders, { categories: [UNKNOWN] }) }),
  (it) => ({ courtOrders: replaced(it.courtOrders, { recipients: [UNKNOWN] }) }),
  (it) => ({ breakGlass: replaced(it.breakGlass, { categories: [UNKNOWN] }) }),
  (it) => ({ legalStatus: replaced(it.legalStatus, { code: UNKNOWN }) }),
];

/** The policy without the evidence that a change put into unknown words: what it must open no more than. */
const without = (policy: Policy, change: (it: MemberPolicy) => Partial<MemberPolicy>): Policy =>
  ofMembers(policy, (it) => Object.fromEntries(Object.keys(change(it)).map((kind) => [kind, []])));

const lawOfGrants =
  (gateway: () => TestGateway, balance = new Balance()) =>
  async (pair: Pair, change: (it: MemberPolicy) => Partial<MemberPolicy>): Promise<void> => {
    await under.file({ ...pair, policy: ofMembers(pair.policy, change) });
    asked = [];
    answered(await under.ask(pair, gateway()));
    const cells = cellsOf(under.stage, { ...pair, policy: without(pair.policy, change) });
    const permitted = new Set(
      cells.filter((it) => it.decision.permitted).map((it) => `${it.person} ${it.agency} ${it.field.stored}`),
    );
    // a flag against sharing, in unknown words, flags nothing: that it is not there is what it reads as
    for (const { person, agency, fields } of asked)
      for (const field of fields) expect(permitted).toContain(`${person} ${agency} ${field}`);
    balance.count(cells);
  };
const grants = (gateway: () => TestGateway, balance?: Balance) =>
  fc.asyncProperty(pairs, fc.constantFrom(...GRANTS), lawOfGrants(gateway, balance));

test("a grant in words that nobody knows opens nothing", async () => {
  const balance = new Balance();
  await fc.assert(
    grants(() => under.gateway, balance),
    { ...drawn(), numRuns: proofSize(120, 4000) },
  );
  balance.mustBeFair();
});

test("a protocol in words that nobody knows is answered by an error", () =>
  fc.assert(
    fc.asyncProperty(
      pairs,
      fc.constantFrom<Partial<Policy["protocols"][number]["document"]>>(
        { cats: [CATEGORY] },
        { manual: [CATEGORY] },
        { purposes: [UNKNOWN as Purpose] },
        { roles: [UNKNOWN as Role] },
        { standing: [[UNKNOWN as Purpose, "attendance"]] },
        { minlevel: { [UNKNOWN]: 1 } as never },
        { existence: { involvement: UNKNOWN as never } },
        { lookback: { attendance: "P1Q" } },
        { [UNKNOWN]: true } as never,
      ),
      async (pair, words) => {
        const [first, ...rest] = pair.policy.protocols;
        const protocols = [
          { ...first!, document: { ...first!.document, status: "ACTIVE" as const, ...words } },
          ...rest,
        ];
        await under.file({ ...pair, policy: { ...pair.policy, protocols } });
        asked = [];
        const { data, errors } = await under.ask(pair);
        expect(Object.values((data as object | null) ?? {})).toEqual([null]);
        expect(errors[0].extensions.code).toBe("E-INTERNAL");
        expect(asked).toEqual([]);
      },
    ),
    { ...drawn(), numRuns: proofSize(40, 2000) },
  ));

const lawOfRestrictions =
  (gateway: () => TestGateway) =>
  async (pair: Pair): Promise<void> => {
    const restriction = {
      code: "X-OF-NEXT-YEAR" as RestrictionCode,
      categories: ["*"],
      exempt: [],
      from: 0,
      to: Infinity,
    };
    await under.file({ ...pair, policy: ofMembers(pair.policy, () => ({ restrictions: [restriction] })) });
    const { items, involved } = releasedIn(answered(await under.ask(pair, gateway())), under.stage, pair);
    expect([items, involved]).toEqual([[], []]);
  };

test("a restriction of a code that nobody knows holds back whatever it stands on", () =>
  fc.assert(
    fc.asyncProperty(
      pairs,
      lawOfRestrictions(() => under.gateway),
    ),
    { ...drawn(), numRuns: proofSize(40, 2000) },
  ));

const mustNotHold = async <T>(property: fc.IAsyncProperty<T>): Promise<void> => {
  const { failed, errorInstance } = await fc.check(property, { ...drawn(), numRuns: 1000, endOnFailure: true });
  expect(errorInstance).not.toBeInstanceOf(NotAnswered);
  expect(failed).toBe(true);
};

test("with a planted bug it does not hold: a scope of unknown words is no limit", async () => {
  const bug: PlantedBug = {
    file: "sharing/evidence.ts",
    edits: [
      [
        'scope.includes(word) || scope.includes("*");',
        'scope.includes(word) || scope.includes("*") || scope.every((it) => it.startsWith("unheard"));',
      ],
    ],
  };
  const gateway = await under.withBug(bug, { source });
  await mustNotHold(grants(() => gateway));
});

test("with a planted bug it does not hold: only restrictions on a list drop", async () => {
  const gateway = await under.withBug({
    file: "sharing/items.ts",
    edits: [["default:\n      return true;", 'default:\n      return ["X-INTEL", "X-ADOPTION"].includes(it.code);']],
  });
  await mustNotHold(
    fc.asyncProperty(
      pairs,
      lawOfRestrictions(() => gateway),
    ),
  );
});
