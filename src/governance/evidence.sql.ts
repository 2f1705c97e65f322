/**
 * One statement for everything a record is decided from: the viewer's standing, the case, its members, all evidence
 * about each of them, and the rulebook's version. It is the same statement whatever it finds.
 */
const ms = (column: string) => `(extract(epoch FROM ${column}) * 1000)::float8`;
const list = (from: string, fields: Record<string, string>, order = "") => {
  const pairs = Object.entries(fields).map(([name, column]) => `'${name}', ${column}`);
  return `coalesce((SELECT json_agg(json_build_object(${pairs.join(", ")})${order}) FROM ${from}), '[]'::json)`;
};
const span = { from: ms("valid_from"), to: ms("valid_to") };

/** Columns about person \`p\`, given the case's id in $CASE and the viewer's in $1. */
const evidenceAbout = (person: string, caseId: string) => `
  'consents', ${list(`consent WHERE subject_id = ${person}`, {
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
  'dispensations', ${list(`dispensation WHERE subject_id = ${person} AND case_id = ${caseId}`, {
    id: "id",
    reason: "reason",
    categories: "categories",
    requestedBy: "requested_by",
    authorisedBy: "authorised_by",
    ...span,
  })},
  'determinations', ${list(`holder_determination WHERE subject_id = ${person}`, {
    id: "id",
    source: "source_id",
    category: "category",
    view: "view",
    purpose: "purpose",
    covert: "covert",
    ...span,
  })},
  'courtOrders', ${list(`court_order WHERE subject_id = ${person}`, {
    id: "id",
    recipients: "recipients",
    categories: "categories",
    ...span,
  })},
  'breakGlass', ${list(`break_glass_grant WHERE subject_id = ${person} AND case_id = ${caseId} AND user_id = $1`, {
    id: "id",
    userId: "user_id",
    narrative: "narrative",
    categories: "categories",
    ...span,
  })},
  'restrictions', ${list(`restriction WHERE subject_id = ${person}`, {
    code: "code",
    categories: "categories",
    exempt: "exempt",
    ...span,
  })},
  'parentalResponsibility', ${list(`parental_responsibility WHERE child_id = ${person}`, {
    holder: "holder_id",
    ...span,
    restrictedFrom: ms("restricted_from"),
  })},
  'legalStatus', ${list(`legal_status WHERE person_id = ${person}`, { code: "code", ...span })},
  'competence', ${list(
    `(SELECT outcome, assessed_at FROM competence_assessment WHERE person_id = ${person}) c`,
    { outcome: "outcome", at: ms("assessed_at") },
    " ORDER BY assessed_at DESC",
  )},
  'relationships', ${list(`relationship WHERE person_id = ${person}`, { to: "related_id", kind: "kind" })}`;

const viewer = `
  (SELECT count(*) FROM app_user u JOIN agency a ON a.id = u.agency_id
   WHERE u.id = $1 AND u.agency_id = $2 AND $3 = ANY (u.roles) AND u.active AND a.active) = 1 AS active`;

const caseFile = `
  (SELECT json_build_object(
     'id', c.id, 'reference', c.reference, 'owner', c.owner_id, 'authorities', c.authorities,
     'openedAt', ${ms("c.opened_at")}, 'closedAt', ${ms("c.closed_at")},
     'localTier', c.local_tier, 'commonLevel', c.common_level, 'statutory', c.statutory,
     'statutoryBasis', c.statutory_basis, 'rag', c.rag, 'harmDecidedBy', c.harm_decided_by,
     'harmDecidedAt', ${ms("c.harm_decided_at")}, 'highRisk', c.high_risk,
     'agencies', ${list("case_agency g WHERE g.case_id = c.id", { id: "agency_id", ...span })},
     'assignments', ${list("case_assignment s WHERE s.case_id = c.id AND s.user_id = $1", span)},
     'conflicts', ${list(
       "conflict_of_interest k JOIN case_member m ON m.person_id = k.person_id WHERE m.case_id = c.id AND k.user_id = $1",
       { from: ms("k.valid_from"), to: ms("k.valid_to") },
     )})
   FROM case_file c WHERE c.id = $4) AS "case"`;

const members = `
  coalesce((SELECT json_agg(json_build_object(
     'id', p.id, 'name', p.name, 'birthDate', p.birth_date,
     'relationship', m.relationship, 'isChild', m.is_child, 'livesWithChild', m.lives_with_child,
     'contactWithChild', m.contact_with_child, ${evidenceAbout("p.id", "m.case_id")}) ORDER BY m.linked_at, p.id)
   FROM case_member m JOIN person p ON p.id = m.person_id WHERE m.case_id = $4), '[]'::json) AS members`;

/** $1 user, $2 agency, $3 role, $4 case */
export const RECORD_CONTEXT = `
  SELECT (SELECT version FROM rulebook_head)::float8 AS rulebook, ${viewer}, ${caseFile}, ${members}`;

const DROPS_WHOLE = "NOT IN ('X-REFUGE', 'X-THIRD-PARTY')";

/**
 * No restriction drops item i whole, neither on it nor on its person: what does makes it read like none, here as in
 * `sharing/items.ts`. A court's order does not bind those it exempts.
 */
const isReadable = `
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
  SELECT (SELECT version FROM rulebook_head)::float8 AS rulebook, ${viewer},
    coalesce((SELECT known FROM found), false) AS known,
    ${caseFile.replace("c.id = $4", "c.id = (SELECT id FROM theirs)")},
    coalesce((SELECT json_agg(json_build_object(
       'id', p.id, 'name', p.name, 'birthDate', p.birth_date,
       'relationship', m.relationship, 'isChild', m.is_child, 'livesWithChild', m.lives_with_child,
       'contactWithChild', m.contact_with_child,
       'conflicts', ${list("conflict_of_interest k WHERE k.person_id = p.id AND k.user_id = $1", span)},
       ${evidenceAbout("p.id", "m.case_id")}))
     FROM person p LEFT JOIN case_member m ON m.person_id = p.id AND m.case_id = (SELECT id FROM theirs)
     WHERE p.id = (SELECT person_id FROM found)), '[]'::json) AS members`;
