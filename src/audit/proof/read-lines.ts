/** Lines of a file as they come, in memory that does not grow with it. */
import { isUtf8 } from "node:buffer";
import fs from "node:fs";

const CHUNK = 1 << 20;
const NEWLINE = 10;

/** Each line without its newline; null for one that is not UTF-8, or that the file's end cut off. */
export function* readLines(path: string): Generator<string | null> {
  const file = fs.openSync(path, "r");
  try {
    let rest: Buffer = Buffer.alloc(0);
    for (;;) {
      const chunk = Buffer.allocUnsafe(CHUNK);
      const size = fs.readSync(file, chunk);
      if (size === 0) break;
      const text = rest.length > 0 ? Buffer.concat([rest, chunk.subarray(0, size)]) : chunk.subarray(0, size);
      let from = 0;
      for (let to = text.indexOf(NEWLINE); to >= 0; to = text.indexOf(NEWLINE, from)) {
        yield decoded(text.subarray(from, to));
        from = to + 1;
      }
      rest = text.subarray(from);
    }
    if (rest.length > 0) yield null;
  } finally {
    fs.closeSync(file);
  }
}

const decoded = (bytes: Buffer): string | null => (isUtf8(bytes) ? bytes.toString("utf8") : null);
