/** Contributions that agencies have placed with us: one SQL statement for all members, agencies and fields. */
import type { Pool } from "pg";
import type { ItemRestriction, Body } from "../sharing/items";
import type { Nature } from "../sharing/vocabulary";
import { askKey, type Source, type SourceAnswer, type SourceAsk, type SourceItem } from "./source";

/**
 * $1 persons; $2 what is permitted, one `person-number agency field` each. The range of a person is read once and
 * what is not permitted is left on the page; nothing else leaves the database.
 */
const FETCH = `
  SELECT array_position($1::uuid[], person_id), agency_id, field, id::text, occurred_on::text,
         (recorded_at AT TIME ZONE 'UTC')::text, nature, author_role, nullif(restrictions, '[]')::text, source_ref, body::text
  FROM contribution_item
  WHERE person_id = ANY ($1::uuid[]) AND superseded_at IS NULL
    AND array_position($1::uuid[], person_id) || ' ' || agency_id || ' ' || field = ANY ($2::text[])`;

type Row = [
  person: string,
  agency: string,
  field: string,
  id: string,
  occurredOn: string | null,
  recordedAt: string,
  nature: Nature,
  authorRole: string | null,
  restrictions: string | null,
  sourceRef: string,
  body: string,
];

export class HostedSource implements Source {
  constructor(private readonly pool: Pool) {}

  async fetch(asks: readonly SourceAsk[]): Promise<ReadonlyMap<string, SourceAnswer>> {
    const persons = [...new Set(asks.map((it) => it.person))];
    const numbers = new Map(persons.map((person, i) => [person, i + 1]));
    const answers = new Map<string, SourceItem[]>(asks.map((it) => [askKey(it.person, it.agency), []]));
    const permitted = asks.flatMap((ask) =>
      ask.fields.map((field) => `${numbers.get(ask.person)} ${ask.agency} ${field}`),
    );
    const query = { name: "hosted-items", text: FETCH, values: [persons, permitted], rowMode: "array" as const };
    try {
      const { rows } = await this.pool.query<Row>(query);
      for (const row of rows) answers.get(askKey(persons[Number(row[0]) - 1]!, row[1]))?.push(toItem(row));
      return answers;
    } catch (error) {
      if (isLost(error))
        return new Map(asks.map((it) => [askKey(it.person, it.agency), { unavailable: "HOSTED_STORE" }]));
      throw error;
    }
  }
}

const NO_RESTRICTIONS: readonly ItemRestriction[] = [];

const toItem = (row: Row): SourceItem => ({
  field: row[2],
  id: row[3],
  occurredOn: row[4],
  recordedAt: toIso(row[5]),
  nature: row[6],
  authorRole: row[7],
  restrictions: row[8] === null ? NO_RESTRICTIONS : (JSON.parse(row[8]) as ItemRestriction[]),
  sourceRef: row[9],
  body: JSON.parse(row[10]) as Body,
});

/** `2026-11-22 09:30:00.5`, of UTC, in ISO 8601 to the millisecond. */
const toIso = (instant: string): string =>
  `${instant.slice(0, 10)}T${instant.slice(11, 19)}${(instant.slice(19) || ".").padEnd(4, "0")}Z`;

/** The store was out of reach, or too slow: connection trouble (class 08), shutdown (57P), a cancelled statement. */
function isLost(error: unknown): boolean {
  const code = (error as { code?: unknown }).code;
  return typeof code === "string" && (/^(08|57P)/.test(code) || ["57014", "ECONNREFUSED", "ECONNRESET"].includes(code));
}
