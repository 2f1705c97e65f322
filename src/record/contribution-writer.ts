/**
 * Writes checked items, many at once, in the caller's transaction. Idempotent by the source's own reference: the same
 * again changes nothing, something else under the same reference supersedes, and history stays. The number of
 * statements grows neither with the items nor with the agencies that they come from.
 */
import type { ClientBase } from "pg";
import type { Fault } from "../gateway/faults";
import { standIn } from "../people/identifier-use";
import type { CheckedItem } from "./contribution-input";

export interface Written {
  readonly accepted: number;
  readonly unchanged: number;
  /** Of the given items, by position: what only the database could find wrong. */
  readonly refused: readonly { readonly index: number; readonly fault: Fault }[];
}

/**
 * One writer an agency: two deliveries of one reference must not both be first. In the order of their names, so that
 * two who write for several agencies never wait for one another in a circle.
 */
const LOCK = `
  SELECT pg_advisory_xact_lock(hashtext('contribute'), hashtext(agency))
  FROM (SELECT DISTINCT agency FROM unnest($1::text[]) AS a (agency) ORDER BY agency) a`;

/**
 * Identifiers that mean nobody to this sender: of somebody protected, somebody they have a conflict of interest with, or
 * a match that nobody has confirmed. Their items go to a stand-in, as those of an identifier nobody has used would go to
 * a new person; so no answer, now or on reading back, tells them apart.
 */
const BARRED = `
  SELECT i.system, i.value
  FROM (SELECT DISTINCT * FROM unnest($1::text[], $2::text[]) AS w (system, value)) w
  JOIN person_identifier i ON i.system = w.system AND i.value = w.value
  WHERE i.confidence < 0.95
     -- what is_barred asks of one person, asked of a batch
     OR i.person_id IN (SELECT subject_id FROM restriction WHERE code = 'X-PROTECTED'
                        AND valid_from <= $4 AND (valid_to IS NULL OR valid_to > $4))
     OR i.person_id IN (SELECT person_id FROM conflict_of_interest WHERE user_id = $3
                        AND valid_from <= $4 AND (valid_to IS NULL OR valid_to > $4))`;

/** Who was named by a caller's link alone takes the name and birth date of the first agency that contributes. */
const RENAME = `
  UPDATE person p SET name = w.name, birth_date = w.birth_date, named_by = 'CONTRIBUTION'
  FROM unnest($1::uuid[], $2::text[], $3::date[]) AS w (id, name, birth_date)
  WHERE p.id = w.id AND p.named_by = 'LINK'`;

/**
 * Finds or makes the person of each item; the first name on file stays. The identifier goes first, for there the database
 * lets one of several writers through; only then its person.
 */
const PEOPLE = `
  WITH wanted AS (
    SELECT DISTINCT ON (system, value) * FROM unnest($1::text[], $2::text[], $3::text[], $4::date[])
      AS w (system, value, name, birth_date)
  ), missing AS (
    SELECT gen_random_uuid() AS id, w.* FROM wanted w
    WHERE NOT EXISTS (SELECT FROM person_identifier i WHERE i.system = w.system AND i.value = w.value)
  ), identified AS (
    INSERT INTO person_identifier (system, value, person_id) SELECT system, value, id FROM missing ORDER BY system, value
    ON CONFLICT DO NOTHING RETURNING system, value, person_id
  ), people AS (
    INSERT INTO person (id, name, birth_date) SELECT m.id, m.name, m.birth_date FROM missing m JOIN identified i ON i.person_id = m.id
  )
  SELECT system, value, person_id FROM identified
  UNION ALL
  SELECT i.system, i.value, i.person_id
  FROM person_identifier i JOIN wanted w ON w.system = i.system AND w.value = i.value`;

/**
 * What stands under these references, at whichever person. Each partition is asked once an agency, for all of them
 * together. The order asks for the index of references: in a store that was never analysed another one looks as cheap,
 * and is thirty times dearer.
 */
const KNOWN = `
  SELECT i.* FROM (
    SELECT agency, array_agg(source_ref) AS refs FROM unnest($1::text[], $2::text[]) AS w (agency, source_ref) GROUP BY agency
  ) w CROSS JOIN LATERAL (
    SELECT id, person_id, agency_id, source_ref, field, restrictions::text AS restrictions,
           md5(concat_ws('|', field, body, occurred_on, recorded_at, nature, author_role, restrictions)) AS digest
    FROM contribution_item
    WHERE superseded_at IS NULL AND agency_id = w.agency AND source_ref = ANY (w.refs)
    ORDER BY agency_id, source_ref OFFSET 0
  ) i`;

const SUPERSEDE = `
  UPDATE contribution_item SET superseded_at = $3
  WHERE (person_id, id) IN (SELECT * FROM unnest($1::uuid[], $2::uuid[]))`;

const INSERT = `
  INSERT INTO contribution_item (person_id, agency_id, category, field, body, occurred_on, recorded_at, nature,
                                 author_role, restrictions, source_ref, received_at, received_from)
  SELECT person, agency, category, field, body::jsonb, occurred_on, recorded_at, nature, author_role,
         restrictions::jsonb, source_ref, $11, $13
  FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::date[], $7::timestamptz[], $8::text[],
              $9::text[], $10::text[], $12::text[])
    AS i (person, agency, category, field, body, occurred_on, recorded_at, nature, author_role, restrictions, source_ref)`;

/** The digest of a row that is not yet one, made as KNOWN makes it. */
const DIGESTS = `
  SELECT md5(concat_ws('|', field, body::jsonb, occurred_on, recorded_at, nature, author_role, restrictions::jsonb)) AS digest
  FROM unnest($1::text[], $2::text[], $3::date[], $4::timestamptz[], $5::text[], $6::text[], $7::text[])
    WITH ORDINALITY AS i (field, body, occurred_on, recorded_at, nature, author_role, restrictions, n) ORDER BY n`;

interface KnownItem {
  readonly id: string;
  readonly person_id: string;
  readonly agency_id: string;
  readonly source_ref: string;
  readonly field: string;
  readonly restrictions: string;
  readonly digest: string;
}

/** Who sends, and when: milliseconds since the epoch. In bulk nobody sends by name. */
export interface Delivery {
  readonly at: number;
  readonly userId: string | null;
}

/** @param given of one agency or of several; of two with one reference the later counts */
export async function writeContributions(
  client: ClientBase,
  given: readonly CheckedItem[],
  delivery: Delivery,
): Promise<Written> {
  if (given.length === 0) return { accepted: 0, unchanged: 0, refused: [] };
  await client.query(LOCK, [[...new Set(given.map((it) => it.agency))]]);
  const people = await findPeople(client, given, delivery);
  const known = await findKnown(client, given);
  const items = given.map((it) => withEarlierRestrictions(it, known.get(referenceOf(it.agency, it.sourceRef))));
  const refused: { index: number; fault: Fault }[] = [];
  const fresh = new Map<string, { item: CheckedItem; person: string }>();
  const superseded: KnownItem[] = [];
  let unchanged = 0;
  const digests = known.size > 0 ? await digestsOf(client, items) : [];
  for (const [index, item] of items.entries()) {
    const person = people.get(keyOf(item))!;
    const reference = referenceOf(item.agency, item.sourceRef);
    const before = known.get(reference);
    const earlier = fresh.get(reference);
    // within a delivery by what was sent, not by whom it means: two identifiers of one person are not told apart
    if (earlier && keyOf(earlier.item) !== keyOf(item)) refused.push({ index, fault: TWICE });
    else if (before && before.person_id !== person) refused.push({ index, fault: ANOTHER_PERSON });
    else if (before && before.field !== item.field) refused.push({ index, fault: ANOTHER_FIELD });
    else if (before && !earlier && before.digest === digests[index]) unchanged += 1;
    else {
      if (before && !earlier) superseded.push(before);
      if (earlier) unchanged += 1;
      fresh.set(reference, { item, person });
    }
  }
  await supersede(client, superseded, delivery);
  await insert(client, [...fresh.values()], delivery);
  return { accepted: fresh.size, unchanged, refused };
}

const keyOf = ({ agency, person }: CheckedItem): string => `${agency} ${person.system} ${person.value}`;

/** A correction can restrict an item further; lifting a restriction is not done in passing. */
function withEarlierRestrictions(item: CheckedItem, before: KnownItem | undefined): CheckedItem {
  if (!before || before.restrictions === "[]") return item;
  const now = (JSON.parse(item.restrictions) as unknown[]).map((it) => canonical(it));
  const earlier = (JSON.parse(before.restrictions) as unknown[]).filter((it) => !now.includes(canonical(it)));
  return { ...item, restrictions: JSON.stringify([...(JSON.parse(item.restrictions) as unknown[]), ...earlier]) };
}

/** PostgreSQL keeps the keys of an object in an order of its own. */
const canonical = (it: unknown): string =>
  JSON.stringify(Object.entries(it as object).sort(([a], [b]) => (a < b ? -1 : 1)));

const TWICE: Fault = {
  path: "sourceRef",
  code: "REFERENCE_TWICE",
  message: "this delivery uses the reference for another identifier too",
};
const ANOTHER_FIELD: Fault = {
  path: "field",
  code: "REFERENCE_OF_ANOTHER_FIELD",
  message: "this reference already stands on an item of another field",
};
const ANOTHER_PERSON: Fault = {
  path: "sourceRef",
  code: "REFERENCE_OF_ANOTHER_PERSON",
  message: "this reference already stands on an item about another person",
};

/** The person whom each item means, by `keyOf`. */
async function findPeople(
  client: ClientBase,
  items: readonly CheckedItem[],
  { at, userId }: Delivery,
): Promise<ReadonlyMap<string, string>> {
  // a delivery says much of few: each is asked about once
  const named = [...new Map(items.map((it) => [keyOf(it), it])).values()];
  const { rows: barred } = await client.query<{ system: string; value: string }>(BARRED, [
    named.map((it) => it.person.system),
    named.map((it) => it.person.value),
    userId,
    new Date(at),
  ]);
  const nobody = new Set(barred.map((it) => `${it.system} ${it.value}`));
  const sought = named.map((it) => ({
    key: keyOf(it),
    ...(nobody.has(`${it.person.system} ${it.person.value}`)
      ? standIn(it.person, it.agency)
      : { system: it.person.system, value: it.person.value }),
    name: it.person.name,
    birthDate: it.person.birthDate ?? null,
  }));
  const found = await findOrMakePeople(client, sought);
  const isComplete = sought.every((it) => found.has(`${it.system} ${it.value}`));
  // somebody else has made one of them in this instant: by now they can be found
  const people = isComplete ? found : await findOrMakePeople(client, sought);
  const ids = sought.map((it) => people.get(`${it.system} ${it.value}`)!);
  await client.query(RENAME, [ids, sought.map((it) => it.name), sought.map((it) => it.birthDate)]);
  return new Map(sought.map((it, i) => [it.key, ids[i]!]));
}

interface Sought {
  readonly system: string;
  readonly value: string;
  readonly name: string;
  readonly birthDate: string | null;
}

async function findOrMakePeople(client: ClientBase, sought: readonly Sought[]): Promise<Map<string, string>> {
  const { rows } = await client.query<{ system: string; value: string; person_id: string }>(PEOPLE, [
    sought.map((it) => it.system),
    sought.map((it) => it.value),
    sought.map((it) => it.name),
    sought.map((it) => it.birthDate),
  ]);
  return new Map(rows.map((it) => [`${it.system} ${it.value}`, it.person_id]));
}

/** A reference is its agency's own; neither part can hold a NUL. */
const referenceOf = (agency: string, sourceRef: string): string => `${agency}\0${sourceRef}`;

async function findKnown(client: ClientBase, items: readonly CheckedItem[]) {
  const { rows } = await client.query<KnownItem>(KNOWN, [
    items.map((it) => it.agency),
    items.map((it) => it.sourceRef),
  ]);
  return new Map(rows.map((it) => [referenceOf(it.agency_id, it.source_ref), it]));
}

async function digestsOf(client: ClientBase, items: readonly CheckedItem[]): Promise<string[]> {
  const { rows } = await client.query<{ digest: string }>(DIGESTS, [
    items.map((it) => it.field),
    items.map((it) => it.body),
    items.map((it) => it.occurredOn),
    items.map((it) => it.recordedAt),
    items.map((it) => it.nature),
    items.map((it) => it.authorRole),
    items.map((it) => it.restrictions),
  ]);
  return rows.map((it) => it.digest);
}

async function supersede(client: ClientBase, items: readonly KnownItem[], { at }: Delivery): Promise<void> {
  if (items.length === 0) return;
  await client.query(SUPERSEDE, [items.map((it) => it.person_id), items.map((it) => it.id), new Date(at)]);
}

async function insert(
  client: ClientBase,
  fresh: readonly { item: CheckedItem; person: string }[],
  { at, userId }: Delivery,
): Promise<void> {
  if (fresh.length === 0) return;
  const items = fresh.map((it) => it.item);
  await client.query(INSERT, [
    fresh.map((it) => it.person),
    items.map((it) => it.agency),
    items.map((it) => it.category),
    items.map((it) => it.field),
    items.map((it) => it.body),
    items.map((it) => it.occurredOn),
    items.map((it) => it.recordedAt),
    items.map((it) => it.nature),
    items.map((it) => it.authorRole),
    items.map((it) => it.restrictions),
    new Date(at),
    items.map((it) => it.sourceRef),
    userId,
  ]);
}
