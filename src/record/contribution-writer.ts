/**
 * Writes checked items, many at once, in the caller's transaction. Idempotent by the source's own reference: the same
 * again changes nothing, something else under the same reference supersedes, and history stays. The number of
 * statements grows neither with the items nor with the agencies that they come from.
 */
import type { ClientBase } from "pg";
import type { Fault } from "../gateway/faults";
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
    ON CONFLICT DO NOTHING RETURNING system, value, person_id, 1::numeric AS confidence
  ), people AS (
    INSERT INTO person (id, name, birth_date) SELECT m.id, m.name, m.birth_date FROM missing m JOIN identified i ON i.person_id = m.id
  )
  SELECT system, value, person_id, confidence::float8 FROM identified
  UNION ALL
  SELECT i.system, i.value, i.person_id, i.confidence::float8
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
    SELECT id, person_id, agency_id, source_ref,
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
                                 author_role, restrictions, source_ref, received_at)
  SELECT person, agency, category, field, body::jsonb, occurred_on, recorded_at, nature, author_role,
         restrictions::jsonb, source_ref, $11
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
  readonly digest: string;
}

/** @param items of one agency or of several; of two with one reference the later counts */
export async function writeContributions(
  client: ClientBase,
  items: readonly CheckedItem[],
  at: number,
): Promise<Written> {
  if (items.length === 0) return { accepted: 0, unchanged: 0, refused: [] };
  await client.query(LOCK, [items.map((it) => it.agency)]);
  const people = await findPeople(client, items);
  const known = await findKnown(client, items);
  const refused: { index: number; fault: Fault }[] = [];
  const fresh = new Map<string, { item: CheckedItem; person: string }>();
  const superseded: KnownItem[] = [];
  let unchanged = 0;
  const digests = known.size > 0 ? await digestsOf(client, items) : [];
  for (const [index, item] of items.entries()) {
    const person = people.get(`${item.person.system} ${item.person.value}`)!;
    const reference = referenceOf(item.agency, item.sourceRef);
    const before = known.get(reference);
    const earlier = fresh.get(reference);
    if (person.confidence < 0.95) refused.push({ index, fault: POTENTIAL_MATCH });
    else if ((before && before.person_id !== person.id) || (earlier && earlier.person !== person.id)) {
      refused.push({ index, fault: ANOTHER_PERSON });
    } else if (before && !earlier && before.digest === digests[index]) unchanged += 1;
    else {
      if (before && !earlier) superseded.push(before);
      if (earlier) unchanged += 1;
      fresh.set(reference, { item, person: person.id });
    }
  }
  await supersede(client, superseded, at);
  await insert(client, [...fresh.values()], at);
  return { accepted: fresh.size, unchanged, refused };
}

const POTENTIAL_MATCH: Fault = {
  path: "person.value",
  code: "POTENTIAL_MATCH",
  message: "the identifier is not yet confirmed (below 0.95); a person has to confirm the match",
};
const ANOTHER_PERSON: Fault = {
  path: "sourceRef",
  code: "REFERENCE_OF_ANOTHER_PERSON",
  message: "this reference already stands on an item about another person",
};

interface Person {
  readonly id: string;
  readonly confidence: number;
}

async function findPeople(client: ClientBase, items: readonly CheckedItem[]): Promise<ReadonlyMap<string, Person>> {
  const people = await findOrMakePeople(client, items);
  const isComplete = items.every(({ person }) => people.has(`${person.system} ${person.value}`));
  // somebody else has made one of them in this instant: by now they can be found
  return isComplete ? people : findOrMakePeople(client, items);
}

async function findOrMakePeople(client: ClientBase, items: readonly CheckedItem[]): Promise<Map<string, Person>> {
  const { rows } = await client.query<{ system: string; value: string; person_id: string; confidence: number }>(
    PEOPLE,
    [
      items.map((it) => it.person.system),
      items.map((it) => it.person.value),
      items.map((it) => it.person.name),
      items.map((it) => it.person.birthDate ?? null),
    ],
  );
  return new Map(rows.map((it) => [`${it.system} ${it.value}`, { id: it.person_id, confidence: it.confidence }]));
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

async function supersede(client: ClientBase, items: readonly KnownItem[], at: number): Promise<void> {
  if (items.length === 0) return;
  await client.query(SUPERSEDE, [items.map((it) => it.person_id), items.map((it) => it.id), new Date(at)]);
}

async function insert(
  client: ClientBase,
  fresh: readonly { item: CheckedItem; person: string }[],
  at: number,
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
  ]);
}
