/**
 * Opens a case for each generated family and links its people, so that a bench can ask for their records. The families
 * are made again from their seed, not read from the file; what is in the store decides who can be linked.
 *
 *     await seedCases(client, familiesOf(1, 20_000), Date.now());
 *
 * after `npm run generate -- --families 20000 --seed 1` and `npm run load`, on a connection of the tables' owner: the
 * gateway itself records neither parental responsibility nor who may work on what, unasked.
 */
import type { ClientBase } from "pg";
import type { GeneratedFamily, GeneratedPerson } from "./family";

/** Who works on every case. The demonstration's people, where nobody else is said. */
export interface Team {
  /** The agency that owns the cases. */
  readonly owner: string;
  /** DfE code of the authority whose agencies are asked. */
  readonly authority: string;
  /** Involved beside the owner. */
  readonly agencies: readonly string[];
  /** Assigned to every case. */
  readonly users: readonly string[];
}

const DEMONSTRATION: Team = {
  owner: "MASH",
  authority: "312",
  agencies: ["CSC", "POLICE", "GP"],
  users: ["amara.mash", "gareth.mash", "shona.csc", "owen.police", "rosa.gp"],
};

export interface SeededCases {
  readonly cases: number;
  readonly members: number;
}

/** Cases of one round: a few statements each, whatever the number of families. */
const ROUND = 1000;
/** Hillingdon's words for the levels of need. */
const TIERS = ["Universal", "Targeted", "Targeted-complex", "Specialist: child at risk"] as const;

/** The reference of a family's case. */
export const caseReferenceOf = ({ seed, index }: GeneratedFamily): string => `GEN-${seed}-${index}`;

/**
 * Twice is the same as once. A person whom nothing was loaded about is left out.
 *
 * @param at milliseconds since the epoch: when the cases are opened and their people linked, in the order of the family
 */
export async function seedCases(
  client: ClientBase,
  families: Iterable<GeneratedFamily>,
  at: number,
  team: Team = DEMONSTRATION,
): Promise<SeededCases> {
  const seeded = { cases: 0, members: 0 };
  let round: GeneratedFamily[] = [];
  const write = async (): Promise<void> => {
    const { cases, members } = await seedRound(client, round, new Date(at), team);
    seeded.cases += cases;
    seeded.members += members;
    round = [];
  };
  for (const family of families) {
    round.push(family);
    if (round.length === ROUND) await write();
  }
  if (round.length > 0) await write();
  return seeded;
}

const CASES = `
  INSERT INTO case_file (reference, owner_id, authorities, opened_at, opened_by, local_tier, common_level, statutory, statutory_basis)
  SELECT reference, $4, ARRAY[$5], $6, 'generate', tier, level, level = 4, CASE WHEN level = 4 THEN 'S47' END
  FROM unnest($1::text[], $2::text[], $3::int[]) AS f (reference, tier, level)
  ON CONFLICT DO NOTHING`;

/** A second apart, because a record lists its people in the order in which they were linked. */
const MEMBERS = `
  INSERT INTO case_member (case_id, person_id, relationship, is_child, lives_with_child, contact_with_child, reason,
                           linked_by, linked_at)
  SELECT c.id, i.person_id, m.relationship, m.relationship = 'CHILD', m.in_household, m.relationship <> 'CHILD',
         'A person of the generated family', 'generate', $2::timestamptz + m.place * interval '1 second'
  FROM unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::boolean[], $8::int[])
    AS m (reference, system, value, relationship, in_household, place)
  JOIN case_file c ON c.owner_id = $1 AND c.reference = m.reference
  JOIN person_identifier i ON i.system = m.system AND i.value = m.value
  ON CONFLICT DO NOTHING`;

const THEIRS = "SELECT id FROM case_file WHERE owner_id = $1 AND reference = ANY ($2::text[])";

const AGENCIES = `
  INSERT INTO case_agency (case_id, agency_id, valid_from)
  SELECT c.id, a.id, $3 FROM (${THEIRS}) c CROSS JOIN agency a WHERE a.id = ANY ($4) ON CONFLICT DO NOTHING`;

const ASSIGNMENTS = `
  INSERT INTO case_assignment (case_id, user_id, valid_from, assigned_by)
  SELECT c.id, u.id, $3, 'generate' FROM (${THEIRS}) c CROSS JOIN app_user u WHERE u.id = ANY ($4) ON CONFLICT DO NOTHING`;

/** What each is to each other, as far as the family says. */
const RELATIONSHIPS = `
  INSERT INTO relationship (person_id, related_id, kind)
  SELECT * FROM (
    SELECT one.person_id, other.person_id, CASE
      WHEN one.is_child AND other.is_child THEN 'SIBLING'
      WHEN other.is_child THEN one.relationship
      WHEN one.is_child AND other.relationship IN ('MOTHER', 'FATHER') THEN 'CHILD'
      WHEN one.is_child AND other.relationship = 'GRANDMOTHER' THEN 'GRANDCHILD'
      WHEN one.relationship <> 'GRANDMOTHER' AND other.relationship <> 'GRANDMOTHER' THEN 'PARTNER'
    END AS kind
    FROM (${THEIRS}) c
    JOIN case_member one ON one.case_id = c.id
    JOIN case_member other ON other.case_id = c.id AND other.person_id <> one.person_id
  ) r WHERE kind IS NOT NULL ON CONFLICT DO NOTHING`;

/** From the child's birth: the mother's always, the father's because he is on the certificate. */
const RESPONSIBILITY = `
  INSERT INTO parental_responsibility (child_id, holder_id, valid_from)
  SELECT child.person_id, parent.person_id, p.birth_date
  FROM (${THEIRS}) c
  JOIN case_member child ON child.case_id = c.id AND child.is_child
  JOIN person p ON p.id = child.person_id AND p.birth_date IS NOT NULL
  JOIN case_member parent ON parent.case_id = c.id AND parent.relationship IN ('MOTHER', 'FATHER')
  ON CONFLICT DO NOTHING`;

async function seedRound(
  client: ClientBase,
  families: readonly GeneratedFamily[],
  at: Date,
  { owner, authority, agencies, users }: Team,
): Promise<SeededCases> {
  const references = families.map(caseReferenceOf);
  const people = families.flatMap((family, i) => family.people.map((it) => [references[i]!, it] as const));
  const each = <T>(of: (person: GeneratedPerson) => T): T[] => people.map(([, it]) => of(it));
  const levels = families.map((it) => it.level);
  const tiers = levels.map((it) => TIERS[it - 1]);
  const cases = await client.query(CASES, [references, tiers, levels, owner, authority, at]);
  const members = await client.query(MEMBERS, [
    owner,
    at,
    people.map(([reference]) => reference),
    each((it) => it.identifier.system),
    each((it) => it.identifier.value),
    each((it) => it.relationship),
    each((it) => it.inHousehold),
    each((it) => Number(it.key.split("-").at(-1))),
  ]);
  await client.query(AGENCIES, [owner, references, at, agencies]);
  await client.query(ASSIGNMENTS, [owner, references, at, users]);
  await client.query(RELATIONSHIPS, [owner, references]);
  await client.query(RESPONSIBILITY, [owner, references]);
  return { cases: cases.rowCount ?? 0, members: members.rowCount ?? 0 };
}
