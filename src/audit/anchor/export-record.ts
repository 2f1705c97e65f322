/** The disclosure record as an export, line by line, in memory that does not grow with it. Nothing in it is checked here. */
import { BEFORE_THE_FIRST } from "../proof/chain";
import { openCheckpoint, type Checkpoint } from "../proof/checkpoint";
import type { Line } from "../proof/export-format";
import { consistencyProof, subtreesOf } from "../proof/subtrees";
import type { Complete } from "../proof/frontier";
import type { Hash } from "../proof/merkle";
import { RecordBroken } from "./record-broken";
import { RecordTree, type Database } from "./record-tree";

export interface Stretch {
  readonly origin: string;
  /** From 1. */
  readonly from: number;
  readonly to: number;
}

interface Row {
  readonly seq: string;
  readonly previous_hash: Buffer;
  readonly hash: Buffer;
  readonly body: string;
}

const ROWS_AT_ONCE = 1_000;

export async function* exportRecord(database: Database, { origin, from, to }: Stretch): AsyncGenerator<Line> {
  const tree = new RecordTree(database);
  const subtrees: Complete[] = [];
  for (const it of subtreesOf({ from: 0, to: from - 1 })) {
    subtrees.push({ height: it.height, hash: await tree.subtree(it) });
  }
  const previousHash = from === 1 ? BEFORE_THE_FIRST : await tree.hashOf(from - 1);
  yield { kind: "HEAD", origin, from, to, previousHash, subtrees };

  const checkpoints = await checkpointsOf(database, from - 1, to);
  let [before, done] = [0, 0];
  for (let first = from; ; first += ROWS_AT_ONCE) {
    const rows = await rowsOf(database, first, Math.min(first + ROWS_AT_ONCE - 1, to));
    let next = 0;
    while (checkpoints[done]) {
      const it = checkpoints[done]!;
      if (it.size >= first + ROWS_AT_ONCE) break;
      for (; next < rows.length && Number(rows[next]!.seq) <= it.size; next += 1) yield toLine(rows[next]!);
      yield {
        kind: "CHECKPOINT",
        note: it.note,
        since: { size: before, proof: await proofBetween(before, it.size, tree) },
      };
      before = it.size;
      done += 1;
    }
    for (; next < rows.length; next += 1) yield toLine(rows[next]!);
    if (first + ROWS_AT_ONCE > to) break;
  }
  yield { kind: "END", records: to - from + 1, checkpoints: done };
}

/** What stands in the database may no longer make a proof; then the export says so by having none. */
async function proofBetween(older: number, newer: number, tree: RecordTree): Promise<Hash[]> {
  try {
    return await consistencyProof(older, newer, tree.subtree);
  } catch (error) {
    if (error instanceof RecordBroken) return [];
    throw error;
  }
}

const toLine = (row: Row): Line => ({
  kind: "RECORD",
  seq: Number(row.seq),
  previousHash: row.previous_hash.toString("hex"),
  hash: row.hash.toString("hex"),
  body: row.body,
});

async function rowsOf(database: Database, from: number, to: number): Promise<Row[]> {
  const { rows } = await database.query<Row>(
    "SELECT seq, previous_hash, hash, body FROM disclosure_record WHERE seq BETWEEN $1 AND $2 ORDER BY seq",
    [from, to],
  );
  return rows;
}

/** In the order of their sizes; whose they are, the verifier asks. */
async function checkpointsOf(database: Database, from: number, to: number): Promise<Checkpoint[]> {
  const { rows } = await database.query<{ note: string }>(
    "SELECT note FROM disclosure_checkpoint WHERE size BETWEEN $1 AND $2 ORDER BY size, note",
    [from, to],
  );
  return rows.flatMap(({ note }) => openCheckpoint(note, []).checkpoint ?? []);
}
