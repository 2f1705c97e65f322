/** The statements of a matching, each for a whole batch, the same whoever is found (`match-people.ts`). */
import { isMatchable } from "./matchable.sql";

/** One at a time for each agency: a decision of a person's and a match of the same number must not both be first. */
export const LOCK = "SELECT pg_advisory_xact_lock(hashtext('match'), hashtext($1))";

/** More than this share a key with one description only where a great many people share a birth date. */
const MOST_CANDIDATES = 100;
/** Of one person; the newest. */
const MOST_DESCRIPTIONS = 8;

/**
 * Everybody who could be one of those described, by the keys that an index holds and by their identifiers. Who is
 * protected, was adopted away or is in conflict with the user is nobody here, before anything is counted or cut.
 *
 * A person whom only a link has named is found by identifier alone: what a practitioner typed is no record of anybody.
 * OFFSET 0 keeps each look-up one: joined freely, a planner that expects many rows reads a whole table instead.
 *
 * $1 the described as JSON, $2 user, $3 instant, $4 agency
 */
export const FIND = `
  WITH given AS MATERIALIZED (
    SELECT g.*, g.given || ' ' || g.family AS name, name_keys(g.given || ' ' || g.family, g."birthDate") AS by_name,
      place_keys(g.given || ' ' || g.family, g.postcode, g.uprn) AS by_place
    FROM jsonb_to_recordset($1::jsonb) AS g (n int, key jsonb, identifiers jsonb, given text, family text,
      "birthDate" date, postcode text, uprn text)
  )
  SELECT g.n, c.*,
    (SELECT v.state FROM match_review v WHERE v.system = g.key ->> 'system' AND v.value = g.key ->> 'value'
       AND v.agency_id = $4 AND v.person_id = c."personId") AS standing,
    EXISTS (SELECT FROM restriction r WHERE r.subject_id = c."personId" AND r.code = 'X-REFUGE'
            AND r.valid_from <= $3 AND (r.valid_to IS NULL OR r.valid_to > $3)) AS "placeIsSecret",
    coalesce((SELECT json_agg(json_build_object('system', i.system, 'value', i.value)) FROM person_identifier i
      WHERE i.person_id = c."personId" AND i.confidence >= 0.95 AND NOT starts_with(i.system, 'STAND-IN ')), '[]') AS identifiers,
    coalesce((SELECT json_agg(d) FROM (
      SELECT d.given, d.family, d.birth_date AS "birthDate", d.sex, d.postcode, d.uprn
      FROM person_identifier i JOIN person_description d ON d.system = i.system AND d.value = i.value
      WHERE i.person_id = c."personId" AND i.confidence >= 0.95
      ORDER BY d.described_at DESC, d.system, d.value, d.agency_id LIMIT ${MOST_DESCRIPTIONS}) d), '[]') AS descriptions
  FROM given g CROSS JOIN LATERAL (
    SELECT f.*, p.name, p.birth_date::text AS "birthDate"
    FROM (
      SELECT "personId", bool_or(is_key) AS "isLinked", bool_or(is_number) AS "isIdentified",
        bool_or(is_unconfirmed) AS "isUnconfirmed"
      FROM (
        SELECT id AS "personId", false AS is_key, false AS is_number, false AS is_unconfirmed FROM person
        WHERE name_keys(name, birth_date) && g.by_name AND named_by = 'CONTRIBUTION'
        UNION ALL
        SELECT i.person_id, false, false, false
        FROM person_description d CROSS JOIN LATERAL (SELECT person_id FROM person_identifier i
          WHERE i.system = d.system AND i.value = d.value AND i.confidence >= 0.95 OFFSET 0) i
        WHERE (name_keys(d.given || ' ' || d.family, d.birth_date)
               || place_keys(d.given || ' ' || d.family, d.postcode, d.uprn)) && (g.by_name || g.by_place)
        UNION ALL
        SELECT i.person_id, w.is_key AND i.confidence >= 0.95, i.confidence >= 0.95, i.confidence < 0.95
        FROM (SELECT g.key AS it, true AS is_key UNION ALL SELECT jsonb_array_elements(g.identifiers), false) w
        CROSS JOIN LATERAL (SELECT person_id, confidence FROM person_identifier i
          WHERE i.system = w.it ->> 'system' AND i.value = w.it ->> 'value' OFFSET 0) i
      ) a GROUP BY "personId" OFFSET 0
    ) f CROSS JOIN LATERAL (SELECT name, birth_date FROM person WHERE id = f."personId" OFFSET 0) p
    WHERE ${isMatchable('f."personId"', "$2", "$3")}
    ORDER BY f."isIdentified" OR f."isUnconfirmed" DESC, similarity(p.name, g.name) DESC, f."personId"
    LIMIT ${MOST_CANDIDATES}
  ) c
  ORDER BY g.n`;

/**
 * Keeps what was given, links what was matched, and puts before people what was not sure. An identifier that means
 * somebody is never pointed elsewhere; nor is anything changed that a person has decided. How somebody is described whom
 * the hub does not know is not kept, nor what was kept while they waited; a number that means somebody already keeps it,
 * whoever that is, so that nothing changes for those who are hidden.
 *
 * $1 the described as JSON, $2 the pairs as JSON, $3 agency, $4 instant
 */
export const KEEP = `
  WITH given AS (
    SELECT key ->> 'system' AS system, key ->> 'value' AS value, g.given, family, "birthDate" AS birth_date, sex, postcode, uprn,
      "isNobody" AND NOT EXISTS (SELECT FROM person_identifier i
        WHERE i.system = key ->> 'system' AND i.value = key ->> 'value') AS is_nobody
    FROM jsonb_to_recordset($1::jsonb) AS g (key jsonb, given text, family text, "birthDate" date, sex text,
      postcode text, uprn text, "isNobody" boolean)
  ), forgotten AS (
    DELETE FROM person_description d USING given g
    WHERE g.is_nobody AND d.system = g.system AND d.value = g.value AND d.agency_id = $3
  ), described AS (
    INSERT INTO person_description (system, value, agency_id, given, family, birth_date, sex, postcode, uprn, described_at)
    SELECT system, value, $3, given, family, birth_date, sex, postcode, uprn, $4
    FROM given WHERE NOT is_nobody
    ORDER BY 1, 2
    ON CONFLICT (system, value, agency_id) DO UPDATE SET given = excluded.given, family = excluded.family,
      birth_date = excluded.birth_date, sex = excluded.sex, postcode = excluded.postcode, uprn = excluded.uprn,
      described_at = excluded.described_at
  ), pair AS (
    SELECT * FROM jsonb_to_recordset($2::jsonb) AS p (system text, value text, person uuid, state text, kind text,
      probability float8, confidence numeric(4,3), comparisons jsonb, doubts text[], described jsonb)
  ), linked AS (
    INSERT INTO person_identifier (system, value, person_id, confidence)
    SELECT system, value, person, confidence FROM pair WHERE state = 'MATCHED' ORDER BY system, value
    ON CONFLICT DO NOTHING RETURNING system, value, person_id, confidence
  ), reviewed AS (
    INSERT INTO match_review (system, value, agency_id, person_id, state, kind, probability, comparisons, doubts,
      described, raised_at)
    SELECT system, value, $3, person, state, kind, probability, comparisons, doubts, described, $4 FROM pair
    ORDER BY system, value, person
    ON CONFLICT (system, value, agency_id, person_id) DO UPDATE SET kind = excluded.kind,
      probability = excluded.probability, comparisons = excluded.comparisons, doubts = excluded.doubts,
      described = excluded.described
      WHERE match_review.state = 'OPEN'
    RETURNING id, system, value, person_id, state
  ), decided AS (
    INSERT INTO match_decision (review_id, decision, decided_at, changed, became)
    SELECT r.id, 'MATCHED', $4, l.person_id IS NOT NULL,
      CASE WHEN l.person_id IS NOT NULL THEN jsonb_build_object('person', l.person_id, 'confidence', l.confidence) END
    FROM reviewed r LEFT JOIN linked l ON l.system = r.system AND l.value = r.value
    WHERE r.state = 'MATCHED'
  )
  SELECT id, system, value, person_id AS "personId" FROM reviewed`;
