/** What of dispensations may be read, and by whom. */

/** Nobody on this case is a conflict of interest of user $1's, and its subject is not protected; $3 the instant. */
const READABLE = `
  NOT EXISTS (SELECT FROM conflict_of_interest k JOIN case_member m ON m.person_id = k.person_id
    WHERE m.case_id = d.case_id AND k.user_id = $1 AND k.valid_from <= $3 AND (k.valid_to IS NULL OR k.valid_to > $3))
  AND NOT EXISTS (SELECT FROM restriction r WHERE r.subject_id = d.subject_id AND r.code = 'X-PROTECTED'
    AND r.valid_from <= $3 AND (r.valid_to IS NULL OR r.valid_to > $3))`;

const STANDING = `
  CASE WHEN d.refused_by IS NOT NULL THEN 'REFUSED' WHEN d.valid_to <= $3 THEN 'EXPIRED'
       WHEN d.authorised_by IS NOT NULL THEN 'AUTHORISED' ELSE 'REQUESTED' END`;

const COLUMNS = `
  d.id, d.subject_id AS "personId", d.case_id AS "caseId", d.reason, d.categories, ${STANDING} AS standing,
  coalesce(d.requested_at, d.valid_from) AS "requestedAt", d.valid_to AS "validTo",
  d.tell_family_when AS "tellFamilyWhen", d.refused_because AS "refusedBecause",
  CASE WHEN $2 IN (d.requested_agency, c.owner_id) THEN d.facts END AS facts`;

export interface DispensationRow {
  readonly id: string;
  readonly personId: string;
  readonly caseId: string;
  readonly reason: string;
  readonly categories: readonly string[];
  readonly standing: string;
  readonly requestedAt: Date;
  readonly validTo: Date;
  readonly tellFamilyWhen: string;
  readonly refusedBecause: string | null;
  readonly facts: string | null;
}

/** $1 user, $2 agency, $3 instant, $4 case; those who work on it have been found to */
export const OF_CASE = `
  SELECT ${COLUMNS} FROM dispensation d JOIN case_file c ON c.id = d.case_id
  WHERE d.case_id = $4 AND ${READABLE} ORDER BY "requestedAt" DESC, d.id`;

/** $1 user, $2 agency, $3 instant */
export const TO_DECIDE = `
  SELECT ${COLUMNS} FROM dispensation d JOIN case_file c ON c.id = d.case_id
  WHERE $2 IN (d.requested_agency, c.owner_id) AND c.closed_at IS NULL AND d.requested_by <> $1
    AND d.authorised_by IS NULL AND d.refused_by IS NULL AND d.valid_to > $3 AND ${READABLE}
  ORDER BY d.valid_to, d.id LIMIT 200`;

/** $1 user, $2 agency, $3 instant, $4 dispensation */
export const DECIDABLE = `
  SELECT d.requested_by AS "requestedBy", d.requested_agency AS "requestedAgency", c.closed_at IS NULL AS "caseOpen",
    d.authorised_by IS NOT NULL OR d.refused_by IS NOT NULL AS decided, d.valid_to AS "validTo"
  FROM dispensation d JOIN case_file c ON c.id = d.case_id
  WHERE d.id = $4 AND $2 IN (d.requested_agency, c.owner_id) AND ${READABLE}`;
