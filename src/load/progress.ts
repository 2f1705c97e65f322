/**
 * How far a run has come, in the database. It moves in the transaction of its batch, so that what is in the store and
 * what the progress says are never apart, whenever the process dies.
 */
import type { ClientBase } from "pg";
import type { Place } from "./batches";
import { CannotLoad } from "./cannot-load";

export interface Progress extends Place {
  /** Items written, corrections included. */
  readonly accepted: number;
  /** Items that stood in the store already, word for word. */
  readonly unchanged: number;
  readonly refused: number;
}

interface Row {
  readonly next_byte: string;
  readonly line: string;
  readonly accepted: string;
  readonly unchanged: string;
  readonly refused: string;
}

const BEGIN = `
  INSERT INTO load_progress (run, next_byte, line, accepted, unchanged, refused, updated_at)
  VALUES ($1, 0, 0, 0, 0, 0, $2) ON CONFLICT DO NOTHING`;
const FIND = "SELECT next_byte, line, accepted, unchanged, refused FROM load_progress WHERE run = $1";
const MOVE = `
  UPDATE load_progress SET next_byte = $3, line = $4, accepted = $5, unchanged = $6, refused = $7, updated_at = $8
  WHERE run = $1 AND next_byte = $2`;

/** Where the run stands; at the start where nobody has heard of it. */
export async function beginProgress(client: ClientBase, run: string, at: number): Promise<Progress> {
  await client.query(BEGIN, [run, new Date(at)]);
  const { rows } = await client.query<Row>(FIND, [run]);
  const { next_byte, line, accepted, unchanged, refused } = rows[0]!;
  return {
    byte: Number(next_byte),
    line: Number(line),
    accepted: Number(accepted),
    unchanged: Number(unchanged),
    refused: Number(refused),
  };
}

/** @throws CannotLoad where the run is not where this process left it: somebody else moves it */
export async function moveProgress(
  client: ClientBase,
  run: string,
  from: Progress,
  to: Progress,
  at: number,
): Promise<void> {
  const { rowCount } = await client.query(MOVE, [
    run,
    from.byte,
    to.byte,
    to.line,
    to.accepted,
    to.unchanged,
    to.refused,
    new Date(at),
  ]);
  if (rowCount !== 1) throw new CannotLoad("another process moves this run; nothing is lost, let it go on");
}
