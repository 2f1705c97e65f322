/** How far the load of an extract has come, moved in the transaction of each batch; and who of those held is next. */
import type { ClientBase } from "pg";
import type { PersonToMatch } from "../../governance/matching/match-people";
import { CannotLoad } from "../cannot-load";
import { NOTHING, plus, type Tally } from "./tally";

export interface ExtractProgress {
  /** Rows that are dealt with, of whatever fate. */
  readonly rows: number;
  /** On which the last of them begins. */
  readonly line: number;
  readonly finished: boolean;
  readonly tally: Tally;
}

export const AT_THE_START: ExtractProgress = { rows: 0, line: 0, finished: false, tally: NOTHING };

const BEGIN = `
  INSERT INTO extract_run (run, agency_id, mapping, rows, line, finished, counts, updated_at)
  VALUES ($1, $2, $3, 0, 0, false, '{}', $4) ON CONFLICT DO NOTHING`;
const FIND = "SELECT rows, line, finished, counts FROM extract_run WHERE run = $1";
const MOVE = `
  UPDATE extract_run SET rows = $3, line = $4, finished = $5, counts = $6, updated_at = $7
  WHERE run = $1 AND rows = $2`;

export interface Run {
  readonly name: string;
  readonly agency: string;
  readonly mapping: string;
}

export async function findExtract(client: ClientBase, run: string): Promise<ExtractProgress> {
  const { rows } = await client.query<{ rows: string; line: string; finished: boolean; counts: Partial<Tally> }>(FIND, [
    run,
  ]);
  const [row] = rows;
  if (!row) return AT_THE_START;
  return { rows: Number(row.rows), line: Number(row.line), finished: row.finished, tally: plus(NOTHING, row.counts) };
}

export async function beginExtract(client: ClientBase, run: Run, at: number): Promise<ExtractProgress> {
  await client.query(BEGIN, [run.name, run.agency, run.mapping, new Date(at)]);
  return findExtract(client, run.name);
}

/** @throws CannotLoad where the run is not where this process left it: somebody else moves it */
export async function moveExtract(
  client: ClientBase,
  run: Run,
  from: ExtractProgress,
  to: ExtractProgress,
  at: number,
): Promise<void> {
  const counts = JSON.stringify(to.tally);
  const values = [run.name, from.rows, to.rows, to.line, to.finished, counts, new Date(at)];
  const { rowCount } = await client.query(MOVE, values);
  if (rowCount !== 1) throw new CannotLoad("another process moves this run; nothing is lost, let it go on");
}

const NEXT_HELD = `
  SELECT DISTINCT ON (system, value) person FROM held_item
  WHERE agency_id = $1 AND (system, value) > ($2, $3)
  ORDER BY system, value, held_at DESC LIMIT $4`;

/** Whom the items held for this agency are about, after that number, as they were last described. */
export async function nextHeld(client: ClientBase, agency: string, after: PersonToMatch | null, most: number) {
  const { system = "", value = "" } = after?.key ?? {};
  const { rows } = await client.query<{ person: PersonToMatch }>(NEXT_HELD, [agency, system, value, most]);
  return rows.map((it) => it.person);
}

const WAITING = `
  SELECT count(DISTINCT (h.system, h.value)) AS people, count(DISTINCT h.source_ref) AS items,
    coalesce(array_agg(DISTINCT r.id::text) FILTER (WHERE r.id IS NOT NULL), '{}') AS matches
  FROM held_item h LEFT JOIN match_review r
    ON r.system = h.system AND r.value = h.value AND r.agency_id = h.agency_id AND r.state = 'OPEN'
  WHERE h.agency_id = $1`;

export interface Waiting {
  readonly people: number;
  readonly items: number;
  /** Our ids of what waits in the queue. */
  readonly matches: readonly string[];
}

/** All that is held for this agency, from whichever night. */
export async function waitingFor(client: ClientBase, agency: string): Promise<Waiting> {
  const { rows } = await client.query<{ people: string; items: string; matches: string[] }>(WAITING, [agency]);
  const { people, items, matches } = rows[0]!;
  return { people: Number(people), items: Number(items), matches };
}
