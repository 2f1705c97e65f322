/** Gathers checked lines into batches of a bounded size, each of which becomes one transaction. */
import type { CheckedLine, LineCheck, RefusedLine, Standing } from "./check-line";
import type { LineSplitter } from "./lines";

/** A place in the file: the next byte, and the number of lines before it. */
export interface Place {
  readonly byte: number;
  readonly line: number;
}

export interface Batch {
  readonly from: Place;
  readonly to: Place;
  readonly standing: Standing;
  readonly checked: readonly CheckedLine[];
  readonly refused: readonly RefusedLine[];
}

/** However few lines, a batch holds no more than about this much text. */
const MOST_BYTES = 4 * 1024 * 1024;

/**
 * @param chunks from `start` to the end of the file; each is done with when the next is asked for
 * @param lines in a batch, blank ones included
 * @param stand asked once a batch, so that an agency that leaves in the middle of a load writes no more
 */
export async function* batchesOf(
  chunks: AsyncIterable<Buffer>,
  splitter: LineSplitter,
  check: LineCheck,
  start: Place,
  lines: number,
  stand: () => Promise<Standing>,
): AsyncGenerator<Batch> {
  let batch = emptyBatch(start, await stand());
  const isFull = () => batch.to.line - batch.from.line >= lines || batch.to.byte - batch.from.byte >= MOST_BYTES;
  ...
}
