/**
 * What a mapping file says: how the rows of one extract, in their sender's own words, become a person's description and
 * contributions. Compiled once; read by a governance reviewer as the YAML that it is.
 */
import type { Fault } from "../../gateway/faults";
import type { PersonToMatch } from "../../governance/matching/match-people";

export interface Mapping {
  readonly name: string;
  /** Whose extract it is. */
  readonly agency: string;
  readonly format: Format;
  /** @returns null where the row does not say who it is about; the faults say why */
  readonly person: (row: object, faults: Fault[]) => PersonToMatch | null;
  readonly items: readonly ItemRule[];
  /** What the file's header must have, and where in the mapping it is asked for. */
  readonly columns: readonly Column[];
  /** sha256 of the file: another mapping is another load. */
  readonly digest: string;
}

export interface Column {
  readonly name: string;
  readonly line: number;
  readonly column: number;
}

export type Format =
  | { readonly type: "csv"; readonly delimiter: string; readonly encoding: "utf-8" | "windows-1252" | "iso-8859-15" }
  | { readonly type: "ndjson" };

/** One kind of item that a row, or each entry of a list in it, may become. */
export interface ItemRule {
  /** As a report names it: `items.0`. */
  readonly name: string;
  /** @returns what `contribute` takes, without the person */
  readonly read: (row: object, faults: Fault[]) => object[];
}
