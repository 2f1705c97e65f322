/**
 * Whom an identifier means to a caller who links it to a case. A number alone, guessed or typed wrongly, must not bring
 * a child's name and birth date back: the caller names the person. Somebody protected, somebody with whom the caller has
 * a conflict of interest and a match that nobody has confirmed are nobody; the caller's agency then has a stand-in
 * (docs/adr/0009). A stand-in is found and made by the same rule as the person of an identifier that nobody has used, so
 * that no order of links, under whatever names, tells the two apart; and one agency's typing is not another's.
 */
import { randomUUID } from "node:crypto";
import type { EntityManager } from "typeorm";
import type { z } from "zod";
import type { RequestContext } from "../identity/request-context";
import { standIn } from "../people/identifier-use";
import type { personShape } from "../people/person-shape";

/**
 * $1 system, $2 value, $3 name, $4 birth date, $5 case, $6 user, $7 instant, $8 and $9 where the agency's stand-ins are
 * kept, $10 the id of somebody new.
 *
 * Those whom the identifier has meant so far, in the order in which they were made, and the first of them whom the
 * caller has named. Somebody new takes the next free place: the identifier's own where nobody has used it, else the
 * agency's next stand-in's. The place is written before the person, for there the database lets one of several through.
 *
 * Places are taken one after another and never given back, so the next one is found by walking. There are as many as
 * anybody asks for: a last one would come one link sooner for an identifier that somebody has used already, and tell.
 */
const FIND_OR_MAKE = `
  WITH RECURSIVE stand_in (place, person_id) AS (
    SELECT 1, person_id FROM person_identifier WHERE system = $8 AND value = $9
    UNION ALL
    SELECT place + 1, i.person_id FROM stand_in
    JOIN person_identifier i ON i.system = $8 AND i.value = $9 || ' ' || (place + 1)
  ), meant AS (
    SELECT 0 AS place, person_id, confidence >= 0.95 AND NOT is_barred(person_id, $6, $7) AS is_open
    FROM person_identifier WHERE system = $1 AND value = $2
    UNION ALL
    SELECT place, person_id, true FROM stand_in
    UNION ALL
    SELECT -1, i.person_id, true FROM case_member m JOIN person_identifier i ON i.person_id = m.person_id
    WHERE m.case_id = $5 AND i.system = $8 AND starts_with(i.value, $2 || ' ')
  ), known AS (
    SELECT p.id FROM meant k JOIN person p ON p.id = k.person_id
    WHERE k.is_open AND CASE
      WHEN p.birth_date = $4::date
        THEN regexp_split_to_array(lower(p.name), '\\s+') && regexp_split_to_array(lower($3), '\\s+')
      WHEN p.birth_date IS NULL OR $4::date IS NULL THEN lower(p.name) = lower($3)
      ELSE false END
    ORDER BY k.place LIMIT 1
  ), next AS (
    SELECT coalesce(max(place), -1) + 1 AS place FROM meant WHERE place >= 0
  ), identified AS (
    INSERT INTO person_identifier (system, value, person_id)
    SELECT CASE place WHEN 0 THEN $1 ELSE $8 END,
           CASE place WHEN 0 THEN $2 WHEN 1 THEN $9 ELSE $9 || ' ' || place END, $10::uuid
    FROM next WHERE NOT EXISTS (SELECT FROM known)
    ON CONFLICT DO NOTHING RETURNING person_id AS id
  ), made AS (
    INSERT INTO person (id, name, birth_date, named_by) SELECT id, $3, $4::date, 'LINK' FROM identified
  )
  SELECT id FROM known UNION ALL SELECT id FROM identified`;

/** One is lost to each of those who link the same identifier at the same time; the pools together are smaller. */
const ATTEMPTS = 200;

export async function linkedPerson(
  manager: EntityManager,
  person: z.output<typeof personShape>,
  caseId: string,
  { viewer, at }: RequestContext,
): Promise<string> {
  const own = standIn(person, viewer.agencyId);
  const { system, value, name, birthDate = null } = person;
  const values = [
    system,
    value,
    name,
    birthDate,
    caseId,
    viewer.userId,
    new Date(at),
    own.system,
    own.value,
    randomUUID(),
  ];
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const [found] = await manager.query<{ id: string }[]>(FIND_OR_MAKE, values);
    if (found) return found.id;
    // somebody else has taken the place in this instant: by now they can be found, or the next place is free
  }
  throw new Error("no place for a stand-in");
}
