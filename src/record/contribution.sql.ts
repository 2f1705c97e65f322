/** The statements that write contributions, each for a whole delivery (`contribution-writer.ts`). */

/**
 * One writer an agency: two deliveries of one reference must not both be first. In the order of their names, so that
 * two who write for several agencies never wait for one another in a circle.
 */
export const LOCK = `
  SELECT pg_advisory_xact_lock(hashtext('contribute'), hashtext(agency))
  FROM (SELECT DISTINCT agency FROM unnest($1::text[]) AS a (agency) ORDER BY agency) a`;

/**
 * Identifiers that mean nobody to this sender: of somebody protected, somebody they have a conflict of interest with, or
 * a match that nobody has confirmed. Their items go to a stand-in, as those of an identifier nobody has used would go to
 * a new person; so no answer, now or on reading back, tells them apart.
 */
export const BARRED = `
  SELECT i.system, i.value
  FROM (SELECT DISTINCT * FROM unnest($1::text[], $2::text[]) AS w (system, value)) w
  JOIN person_identifier i ON i.system = w.system AND i.value = w.value
  WHERE i.confidence < 0.95
     -- what is_barred asks of one person, asked of a batch
     OR i.person_id IN (SELECT subject_id FROM restriction WHERE code = 'X-PROTECTED'
                        AND valid_from <= $4 AND (valid_to IS NULL OR valid_to > $4))
     OR i.person_id IN (SELECT person_id FROM conflict_of_interest WHERE user_id = $3
                        AND valid_from <= $4 AND (valid_to IS NULL OR valid_to > $4))`;

/** Who was named by a caller's link alone takes the name and birth date of the first agency that contributes. */
export const RENAME = `
  UPDATE person p SET name = w.name, birth_date = w.birth_date, named_by = 'CONTRIBUTION'
  FROM unnest($1::uuid[], $2::text[], $3::date[]) AS w (id, name, birth_date)
  WHERE p.id = w.id AND p.named_by = 'LINK'`;

/**
 * Finds or makes the person of each item; the first name on file stays. The identifier goes first, for there the database
 * lets one of several writers through; only then its person.
 */
export const PEOPLE = `
  WITH wanted AS (
    SELECT DISTINCT ON (system, value) * FROM unnest($1::text[], $2::text[], $3::text[], $4::date[])
      AS w (system, value, name, birth_date)
  ), missing AS (
    SELECT gen_random_uuid() AS id, w.* FROM wanted w
    WHERE NOT EXISTS (SELECT FROM person_identifier i WHERE i.system = w.system AND i.value = w.value)
  ), identified AS (
    INSERT INTO person_identifier (system, value, person_id) SELECT system, value, id FROM missing ORDER BY system, value
    ON CONFLICT DO NOTHING RETURNING system, value, person_id
  ), people AS (
    INSERT INTO person (id, name, birth_date) SELECT m.id, m.name, m.birth_date FROM missing m JOIN identified i ON i.person_id = m.id
  )
  SELECT system, value, person_id FROM identified
  UNION ALL
  SELECT i.system, i.value, i.person_id
  FROM person_identifier i JOIN wanted w ON w.system = i.system AND w.value = i.value`;

/**
 * What stands under these references, at whichever person. The order asks for the index of references: in a store that
 * was never analysed another one looks as cheap, and is thirty times dearer.
 */
export const KNOWN = `
  SELECT i.* FROM (
    SELECT agency, array_agg(source_ref) AS refs FROM unnest($1::text[], $2::text[]) AS w (agency, source_ref) GROUP BY agency
  ) w CROSS JOIN LATERAL (
    SELECT id, person_id, agency_id, source_ref, field, restrictions::text AS restrictions,
           md5(concat_ws('|', field, body, occurred_on, recorded_at, nature, author_role, restrictions)) AS digest
    FROM contribution_item
    WHERE superseded_at IS NULL AND agency_id = w.agency AND source_ref = ANY (w.refs)
    ORDER BY source_ref OFFSET 0
  ) i`;

export const SUPERSEDE = `
  UPDATE contribution_item SET superseded_at = $3
  WHERE (id, person_id) IN (SELECT id, person FROM unnest($1::uuid[], $2::uuid[]) AS w (person, id))`;

/** What its source has restricted before it came, it brings along: LOCK keeps the two from missing one another. */
const SET_BEFORE = `coalesce((
  SELECT jsonb_agg(CASE r.code WHEN 'X-COURT' THEN jsonb_build_object('code', r.code, 'id', r.id, 'exempt', r.exempt)
    ELSE jsonb_build_object('code', r.code, 'id', r.id) END)
  FROM restriction_register r WHERE r.set_by = agency AND r.source_ref = i.source_ref AND r.valid_to IS NULL
    AND NOT i.restrictions::jsonb @> jsonb_build_array(jsonb_build_object('id', r.id))), '[]')`;

export const INSERT = `
  INSERT INTO contribution_item (person_id, agency_id, category, field, body, occurred_on, recorded_at, nature,
                                 author_role, restrictions, source_ref, received_at, received_from)
  SELECT person, agency, category, field, body::jsonb, occurred_on, recorded_at, nature, author_role,
         restrictions::jsonb || ${SET_BEFORE}, source_ref, $11, $13
  FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::date[], $7::timestamptz[], $8::text[],
              $9::text[], $10::text[], $12::text[])
    AS i (person, agency, category, field, body, occurred_on, recorded_at, nature, author_role, restrictions, source_ref)`;

/** The digest of a row that is not yet one, made as KNOWN makes it. */
export const DIGESTS = `
  SELECT md5(concat_ws('|', field, body::jsonb, occurred_on, recorded_at, nature, author_role, restrictions::jsonb)) AS digest
  FROM unnest($1::text[], $2::text[], $3::date[], $4::timestamptz[], $5::text[], $6::text[], $7::text[])
    WITH ORDINALITY AS i (field, body, occurred_on, recorded_at, nature, author_role, restrictions, n) ORDER BY n`;
