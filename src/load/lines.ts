/**
 * Cuts bytes into lines and counts every byte, so that a load knows exactly where it stands. A line that is too long
 * is counted and thrown away as it comes, and never held.
 */
import { Buffer } from "node:buffer";

export const LONGEST_LINE = 1024 * 1024;
const NEWLINE = 10;

export interface Line {
  /** From 1, blank lines included, as an editor counts. */
  readonly number: number;
  /** Without the newline; valid until the next chunk is pushed. Null where the line is too long. */
  readonly bytes: Buffer | null;
  /** The offset of the first byte after it and its newline. */
  readonly end: number;
}

export class LineSplitter {
  private held: Buffer[] = [];
  private length = 0;

  /**
   * @param offset of the first byte that will be pushed
   * @param number of lines before it
   * @param longest in bytes, without the newline
   */
  constructor(
    private offset: number,
    private number: number,
    private readonly longest = LONGEST_LINE,
  ) {}

  /** @returns the lines that end in this chunk, one at a time; the chunk may be reused when they are all taken */
  *push(chunk: Buffer): Generator<Line> {
    let start = 0;
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, start)) {
      yield this.line(chunk.subarray(start, at), 1);
      start = at + 1;
    }
    this.hold(chunk.subarray(start));
  }

  /** @returns the last line, where the file does not end with a newline */
  *end(): Generator<Line> {
    if (this.length > 0) yield this.line(Buffer.alloc(0), 0);
  }

  private line(rest: Buffer, newline: number): Line {
    const length = this.length + rest.length;
    const whole = this.held.length === 0 ? rest : Buffer.concat([...this.held, rest]);
    this.held = [];
    this.length = 0;
    this.offset += length + newline;
    this.number += 1;
    return { number: this.number, bytes: length > this.longest ? null : whole, end: this.offset };
  }

  private hold(rest: Buffer): void {
    if (rest.length === 0) return;
    this.length += rest.length;
    if (this.length > this.longest) this.held = [];
    else this.held.push(Buffer.from(rest));
  }
}
