/** The statements of `disclosure-index.ts`; lists come in as JSON, for that is one value however many they are. */

export const READ_NEXT = "SELECT seq, body FROM disclosure_record WHERE seq > $1 ORDER BY seq LIMIT $2";

export const ADD_FACTS = `
  INSERT INTO disclosure_fact (seq, id, at, kind, agency, user_id, role, purpose, case_id, tell_family, sources, words)
  SELECT seq, id, at, kind, agency, user_id, role, purpose, case_id, tell_family, sources, words
  FROM json_to_recordset($1::json) AS f (seq bigint, id text, at timestamptz, kind text, agency text, user_id text,
    role text, purpose text, case_id text, tell_family boolean, sources text[], words text[])`;

/** Of families the first five are enough to tell whether there are five. */
export const ADD_TALLIES = `
  INSERT INTO disclosure_tally AS t (month, measure, agency, source, protocol, reason, count, families)
  SELECT month, measure, agency, source, protocol, reason, count, families
  FROM json_to_recordset($1::json) AS n (month text, measure text, agency text, source text, protocol text, reason text,
    count bigint, families text[])
  ON CONFLICT (month, measure, agency, source, protocol, reason) DO UPDATE SET count = t.count + excluded.count,
    families = (SELECT array_agg(f) FROM (SELECT DISTINCT f FROM unnest(t.families || excluded.families) f LIMIT 5) d)`;

export const READ_WITHHELD = "SELECT case_id AS id, cells FROM disclosure_withheld WHERE case_id = ANY ($1)";
export const KEEP_WITHHELD = `
  INSERT INTO disclosure_withheld (case_id, cells)
  SELECT id, cells FROM json_to_recordset($1::json) AS n (id text, cells jsonb)
  ON CONFLICT (case_id) DO UPDATE SET cells = excluded.cells`;
