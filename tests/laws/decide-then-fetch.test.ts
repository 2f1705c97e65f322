/**
 * Law 1: what is asked of a source is what is permitted, and nothing else. The real source is listened to; the
 * permitted set comes from the policy itself, round the whole record (what-is-permitted.ts). The answer's own decisions
 * and the disclosure record could agree with a fetch that is wrong, for all three come from the same cells.
 */
import { HostedSource } from "../../src/sources/hosted.source";
import type { Source, SourceAsk } from "../../src/sources/source";
import type { TestGateway } from "../api/gateway";
import { Balance, type Pair } from "./random-pairs";
import type { PlantedBug } from "./planted-bug";
import { answered, mustFail, mustHold, NO_BUG, startUnderPolicy, type UnderPolicy } from "./under-any-policy";
import { cellsOf } from "./what-is-permitted";

let under: UnderPolicy;
const asks: (readonly SourceAsk[])[] = [];

/** The real source, and what it was asked. */
const listening: Source = {
  fetch: (wanted) => {
    asks.push(wanted);
    return new HostedSource(under.gateway.pool).fetch(wanted);
  },
};

beforeAll(async () => {
  under = await startUnderPolicy({ source: listening });
});
afterAll(() => under.stop());

const lawOn =
  (gateway: () => TestGateway, balance = new Balance()) =>
  async (pair: Pair): Promise<void> => {
    await under.file(pair);
    asks.length = 0;
    answered(await under.ask(pair, gateway()));

    const cells = cellsOf(under.stage, pair);
    const permitted = cells
      .filter((it) => it.decision.permitted)
      .map((it) => `${it.person} ${it.agency} ${it.field.stored}`);
    const asked = asks.flat().flatMap((it) => it.fields.map((field) => `${it.person} ${it.agency} ${field}`));
    expect([...new Set(asked)].sort()).toEqual([...new Set(permitted)].sort());
    expect(asks.length).toBeLessThanOrEqual(1);
    balance.count(cells);
  };

test("what is asked of a source is what is permitted, whatever the policy and the query", async () => {
  const balance = new Balance();
  await mustHold(lawOn(() => under.gateway, balance));
  balance.mustBeFair();
});

const BUGS: readonly [string, PlantedBug][] = [
  [
    "everything is fetched and masked afterwards",
    {
      file: "record/cell.ts",
      edits: [
        [
          "cell.decision?.permitted === true ? cell.fields.map((it) => it.stored) : [];",
          "cell.fields.map((it) => it.stored);",
        ],
      ],
    },
  ],
  [
    "decisions are remembered by agency, not by person",
    {
      file: "record/cell.ts",
      edits: [
        ["export type Decider", "const known = new WeakMap<object, Map<string, Decision>>();\nexport type Decider"],
        [
          "const decision = decider(ask, member.evidence, rulebook);",
          `const made = known.get(viewer) ?? known.set(viewer, new Map()).get(viewer)!;
           const key = [source.id, category, mode, minimumLevel, manual].join(" ");
           const decision = made.get(key) ?? made.set(key, decider(ask, member.evidence, rulebook)).get(key)!;`,
        ],
      ],
    },
  ],
  [
    "a field's own strictness is lost: all of a category are decided together",
    {
      file: "gateway/catalogue.ts",
      edits: [
        [
          'key: `${declaration.category}/${mode}/${declaration.minimumLevel ?? ""}/${manual ? "manual" : ""}`,',
          "key: `${declaration.category}/${mode}`,",
        ],
      ],
    },
  ],
  [
    "a field that a directive leaves out is fetched all the same",
    { file: "gateway/selection.ts", edits: [["if (isSkipped(selection, info)) continue;", ""]] },
  ],
  [
    "a window's end is taken to be in it",
    { file: "governance/evidence.repository.ts", edits: [["to: it.to ?? Infinity,", "to: (it.to ?? Infinity) + 1,"]] },
  ],
];

describe("with a planted bug the law does not hold:", () => {
  test("(without one it does)", async () => {
    const gateway = await under.withBug(NO_BUG);
    await mustHold(
      lawOn(() => gateway),
      10,
    );
  });
  test.each(BUGS)("%s", async (_, bug) => {
    const gateway = await under.withBug(bug);
    await mustFail(lawOn(() => gateway));
  });
});
