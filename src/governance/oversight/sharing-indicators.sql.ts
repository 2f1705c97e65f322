/** What the sharing indicators count. Wherever an agency is a value, null counts the whole hub. */

/** $1 month, $2 agency that asked. Nobody's own data: looking at it is no sharing. */
export const TALLIES = `
  SELECT measure, agency, source, protocol, reason, count, families FROM disclosure_tally
  WHERE month = $1 AND agency <> source AND ($2::text IS NULL OR agency = $2)`;

/** $1 from, $2 to, $3 agency */
export const FINDINGS_OF = `
  SELECT a.finding AS label, count(*)::int AS count, count(DISTINCT coalesce(f.case_id, f.id))::int AS families
  FROM audit_finding a JOIN disclosure_fact f ON f.id = a.disclosure_id
  WHERE a.found_at >= $1 AND a.found_at < $2 AND ($3::text IS NULL OR a.agency_id = $3)
  GROUP BY a.finding ORDER BY a.finding`;

/**
 * By case: was its family told, before the month ended, once what they were to be told of had been shared? Those who tell are those of
 * the agency that owns the case.
 *
 * $1 from, $2 to, $3 agency
 */
export const FAMILIES_TOLD = `
  WITH due AS (
    SELECT f.case_id, max(f.at) AS at FROM disclosure_fact f JOIN case_file c ON c.id::text = f.case_id
    WHERE f.tell_family AND f.at >= $1 AND f.at < $2 AND ($3::text IS NULL OR c.owner_id = $3) GROUP BY f.case_id
  ), weighed AS (
    SELECT EXISTS (SELECT FROM family_told t WHERE t.case_id::text = d.case_id AND t.told_at >= d.at AND t.recorded_at < $2) AS told FROM due d
  )
  SELECT label, count, count AS families FROM (
    SELECT CASE WHEN told THEN 'TOLD' ELSE 'NOT_TOLD' END AS label, count(*)::int AS count FROM weighed GROUP BY told
  ) c ORDER BY label`;

/** As it stood when the month ended. $1 that instant, $2 agency of who recorded it */
export const CONSENTS_EXPIRING = `
  SELECT count(*)::int AS count, count(DISTINCT s.subject_id)::int AS families
  FROM consent s LEFT JOIN app_user u ON u.id = s.recorded_by
  WHERE s.decision = 'GRANTED' AND s.recorded_at < $1 AND s.valid_from < $1
    AND s.valid_to >= $1 AND s.valid_to < $1 + interval '30 days'
    AND (s.withdrawn_at IS NULL OR s.withdrawn_at >= $1) AND ($2::text IS NULL OR u.agency_id = $2)`;

/** What sources answered in the month, and after how many hours. $1 from, $2 to, $3 agency that was asked */
export const SOURCE_DECISIONS = `
  SELECT count(*)::int AS count, count(DISTINCT case_id)::int AS families,
    percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM answered_at - requested_at) / 3600)::float8 AS "medianHours"
  FROM disclosure_request
  WHERE answered_at >= $1 AND answered_at < $2 AND ($3::text IS NULL OR source_id = $3)`;
