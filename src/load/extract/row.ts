/** One row of an extract, in its sender's own words. */
import type { RefusedLine } from "../check-line";

export interface Row {
  /** On which it begins, from 1, as an editor counts. */
  readonly line: number;
  readonly row: object;
}

export const isRow = (it: Row | RefusedLine): it is Row => "row" in it;
