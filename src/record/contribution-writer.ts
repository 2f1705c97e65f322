/**
 * Writes checked items, many at once, in the caller's transaction. Idempotent by the source's own reference: the same
 * again changes nothing, something else under the same reference supersedes, and history stays. The number of
 * statements grows neither with the items nor with the agencies that they come from.
 */
import type { ClientBase } from "pg";
import type { Fault } from "../gateway/faults";
import { standIn } from "../people/identifier-use";
import type { CheckedItem } from "./check-contribution";
import { BARRED, DIGESTS, INSERT, KNOWN, LOCK, PEOPLE, RENAME, SUPERSEDE } from "./contribution.sql";

export interface Written {
  readonly accepted: number;
  readonly unchanged: number;
  /** Of the given items, by position: what only the database could find wrong. */
  readonly refused: readonly { readonly index: number; readonly fault: Fault }[];
}

/** What stands under a reference. */
export interface KnownItem {
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
export function withEarlierRestrictions(item: CheckedItem, before: KnownItem | undefined): CheckedItem {
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
export const ANOTHER_FIELD: Fault = {
  path: "field",
  code: "REFERENCE_OF_ANOTHER_FIELD",
  message: "this reference already stands on an item of another field",
};
export const ANOTHER_PERSON: Fault = {
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
export const referenceOf = (agency: string, sourceRef: string): string => `${agency}\0${sourceRef}`;

export async function findKnown(client: ClientBase, items: readonly CheckedItem[]): Promise<Map<string, KnownItem>> {
  const { rows } = await client.query<KnownItem>(KNOWN, [
    items.map((it) => it.agency),
    items.map((it) => it.sourceRef),
  ]);
  return new Map(rows.map((it) => [referenceOf(it.agency_id, it.source_ref), it]));
}

export async function digestsOf(client: ClientBase, items: readonly CheckedItem[]): Promise<string[]> {
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
