/**
 * Finds whom the people mean that an agency describes. Where a partner's data comes in this is asked first: a match links
 * the agency's number to a person, what is not sure waits for somebody to decide, and nothing is ever merged.
 *
 * Three statements for a batch, whoever is found and whoever is not. What it answers is for the gateway itself: told line
 * by line to the agency, it would tell who is known to the hub.
 */
import { saysAnotherPerson } from "../../people/matching/another-person";
import type { Described, Description, Identifier } from "../../people/matching/description";
import { splitName } from "../../people/matching/fold-name";
import type { ScoredCandidate } from "../../people/matching/verdict";
import { verdictOn, type Candidate, type Standing, type Verdict } from "../../people/matching/verdict";
import { FIND, KEEP, LOCK } from "./match-people.sql";

/** Runs one statement and gives its rows; in the caller's transaction. */
export type Ask = <Row>(sql: string, values: unknown[]) => Promise<Row[]>;

export interface PersonToMatch extends Described {
  /** The agency's own number for this person: what is linked. */
  readonly key: Identifier;
}

export interface Matching {
  /** Who describes. */
  readonly agency: string;
  /** Who sends; null in bulk. Nobody with whom they have a conflict of interest is found. */
  readonly userId: string | null;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Writes nothing: the verdicts alone. */
  readonly dryRun?: boolean;
}

export type MatchResult =
  | {
      readonly kind: "MATCH";
      readonly personId: string;
      readonly probability: number;
      /** By a number, and not by probability alone. */
      readonly isByNumber: boolean;
      /** The number means this person, and the description is plainly somebody else's: it is not kept. */
      readonly isContradicted: boolean;
      readonly explanation: Explained;
    }
  | {
      readonly kind: "POTENTIAL" | "MANY";
      readonly people: readonly string[];
      /** Ids of what waits in the queue; none in a dry run. */
      readonly waiting: readonly string[];
    }
  | { readonly kind: "NONE" };
type Explained = Pick<ScoredCandidate, "comparisons" | "doubts">;

/** @returns a result for each of them, in their order */
export async function matchPeople(
  ask: Ask,
  people: readonly PersonToMatch[],
  matching: Matching,
): Promise<MatchResult[]> {
  // one number twice in a batch is one person: what was said last counts, for both
  const byKey = new Map(people.map((it) => [keyOf(it.key), it]));
  const asked = [...byKey.values()];
  if (asked.length === 0) return [];
  if (!matching.dryRun) await ask(LOCK, [matching.agency]);
  const candidates = await candidatesFor(ask, asked, matching);
  const verdicts = asked.map((it, n) => verdictOn(it, candidates.get(n) ?? []));
  const waiting = matching.dryRun ? new Map<string, string>() : await keep(ask, asked, verdicts, matching);
  const results = new Map(asked.map((it, n) => [keyOf(it.key), toResult(it, verdicts[n]!, waiting)]));
  return people.map((it) => results.get(keyOf(it.key))!);
}

export const matchPerson = async (ask: Ask, person: PersonToMatch, matching: Matching): Promise<MatchResult> =>
  (await matchPeople(ask, [person], matching))[0]!;

const keyOf = ({ system, value }: Identifier): string => `${system}\0${value}`;

interface CandidateRow extends Omit<Candidate, "isSettled"> {
  readonly n: number;
  readonly name: string;
  readonly birthDate: string | null;
  readonly isLinked: boolean;
}

async function candidatesFor(ask: Ask, people: readonly PersonToMatch[], { userId, at, agency }: Matching) {
  const given = JSON.stringify(people.map((it, n) => ({ n, ...it })));
  const found = new Map<number, Candidate[]>();
  for (const row of await ask<CandidateRow>(FIND, [given, userId, new Date(at), agency])) {
    const list = found.get(row.n) ?? [];
    list.push(toCandidate(row, people[row.n]!.key));
    found.set(row.n, list);
  }
  return found;
}

function toCandidate({ name, birthDate, isLinked, standing, descriptions, ...row }: CandidateRow, key: Identifier) {
  const onFile: Description = { ...splitName(name), birthDate, sex: null, postcode: null, uprn: null };
  return {
    ...row,
    standing,
    descriptions: [onFile, ...descriptions],
    isSettled: wasAgreed(standing) || (isLinked && key.system === "LOCAL_ID"),
  } satisfies Candidate;
}

/** Of a number that others use too, and that says who somebody is, the description is asked as well; once. */
const wasAgreed = (standing: Standing | null): boolean => standing === "CONFIRMED" || standing === "MATCHED";

/** @returns ids of what waits, by number and person */
async function keep(
  ask: Ask,
  people: readonly PersonToMatch[],
  verdicts: readonly Verdict[],
  { agency, at }: Matching,
): Promise<Map<string, string>> {
  const pairs = people.flatMap((it, n) => pairsOf(it, verdicts[n]!));
  const rows = await ask<{ id: string; system: string; value: string; personId: string }>(KEEP, [
    JSON.stringify(
      people.flatMap((it, n) => {
        const verdict = verdicts[n]!;
        if (verdict.kind === "MATCH" && saysAnotherPerson(verdict.match.comparisons)) return [];
        return [{ ...it, isNobody: verdict.kind === "NONE" }];
      }),
    ),
    JSON.stringify(pairs),
    agency,
    new Date(at),
  ]);
  return new Map(rows.map((it) => [`${keyOf(it)}\0${it.personId}`, it.id]));
}

function pairsOf({ key, given, family, birthDate, sex }: PersonToMatch, verdict: Verdict): object[] {
  if (verdict.kind === "NONE" || (verdict.kind === "MATCH" && verdict.isKnown)) return [];
  const isMatch = verdict.kind === "MATCH";
  return (isMatch ? [verdict.match] : verdict.candidates).map((it) => ({
    ...key,
    person: it.personId,
    state: isMatch ? "MATCHED" : "OPEN",
    kind: verdict.kind,
    probability: it.probability,
    // cut, not rounded: what is below a band stays below it
    confidence: Math.floor(it.probability * 1000) / 1000,
    comparisons: it.comparisons,
    doubts: it.doubts,
    described: { given, family, birthDate, sex },
  }));
}

function toResult({ key }: PersonToMatch, verdict: Verdict, waiting: ReadonlyMap<string, string>): MatchResult {
  if (verdict.kind === "NONE") return verdict;
  if (verdict.kind === "MATCH") {
    const { personId, probability, isByNumber, comparisons, doubts } = verdict.match;
    const isContradicted = saysAnotherPerson(comparisons);
    return { kind: "MATCH", personId, probability, isByNumber, isContradicted, explanation: { comparisons, doubts } };
  }
  const ids = verdict.candidates.flatMap((it) => waiting.get(`${keyOf(key)}\0${it.personId}`) ?? []);
  return { kind: verdict.kind, people: verdict.candidates.map((it) => it.personId), waiting: ids };
}
