/**
 * One statement for everything a record is decided from: the viewer's standing, the case, its members, all evidence
 * about each of them, the rulebook's version, and the snapshot in which all of it was seen. It is the same statement
 * whatever it finds.
 */

/** Where the rows about somebody or something are read: as they are, or as they stood in a snapshot. */
type Reader = (table: string, about: string) => string;
const asItIs: Reader = (table) => table;
/** @param seen the place of the snapshot among the statement's values */
const asItStood =
  (seen: string): Reader =>
  (table, about) =>
    `${table}_as_of(${seen}::text::pg_snapshot, ${about})`;

const ms = (column: string) => `(extract(epoch FROM ${column}) * 1000)::float8`;
const list = (from: string, fields: Record<string, string>, order = "") => {
  const pairs = Object.entries(fields).map(([name, column]) => `'${name}', ${column}`);
  return `coalesce((SELECT json_agg(json_build_object(${pairs.join(", ")})${order}) FROM ${from}), '[]'::json)`;
};
const span = { from: ms("valid_from"), to: ms("valid_to") };

/** Columns about a person, given the case's id; the viewer's is $1. */
const evidenceAbout = (of: Reader, person: string, caseId: string) => `
  'consents', ${list(`${of("consent", person)} WHERE subject_id = ${person}`, {
    id: "id",
    givenBy: "given_by",
    capacity: "capacity",
    decision: "decision",
    categories: "categories",
    excludedCategories: "excluded_categories",
    recipients: "recipients",
    excludedRecipients: "excluded_recipients",
    purposes: "purposes",
    ...span,
    withdrawnAt: ms("withdrawn_at"),
    seekedSafely: "sought_safely",
  })},
  'dispensations', ${list(`${of("dispensation", person)} WHERE subject_id = ${person} AND case_id = ${caseId}`, {
    id: "id",
    reason: "reason",
    categories: "categories",
    requestedBy: "requested_by",
    authorisedBy: "authorised_by",
    ...span,
  })},
  'determinations', ${list(`${of("holder_determination", person)} WHERE subject_id = ${person}`, {
    id: "id",
    source: "source_id",
    category: "category",
    view: "view",
    purpose: "purpose",
    covert: "covert",
    ...span,
  })},
  'sourceReleases', ${list(
    `${of("source_release", person)} r LEFT JOIN source_release_words w ON w.release_id = r.id
       WHERE r.subject_id = ${person} AND r.case_id = ${caseId} AND r.recipient_id = $2`,
    {
      id: "r.id",
      source: "r.source_id",
      recipient: "r.recipient_id",
      category: "r.category",
      purpose: "r.purpose",
      items: "r.items",
      statement: "w.statement",
      conditions: "w.conditions",
      from: ms("r.valid_from"),
      to: ms("r.valid_to"),
    },
  )},
  'courtOrders', ${list(`${of("court_order", person)} WHERE subject_id = ${person}`, {
    id: "id",
    recipients: "recipients",
    categories: "categories",
    ...span,
  })},
  'breakGlass', ${list(
    `${of("break_glass_grant", person)} WHERE subject_id = ${person} AND case_id = ${caseId} AND user_id = $1`,
    {
      id: "id",
      userId: "user_id",
      narrative: "narrative",
      categories: "categories",
      ...span,
    },
  )},
  'restrictions', ${list(`${of("restriction", person)} WHERE subject_id = ${person}`, {
    code: "code",
    categories: "categories",
    exempt: "exempt",
    ...span,
  })},
  'parentalResponsibility', ${list(`${of("parental_responsibility", person)} WHERE child_id = ${person}`, {
    holder: "holder_id",
    ...span,
    restrictedFrom: ms("restricted_from"),
  })},
  'legalStatus', ${list(`${of("legal_status", person)} WHERE person_id = ${person}`, { code: "code", ...span })},
  'competence', ${list(
    `(SELECT * FROM ${of("competence_assessment", person)} WHERE person_id = ${person}) c`,
    { outcome: "outcome", at: ms("assessed_at") },
    // of two of one instant the one recorded last stands, and never one by chance
    " ORDER BY assessed_at DESC, recorded_at DESC NULLS LAST, id",
  )},
  'relationships', ${list(`relationship WHERE person_id = ${person}`, { to: "related_id", kind: "kind" })}`;

const viewerIn = (users: string, agencies: string) => `
  (SELECT count(*) FROM ${users} u JOIN ${agencies} a ON a.id = u.agency_id
   WHERE u.id = $1 AND u.agency_id = $2 AND $3 = ANY (u.roles) AND u.active AND a.active) = 1 AS active`;

const caseFile = (of: Reader, caseId: string) => `
  (SELECT json_build_object(
     'id', c.id, 'reference', c.reference, 'owner', c.owner_id, 'authorities', c.authorities,
     'openedAt', ${ms("c.opened_at")}, 'closedAt', ${ms("c.closed_at")},
     'localTier', c.local_tier, 'commonLevel', c.common_level, 'statutory', c.statutory,
     'statutoryBasis', c.statutory_basis, 'rag', c.rag, 'harmDecidedBy', c.harm_decided_by,
     'harmDecidedAt', ${ms("c.harm_decided_at")}, 'highRisk', c.high_risk,
     'agencies', ${list(`${of("case_agency", "c.id")} g WHERE g.case_id = c.id`, { id: "agency_id", ...span })},
     'assignments', ${list(`${of("case_assignment", "c.id")} s WHERE s.case_id = c.id AND s.user_id = $1`, span)},
     'conflicts', ${list(
       `${of("case_member", "c.id")} m, LATERAL (SELECT * FROM ${of("conflict_of_interest", "m.person_id")} x
          WHERE x.person_id = m.person_id) k WHERE m.case_id = c.id AND k.user_id = $1`,
       { from: ms("k.valid_from"), to: ms("k.valid_to") },
     )})
   FROM ${of("case_file", caseId)} c WHERE c.id = ${caseId}) AS "case"`;

const members = (of: Reader, disclosureKey: string) => `
  coalesce((SELECT json_agg(json_build_object(
     'id', p.id, 'name', p.name, 'birthDate', p.birth_date, 'disclosureKey', ${disclosureKey},
     'relationship', m.relationship, 'isChild', m.is_child, 'livesWithChild', m.lives_with_child,
     'contactWithChild', m.contact_with_child, ${evidenceAbout(of, "p.id", "m.case_id")}) ORDER BY m.linked_at, p.id)
   FROM ${of("case_member", "$4")} m, LATERAL (SELECT * FROM ${of("person", "m.person_id")} x WHERE x.id = m.person_id) p
   WHERE m.case_id = $4), '[]'::json) AS members`;

const head = "(SELECT version FROM rulebook_head)::float8 AS rulebook, pg_current_snapshot()::text AS snapshot";

/** $1 user, $2 agency, $3 role, $4 case */
export const RECORD_CONTEXT = `
  SELECT ${head}, ${viewerIn("app_user", "agency")}, ${caseFile(asItIs, "$4")}, ${members(asItIs, "p.disclosure_key")}`;

const KEY_NOW = "(SELECT n.disclosure_key FROM person n WHERE n.id = p.id)";

/**
 * The same as it stood when a decision was made, for making it again. People are named by the keys that they have now:
 * whose key was replaced since is nobody.
 *
 * $1 to $4 as above, $5 the snapshot
 */
export const RECORD_CONTEXT_AS_IT_STOOD = `
  SELECT 0::float8 AS rulebook, $5::text AS snapshot,
    ${viewerIn("app_user_as_of($5::text::pg_snapshot, $1)", "agency_as_of($5::text::pg_snapshot)")},
    ${caseFile(asItStood("$5"), "$4")}, ${members(asItStood("$5"), KEY_NOW)}`;

const DROPS_WHOLE = "NOT IN ('X-REFUGE', 'X-THIRD-PARTY')";

/**
 * No restriction drops item i whole, neither on it nor on its person: what does makes it read like none, here as in
 * `sharing/items.ts`. A court's order does not bind those it exempts.
 */
export const isReadable = `
  NOT EXISTS (SELECT FROM jsonb_array_elements(i.restrictions) r
    WHERE r ->> 'code' ${DROPS_WHOLE} AND coalesce(r -> 'elements', '[]') = '[]'
      AND NOT (r ->> 'code' = 'X-COURT' AND coalesce(r -> 'exempt', '[]') ?| ARRAY[$2, '*']))
  AND NOT EXISTS (SELECT FROM restriction r
    WHERE r.subject_id = i.person_id AND r.code ${DROPS_WHOLE} AND r.categories && ARRAY[i.category, '*']
      AND NOT (r.code = 'X-COURT' AND r.exempt && ARRAY[$2, '*'])
      AND r.valid_from <= $6 AND (r.valid_to IS NULL OR r.valid_to > $6))`;

/**
 * The same about one person, found by identifier, with the open case of the viewer's agency that the viewer works on,
 * where there is one. An identifier means the real person where that is the viewer's business, else their agency's
 * stand-in (docs/adr/0009), else the real person, who then shows nothing.
 *
 * $1 user, $2 agency, $3 role, $4 identifier system, $5 identifier value, $6 instant
 */
export const PERSON_CONTEXT = `
  WITH candidates AS (
    SELECT person_id, false AS stand_in FROM person_identifier WHERE system = $4 AND value = $5 AND confidence >= 0.95
    UNION ALL
    SELECT person_id, true FROM person_identifier WHERE system = 'STAND-IN ' || $4 AND value = $5 || ' ' || $2
  ), cases AS (
    SELECT DISTINCT ON (m.person_id) m.person_id, c.id
    FROM candidates n JOIN case_member m ON m.person_id = n.person_id JOIN case_file c ON c.id = m.case_id
    JOIN case_assignment s ON s.case_id = c.id
    WHERE c.owner_id = $2 AND s.user_id = $1 AND c.closed_at IS NULL
      AND s.valid_from <= $6 AND (s.valid_to IS NULL OR s.valid_to > $6)
      AND NOT EXISTS (SELECT FROM case_member o WHERE o.case_id = c.id AND EXISTS (
        SELECT FROM conflict_of_interest k WHERE k.person_id = o.person_id AND k.user_id = $1
          AND k.valid_from <= $6 AND (k.valid_to IS NULL OR k.valid_to > $6)))
    ORDER BY m.person_id, c.opened_at DESC
  ), weighed AS (
    SELECT n.*, is_barred(n.person_id, $1, $6) AS barred,
      EXISTS (SELECT FROM cases c WHERE c.person_id = n.person_id) OR EXISTS (
        SELECT FROM contribution_item i
        WHERE i.person_id = n.person_id AND i.agency_id = $2 AND i.superseded_at IS NULL AND ${isReadable}) AS known
    FROM candidates n
  ), found AS (
    SELECT person_id, known FROM weighed
    ORDER BY CASE WHEN stand_in THEN 2 WHEN known AND NOT barred THEN 1 ELSE 3 END LIMIT 1
  ), theirs AS (
    SELECT c.id FROM cases c JOIN found f ON f.person_id = c.person_id
  )
  SELECT ${head}, ${viewerIn("app_user", "agency")},
    coalesce((SELECT known FROM found), false) AS known,
    ${caseFile(asItIs, "(SELECT id FROM theirs)")},
    coalesce((SELECT json_agg(json_build_object(
       'id', p.id, 'name', p.name, 'birthDate', p.birth_date, 'disclosureKey', p.disclosure_key,
       'relationship', m.relationship, 'isChild', m.is_child, 'livesWithChild', m.lives_with_child,
       'contactWithChild', m.contact_with_child,
       'conflicts', ${list("conflict_of_interest k WHERE k.person_id = p.id AND k.user_id = $1", span)},
       ${evidenceAbout(asItIs, "p.id", "m.case_id")}))
     FROM person p LEFT JOIN case_member m ON m.person_id = p.id AND m.case_id = (SELECT id FROM theirs)
     WHERE p.id = (SELECT person_id FROM found)), '[]'::json) AS members`;
