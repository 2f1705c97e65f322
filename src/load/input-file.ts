/** The file to load: opened once, read from any byte in small pieces, and recognised when it comes again. */
import { createHash } from "node:crypto";
import fs from "node:fs/promises";
import path from "node:path";
import { setImmediate } from "node:timers/promises";
import { CannotLoad } from "./cannot-load";

/** Read at once. */
const PIECE = 64 * 1024;
/** Handed on at once: so little that the database's answers never wait long while its lines are checked. */
const SLICE = 8 * 1024;
const NEWLINE = 10;
/** First bytes of what is often sent by mistake. */
const NOT_TEXT: readonly (readonly [string, readonly number[]])[] = [
  ["compressed (gzip); unpack it first", [0x1f, 0x8b]],
  ["compressed (zip); unpack it first", [0x50, 0x4b, 3, 4]],
  ["UTF-16; save it as UTF-8", [0xff, 0xfe]],
  ["UTF-16; save it as UTF-8", [0xfe, 0xff]],
];

export class InputFile {
  private constructor(
    /** Absolute. */
    readonly path: string,
    /** In bytes, as it was opened; what is appended later is for the next load. */
    readonly size: number,
    /** The same for the same file, unchanged. */
    readonly fingerprint: string,
    private readonly handle: fs.FileHandle,
  ) {}

  /** @throws CannotLoad where it is no file that can be read as text */
  static async open(given: string): Promise<InputFile> {
    const absolute = path.resolve(given);
    const handle = await fs.open(absolute, "r").catch((error: NodeJS.ErrnoException) => {
      throw new CannotLoad(`${given}: ${error.code === "ENOENT" ? "no such file" : `cannot be read (${error.code})`}`);
    });
    try {
      const stats = await handle.stat();
      // a pipe cannot be read again from where it stopped
      if (!stats.isFile())
        throw new CannotLoad(`${given}: ${stats.isDirectory() ? "a directory" : "not a regular file"}`);
      const head = Buffer.alloc(PIECE);
      const { bytesRead } = await handle.read(head, 0, PIECE, 0);
      const mistake = NOT_TEXT.find(([, bytes]) => bytes.every((byte, i) => head[i] === byte));
      if (mistake) throw new CannotLoad(`${given}: ${mistake[0]}`);
      const fingerprint = createHash("sha256")
        .update(JSON.stringify([absolute, stats.size, stats.mtimeMs]))
        .update(head.subarray(0, bytesRead))
        .digest("hex");
      return new InputFile(absolute, stats.size, fingerprint, handle);
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  /**
   * The bytes from there to the end, slice by slice. A slice is good until the next is asked for: their buffer is filled
   * again.
   * @throws CannotLoad where the file has become shorter
   */
  async *from(offset: number): AsyncGenerator<Buffer> {
    const piece = Buffer.allocUnsafe(PIECE);
    for (let at = offset; at < this.size;) {
      const { bytesRead } = await this.handle.read(piece, 0, Math.min(PIECE, this.size - at), at);
      if (bytesRead === 0) throw new CannotLoad("the file became shorter while it was read");
      for (let start = 0; start < bytesRead; start += SLICE) {
        yield piece.subarray(start, Math.min(start + SLICE, bytesRead));
        await setImmediate();
      }
      at += bytesRead;
    }
  }

  /** Does a line begin at that byte, or the file end there? */
  async isBetweenLines(offset: number): Promise<boolean> {
    if (offset === 0 || offset === this.size) return true;
    if (offset > this.size) return false;
    const { buffer } = await this.handle.read(Buffer.alloc(1), 0, 1, offset - 1);
    return buffer[0] === NEWLINE;
  }

  close(): Promise<void> {
    return this.handle.close();
  }
}
