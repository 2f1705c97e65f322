/** The statements of the queue in which a person decides about matches (`matches.ts`). */
import { isMatchable } from "./matchable.sql";

/** Users of a hub who may look: active, in this role, at an agency that is a hub. $1 user, $2 agency, $3 role */
export const MAY_LOOK = `
  SELECT 1 FROM app_user u JOIN agency a ON a.id = u.agency_id
  WHERE u.id = $1 AND u.agency_id = $2 AND $3 = ANY (u.roles) AND u.active AND a.active AND a.kind = 'MASH'`;

/** What a match shows: each side as it was given to the hub, and the comparisons. Never who sent it, nor a place. */
const SHOWN = `
  v.id, v.state, v.kind, v.probability, v.comparisons, v.doubts, v.described, v.raised_at AS "raisedAt",
  md5(v.agency_id || ' ' || v.system || ' ' || v.value) AS record,
  p.name, p.birth_date::text AS "birthDate", p.disclosure_key AS "disclosureKey",
  coalesce((SELECT json_agg(json_build_object('decision', d.decision, 'by', u.display_name, 'at', d.decided_at,
              'reason', d.reason) ORDER BY d.n)
            FROM match_decision d LEFT JOIN app_user u ON u.id = d.decided_by WHERE d.review_id = v.id), '[]') AS history`;

/**
 * $1 state, $2 user, $3 instant, $4 how many. What waits is not shown where its number has come to mean somebody whom the
 * user may know of; taken back, it waits again.
 */
export const LIST = `
  SELECT ${SHOWN}
  FROM match_review v JOIN person p ON p.id = v.person_id
  WHERE v.state = $1 AND ${isMatchable("v.person_id", "$2", "$3")}
    AND (v.state <> 'OPEN' OR NOT EXISTS (
      SELECT FROM person_identifier i WHERE i.system = v.system AND i.value = v.value AND i.confidence >= 0.95
        AND i.person_id <> v.person_id AND ${isMatchable("i.person_id", "$2", "$3")}))
  ORDER BY v.raised_at DESC, v.probability DESC, v.id LIMIT $4`;

/** $1 match, $2 user, $3 instant */
export const AGENCY_OF = `
  SELECT v.agency_id AS agency FROM match_review v WHERE v.id = $1 AND ${isMatchable("v.person_id", "$2", "$3")}`;

/** $1 match. Of several who decide at once the database lets one through. */
export const HELD = `
  SELECT v.state, v.system, v.value, v.person_id AS "personId", p.disclosure_key AS "disclosureKey"
  FROM match_review v JOIN person p ON p.id = v.person_id WHERE v.id = $1 FOR UPDATE OF v`;

/** Whom a number means, and may the user know of them? $1 system, $2 value, $3 user, $4 instant */
export const HOLDER = `
  SELECT person_id AS "personId", confidence, ${isMatchable("person_identifier.person_id", "$3", "$4")} AS "isKnowable"
  FROM person_identifier WHERE system = $1 AND value = $2 FOR UPDATE`;

/** $1 system, $2 value, $3 person */
export const LINK = `
  INSERT INTO person_identifier (system, value, person_id, confidence) VALUES ($1, $2, $3, 1)
  ON CONFLICT (system, value) DO UPDATE SET person_id = excluded.person_id, confidence = 1
    WHERE person_identifier.confidence < 0.95
  RETURNING 1`;

/** $1 match, $2 decision, $3 user, $4 instant, $5 reason, $6 changed, $7 was, $8 became */
export const DECIDE = `
  INSERT INTO match_decision (review_id, decision, decided_by, decided_at, reason, changed, was, became)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`;
