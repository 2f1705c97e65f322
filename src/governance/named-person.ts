/**
 * Whom an identifier means to those who bar: found, or made, so that the bar stands before anything else is known of
 * them and no answer tells which it was. The identifier goes first, for there the database lets one of several through.
 */
import { randomUUID } from "node:crypto";
import type { EntityManager } from "typeorm";
import type { z } from "zod";
import { standIn } from "../people/identifier-use";
import type { personShape } from "../people/person-shape";

/** $1 system, $2 value, $3 name, $4 birth date, $5 the id of somebody new */
const FIND_OR_MAKE = `
  WITH known AS (
    SELECT person_id, confidence >= 0.95 AS sure FROM person_identifier WHERE system = $1 AND value = $2
  ), identified AS (
    INSERT INTO person_identifier (system, value, person_id) SELECT $1, $2, $5::uuid
    WHERE NOT EXISTS (SELECT FROM known) ON CONFLICT DO NOTHING RETURNING person_id
  ), made AS (
    INSERT INTO person (id, name, birth_date, named_by) SELECT person_id, $3, $4::date, 'LINK' FROM identified
  )
  SELECT person_id AS id, sure FROM known UNION ALL SELECT person_id, true FROM identified`;

/** $1 and $2 where the agency's stand-ins are kept: the first, and those after it */
const STAND_INS = `
  SELECT person_id AS id FROM person_identifier WHERE system = $1 AND (value = $2 OR starts_with(value, $2 || ' '))`;

type Named = z.output<typeof personShape>;

/**
 * The person, and whoever stands in for them at the agency, for there the agency's items may be (docs/adr/0009). A match
 * that nobody has confirmed is nobody: the stand-in then is whom the agency means.
 */
export async function namedPerson(manager: EntityManager, person: Named, agency: string): Promise<readonly string[]> {
  const own = standIn(person, agency);
  const real = await findOrMake(manager, person);
  if (!real.sure) await findOrMake(manager, { ...person, ...own });
  const standIns = await manager.query<{ id: string }[]>(STAND_INS, [own.system, own.value]);
  return [...(real.sure ? [real.id] : []), ...standIns.map((it) => it.id)];
}

async function findOrMake(
  manager: EntityManager,
  { system, value, name, birthDate = null }: { system: string; value: string; name: string; birthDate?: string | null },
): Promise<{ id: string; sure: boolean }> {
  for (let attempt = 1; attempt <= 10; attempt += 1) {
    const values = [system, value, name, birthDate, randomUUID()];
    const [found] = await manager.query<{ id: string; sure: boolean }[]>(FIND_OR_MAKE, values);
    if (found) return found;
    // somebody else has made them in this instant: by now they can be found
  }
  throw new Error("neither found nor made");
}
