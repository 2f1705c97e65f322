/**
 * Law 3, under any policy: what is withheld may be flipped, added and deleted, and no byte of the answer changes, no
 * page, no count, no statement. What is withheld is worked out from the policy (what-is-permitted.ts); ids are made anew
 * with every request and are left out. Depth (markers, timing, every role) is for the other no-trace tests.
 */
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import type { Answer, TestGateway } from "../api/gateway";
import { listen } from "../statements";
import { change, changes, withheldItems, type Changes } from "./changes-to-what-is-withheld";
import type { PlantedBug } from "./planted-bug";
import { caseOf } from "./policy-on-file";
import { Balance, pairs, type Pair, drawn } from "./random-pairs";
import { answered, NO_BUG, NotAnswered, PAIRS, startUnderPolicy, type UnderPolicy } from "./under-any-policy";
import { cellsOf, visibleItems } from "./what-is-permitted";

let under: UnderPolicy;

beforeAll(async () => {
  under = await startUnderPolicy();
  watch(under.gateway);
});
afterAll(() => under.stop());

const statements: string[] = [];

const watch = ({ pool }: TestGateway) => listen(pool, ({ text }) => statements.push(text));

/** The ids of decisions are their disclosure's, so new with every request. */
const withoutIds = ({ text }: Answer): string => text.replace(/"id":"[0-9a-f-]{36}\.\d+"/g, '"id":"-"');

/** Both pages of the answer, as bytes, and the statements that it took. */
async function seen(pair: Pair, gateway: TestGateway): Promise<{ pages: string[]; statements: string[] }> {
  statements.length = 0;
  const first = answered(await under.ask(pair, gateway));
  const { hasNextPage, endCursor } = first.data.familyRecord?.chronology?.pageInfo ?? {};
  const second = hasNextPage ? [answered(await under.ask(pair, gateway, endCursor as string))] : [];
  return { pages: [first, ...second].map(withoutIds), statements: [...statements] };
}

const RULEBOOK = '{ familyRecord(caseId: "", purpose: EARLY_HELP) { caveat } }';

/** @returns how many withheld items the pair was tried on */
const lawOn =
  (gateway: () => TestGateway, count: (pair: Pair, changed: number) => void = () => undefined) =>
  async (pair: Pair, how: Changes): Promise<void> => {
    await under.file(pair);
    await gateway().ask(pair.setting.user.id, RULEBOOK); // reads the rulebook, which the policy has moved
    const before = await seen(pair, gateway());
    const family = new Set(caseOf(under.stage, pair.setting).members.map((it) => it.id));
    const { changed, undo } = await change(under.gateway.owner, withheldItems(under.stage, pair, family), how);
    try {
      expect(await seen(pair, gateway())).toEqual(before);
    } finally {
      await undo();
    }
    count(pair, changed);
  };

/** Looking a person up is one query in five; a bug in it is looked for there. */
const lookUps = pairs.map((it): Pair => ({ ...it, question: { ...it.question, kind: "PERSON" } }));
const mustHold = (law: ReturnType<typeof lawOn>, numRuns: number) =>
  fc.assert(fc.asyncProperty(pairs, changes, law), { ...drawn(), numRuns });

test("what is withheld, flipped, added and deleted, changes no byte, page, count or statement", async () => {
  const balance = new Balance();
  let changed = 0;
  await mustHold(
    lawOn(
      () => under.gateway,
      (pair, items) => {
        balance.count(cellsOf(under.stage, pair));
        changed += items;
      },
    ),
    PAIRS,
  );
  balance.mustBeFair();
  expect(changed).toBeGreaterThan(PAIRS * 10);
});

test("what is released, when deleted, does change the answer: the changes are of a kind that shows", async () => {
  const tried = { showed: 0, hidden: 0 };
  await fc.assert(
    fc.asyncProperty(pairs, async (pair) => {
      await under.file(pair);
      await under.gateway.ask(pair.setting.user.id, RULEBOOK);
      const before = await seen(pair, under.gateway);
      const visible = visibleItems(under.stage, pair, cellsOf(under.stage, pair));
      const released = under.stage.items.filter((it) => visible.has(it.id)).map((item) => ({ item, dropped: false }));
      const { undo } = await change(under.gateway.owner, released, { kinds: ["DELETE"], outOfTen: 10 });
      try {
        const after = await seen(pair, under.gateway);
        if (released.length > 0) tried[isDeepStrictEqual(after, before) ? "hidden" : "showed"] += 1;
      } finally {
        await undo();
      }
    }),
    { ...drawn(), numRuns: 20 },
  );
  // what is only in a chronology and has no date is released and not shown
  expect(tried.showed).toBeGreaterThan(4 * tried.hidden);
});

const BUGS: readonly [string, PlantedBug, fc.Arbitrary<Pair>?][] = [
  [
    "totalCount is counted before items are dropped",
    {
      file: "record/chronology.ts",
      edits: [
        [
          "totalCount: entries.length,",
          "totalCount: entries.length + record.cells.reduce((n, it) => n + it.suppressed, 0),",
        ],
      ],
    },
  ],
  [
    "a cell whose items were all dropped shows an empty list, and one without items shows nothing",
    {
      file: "record/cell.ts",
      edits: [
        [
          "if (filtered.visible.length > 0) shown.set",
          "if (filtered.visible.length > 0 || (items.length > 0 && field.list)) shown.set",
        ],
      ],
    },
  ],
  [
    "there is a next page where items were dropped",
    {
      file: "record/chronology.ts",
      edits: [
        [
          "hasNextPage: begin + page.length < entries.length,",
          "hasNextPage: begin + page.length < entries.length + record.cells.reduce((n, it) => n + it.suppressed, 0),",
        ],
      ],
    },
  ],
  [
    "whether an agency knows a person counts what is restricted too",
    {
      file: "governance/evidence.sql.ts",
      edits: [["i.superseded_at IS NULL AND ${isReadable}) AS known", "i.superseded_at IS NULL) AS known"]],
    },
    lookUps,
  ],
  [
    "a second statement reads what the first found dropped",
    {
      file: "record/release.ts",
      edits: [
        [
          "      for (const cell of cells) settle(cell, answer, facts, today);\n    }\n  }\n}",
          `      for (const cell of cells) settle(cell, answer, facts, today);
    }
  }
  if (cellsOf(decided).some((it) => it.suppressed > 0)) await answersOf(source, asks, request.deadline);
}`,
        ],
      ],
    },
  ],
];

describe("with a planted bug the law does not hold:", () => {
  const start = async (bug: PlantedBug): Promise<TestGateway> => {
    const gateway = await under.withBug(bug);
    watch(gateway);
    return gateway;
  };
  test("(without one it does)", async () => {
    const gateway = await start(NO_BUG);
    await mustHold(
      lawOn(() => gateway),
      10,
    );
  });
  test.each(BUGS)("%s", async (_, bug, tried = pairs) => {
    const gateway = await start(bug);
    const law = fc.asyncProperty(
      tried,
      changes,
      lawOn(() => gateway),
    );
    const { failed, errorInstance } = await fc.check(law, { ...drawn(), numRuns: 3 * PAIRS, endOnFailure: true });
    expect(errorInstance).not.toBeInstanceOf(NotAnswered);
    expect(failed).toBe(true);
  });
});
