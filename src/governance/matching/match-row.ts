/** A match as it is read, made into what is shown of it. */
import type { Comparison, Doubt } from "../../people/matching/score";
import type { Standing } from "../../people/matching/verdict";
import { COMPARISON_IN_WORDS, DOUBTS_IN_WORDS } from "./match-words";
import type { IdentityMatch, MatchDecision } from "./match.type";

export interface MatchRow {
  readonly id: string;
  readonly state: Standing;
  readonly kind: "MATCH" | "POTENTIAL" | "MANY";
  readonly probability: number;
  readonly comparisons: readonly Comparison[];
  readonly doubts: readonly Doubt[];
  readonly described: {
    readonly given: string;
    readonly family: string;
    readonly birthDate: string | null;
    readonly sex: "F" | "M" | null;
  };
  readonly raisedAt: Date;
  /** The same for every match of one record. */
  readonly record: string;
  readonly name: string;
  readonly birthDate: string | null;
  readonly disclosureKey: string;
  readonly history: readonly (Omit<MatchDecision, "at"> & { readonly at: string })[];
}

export const toMatch = (row: MatchRow, seal: (id: string) => string): IdentityMatch => ({
  matchId: seal(row.id),
  recordId: seal(row.record),
  state: row.state,
  kind: row.kind,
  probability: row.probability,
  raisedAt: row.raisedAt,
  described: {
    name: `${row.described.given} ${row.described.family}`.trim(),
    birthDate: row.described.birthDate,
    sex: row.described.sex,
  },
  onFile: { name: row.name, birthDate: row.birthDate, sex: null },
  comparisons: row.comparisons.map((it) => ({ ...it, because: COMPARISON_IN_WORDS[it.outcome] })),
  doubts: row.doubts.map((it) => DOUBTS_IN_WORDS[it]),
  history: row.history.map((it) => ({ ...it, at: new Date(it.at) })),
});
