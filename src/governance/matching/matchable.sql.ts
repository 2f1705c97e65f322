/**
 * Of whom a match may speak. Not of somebody protected, of somebody with whom the user has a conflict of interest, of who
 * somebody was before an adoption, nor of a stand-in, which is what its own agency typed (docs/adr/0009).
 *
 * As text, and not as a function of the database's: it is asked of every candidate, and a function costs ten times as
 * much as what it asks. OFFSET 0 has each asked as a look-up of its own: made into joins they read whole tables. Of
 * barred people it says what `is_barred` says; a test compares them.
 */

const SEALED = `'[{"code": "X-ADOPTION"}]'`;
const inForce = (row: string, at: string): string =>
  `${row}.valid_from <= ${at} AND (${row}.valid_to IS NULL OR ${row}.valid_to > ${at})`;

/** @param person, user, at expressions: a person's id, a user's id or null, an instant */
export const isMatchable = (person: string, user: string, at: string): string => `(
  NOT EXISTS (SELECT FROM restriction r WHERE r.subject_id = ${person} AND ${inForce("r", at)}
    -- kept from one category alone, an adoption is somebody else's, to whom a link is sealed
    AND (r.code = 'X-PROTECTED' OR r.code = 'X-ADOPTION' AND r.categories && '{*,demographics}') OFFSET 0)
  AND NOT EXISTS (SELECT FROM conflict_of_interest k
    WHERE k.user_id = ${user} AND k.person_id = ${person} AND ${inForce("k", at)} OFFSET 0)
  -- a sealed record: who they were is sealed, or everything is
  AND NOT EXISTS (SELECT FROM contribution_item s
    WHERE s.person_id = ${person} AND s.superseded_at IS NULL AND s.restrictions @> ${SEALED}
      AND (s.category = 'demographics' OR NOT EXISTS (SELECT FROM contribution_item o
        WHERE o.person_id = ${person} AND o.superseded_at IS NULL AND NOT o.restrictions @> ${SEALED})) OFFSET 0)
  AND EXISTS (SELECT FROM person_identifier e
    WHERE e.person_id = ${person} AND e.confidence >= 0.95 AND NOT starts_with(e.system, 'STAND-IN ') OFFSET 0))`;
