/**
 * The measured families: twelve people each, of whom a case takes the first two, five, six or all. Everything about
 * them is the same in size, whatever else the store holds, and enough is on file that every field is released: half
 * by the holders' standing determinations, half by consent.
 */
import type { ClientBase } from "pg";
import { itemsOf } from "../../src/generate/holders";
import { AS_OF, familiesOf } from "../../src/generate/generate";
import { AGENCIES } from "../../src/demonstration";
import { AREAS, BENCH_AGENCIES, type Area, type BenchAgency } from "./agencies";
import { KINDS, SELECTION } from "./query";

const PEOPLE = 12;
export const SIZES = [2, 5, 6, 12] as const;
export type FamilySize = (typeof SIZES)[number];

/** A family of its own in each area, so that nobody holds what a case's area does not ask for. */
const personId = (person: string) => `md5('bench person ' || area || ' ' || f || ' ' || ${person})::uuid`;
const localId = "'HUB:bench-' || area || '-' || f || '-' || p";
const caseId = "md5('bench case ' || area || ' ' || f || ' ' || size)::uuid";

/** People, their relationships, parental responsibility and consents; cases of every size in both areas. */
export async function seedFamilies(client: ClientBase, families: number): Promise<void> {
  const areas = AREAS.map((it) => `'${it}'`).join();
  const each = `unnest(ARRAY[${areas}]) area CROSS JOIN generate_series(0, ${families - 1}) f`;
  const people = `${each} CROSS JOIN generate_series(0, ${PEOPLE - 1}) p`;
  const cases = `${each} CROSS JOIN unnest(ARRAY[${SIZES.join()}]) size`;
  const childOf = `${people} CROSS JOIN generate_series(0, 1) parent WHERE p > 1`;
  for (const sql of [
    `INSERT INTO person (id, name, birth_date) SELECT ${personId("p")}, 'Bench ' || f || '-' || p,
       CASE WHEN p < 2 THEN '1988-05-01'::date ELSE '2014-03-01'::date + p * 200 END FROM ${people}`,
    `INSERT INTO person_identifier (system, value, person_id) SELECT 'LOCAL_ID', ${localId}, ${personId("p")} FROM ${people}`,
    `INSERT INTO relationship (person_id, related_id, kind)
       SELECT ${personId("parent")}, ${personId("p")}, CASE parent WHEN 0 THEN 'MOTHER' ELSE 'FATHER' END FROM ${childOf}`,
    `INSERT INTO relationship (person_id, related_id, kind) SELECT ${personId("p")}, ${personId("parent")}, 'CHILD' FROM ${childOf}`,
    `INSERT INTO parental_responsibility (child_id, holder_id, valid_from)
       SELECT ${personId("p")}, ${personId("parent")}, '2014-01-01' FROM ${childOf}`,
    `INSERT INTO consent (subject_id, given_by, capacity, decision, categories, recipients, purposes, valid_from, valid_to,
                          method, sought_safely, recorded_by, recorded_at)
       SELECT ${personId("p")}, ${personId("CASE WHEN p < 2 THEN p ELSE 0 END")},
         CASE WHEN p < 2 THEN 'SELF' ELSE 'PR_HOLDER' END, 'GRANTED', '{*}', '{MASH}', '{MASH_SCREENING}',
         now() - interval '30 days', now() + interval '180 days', 'VERBAL', true, 'bench', now() FROM ${people}`,
    `INSERT INTO case_file (id, reference, owner_id, authorities, opened_at, opened_by, local_tier, common_level, statutory)
       SELECT ${caseId}, 'BENCH-' || f || '-' || size || '-' || area, 'MASH', ARRAY[area],
         now() - interval '30 days', 'bench', 'Specialist', 4, true FROM ${cases}`,
    `INSERT INTO case_member (case_id, person_id, relationship, is_child, lives_with_child, contact_with_child, reason, linked_by, linked_at)
       SELECT ${caseId}, ${personId("p")}, CASE p WHEN 0 THEN 'MOTHER' WHEN 1 THEN 'FATHER' ELSE 'CHILD' END,
         p > 1, true, p < 2, 'bench', 'bench', now() - interval '30 days' + p * interval '1 second'
       FROM ${cases} CROSS JOIN generate_series(0, ${PEOPLE - 1}) p WHERE p < size`,
    `INSERT INTO case_agency (case_id, agency_id, valid_from)
       SELECT c.id, a.id, c.opened_at FROM case_file c JOIN agency a ON a.authority = ANY (c.authorities) WHERE c.opened_by = 'bench'`,
    `INSERT INTO case_assignment (case_id, user_id, valid_from, assigned_by)
       SELECT id, 'amara.mash', opened_at, 'bench' FROM case_file WHERE opened_by = 'bench'`,
  ])
    await client.query(sql);
}

/** What the agencies hold about the measured families, as lines of a load; the bodies are the generator's own. */
export function* linesOf(families: number): Generator<string> {
  const bodies = sampleBodies();
  for (let family = 0; family < families; family += 1) {
    for (let person = 0; person < PEOPLE; person += 1) {
      for (const agency of BENCH_AGENCIES) yield* heldBy(agency, `${agency.area}-${family}-${person}`, bodies);
    }
  }
}

function* heldBy({ id, kind }: BenchAgency, person: string, bodies: ReadonlyMap<string, object>): Generator<string> {
  for (const [field, { held }] of Object.entries(SELECTION[kind])) {
    for (let number = 0; number < held; number += 1) {
      yield JSON.stringify({
        ...bodies.get(`${KINDS[kind]} ${field}`)!,
        agency: id,
        person: { system: "LOCAL_ID", value: `HUB:bench-${person}`, name: `Bench ${person}` },
        sourceRef: `bench-${person}-${field}-${number}`,
      });
    }
  }
}

/** One invented item for each kind of agency and field. */
function sampleBodies(): Map<string, object> {
  const kinds = new Map<string, string>(AGENCIES.map((it) => [it.id, it.kind]));
  const found = new Map<string, object>();
  for (const family of familiesOf(1, 2_000)) {
    for (const { agency, field, body, occurredOn, recordedAt, nature, authorRole } of itemsOf(family, AS_OF)) {
      const key = `${kinds.get(agency)} ${field}`;
      if (!found.has(key)) found.set(key, { field, body, occurredOn, recordedAt, nature, authorRole });
    }
  }
  return found;
}

/** The ids of the cases of one size in one area. */
export async function casesOf(client: ClientBase, size: FamilySize, area: Area): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    "SELECT id::text FROM case_file WHERE reference LIKE 'BENCH-%-' || $1 || '-' || $2 ORDER BY reference",
    [size, area],
  );
  return rows.map((it) => it.id);
}
