/** What the database knows of checkpoints: the latest that any instance wrote, and what waits for the next. */
import { openCheckpoint, type Checkpoint } from "../proof/checkpoint";
import type { VerifierKey } from "../proof/signed-note";
import { RecordBroken } from "./record-broken";
import type { Database } from "./record-tree";

/** Null where nothing was ever anchored. @throws RecordBroken where the copy is not signed by any of the keys */
export async function latestCheckpoint(database: Database, keys: readonly VerifierKey[]): Promise<Checkpoint | null> {
  const { rows } = await database.query<{ note: string }>(
    "SELECT note FROM disclosure_checkpoint ORDER BY size DESC, note LIMIT 1",
  );
  if (!rows[0]) return null;
  const { checkpoint, fault } = openCheckpoint(rows[0].note, keys);
  if (fault !== null)
    throw new RecordBroken("the database's copy of the latest checkpoint is not signed by a key known");
  return checkpoint;
}

export const copyCheckpoint = async (database: Database, { size, note }: Checkpoint): Promise<void> =>
  void (await database.query("INSERT INTO disclosure_checkpoint (size, note) VALUES ($1, $2) ON CONFLICT DO NOTHING", [
    size,
    note,
  ]));

export interface Waiting {
  /** The oldest record that waits. */
  readonly seq: number;
  /** When it was asked for; milliseconds since the epoch. */
  readonly since: number;
}

export async function waitingSince(database: Database, keys: readonly VerifierKey[]): Promise<Waiting | null> {
  const seq = ((await latestCheckpoint(database, keys))?.size ?? 0) + 1;
  const { rows } = await database.query<{ at: string }>(
    "SELECT body::jsonb ->> 'at' AS at FROM disclosure_record WHERE seq = $1",
    [seq],
  );
  return rows[0] ? { seq, since: Date.parse(rows[0].at) } : null;
}
