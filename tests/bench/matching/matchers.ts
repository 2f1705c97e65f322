/** The ways of matching that are compared. Each says for each person sent who they are, or that a person is to look. */
import { matchPeople, type Ask, type MatchResult } from "../../../src/governance/matching/match-people";
import type { Described } from "../../../src/people/matching/description";
import type { KnownPerson, SentPerson } from "./people";

/** The key of who it is; null for nobody; a list of keys where a person decides between them. */
export type Found = string | null | readonly string[];

type Key = (it: Described) => string | null;

const plain = (text: string): string => text.trim().toLowerCase();
const nameDateAndPostcode: Key = (it) =>
  it.birthDate && it.postcode ? [it.given, it.family, it.birthDate, it.postcode].map(plain).join("|") : null;
const nhsNumber: Key = (it) => it.identifiers[0]?.value ?? null;

/** Deterministic matching: the same key, of one person alone. */
function exactly(key: Key, onFile: readonly KnownPerson[], sent: readonly SentPerson[]): Found[] {
  const known = new Map<string, string | null>();
  for (const it of onFile) {
    const at = key(it);
    if (at !== null) known.set(at, known.has(at) ? null : it.key);
  }
  return sent.map((it) => known.get(key(it) ?? "") ?? null);
}

export const byNameDateAndPostcode = (onFile: readonly KnownPerson[], sent: readonly SentPerson[]) =>
  exactly(nameDateAndPostcode, onFile, sent);
export const byNhsNumber = (onFile: readonly KnownPerson[], sent: readonly SentPerson[]) =>
  exactly(nhsNumber, onFile, sent);
export const byEither = (onFile: readonly KnownPerson[], sent: readonly SentPerson[]): Found[] => {
  const byName = byNameDateAndPostcode(onFile, sent);
  return byNhsNumber(onFile, sent).map((it, i) => it ?? byName[i]!);
};

const BATCH = 200;

export interface Asked {
  readonly found: readonly Found[];
  readonly results: readonly MatchResult[];
  /** Of each batch, divided by its size. */
  readonly msEach: readonly number[];
}

/** What the gateway does, without writing it. `waiting` names people in a dry run's stead. */
export async function byProbability(
  ask: Ask,
  sent: readonly SentPerson[],
  keys: ReadonlyMap<string, string>,
  withIdentifiers: boolean,
): Promise<Asked> {
  const found: Found[] = [];
  const results: MatchResult[] = [];
  const msEach: number[] = [];
  for (let from = 0; from < sent.length; from += BATCH) {
    const people = sent.slice(from, from + BATCH).map((it, i) => ({
      ...it,
      identifiers: withIdentifiers ? it.identifiers : [],
      key: { system: "LOCAL_ID", value: `PARTNER:${from + i}` },
    }));
    const began = performance.now();
    const batch = await matchPeople(ask, people, { agency: "PARTNER", userId: null, at: Date.now(), dryRun: true });
    msEach.push((performance.now() - began) / people.length);
    results.push(...batch);
    for (const it of batch) {
      if (it.kind === "MATCH") found.push(keys.get(it.personId)!);
      else found.push(it.kind === "NONE" ? null : it.people.map((id) => keys.get(id)!));
    }
  }
  return { found, results, msEach };
}
