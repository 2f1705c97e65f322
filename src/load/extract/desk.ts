/** Where the rows of an extract are settled: in the store, or, in a dry run, beside it and with the same outcome. */
import type { MatchResult, PersonToMatch } from "../../governance/matching/match-people";
import type { Identifier } from "../../people/matching/description";
import type { CheckedLine, RefusedLine } from "../check-line";

export interface HeldItem {
  readonly sourceRef: string;
  /** As the sender described them. */
  readonly person: PersonToMatch;
  readonly input: object;
}

export interface WrittenLines {
  readonly accepted: number;
  readonly unchanged: number;
  /** Where there are any, nothing was written. */
  readonly refused: readonly RefusedLine[];
}

export interface Desk {
  readonly match: (people: readonly PersonToMatch[]) => Promise<MatchResult[]>;
  /** Does this number mean this person, or will it when the match is kept? */
  readonly means: (pairs: readonly { key: Identifier; personId: string }[]) => Promise<boolean[]>;
  readonly write: (lines: readonly CheckedLine[]) => Promise<WrittenLines>;
  readonly heldUnder: (keys: readonly Identifier[]) => Promise<HeldItem[]>;
  readonly hold: (items: readonly { person: PersonToMatch; sourceRef: string; input: object }[]) => Promise<void>;
  readonly letGo: (sourceRefs: readonly string[]) => Promise<void>;
}

export const keyOf = ({ system, value }: Identifier): string => `${system}\0${value}`;
