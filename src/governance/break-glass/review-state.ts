/** What reviews a breaking of the glass needs, and how they stand at an instant. Pure: nothing here is stored. */
import { plusWorkingDays } from "../../people/london-time";
import { REVIEW_CLOCK } from "./reviewers";

export const OUTCOMES = ["JUSTIFIED", "NOT_JUSTIFIED", "MORE_INFO"] as const;
export type ReviewOutcome = (typeof OUTCOMES)[number];

/** What somebody did of a review. */
export interface ReviewAct {
  readonly agency: string;
  readonly openedAt: number;
  readonly outcome: ReviewOutcome | null;
  readonly decidedAt: number | null;
  readonly rationale: string | null;
}

export interface Reviewed {
  readonly agency: string;
  readonly grantedAt: number;
  /** By source, the items that were released under it, by category. */
  readonly released: ReadonlyMap<string, ReadonlyMap<string, number>>;
  readonly acts: readonly ReviewAct[];
}

export interface Review {
  readonly side: "ORGANISATION" | "SOURCE";
  readonly agency: string;
  readonly openBy: number;
  readonly decideBy: number;
  readonly act: ReviewAct | null;
  /** MORE_INFO is no end: the clock goes on. */
  readonly isDecided: boolean;
  readonly isOverdue: boolean;
}

/** One by the user's organisation, always; one by each source whose data was released, and by no other. */
export function reviewsOf(use: Reviewed, at: number): Review[] {
  const openBy = plusWorkingDays(use.grantedAt, REVIEW_CLOCK.open);
  const decideBy = plusWorkingDays(use.grantedAt, REVIEW_CLOCK.decide);
  return [use.agency, ...[...use.released.keys()].sort()].map((agency) => {
    const act = use.acts.find((it) => it.agency === agency) ?? null;
    const isDecided = act?.outcome === "JUSTIFIED" || act?.outcome === "NOT_JUSTIFIED";
    return {
      side: agency === use.agency ? "ORGANISATION" : "SOURCE",
      agency,
      openBy,
      decideBy,
      act,
      isDecided,
      isOverdue: !isDecided && ((act === null && at >= openBy) || at >= decideBy),
    };
  });
}

export type BreachStatus = "OPEN" | "CONTAINED" | "REPORTED" | "NOT_REPORTABLE" | "CLOSED";

export const isSuspending = (use: Reviewed & { readonly breach: BreachStatus | null }, at: number): boolean =>
  (use.breach !== null && use.breach !== "CLOSED") || reviewsOf(use, at).some((it) => it.isOverdue);
