import { nextSteps, obligations } from "../sharing/guidance";
import type { Outcome, ReasonCode } from "../sharing/vocabulary";
import type { Cell } from "./cell";
import { toNextStep } from "./released-contribution";
import type { ReasonSummary, SharingSummary } from "./sharing-summary.type";

/** What opened, what stayed closed and why, over all cells of a record. */
export function summarise(cells: readonly Cell[]): SharingSummary {
  const count = (outcome: Outcome) => cells.filter((it) => it.outcome === outcome).length;
  const byReason = new Map<ReasonCode, Cell[]>();
  for (const cell of cells) byReason.set(cell.reason, [...(byReason.get(cell.reason) ?? []), cell]);
  return {
    released: count("RELEASED"),
    nothingAvailable: count("NOTHING_AVAILABLE"),
    withheld: count("WITHHELD"),
    sourceUnavailable: count("SOURCE_UNAVAILABLE"),
    byReason: [...byReason].map(toReason).sort((a, b) => b.decisions - a.decisions || (a.reason < b.reason ? -1 : 1)),
    tellFamily: isToBeTold(cells),
  };
}

const sorted = <W extends string>(words: Iterable<W>): W[] => [...new Set(words)].sort();

function toReason([reason, cells]: [ReasonCode, Cell[]]): ReasonSummary {
  const [first] = nextSteps(reason);
  return {
    reason,
    outcome: cells[0]!.outcome,
    decisions: cells.length,
    categories: sorted(cells.map((it) => it.fields[0]!.category)),
    agencies: sorted(cells.map((it) => it.agency.id)),
    nextStep: first ? toNextStep(first) : null,
  };
}

/** Something was released that the family is to be told of, unless telling is marked unsafe. */
export const isToBeTold = (cells: readonly Cell[]): boolean =>
  cells.some((it) => it.outcome === "RELEASED" && obligations(it.reason).includes("TELL_FAMILY"));
