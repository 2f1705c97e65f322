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
  SELECT p.id::text, i.agency_id, i.field, i.id::text, i.occurred_on::text,
         to_char(i.recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
         i.nature, i.author_role, i.restrictions::text, i.body::text
  FROM unnest($1::uuid[]) WITH ORDINALITY AS p (id, number)
  -- one person at a time, by index: fenced, for without statistics a planner would read every partition instead
  CROSS JOIN LATERAL (
    SELECT * FROM contribution_item WHERE person_id = p.id AND superseded_at IS NULL OFFSET 0
  ) i
  WHERE p.number || ' ' || i.agency_id || ' ' || i.field = ANY ($2::text[])
  ORDER BY i.occurred_on DESC NULLS LAST, i.recorded_at DESC, i.source_ref COLLATE "C"`;

type Row = [
  person: string,
  agency: string,
  field: string,
  id: string,
  occurredOn: string | null,
  recordedAt: string,
  nature: Nature,
  authorRole: string | null,
  restrictions: string,
  body: string,
];

export class HostedSource implements Source {
  constructor(private readonly pool: Pool) {}

  async fetch(asks: readonly SourceAsk[]): Promise<ReadonlyMap<string, SourceAnswer>> {
    const answers = new Map<string, SourceItem[]>(asks.map((it) => [askKey(it.person, it.agency), []]));
    const persons = [...new Set(asks.map((it) => it.person))];
    const numbers = new Map(persons.map((person, i) => [person, i + 1]));
    const permitted = asks.flatMap((ask) =>
      ask.fields.map((field) => `${numbers.get(ask.person)} ${ask.agency} ${field}`),
    );
    const query = { name: "hosted-items", text: FETCH, values: [persons, permitted], rowMode: "array" as const };
    try {
      const { rows } = await this.pool.query<Row>(query);
      for (const row of rows) answers.get(askKey(row[0], row[1]))?.push(toItem(row));
      return answers;
    } catch (error) {
      if (isLost(error))
        return new Map(asks.map((it) => [askKey(it.person, it.agency), { unavailable: "HOSTED_STORE" }]));
      throw error;
    }
  }
}

const NO_RESTRICTIONS: readonly ItemRestriction[] = [];

const toItem = ([, , field, id, occurredOn, recordedAt, nature, authorRole, restrictions, body]: Row): SourceItem => ({
  field,
  id,
  occurredOn,
  recordedAt,
  nature,
  authorRole,
  restrictions: restrictions === "[]" ? NO_RESTRICTIONS : (JSON.parse(restrictions) as ItemRestriction[]),
  body: JSON.parse(body) as Body,
});

/** The store was out of reach, or too slow: connection trouble (class 08), shutdown (57P), a cancelled statement. */
function isLost(error: unknown): boolean {
  const code = (error as { code?: unknown }).code;
  return typeof code === "string" && (/^(08|57P)/.test(code) || ["57014", "ECONNREFUSED", "ECONNRESET"].includes(code));
}
