/**
 * The two independent reviews of every breaking of the glass: by the user's organisation, outside the user's line, and
 * by each source whose data was released. Of two reviewers at once the database takes the first.
 */
import { randomUUID } from "node:crypto";
import type { DataSource, EntityManager } from "typeorm";
import { z } from "zod";
import { parseOrListFaults, Refusal, toFaults, type Fault } from "../../gateway/faults";
import { agencyScope, NOBODY, type OpaqueIds } from "../../gateway/opaque-ids";
import type { RequestContext } from "../../identity/request-context";
import { notify, type Notification } from "../../notifications/outbox";
import { isActive, mustBeActive } from "../case-standing";
import { inWords } from "../source-decisions/disclosure-requests";
import type { DecideReviewInput } from "./break-glass.inputs";
import type { BreakGlassReview } from "./break-glass.type";
import { toGrant, toStanding } from "./break-glass-shown";
import type { BreakGlassUse, BreakGlassUses } from "./break-glass-uses";
import { reviewsOf, type Review, type ReviewOutcome } from "./review-state";
import { areInOneLine, GOVERNANCE, ORGANISATION_REVIEWERS, REPORT_WITHIN, SOURCE_REVIEWERS } from "./reviewers";

const decisionShape = z.object({ rationale: inWords(1000) });

const UNKNOWN: Fault = { path: "reviewId", code: "UNKNOWN_REVIEW", message: "no such review that is yours to make" };

export interface Waiting {
  readonly use: BreakGlassUse;
  readonly review: Review;
}

export class BreakGlassReviews {
  constructor(
    private readonly dataSource: DataSource,
    private readonly uses: BreakGlassUses,
    private readonly ids: OpaqueIds,
  ) {}

  /** Reviews that are not decided, the oldest first; null for who reviews nothing. */
  async queue(request: RequestContext): Promise<BreakGlassReview[] | null> {
    const { manager } = this.dataSource;
    const { viewer, at } = request;
    const reviews = [...ORGANISATION_REVIEWERS, ...SOURCE_REVIEWERS].includes(viewer.role);
    if (!reviews || !(await isActive(manager, request))) return null;
    const waiting: Waiting[] = [];
    for (const use of await this.uses.concerning(manager, viewer.agencyId)) {
      const review = await this.theirs(manager, use, request);
      if (review && !review.isDecided) waiting.unshift({ use, review });
    }
    return waiting.map(({ use, review }) => ({
      id: this.seal(use.id, request),
      review: toStanding(review),
      grant: toGrant(use, at, this.seal(use.id, request), viewer.agencyId),
    }));
  }

  /** @throws Refusal */
  async open(reviewId: string, request: RequestContext): Promise<{ reviewId: string; outcome: null }> {
    await this.dataSource.transaction(async (manager) => {
      const use = await this.find(manager, reviewId, request);
      const { viewer, at } = request;
      const opened = await manager.query<unknown[]>(
        `INSERT INTO break_glass_review (use_id, agency_id, opened_by, opened_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT DO NOTHING RETURNING use_id`,
        [use.id, viewer.agencyId, viewer.userId, new Date(at)],
      );
      if (opened.length > 0) return;
      throw new Refusal([{ path: "reviewId", code: "ALREADY_OPEN", message: "somebody has opened it" }]);
    });
    return { reviewId, outcome: null };
  }

  /** @throws Refusal listing every fault */
  async decide(
    input: DecideReviewInput,
    request: RequestContext,
  ): Promise<{ reviewId: string; outcome: ReviewOutcome }> {
    const { reviewId, outcome } = input;
    await this.dataSource.transaction(async (manager) => {
      const shaped = decisionShape.safeParse(input);
      const faults = shaped.success ? [] : toFaults(shaped.error);
      const use = await this.find(manager, reviewId, request, faults);
      const { rationale } = parseOrListFaults(decisionShape, input, "decideBreakGlassReview");
      const { viewer, at } = request;
      const [, decided] = await manager.query<[unknown, number]>(
        `UPDATE break_glass_review SET outcome = $3, decided_by = $4, decided_at = $5, rationale = $6
         WHERE use_id = $1 AND agency_id = $2 AND (outcome IS NULL OR outcome = 'MORE_INFO')`,
        [use.id, viewer.agencyId, outcome, viewer.userId, new Date(at), rationale],
      );
      if (decided === 0) {
        const message = "open it first; and it is decided once";
        throw new Refusal([{ path: "reviewId", code: "NOT_TO_DECIDE", message }], "decideBreakGlassReview");
      }
      if (outcome === "NOT_JUSTIFIED") await openBreach(manager, use, at);
    });
    return { reviewId, outcome };
  }

  /** Tells the reviewers of every overdue review, and the user who is suspended by it; once each. */
  async remindOfOverdue(at: number): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const uses = await this.uses.all(manager);
      await notify(
        manager,
        at,
        uses.flatMap((use) => remindersOf(use, at)),
      );
    });
  }

  private async find(
    manager: EntityManager,
    reviewId: string,
    request: RequestContext,
    faults: readonly Fault[] = [],
  ): Promise<BreakGlassUse> {
    await mustBeActive(manager, request);
    const id = this.ids.open("break-glass", agencyScope(request.viewer.agencyId), reviewId) ?? NOBODY;
    const [use] = await this.uses.one(manager, id);
    if (!use || !(await this.theirs(manager, use, request))) throw new Refusal([...faults, UNKNOWN]);
    return use;
  }

  /** The review that is this caller's to make, as it stands; null where there is none. */
  private async theirs(manager: EntityManager, use: BreakGlassUse, request: RequestContext): Promise<Review | null> {
    const { viewer, at } = request;
    const review = reviewsOf(use, at).find((it) => it.agency === viewer.agencyId);
    if (!review) return null;
    const roles = review.side === "ORGANISATION" ? ORGANISATION_REVIEWERS : SOURCE_REVIEWERS;
    if (!roles.includes(viewer.role) || (await areInOneLine(manager, use.userId, viewer.userId))) return null;
    return (await isBarred(manager, use, viewer.userId, at)) ? null : review;
  }

  private seal(useId: string, { viewer }: RequestContext): string {
    return this.ids.seal("break-glass", agencyScope(viewer.agencyId), useId);
  }
}

/** Whoever is in conflict with one of the people is no independent reviewer. */
async function isBarred(
  manager: EntityManager,
  { grants }: BreakGlassUse,
  userId: string,
  at: number,
): Promise<boolean> {
  const rows = await manager.query<unknown[]>(
    `SELECT 1 FROM conflict_of_interest WHERE person_id = ANY ($1) AND user_id = $2
       AND valid_from <= $3 AND (valid_to IS NULL OR valid_to > $3)`,
    [grants.map((it) => it.subjectId), userId, new Date(at)],
  );
  return rows.length > 0;
}

/** One a use, whoever of the two found it first. */
async function openBreach(manager: EntityManager, use: BreakGlassUse, at: number): Promise<void> {
  const id = randomUUID();
  const opened = await manager.query<unknown[]>(
    `INSERT INTO breach (id, use_id, agency_id, status, opened_at, report_due_at) VALUES ($1, $2, $3, 'OPEN', $4, $5)
     ON CONFLICT (use_id) DO NOTHING RETURNING id`,
    [id, use.id, use.agency, new Date(at), new Date(at + REPORT_WITHIN)],
  );
  if (opened.length === 0) return;
  const told = { topic: "BREACH_OPENED", reference: id, dueAt: at + REPORT_WITHIN } as const;
  await notify(manager, at, [
    { ...told, agency: use.agency, roles: GOVERNANCE },
    { ...told, agency: use.agency, user: use.userId },
    ...[...use.released.keys()].map((agency) => ({ ...told, agency, roles: GOVERNANCE })),
  ]);
}

function remindersOf(use: BreakGlassUse, at: number): Notification[] {
  const overdue = reviewsOf(use, at).filter((it) => it.isOverdue);
  if (overdue.length === 0) return [];
  return [
    { topic: "BREAK_GLASS_SUSPENDED", agency: use.agency, user: use.userId, reference: use.id },
    ...overdue.map(({ agency, side, decideBy }) => ({
      topic: "BREAK_GLASS_REVIEW_OVERDUE" as const,
      agency,
      roles: side === "ORGANISATION" ? ORGANISATION_REVIEWERS : SOURCE_REVIEWERS,
      reference: use.id,
      dueAt: decideBy,
    })),
  ];
}
