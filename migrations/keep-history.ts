/**
 * What evidence said before it changed. Every row of a table that a decision is made from knows the transaction that
 * wrote it; one that is changed or deleted is kept with the transaction that ended it. So what a statement could see is
 * what `<table>_as_of` gives for its snapshot (`pg_current_snapshot`), exactly, whatever any clock said.
 */
import type { QueryRunner } from "typeorm";

export interface KeptTable {
  readonly table: string;
  /** The column on which its rows hang: a person, a case, a user. Absent for what is read whole. */
  readonly about?: string;
  readonly aboutType?: "uuid" | "text";
  /** Columns that no decision is made from, and that are not to outlive their row. */
  readonly without?: readonly string[];
}

export async function keepHistory(query: QueryRunner, { table, about, aboutType, without = [] }: KeptTable) {
  const arg = aboutType ?? "uuid";
  await query.query(`
    ALTER TABLE ${table} ADD COLUMN known_from xid8 NOT NULL DEFAULT pg_current_xact_id();
    CREATE TRIGGER keep_history BEFORE UPDATE OR DELETE ON ${table}
      FOR EACH ROW EXECUTE FUNCTION keep_history('${about ?? ""}'${without.map((it) => `, '${it}'`).join("")});
    CREATE FUNCTION ${table}_as_of(seen pg_snapshot${about ? `, of_whom ${arg}` : ""}) RETURNS SETOF ${table}
    LANGUAGE sql STABLE AS $$
      SELECT * FROM ${table} t
      WHERE pg_visible_in_snapshot(t.known_from, seen)${about ? ` AND t.${about} = of_whom` : ""}
      UNION ALL
      SELECT (jsonb_populate_record(NULL::${table}, h.was)).* FROM evidence_history h
      WHERE h.of_table = '${table}'${about ? " AND h.about = of_whom::text" : ""}
        AND pg_visible_in_snapshot(h.known_from, seen) AND NOT pg_visible_in_snapshot(h.known_until, seen)
    $$;
  `);
}
