/**
 * Flips, additions and deletions of items that a policy withholds, and their undoing. An item of a cell that is not
 * permitted may change altogether. One that is dropped from a permitted cell keeps what it is dropped for: its
 * restrictions, its date and the service it names.
 */
import { randomUUID } from "node:crypto";
import fc from "fast-check";
import type { Pool } from "pg";
import type { Pair } from "./random-pairs";
import { FIELDS, type Stage, type StagedItem } from "./the-stage";
import { cellsOf, visibleItems } from "./what-is-permitted";

/** Numbers that say which of the withheld items are changed, and how. */
export interface Changes {
  readonly kinds: readonly ("FLIP" | "ADD" | "DELETE")[];
  /** Of ten withheld items, how many are changed. */
  readonly outOfTen: number;
}

export const changes: fc.Arbitrary<Changes> = fc.record({
  kinds: fc.subarray(["FLIP", "ADD", "DELETE"] as const, { minLength: 1 }),
  outOfTen: fc.constantFrom(1, 5, 10, 10),
});

interface Withheld {
  readonly item: StagedItem;
  /** Dropped after the fetch, not left unfetched. */
  readonly dropped: boolean;
}

/**
 * Of the family that was asked about. An item of an agency or field that the query did not ask is withheld too; but
 * outside a case that the caller's own agency holds anything at all is what a look-up answers.
 */
export function withheldItems(stage: Stage, pair: Pair, family: ReadonlySet<string>): Withheld[] {
  const cells = cellsOf(stage, pair);
  const visible = visibleItems(stage, pair, cells);
  const known = pair.question.kind === "PERSON" ? ownItems(stage, pair) : new Set<string>();
  const fetched = new Set(
    cells.filter((it) => it.decision.permitted).map((it) => `${it.person} ${it.agency} ${it.field.stored}`),
  );
  return stage.items
    .filter((it) => family.has(it.person) && !visible.has(it.id) && !known.has(it.id))
    .map((item) => ({ item, dropped: fetched.has(`${item.person} ${item.agency} ${item.field}`) }));
}

/** What the caller's agency would see of its own, were every field asked. */
function ownItems(stage: Stage, pair: Pair): ReadonlySet<string> {
  const fields = FIELDS.map((field) => ({ field, written: "PLAIN" as const }));
  const all: Pair = { ...pair, question: { ...pair.question, fields } };
  return visibleItems(
    stage,
    all,
    cellsOf(stage, all).filter((it) => it.agency === pair.setting.user.agency),
  );
}

/** @returns how many items changed, and the way back */
export async function change(
  owner: Pool,
  withheld: readonly Withheld[],
  { kinds, outOfTen }: Changes,
): Promise<{ readonly changed: number; readonly undo: () => Promise<void> }> {
  const chosen = withheld.filter((_, i) => i % 10 < outOfTen);
  const of = (kind: Changes["kinds"][number]) => chosen.filter((_, i) => kinds[i % kinds.length] === kind);
  const rows = of("FLIP").map(flipped);
  const deleted = of("DELETE").map(({ item }) => item.id);
  const added = of("ADD").map((it) => ({ ...flipped(it), copy: randomUUID() }));
  await owner.query({
    name: "change-withheld",
    text: `WITH flip AS (
        UPDATE contribution_item i SET body = r.body, nature = 'ALLEGATION', author_role = 'FLIPPED',
          recorded_at = i.recorded_at + interval '1 day',
          occurred_on = CASE WHEN r.dropped THEN i.occurred_on ELSE coalesce(i.occurred_on, '2026-11-01') - 3 END,
          restrictions = CASE WHEN r.dropped THEN i.restrictions ELSE '[{"code": "X-INTEL"}]' END
        FROM jsonb_to_recordset($1) AS r (person_id uuid, id uuid, body jsonb, dropped boolean)
        WHERE i.person_id = r.person_id AND i.id = r.id
      ), remove AS (
        DELETE FROM contribution_item i WHERE i.id = ANY ($2)
      )
      INSERT INTO contribution_item
      SELECT r.copy, i.person_id, i.agency_id, i.category, i.field, r.body, i.occurred_on, i.recorded_at, i.nature,
        i.author_role, i.restrictions, i.source_ref || ' again', i.received_at, i.received_from, NULL
      FROM contribution_item i
      JOIN jsonb_to_recordset($3) AS r (person_id uuid, id uuid, body jsonb, copy uuid)
        ON i.person_id = r.person_id AND i.id = r.id`,
    values: [JSON.stringify(rows), deleted, JSON.stringify(added)],
  });
  return {
    changed: chosen.length,
    undo: () => undo(owner, [...rows.map((it) => it.id), ...deleted, ...added.map((it) => it.copy)]),
  };
}

async function undo(owner: Pool, ids: readonly string[]): Promise<void> {
  await owner.query("DELETE FROM contribution_item WHERE id = ANY ($1)", [ids]);
  await owner.query("INSERT INTO contribution_item SELECT * FROM item_in_full WHERE id = ANY ($1)", [ids]);
}

const flipped = ({ item, dropped }: Withheld) => ({
  id: item.id,
  person_id: item.person,
  dropped,
  body: { ...(flip(item.body) as object), ...(dropped && "service" in item.body && { service: item.body["service"] }) },
});

/** Another value of the same kind: words in words, digits in dates and codes, numbers and flags turned. */
function flip(value: unknown): unknown {
  if (typeof value === "number") return value + 1;
  if (typeof value === "boolean") return !value;
  if (typeof value === "string")
    return value.includes(" ") ? `${value} (flipped)` : value.replace(/[1-8]$/, (it) => String(Number(it) + 1));
  if (Array.isArray(value)) return value.map(flip);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, it]) => [name, flip(it)]));
}
