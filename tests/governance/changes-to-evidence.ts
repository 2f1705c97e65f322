/** Things that happen to evidence in a hub: each changes some of what decisions are made from, anywhere in the demonstration. */
import type { Pool } from "pg";

type Change = (owner: Pool, random: () => number) => Promise<unknown>;

const RANDOM_PERSON = "(SELECT person_id FROM case_member ORDER BY md5(person_id::text || $1) LIMIT 1)";
const run =
  (sql: string): Change =>
  (owner, random) =>
    owner.query(sql, [String(random())]);

export const CHANGES: readonly Change[] = [
  run(`UPDATE case_file SET common_level = 1 + (abs(hashtext(id::text || $1)) % 4)`),
  run(`UPDATE case_file SET statutory = NOT statutory WHERE hashtext(id::text || $1) % 2 = 0`),
  run(`UPDATE case_file SET statutory_basis = CASE WHEN hashtext(id::text || $1) % 2 = 0 THEN 'S47' END`),
  run(`UPDATE consent SET withdrawn_at = CASE WHEN withdrawn_at IS NULL THEN valid_from + interval '1 day' END
       WHERE hashtext(id::text || $1) % 2 = 0`),
  run(`DELETE FROM consent WHERE id = (SELECT id FROM consent ORDER BY md5(id::text || $1) LIMIT 1)`),
  run(`UPDATE protocol SET status = CASE status WHEN 'ACTIVE' THEN 'SUSPENDED' ELSE 'ACTIVE' END
       WHERE (id, version) = (SELECT id, version FROM protocol ORDER BY md5(id || $1) LIMIT 1)`),
  run(`DELETE FROM protocol_signature WHERE agency_id = (SELECT id FROM agency ORDER BY md5(id || $1) LIMIT 1)`),
  run(`UPDATE agency SET active = NOT active WHERE id = 'CAMHS' AND $1 <> ''`),
  run(`UPDATE person SET birth_date = birth_date - 400 WHERE id = ${RANDOM_PERSON}`),
  run(`INSERT INTO competence_assessment (person_id, outcome, assessed_at, assessed_by)
       VALUES (${RANDOM_PERSON}, 'COMPETENT', '2026-01-01', 'test')`),
  run(
    `UPDATE case_member SET contact_with_child = NOT contact_with_child WHERE hashtext(person_id::text || $1) % 3 = 0`,
  ),
  run(`UPDATE parental_responsibility SET restricted_from = '2026-01-01' WHERE hashtext(child_id::text || $1) % 2 = 0`),
  run(`INSERT INTO holder_determination (subject_id, source_id, category, view, valid_from)
       VALUES (${RANDOM_PERSON}, 'SCHOOL', 'attendance', 'MORE_DETRIMENTAL', '2026-01-01')`),
  run(`DELETE FROM holder_determination WHERE hashtext(id::text || $1) % 2 = 0`),
  run(`INSERT INTO court_order (subject_id, recipients, categories, valid_from)
       VALUES (${RANDOM_PERSON}, '{MASH}', '{attendance,csc-status}', '2026-01-01')`),
  run(
    `UPDATE law SET valid_to = CASE WHEN valid_to IS NULL THEN date '2026-06-01' END WHERE reason = 'P-CONSENT' AND $1 <> ''`,
  ),
  run(`UPDATE case_agency SET valid_to = CASE WHEN valid_to IS NULL THEN timestamptz '2026-11-01' END
       WHERE hashtext(agency_id || case_id::text || $1) % 5 = 0`),
  run(`INSERT INTO dispensation (case_id, subject_id, reason, categories, facts, requested_by, authorised_by, valid_from, valid_to, tell_family_when)
       SELECT case_id, person_id, 'CANNOT_BE_GIVEN', '{*}', 'x', 'a', 'b', '2026-11-20', '2026-11-28', 'later'
       FROM case_member ORDER BY md5(person_id::text || $1) LIMIT 1`),
];
