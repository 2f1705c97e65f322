/** Settles rows in the store, in the caller's transaction. */
import type { ClientBase } from "pg";
import { matchPeople } from "../../governance/matching/match-people";
import { writeBatch } from "../write-batch";
import type { Desk, HeldItem } from "./desk";

/** $1 systems, $2 values, $3 people */
export const MEANS = `
  SELECT coalesce((SELECT i.person_id = w.person AND i.confidence >= 0.95 FROM person_identifier i
    WHERE i.system = w.system AND i.value = w.value), $4) AS means
  FROM unnest($1::text[], $2::text[], $3::uuid[]) WITH ORDINALITY AS w (system, value, person, n) ORDER BY n`;

/** $1 agency, $2 systems, $3 values; the oldest first */
export const HELD_UNDER = `
  SELECT source_ref AS "sourceRef", person, input FROM held_item
  WHERE agency_id = $1 AND (system, value) IN (SELECT * FROM unnest($2::text[], $3::text[])) ORDER BY held_at, source_ref`;

const HOLD = `
  INSERT INTO held_item (agency_id, source_ref, system, value, person, input, held_at)
  SELECT DISTINCT ON (ref) $1, ref, person -> 'key' ->> 'system', person -> 'key' ->> 'value', person, input, $5
  FROM unnest($2::text[], $3::jsonb[], $4::jsonb[]) WITH ORDINALITY AS w (ref, person, input, n) ORDER BY ref, n DESC
  ON CONFLICT (agency_id, source_ref) DO UPDATE SET system = excluded.system, value = excluded.value,
    person = excluded.person, input = excluded.input, held_at = excluded.held_at`;

const LET_GO = "DELETE FROM held_item WHERE agency_id = $1 AND source_ref = ANY ($2)";

export function writingDesk(client: ClientBase, agency: string, at: number): Desk {
  return {
    match: (people) =>
      matchPeople(async (sql, values) => (await client.query(sql, values)).rows as never, people, {
        agency,
        userId: null,
        at,
      }),
    means: async (pairs) => {
      const { rows } = await client.query<{ means: boolean }>(MEANS, [
        pairs.map((it) => it.key.system),
        pairs.map((it) => it.key.value),
        pairs.map((it) => it.personId),
        // by now every match is linked
        false,
      ]);
      return rows.map((it) => it.means);
    },
    write: async (lines) => {
      await client.query("SAVEPOINT whole_rows");
      const written = await writeBatch(client, lines, at);
      if (written.refused.length > 0) await client.query("ROLLBACK TO whole_rows");
      await client.query("RELEASE whole_rows");
      return written;
    },
    heldUnder: async (keys) => {
      const { rows } = await client.query<HeldItem>(HELD_UNDER, [
        agency,
        keys.map((it) => it.system),
        keys.map((it) => it.value),
      ]);
      return rows;
    },
    hold: async (items) => {
      if (items.length === 0) return;
      await client.query(HOLD, [
        agency,
        items.map((it) => it.sourceRef),
        items.map((it) => JSON.stringify(it.person)),
        items.map((it) => JSON.stringify(it.input)),
        new Date(at),
      ]);
    },
    letGo: async (sourceRefs) => {
      if (sourceRefs.length > 0) await client.query(LET_GO, [agency, sourceRefs]);
    },
  };
}
