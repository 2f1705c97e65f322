/** What the verifier can find wrong, each in words that an auditor can act on; and what it has found. */

export type FindingCode =
  | "NOT_AN_EXPORT"
  | "UNREADABLE"
  | "EDITED"
  | "FORKED"
  | "DUPLICATED"
  | "OUT_OF_ORDER"
  | "MISSING"
  | "TRUNCATED"
  | "CUT_OFF"
  | "REWRITTEN"
  | "CHECKPOINT_KEY"
  | "CHECKPOINT_FORGED"
  | "CHECKPOINT_MISPLACED"
  | "INCONSISTENT"
  | "NOT_COVERED";

export interface Finding {
  readonly code: FindingCode;
  /** The first record that is wrong; where only a stretch is known to be, its first. Null where no record is. */
  readonly record: number | null;
  readonly says: string;
}

export interface Verdict {
  readonly finding: Finding | null;
  /** Good records from the first on. */
  readonly records: number;
  readonly checkpoints: number;
  /** How many of the log's records the last good checkpoint covers; null where there is none. */
  readonly anchored: number | null;
  /** Root at the end of the records. */
  readonly root: string;
  /** How many checkpoints kept elsewhere were met. */
  readonly keptMet: number;
  readonly notCovered: readonly number[];
}

/** Ends the reading: what comes after the first wrong thing proves nothing. */
export class Broken extends Error {
  constructor(readonly finding: Finding) {
    super(finding.says);
  }
}

export const broken = (code: FindingCode, record: number | null, says: string): never => {
  throw new Broken({ code, record, says });
};
