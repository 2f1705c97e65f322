/** One consent with what its own agency may read of it: those it names, and those who recorded it. */
import type { EntityManager } from "typeorm";
import { Refusal } from "../../gateway/faults";
import { agencyScope, NOBODY, type OpaqueIds } from "../../gateway/opaque-ids";
import type { RequestContext } from "../../identity/request-context";
import { caseWith } from "../case-standing";

export interface ConsentOnRecord {
  readonly id: string;
  readonly subjectId: string;
  /** Null with LA_WITH_PR. */
  readonly givenBy: string | null;
  readonly capacity: "SELF" | "PR_HOLDER" | "LA_WITH_PR" | "DEPUTY";
  readonly decision: "GRANTED" | "REFUSED";
  readonly categories: readonly string[];
  readonly excludedCategories: readonly string[];
  readonly recipients: readonly string[];
  readonly excludedRecipients: readonly string[];
  readonly purposes: readonly string[];
  readonly validFrom: Date;
  readonly validTo: Date;
  readonly withdrawnAt: Date | null;
  readonly method: string;
  readonly evidenceRef: string | null;
  readonly competenceAssessmentId: string | null;
  readonly soughtSafely: boolean;
  readonly recordedAt: Date;
  /** Whose user recorded it; null where that is nobody on file. */
  readonly recordedFor: string | null;
  readonly subjectName: string;
  /** Where the giver is on the caller's case as well. */
  readonly giverName: string | null;
  /** The caller's case that the subject is on. */
  readonly caseId: string;
}

/** $1 consent, $2 agency, $3 instant */
const CONSENT = `
  SELECT c.id, c.subject_id AS "subjectId", c.given_by AS "givenBy", c.capacity, c.decision, c.categories,
    c.excluded_categories AS "excludedCategories", c.recipients, c.excluded_recipients AS "excludedRecipients",
    c.purposes, c.valid_from AS "validFrom", c.valid_to AS "validTo", c.withdrawn_at AS "withdrawnAt", c.method,
    c.evidence_ref AS "evidenceRef", c.competence_assessment_id AS "competenceAssessmentId",
    c.sought_safely AS "soughtSafely", c.recorded_at AS "recordedAt", u.agency_id AS "recordedFor",
    s.name AS "subjectName"
  FROM consent c JOIN person s ON s.id = c.subject_id LEFT JOIN app_user u ON u.id = c.recorded_by
  WHERE c.id = $1 AND (c.recipients && ARRAY[$2, '*'] OR u.agency_id = $2)
    AND NOT EXISTS (SELECT FROM restriction r WHERE r.subject_id = c.subject_id AND r.code = 'X-PROTECTED'
      AND r.valid_from <= $3 AND (r.valid_to IS NULL OR r.valid_to > $3))`;
const GIVER = `
  SELECT p.name FROM case_member m JOIN person p ON p.id = m.person_id
  WHERE m.case_id = $1 AND m.person_id = $2 AND NOT is_barred(m.person_id, $3, $4)`;

/** @throws Refusal, the same whether there is no such consent, it is between others, or the person is not the caller's */
export async function consentOnRecord(
  manager: EntityManager,
  ids: OpaqueIds,
  sealedId: string,
  request: RequestContext,
): Promise<ConsentOnRecord> {
  const { viewer, at } = request;
  const id = ids.open("consent", agencyScope(viewer.agencyId), sealedId) ?? NOBODY;
  const [consent] = await manager.query<Omit<ConsentOnRecord, "caseId" | "giverName">[]>(CONSENT, [
    id,
    viewer.agencyId,
    new Date(at),
  ]);
  const caseId = consent ? await caseWith(manager, consent.subjectId, request) : null;
  if (!consent || !caseId) {
    throw new Refusal([{ path: "consentId", code: "UNKNOWN_CONSENT", message: "no such consent for you" }]);
  }
  const [giver] = consent.givenBy
    ? await manager.query<{ name: string }[]>(GIVER, [caseId, consent.givenBy, viewer.userId, new Date(at)])
    : [];
  return { ...consent, caseId, giverName: giver?.name ?? null };
}
