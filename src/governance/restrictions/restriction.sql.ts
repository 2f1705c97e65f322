/** What an agency sets stands in its register; what follows from it on people and on items carries the register's id. */

/** One writer of an agency's items, contributions among them (`record/contribution.sql.ts`): neither misses the other. */
export const LOCK_ITEMS = "SELECT pg_advisory_xact_lock(hashtext('contribute'), hashtext($1))";

/** Said twice, the first stands, and its id is the answer. */
export const REGISTER = `
  INSERT INTO restriction_register (id, set_by, code, categories, exempt, system, value, person_id, case_id, source_ref,
    valid_from, set_by_user, set_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
  ON CONFLICT (set_by, code, categories, exempt, system, value, person_id, source_ref) WHERE valid_to IS NULL
  DO UPDATE SET valid_from = least(restriction_register.valid_from, excluded.valid_from)
  RETURNING id`;

/** $1 register, $2 person, $3 agency, $4 code, $5 categories, $6 exempt, $7 from */
export const SET_PERSON = `
  INSERT INTO restriction (register_id, subject_id, set_by, code, categories, exempt, valid_from)
  SELECT $1, $2, $3, $4, $5, $6, $7
  WHERE NOT EXISTS (SELECT FROM restriction WHERE register_id = $1 AND subject_id = $2 AND valid_to IS NULL
    AND valid_from <= $7)`;

/** $1 agency, $2 reference, $3 the entry in a list */
export const SET_ITEM = `
  UPDATE contribution_item SET restrictions = restrictions || $3::jsonb
  WHERE superseded_at IS NULL AND agency_id = $1 AND source_ref = $2 AND NOT restrictions @> $3::jsonb`;

/** $1 register, $2 agency, $3 codes, $4 instant, $5 user */
export const LIFT = `
  UPDATE restriction_register SET valid_to = $4, lifted_by_user = $5
  WHERE id = $1 AND set_by = $2 AND code = ANY ($3) AND valid_to IS NULL RETURNING source_ref AS "sourceRef"`;

/** $1 register, $2 instant */
export const LIFT_PEOPLE = "UPDATE restriction SET valid_to = $2 WHERE register_id = $1 AND valid_to IS NULL";

/** $1 agency, $2 reference, $3 register */
export const LIFT_ITEM = `
  UPDATE contribution_item SET restrictions = coalesce((
    SELECT jsonb_agg(r) FROM jsonb_array_elements(restrictions) r WHERE r ->> 'id' IS DISTINCT FROM $3), '[]')
  WHERE superseded_at IS NULL AND agency_id = $1 AND source_ref = $2`;

/** $1 agency, $2 codes */
export const LIST = `
  SELECT id, code, system || ' ' || value AS person, person_id AS "personId", case_id AS "caseId",
    source_ref AS "sourceRef", categories, exempt, valid_from AS since, valid_to AS "liftedAt", set_by_user AS "setBy"
  FROM restriction_register WHERE set_by = $1 AND code = ANY ($2) ORDER BY set_at DESC, id LIMIT 1000`;
