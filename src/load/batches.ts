/** Gathers checked lines into batches of a bounded size, each of which becomes one transaction. */
import type { CheckedLine, LineCheck, RefusedLine, Standing } from "./check-line";
import { LineSplitter, type Line } from "./lines";

/** A place in the file: the next byte, and the number of lines before it. */
export interface Place {
  readonly byte: number;
  readonly line: number;
}

export interface Batch {
  readonly from: Place;
  readonly to: Place;
  /** When its lines were checked, in milliseconds since the epoch. */
  readonly at: number;
  readonly checked: readonly CheckedLine[];
  readonly refused: readonly RefusedLine[];
}

/** However few its lines, a batch is of no more than about this much text. */
const MOST_BYTES = 4 * 1024 * 1024;

/**
 * @param chunks from `start` to the end of the file; one is done with when the next is asked for
 * @param lines in a batch, blank and refused ones included
 * @param stand asked once a batch, so that an agency that leaves in the middle of a load writes no more
 */
export async function* batchesOf(
  chunks: AsyncIterable<Buffer>,
  start: Place,
  lines: number,
  check: LineCheck,
  stand: () => Promise<Standing>,
): AsyncGenerator<Batch> {
  const splitter = new LineSplitter(start.byte, start.line);
  let filling = new Filling(start, check, await stand());
  for await (const chunk of chunks) {
    for (const line of splitter.push(chunk)) {
      filling.add(line);
      if (filling.size.lines < lines && filling.size.bytes < MOST_BYTES) continue;
      yield filling.batch();
      filling = new Filling(filling.to, check, await stand());
    }
  }
  for (const line of splitter.end()) filling.add(line);
  if (filling.size.lines > 0) yield filling.batch();
}

class Filling {
  to: Place;
  private readonly checked: CheckedLine[] = [];
  private readonly refused: RefusedLine[] = [];

  constructor(
    private readonly from: Place,
    private readonly check: LineCheck,
    private readonly standing: Standing,
  ) {
    this.to = from;
  }

  get size() {
    return { lines: this.to.line - this.from.line, bytes: this.to.byte - this.from.byte };
  }

  add(line: Line): void {
    const found = this.check.check(line, this.standing);
    if (found && "item" in found) this.checked.push(found);
    else if (found) this.refused.push(found);
    this.to = { byte: line.end, line: line.number };
  }

  batch(): Batch {
    const { from, to, checked, refused } = this;
    return { from, to, at: this.standing.at, checked, refused };
  }
}
