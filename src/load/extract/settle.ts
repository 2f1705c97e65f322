/**
 * Settles rows: finds whom they are about, writes what is sure, holds what waits for a person's decision, and keeps
 * nothing about people whom the hub does not know. What was held earlier under the same numbers goes the same way, and
 * goes first, because it is older.
 */
import type { Fault } from "../../gateway/faults";
import type { MatchResult, PersonToMatch } from "../../governance/matching/match-people";
import { isAnotherPerson } from "../../people/matching/another-person";
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
  const { described, others } = oneANumber(people);
  const fates = await fatesOf(desk, described);
  const fateOf = (person: PersonToMatch): Fate => (others.has(person) ? "another" : fates.get(keyOf(person.key))!);
  const held = await desk.heldUnder(described.map((it) => it.key));
  const current = new Map(described.map((it) => [keyOf(it.key), it]));
  const fateOfHeld = (it: HeldItem): Fate => fateOf(current.get(keyOf(it.person.key))!);
  // what was said of somebody else under this number stays where it is
  const theirs = held.filter((it) => !isAnotherPerson(it.person, current.get(keyOf(it.person.key))!));
  const earlier = theirs.filter((it) => isTaken(fateOfHeld(it)));
  const gone = theirs.filter((it) => fateOfHeld(it) === "notKnown");
  const taken = rows.filter((it) => isTaken(fateOf(it.person)));
  const before = await writeEarlier(desk, earlier, recheck);
  const now = await writeWhole(
    desk,
    taken.flatMap(({ line, drafts }) => drafts.map(({ item }) => ({ line, item }))),
  );
  const another = rows.filter((it) => fateOf(it.person) === "another");
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
  const count = (fate: Fate) => rows.filter((it) => fateOf(it.person) === fate && !refused.has(it.line)).length;
  return {
    refused: [...now.refused, ...another.map(({ line }) => refusedLine(line, [NUMBER_OF_ANOTHER]))],
    tally: plus(NOTHING, {
      exact: count("exact"),
      probable: count("probable"),
      waiting: count("waiting"),
      notKnown: count("notKnown"),
      refused: refused.size + another.length,
      written: now.accepted,
      unchanged: now.unchanged,
      held: waiting.reduce((sum, it) => sum + it.drafts.length, 0),
      earlierWritten: settled.length,
      earlierLetGo: gone.length,
      // somebody else's by now, they wait until somebody takes that back
      earlierRefused: stuck.size + theirs.filter((it) => fateOfHeld(it) === "another").length,
    }),
  };
}

/** `another`: the number means somebody else than this row describes. */
type Fate = Exclude<RowFate, "nothing" | "refused"> | "another";

const NUMBER_OF_ANOTHER: Fault = {
  path: "person.number",
  code: "NUMBER_OF_ANOTHER_PERSON",
  message: "this number was used of somebody of another forename and birth date",
};

/** Of a number that several rows use, the first says whom it means, and the last of those that mean them describes them. */
function oneANumber(people: readonly PersonToMatch[]) {
  const first = new Map<string, PersonToMatch>();
  const last = new Map<string, PersonToMatch>();
  const others = new Set<PersonToMatch>();
  for (const person of people) {
    const key = keyOf(person.key);
    if (!first.has(key)) first.set(key, person);
    if (isAnotherPerson(first.get(key)!, person)) others.add(person);
    else last.set(key, person);
  }
  return { described: [...last.values()], others };
}

const isTaken = (fate: Fate): boolean => fate === "exact" || fate === "probable";

async function fatesOf(desk: Desk, people: readonly PersonToMatch[]): Promise<Map<string, Fate>> {
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

function fateOf(result: MatchResult, isSure: boolean): Fate {
  if (result.kind === "NONE") return "notKnown";
  if (result.kind !== "MATCH") return "waiting";
  if (!isSure) return "notKnown";
  if (result.isContradicted) return "another";
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
