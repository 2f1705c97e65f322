/** Contributions that agencies have placed with us: one SQL statement for all members, agencies and fields. */
import type { Pool } from "pg";
import type { ItemRestriction, Body } from "../sharing/items";
import type { Nature } from "../sharing/vocabulary";
import { askKey, type Source, type SourceAnswer, type SourceAsk, type SourceItem } from "./source";

/**
 * $1 persons, $2 agencies, $3 permitted fields, one ask at each place. Every ask is a descent of the index to its own
 * items, one after another (so the fence); what is not permitted is not read, and cannot be told from the time it took.
 */
export const FETCH = `
  SELECT ask.number, i.field, i.id::text, i.occurred_on::text, (i.recorded_at AT TIME ZONE 'UTC')::text, i.nature,
         i.author_role, nullif(i.restrictions, '[]')::text, i.source_ref, i.body::text
  FROM unnest($1::uuid[], $2::text[], $3::text[]) WITH ORDINALITY AS ask (person, agency, fields, number)
  CROSS JOIN LATERAL (
    SELECT * FROM contribution_item
    WHERE person_id = ask.person AND agency_id = ask.agency AND field = ANY (string_to_array(ask.fields, ','))
      AND superseded_at IS NULL
    OFFSET 0
  ) i`;

type Row = [
  /** From 1. */
  ask: string,
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
    const answers = asks.map((): SourceItem[] => []);
    const values = [asks.map((it) => it.person), asks.map((it) => it.agency), asks.map((it) => it.fields.join(","))];
    const query = { name: "hosted-items", text: FETCH, values, rowMode: "array" as const };
    try {
      const { rows } = await this.pool.query<Row>(query);
      for (const row of rows) answers[Number(row[0]) - 1]!.push(toItem(row));
      return new Map(asks.map((it, i) => [askKey(it.person, it.agency), answers[i]!]));
    } catch (error) {
      if (isLost(error))
        return new Map(asks.map((it) => [askKey(it.person, it.agency), { unavailable: "HOSTED_STORE" }]));
      throw error;
    }
  }
}

const NO_RESTRICTIONS: readonly ItemRestriction[] = [];

const toItem = (row: Row): SourceItem => ({
  field: row[1],
  id: row[2],
  occurredOn: row[3],
  recordedAt: toIso(row[4]),
  nature: row[5],
  authorRole: row[6],
  restrictions: row[7] === null ? NO_RESTRICTIONS : (JSON.parse(row[7]) as ItemRestriction[]),
  sourceRef: row[8],
  body: JSON.parse(row[9]) as Body,
});

/** `2026-11-22 09:30:00.5`, of UTC, in ISO 8601 to the millisecond. */
const toIso = (instant: string): string =>
  `${instant.slice(0, 10)}T${instant.slice(11, 19)}${(instant.slice(19) || ".").padEnd(4, "0")}Z`;

/** The store was out of reach, or too slow: connection trouble (class 08), shutdown (57P), a cancelled statement. */
function isLost(error: unknown): boolean {
  const code = (error as { code?: unknown }).code;
  return typeof code === "string" && (/^(08|57P)/.test(code) || ["57014", "ECONNREFUSED", "ECONNRESET"].includes(code));
}
