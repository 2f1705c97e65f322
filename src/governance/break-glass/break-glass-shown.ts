/** A breaking of the glass as its reviewers, auditors and governors see it. */
import type { Category } from "../../sharing/vocabulary";
import type { BreakGlassReason } from "./break-glass.inputs";
import type { BreakGlassGrant, ReviewStanding } from "./break-glass.type";
import type { BreakGlassUse } from "./break-glass-uses";
import { reviewsOf, type Review } from "./review-state";

const dateOf = (at: number | null | undefined): Date | null => (at === null || at === undefined ? null : new Date(at));

export const toStanding = ({ side, agency, openBy, decideBy, act, isOverdue }: Review): ReviewStanding => ({
  side,
  agency,
  openBy: new Date(openBy),
  decideBy: new Date(decideBy),
  openedAt: dateOf(act?.openedAt),
  decidedAt: dateOf(act?.decidedAt),
  outcome: act?.outcome ?? null,
  overdue: isOverdue,
});

/** What a source released, and what it found, is for itself and the user's agency; another source is shown neither. */
export function toGrant(use: BreakGlassUse, at: number, id: string, viewer: string): BreakGlassGrant {
  const isTheirs = (agency: string): boolean => viewer === use.agency || viewer === agency;
  return {
    id,
    user: use.userName,
    agency: use.agency,
    role: use.role,
    reason: use.reason as BreakGlassReason,
    narrative: use.narrative,
    incidentRef: use.incidentRef,
    categories: use.categories,
    subjects: use.grants.length,
    from: new Date(use.grantedAt),
    until: new Date(use.endsAt),
    released: [...use.released]
      .filter(([source]) => isTheirs(source))
      .flatMap(([source, byCategory]) =>
        [...byCategory].map(([category, items]) => ({ source, category: category as Category, items })),
      ),
    reviews: reviewsOf(use, at)
      .filter((it) => isTheirs(it.agency))
      .map(toStanding),
    breach: viewer === use.agency ? use.breach : null,
  };
}
