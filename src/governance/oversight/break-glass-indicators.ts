/** How often the glass was broken in a month, and how its reviews went: counts of cases that nobody can make out. */
import type { EntityManager } from "typeorm";
import type { BreakGlassUse, BreakGlassUses } from "../break-glass/break-glass-uses";
import { reviewsOf, type Review } from "../break-glass/review-state";
import type { Scope } from "./auditor";
import { publishable, shareOf, type Cell, type PublishedTable } from "./publishable";
import type { IndicatorShare } from "./sharing-indicators.type";

interface Counted {
  readonly label: string;
  readonly caseId: string;
}
interface Window {
  readonly from: Date;
  readonly to: Date;
}

export class BreakGlassIndicators {
  constructor(
    private readonly manager: EntityManager,
    private readonly uses: Pick<BreakGlassUses, "all" | "ofAgency">,
  ) {}

  async of(window: Window, { agency }: Scope) {
    const uses = await (agency === null ? this.uses.all(this.manager) : this.uses.ofAgency(this.manager, agency));
    const isWithin = (at: number): boolean => at >= window.from.getTime() && at < window.to.getTime();
    const reviews = uses.flatMap((use) => reviewsOf(use, window.to.getTime()).map((review) => ({ use, review })));
    return {
      breakGlass: tableOf(
        uses.filter((it) => isWithin(it.grantedAt)).map(({ reason, caseId }) => ({ label: reason, caseId })),
      ),
      breakGlassJustified: share(
        "JUSTIFIED",
        reviews
          .filter(({ review: { act, isDecided } }) => isDecided && isWithin(act!.decidedAt!))
          .map(({ use, review }) => ({ label: review.act!.outcome!, caseId: use.caseId })),
      ),
      breakGlassReviewedInTime: share(
        "IN_TIME",
        reviews.filter(({ review }) => isWithin(review.decideBy)).map(({ use, review }) => timed(use, review)),
      ),
    };
  }
}

const timed = ({ caseId }: BreakGlassUse, { act, isDecided, decideBy }: Review): Counted => ({
  label: isDecided && act!.decidedAt! <= decideBy ? "IN_TIME" : "LATE",
  caseId,
});

function share(label: string, counted: readonly Counted[]): IndicatorShare {
  const table = tableOf(counted);
  return { percent: shareOf(table, label), of: table };
}

function tableOf(counted: readonly Counted[]): PublishedTable {
  const labels = [...new Set(counted.map((it) => it.label))].sort();
  const familiesOf = (them: readonly Counted[]): number => new Set(them.map((it) => it.caseId)).size;
  const cells = labels.map((label): Cell => {
    const them = counted.filter((it) => it.label === label);
    return { label, count: them.length, families: familiesOf(them) };
  });
  return publishable(cells, familiesOf(counted));
}
