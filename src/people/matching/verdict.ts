/** From candidates to a verdict, by the DfE's bands. Pure; who may be a candidate at all was settled before. */
import { score, type Doubt, type Score } from "./score";
import type { Described, OnFile } from "./description";
import { SURE, WORTH_A_LOOK } from "./weights";

/** What became of this identifier and this person before: they wait for somebody, were matched, or a person said no. */
export type Standing = "OPEN" | "MATCHED" | "CONFIRMED" | "REJECTED";

export interface Candidate extends OnFile {
  readonly personId: string;
  /** The agency's own number for them means this person on file, and that is not asked again. */
  readonly isSettled: boolean;
  /** One of the identifiers given means this person on file. */
  readonly isIdentified: boolean;
  /** The same, and nobody has confirmed it: below 0.95 an identifier finds nobody. */
  readonly isUnconfirmed: boolean;
  readonly standing: Standing | null;
}

export interface ScoredCandidate extends Score {
  readonly personId: string;
  /** A number says that it is this person, and not only what else is alike: one given, or one that a person confirmed. */
  readonly isByNumber: boolean;
}

export type Verdict =
  | { readonly kind: "MATCH"; readonly match: ScoredCandidate; /** It was settled before. */ readonly isKnown: boolean }
  | { readonly kind: "POTENTIAL" | "MANY"; readonly candidates: readonly ScoredCandidate[] }
  | { readonly kind: "NONE" };

/** More than anybody would look through. */
const MOST = 10;

export function verdictOn(given: Described, candidates: readonly Candidate[]): Verdict {
  // what a person has rejected is not asked again
  const open = candidates.filter((it) => it.standing !== "REJECTED");
  const settled = open.find((it) => it.isSettled);
  if (settled) return { kind: "MATCH", match: assess(given, settled), isKnown: true };
  // identifiers first: where they mean anybody, nobody else is looked for
  const identified = open.filter((it) => it.isIdentified);
  const looked = (identified.length > 0 ? identified : open)
    .map((it) => ({ ...assess(given, it), isNamedByNumber: it.isIdentified || it.isUnconfirmed }))
    .filter((it) => it.isNamedByNumber || it.probability >= WORTH_A_LOOK)
    .sort((a, b) => b.probability - a.probability || (a.personId < b.personId ? -1 : 1))
    .slice(0, MOST);
  const [first, ...others] = looked;
  if (!first) return { kind: "NONE" };
  const isSure = first.probability >= SURE;
  if (others.length === 0 && isSure && first.doubts.length === 0)
    return { kind: "MATCH", match: first, isKnown: false };
  return { kind: others.length > 0 && isSure ? "MANY" : "POTENTIAL", candidates: looked };
}

function assess(given: Described, candidate: Candidate): ScoredCandidate {
  const { probability, comparisons, doubts } = score(given, candidate);
  const { personId, isIdentified, isUnconfirmed, standing } = candidate;
  const isOther = comparisons.some(
    ({ field, outcome }) => (field === "FORENAME" || field === "BIRTH_DATE") && outcome === "DIFFERENT",
  );
  const more: Doubt[] = [
    // a mother's number on her baby's record, one twin's on the other's
    ...(isIdentified && (probability < SURE || isOther) ? ["IDENTIFIER_CONTRADICTED" as const] : []),
    ...(standing === "OPEN" || isUnconfirmed ? ["BEING_REVIEWED" as const] : []),
  ];
  const isAgreedNumber = comparisons.some(({ field, outcome }) => field === "IDENTIFIER" && outcome === "EXACT");
  // what was linked by probability before is no surer for having been linked
  const isByNumber = isAgreedNumber || (isIdentified && standing !== "MATCHED");
  // a number says who somebody is, even where the forename is a newborn's or a date is misspelt
  return { personId, probability, comparisons, isByNumber, doubts: [...(isIdentified ? [] : doubts), ...more] };
}
