/** Consents that run out soon: a list for those who work with the family, a number for who governs, a word to who asked. */
import type { DataSource, EntityManager } from "typeorm";
import { Refusal } from "../../gateway/faults";
import { agencyScope, type OpaqueIds } from "../../gateway/opaque-ids";
import type { RequestContext } from "../../identity/request-context";
import { notify } from "../../notifications/outbox";
import { asWorker, CASES_WORKED_ON, mustBeActive, mustBePractitioner } from "../case-standing";
import { sealMember } from "../member-id";

export const DAYS_AHEAD = 30;
const LONGEST_DAYS = 366;
const DAY = 24 * 60 * 60 * 1000;

export interface ExpiringConsent {
  readonly consentId: string;
  readonly memberId: string;
  readonly validTo: Date;
  readonly purposes: readonly string[];
}
export interface ConsentsExpiring {
  readonly count: number;
  readonly consents: readonly ExpiringConsent[];
}

/** In force at `at`, of nobody protected, and over by `until`. A later record of the same giver has taken its place. */
const expiring = (at: string, until: string): string => `
  consent k WHERE k.decision = 'GRANTED' AND k.withdrawn_at IS NULL AND k.valid_from <= ${at}
    AND k.valid_to > ${at} AND k.valid_to <= ${until}
    AND NOT EXISTS (SELECT FROM consent l WHERE l.subject_id = k.subject_id AND l.valid_from > k.valid_from
      AND l.valid_from <= ${at} AND l.given_by IS NOT DISTINCT FROM k.given_by AND l.capacity = k.capacity
      AND l.purposes @> k.purposes AND l.recipients || l.excluded_recipients @> k.recipients)
    AND NOT EXISTS (SELECT FROM restriction r WHERE r.subject_id = k.subject_id AND r.code = 'X-PROTECTED'
      AND r.valid_from <= ${at} AND (r.valid_to IS NULL OR r.valid_to > ${at}))`;

/** Is consent k the business of agency $2? It names it, or its own people recorded it. */
const THEIRS = `(k.recipients && ARRAY[$2, '*']
  OR EXISTS (SELECT FROM app_user o WHERE o.id = k.recorded_by AND o.agency_id = $2))`;

/** $1 to $4 the worker, $5 until when */
const OF_CASES_WORKED_ON = `
  SELECT DISTINCT ON (k.valid_to, k.id) k.id, k.subject_id AS "personId", m.case_id AS "caseId",
    k.valid_to AS "validTo", k.purposes
  FROM (${CASES_WORKED_ON} AND c.closed_at IS NULL) w JOIN case_member m ON m.case_id = w.id
  JOIN LATERAL (SELECT * FROM ${expiring("$4", "$5")} AND k.subject_id = m.person_id AND ${THEIRS}) k ON true
  ORDER BY k.valid_to, k.id, m.case_id`;

/** $1 at, $2 agency, $3 until when: of the people on its open cases */
const OF_THE_AGENCY = `
  SELECT count(*)::int AS count FROM ${expiring("$1", "$3")} AND ${THEIRS} AND EXISTS (
    SELECT FROM case_member m JOIN case_file c ON c.id = m.case_id WHERE m.person_id = k.subject_id
      AND c.closed_at IS NULL AND (c.owner_id = $2 OR EXISTS (SELECT FROM case_agency g WHERE g.case_id = c.id
        AND g.agency_id = $2 AND g.valid_from <= $1 AND (g.valid_to IS NULL OR g.valid_to > $1))))`;

/** $1 at, $2 until when */
const TO_REMIND = `
  SELECT k.id, u.id AS "userId", u.agency_id AS "agencyId", k.valid_to AS "validTo"
  FROM (SELECT * FROM ${expiring("$1", "$2")}) k
  JOIN app_user u ON u.id = k.recorded_by AND u.active ORDER BY k.id`;

export class ExpiringConsents {
  constructor(
    private readonly dataSource: DataSource,
    private readonly ids: OpaqueIds,
  ) {}

  async list(withinDays: number, request: RequestContext): Promise<ConsentsExpiring> {
    const { viewer, at } = request;
    const isLead = viewer.role === "INFORMATION_GOVERNANCE_LEAD";
    if (!isLead) mustBePractitioner(request);
    if (withinDays < 1 || withinDays > LONGEST_DAYS) {
      throw new Refusal([{ path: "withinDays", code: "OUT_OF_RANGE", message: `1 to ${LONGEST_DAYS}` }]);
    }
    const { manager } = this.dataSource;
    await mustBeActive(manager, request);
    const until = new Date(at + withinDays * DAY);
    if (isLead) {
      const [row] = await manager.query<{ count: number }[]>(OF_THE_AGENCY, [new Date(at), viewer.agencyId, until]);
      return { count: row!.count, consents: [] };
    }
    const rows = await manager.query<
      { id: string; personId: string; caseId: string; validTo: Date; purposes: string[] }[]
    >(OF_CASES_WORKED_ON, [...asWorker(request), until]);
    const consents = rows.map(({ id, personId, caseId, validTo, purposes }) => ({
      consentId: this.ids.seal("consent", agencyScope(viewer.agencyId), id),
      memberId: sealMember(this.ids, viewer.agencyId, { caseId, personId }),
      validTo,
      purposes,
    }));
    return { count: consents.length, consents };
  }

  /**
   * Tells whoever recorded a consent that it runs out within thirty days: once a consent, however often this runs.
   * @param at milliseconds since the epoch
   * @returns how many run out
   */
  async remind(at: number): Promise<number> {
    return this.dataSource.transaction(async (manager: EntityManager) => {
      const rows = await manager.query<{ id: string; userId: string; agencyId: string; validTo: Date }[]>(TO_REMIND, [
        new Date(at),
        new Date(at + DAYS_AHEAD * DAY),
      ]);
      const reminders = rows.map(({ id, userId, agencyId, validTo }) => ({
        topic: "CONSENT_EXPIRING" as const,
        agency: agencyId,
        user: userId,
        reference: id,
        dueAt: validTo.getTime(),
      }));
      await notify(manager, at, reminders);
      return reminders.length;
    });
  }
}
