/** Published tables against somebody who subtracts, and who knows the method and every table that there could be. */
import fc from "fast-check";
import { proofSize } from "../../proof-size";
import {
  publishable,
  shareOf,
  SMALL,
  type Cell,
  type PublishedTable,
} from "../../../src/governance/oversight/publishable";

const table = (...counts: number[]): Cell[] =>
  counts.map((count, i) => ({ label: "ABCDEF"[i]!, count, families: count }));
const publish = (cells: readonly Cell[]): PublishedTable =>
  publishable(
    cells,
    cells.reduce((sum, it) => sum + it.families, 0),
  );
const counts = (it: PublishedTable) => it.cells.map((c) => c.count);

test("nothing small: all of it", () => {
  expect(publish(table(5, 9, 12))).toMatchObject({ total: 26 });
  expect(counts(publish(table(5, 9, 12)))).toEqual([5, 9, 12]);
});
test("one small: another goes with it", () => expect(counts(publish(table(3, 9, 40)))).toEqual([null, 9, null]));
test("two tiny ones: a third, for one and one is all that two can be", () =>
  expect(counts(publish(table(1, 1, 30, 40)))).toEqual([null, null, 30, null]));
test("many decisions of few families are as small", () => {
  const cells = [{ label: "A", count: 400, families: 1 }, ...table(0, 500, 600)];
  expect(counts(publish(cells))).toEqual([null, 500, null]);
});
test("a small total hides everything under it", () => expect(publish(table(1, 3))).toMatchObject({ total: null }));
test("nothing is nothing", () => expect(publish(table(0, 0))).toEqual({ total: 0, cells: [] }));
test("a share is told of two cells that are both told", () => {
  const told = (a: number, b: number) =>
    shareOf(
      publish([
        { label: "TOLD", count: a, families: a },
        { label: "NOT", count: b, families: b },
      ]),
      "TOLD",
    );
  expect(told(15, 5)).toBe(75);
  expect(told(20, 0)).toBe(100);
  expect(told(15, 4)).toBeNull();
  expect(told(2, 1)).toBeNull();
});

/** Every way to fill `places` cells with at least one each so that they make `sum`. */
function* fillings(places: number, sum: number): Generator<number[]> {
  if (places === 1) {
    if (sum >= 1) yield [sum];
    return;
  }
  for (let first = 1; first <= sum - (places - 1); first += 1)
    for (const rest of fillings(places - 1, sum - first)) yield [first, ...rest];
}

test("for whoever subtracts, knowing the method: each empty cell could hold two things, and never is one that is small found out", () => {
  const cells = fc.array(fc.integer({ min: 0, max: 14 }), { minLength: 1, maxLength: 4 });
  let withSecrets = 0;
  fc.assert(
    fc.property(cells, (given) => {
      const real = table(...given);
      const published = publish(real);
      const text = JSON.stringify(published);
      const empty = published.cells.filter((it) => it.count === null).map((it) => it.label);
      for (const it of real) if (it.count > 0 && it.count < SMALL) expect(empty).toContain(it.label);
      if (empty.length === 0 || published.total === null) return;
      withSecrets += 1;
      const known = published.cells.reduce((sum, it) => sum + (it.count ?? 0), 0);
      const could = empty.map(() => new Set<number>());
      for (const filling of fillings(empty.length, published.total - known)) {
        const guess = published.cells.map((it) => ({
          label: it.label,
          count: it.count ?? filling[empty.indexOf(it.label)]!,
        }));
        const same = JSON.stringify(publish(guess.map((it) => ({ ...it, families: it.count })))) === text;
        if (same) filling.forEach((it, i) => could[i]!.add(it));
      }
      for (const it of could) expect(it.size).toBeGreaterThan(1);
    }),
    { numRuns: proofSize(1_000, 30_000) },
  );
  expect(withSecrets).toBeGreaterThan(150);
});

test("and where decisions come many to a family, the same", () => {
  const cell = fc.record({ count: fc.integer({ min: 1, max: 12 }), few: fc.boolean() });
  fc.assert(
    fc.property(fc.array(cell, { minLength: 1, maxLength: 3 }), (given) => {
      const withFew = (counts_: readonly number[], few: readonly boolean[]) =>
        counts_.map((count, i) => ({ label: "ABC"[i]!, count, families: few[i] ? Math.min(count, 2) : count }));
      const all = (cells: readonly Cell[]) => publishable(cells, 99);
      const published = all(
        withFew(
          given.map((it) => it.count),
          given.map((it) => it.few),
        ),
      );
      const text = JSON.stringify(published);
      const empty = published.cells.filter((it) => it.count === null).map((it) => it.label);
      if (empty.length === 0 || published.total === null) return;
      const known = published.cells.reduce((sum, it) => sum + (it.count ?? 0), 0);
      const could = empty.map(() => new Set<number>());
      for (const filling of fillings(empty.length, published.total - known)) {
        for (let few = 0; few < 2 ** published.cells.length; few += 1) {
          const guess = published.cells.map((it) => it.count ?? filling[empty.indexOf(it.label)]!);
          const flags = guess.map((_, i) => (few >> i) % 2 === 1);
          if (JSON.stringify(all(withFew(guess, flags))) === text) filling.forEach((it, i) => could[i]!.add(it));
        }
      }
      for (const it of could) expect(it.size).toBeGreaterThan(1);
    }),
    { numRuns: proofSize(300, 5_000) },
  );
});
