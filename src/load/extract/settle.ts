/**
 * Settles rows: finds whom they are about, writes what is sure, holds what waits for a person's decision, and keeps
 * nothing about people whom the hub does not know. What was held earlier under the same numbers goes the same way, and
 * goes first, because it is older.
 */
import type { MatchResult, PersonToMatch } from "../../governance/matching/match-people";
import type { CheckedItem } from "../../record/check-contribution";
import { refusedLine, type CheckedLine, type RefusedLine } from "../check-line";
import { keyOf, type Desk, type HeldItem } from "./desk";
import type { ReadRow } from "./read-row";
import { NOTHING, plus, type RowFate, type Tally } from "./tally";

export interface Settled {
  readonly tally: Tally;
  readonly refused: readonly RefusedLine[];
}

/**
 * @param people of the rows, or of what was held; each is looked for
 * @param recheck of an item that was held: may it still be written?
 */
export async function settle(
  desk: Desk,
  people: readonly PersonToMatch[],
  rows: readonly ReadRow[],
  recheck: (input: object) => CheckedItem | null,
): Promise<Settled> {
  const fates = await fatesOf(desk, people);
  const fateOf = ({ key }: PersonToMatch): RowFate => fates.get(keyOf(key))!;
  const held = await desk.heldUnder(people.map((it) => it.key));
  const earlier = held.filter((it) => isTaken(fates.get(keyOf(it.key))!));
  const gone = held.filter((it) => fates.get(keyOf(it.key)) === "notKnown");
  const taken = rows.filter((it) => isTaken(fateOf(it.person)));
  const before = await writeEarlier(desk, earlier, recheck);
  const now = await writeWhole(
    desk,
    taken.flatMap(({ line, drafts }) => drafts.map(({ item }) => ({ line, item }))),
  );
  const waiting = rows.filter((it) => fateOf(it.person) === "waiting");
  await desk.hold(
    waiting.flatMap(({ person, drafts }) =>
      drafts.map(({ item, input }) => ({ person, sourceRef: item.sourceRef, input })),
    ),
  );
  const refused = new Set(now.refused.map((it) => it.line));
  const stuck = new Set(before.refused.map((it) => it.line));
  // what is refused though its person is known by now stays, and is tried again: it may come no second time
  const settled = earlier.filter((_, i) => !stuck.has(lineOfHeld(i)));
  const written = taken.filter((it) => !refused.has(it.line)).flatMap((it) => it.drafts.map(({ item }) => item));
  await desk.letGo([...settled, ...gone, ...written].map((it) => it.sourceRef));
  const count = (fate: RowFate) => rows.filter((it) => fateOf(it.person) === fate && !refused.has(it.line)).length;
  return {
    refused: now.refused,
    tally: plus(NOTHING, {
      exact: count("exact"),
      probable: count("probable"),
      waiting: count("waiting"),
      notKnown: count("notKnown"),
      refused: refused.size,
      written: now.accepted,
      unchanged: now.unchanged,
      held: waiting.reduce((sum, it) => sum + it.drafts.length, 0),
      earlierWritten: settled.length,
      earlierLetGo: gone.length,
      earlierRefused: stuck.size,
    }),
  };
}

const isTaken = (fate: RowFate): boolean => fate === "exact" || fate === "probable";

async function fatesOf(desk: Desk, people: readonly PersonToMatch[]): Promise<Map<string, RowFate>> {
  const results = await desk.match(people);
  const matched = people.flatMap(({ key }, i) => {
    const result = results[i]!;
    return result.kind === "MATCH" ? [{ key, personId: result.personId }] : [];
  });
  const means = await desk.means(matched);
  // a number that means somebody who may not be known stays theirs, and what comes under it is nobody's
  const sure = new Set(matched.filter((_, i) => means[i]).map((it) => keyOf(it.key)));
  return new Map(people.map(({ key }, i) => [keyOf(key), fateOf(results[i]!, sure.has(keyOf(key)))]));
}

function fateOf(result: MatchResult, isSure: boolean): RowFate {
  if (result.kind === "NONE") return "notKnown";
  if (result.kind !== "MATCH") return "waiting";
  if (!isSure) return "notKnown";
  return result.isByNumber ? "exact" : "probable";
}

/** They have no line in this file. */
const lineOfHeld = (i: number): number => -1 - i;

async function writeEarlier(desk: Desk, held: readonly HeldItem[], recheck: (input: object) => CheckedItem | null) {
  const items = held.map(({ input }) => recheck(input));
  const lines = items.flatMap((item, i) => (item ? [{ line: lineOfHeld(i), item }] : []));
  const { refused } = await writeWhole(desk, lines);
  const outdated = items.flatMap((item, i) => (item ? [] : [refusedLine(lineOfHeld(i), [])]));
  return { refused: [...refused, ...outdated] };
}

/** A row of which one item is refused is refused whole. */
async function writeWhole(desk: Desk, lines: readonly CheckedLine[]) {
  const refused: RefusedLine[] = [];
  for (let left = lines; ;) {
    const written = await desk.write(left);
    if (written.refused.length === 0) return { ...written, refused };
    const faulty = new Map(written.refused.map((it) => [it.line, it]));
    refused.push(...faulty.values());
    left = left.filter((it) => !faulty.has(it.line));
  }
}
