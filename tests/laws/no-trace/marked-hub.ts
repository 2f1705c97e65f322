/** Marks what the hub itself keeps: names, references, reasons, methods, evidence, who wrote what. */
import type { Pool } from "pg";
import type { Marker, Markers } from "./markers";

/** Free text that no answer has a place for. */
const NEVER_SHOWN: readonly (readonly [table: string, column: string])[] = [
  ["consent", "method"],
  ["consent", "evidence_ref"],
  ["consent", "recorded_by"],
  ["case_member", "reason"],
  ["case_member", "linked_by"],
  ["case_file", "opened_by"],
  ["case_assignment", "assigned_by"],
  ["competence_assessment", "assessed_by"],
  ["dispensation", "facts"],
  ["dispensation", "requested_by"],
  ["dispensation", "tell_family_when"],
  ["break_glass_grant", "narrative"],
  ["service_agreement", "service"],
  ["service_agreement", "recorded_by"],
  ["case_change", "changed_by"],
];

export async function markHub(owner: Pool, markers: Markers, people: ReadonlyMap<string, string>): Promise<void> {
  await addWhatTheDemonstrationLacks(owner);
  for (const [table, column] of NEVER_SHOWN) {
    await replaceAll(owner, table, column, (it) => markers.at({ kind: "hub", of: `${table}.${column}`, path: it }));
  }
  await replaceAll(owner, "app_user", "display_name", (id) => markers.at({ kind: "user", of: id, path: "name" }), "id");
  // two were born on one day, one person twice over: told apart, for a birthday that is found must say whose it is
  await owner.query("UPDATE person SET birth_date = birth_date - 1 WHERE name = 'Amelie Fenn'");
  const person = (id: string): Marker => ({ kind: "person", of: people.get(id)!, path: "name" });
  await replaceAll(owner, "person", "name", (id) => markers.at(person(id)), "id");
  const { rows: born } = await owner.query<{ id: string; born: string }>(
    "SELECT id, birth_date::text AS born FROM person WHERE birth_date IS NOT NULL",
  );
  for (const { id, born: day } of born) markers.at({ ...person(id), path: "birthDate" }).register(day);
  const { rows: cases } = await owner.query<{ reference: string }>("SELECT reference FROM case_file");
  for (const { reference } of cases) markers.at({ kind: "case", of: reference, path: "reference" }).register(reference);
  const { rows: identifiers } = await owner.query<{ value: string }>(
    "SELECT value FROM person_identifier WHERE system <> 'LOCAL_ID'",
  );
  for (const { value } of identifiers) {
    markers.at({ kind: "hub", of: "person_identifier", path: "value" }).register(value.split("/").at(-1)!);
  }
}

/** None of it opens anything: the windows are over, and rules do not read the rest. */
async function addWhatTheDemonstrationLacks(owner: Pool): Promise<void> {
  await owner.query(`
    INSERT INTO dispensation (case_id, subject_id, reason, categories, facts, requested_by, valid_from, valid_to, tell_family_when)
    SELECT case_id, person_id, 'CANNOT_BE_GIVEN', '{*}', '', '', '2026-01-01', '2026-01-10', '' FROM case_member;
    INSERT INTO service_agreement (case_id, person_id, service, decision, decided_at, recorded_by, recorded_at)
    SELECT case_id, person_id, '', 'AGREED', '2026-01-01', '', '2026-01-01' FROM case_member;
    INSERT INTO break_glass_grant (case_id, subject_id, user_id, reason, narrative, categories, valid_from, valid_to)
    SELECT m.case_id, m.person_id, 'gareth.mash', 'IMMEDIATE_DANGER', '', '{*}', '2026-01-01T00:00Z', '2026-01-01T02:00Z'
    FROM case_member m JOIN case_file c ON c.id = m.case_id WHERE c.reference = 'MASH-0003';
    INSERT INTO case_change (case_id, changed_at, changed_by, change, detail)
    SELECT id, opened_at, '', 'OPENED', '{}' FROM case_file`);
}

/** A word of its own in every row. */
async function replaceAll(
  owner: Pool,
  table: string,
  column: string,
  at: (key: string) => Markers,
  key = "ctid",
): Promise<void> {
  const { rows } = await owner.query<{ key: string }>(`SELECT ${key}::text AS key FROM ${table} ORDER BY 1`);
  const words = rows.map((it) => at(it.key).word());
  await owner.query(
    `UPDATE ${table} t SET ${column} = w.word FROM unnest($1::text[], $2::text[]) AS w (key, word) WHERE t.${key}::text = w.key`,
    [rows.map((it) => it.key), words],
  );
}
