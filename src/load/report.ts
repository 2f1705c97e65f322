/**
 * The refused lines, in a file of their own beside the one that is loaded: which line and what is wrong, and never what
 * it said. A line is on file before its batch is committed, and what was not committed is cut off on the way back; so
 * the report and the progress agree whenever the process dies.
 */
import fs from "node:fs/promises";
import { CannotLoad } from "./cannot-load";
import type { RefusedLine } from "./check-line";
import { LineSplitter } from "./lines";

const PIECE = 64 * 1024;

export class RefusedReport {
  private handle: fs.FileHandle | null = null;
  /** Bytes that belong to committed batches. */
  private kept = 0;
  private written = 0;

  /** @param path made when the first line is refused */
  constructor(readonly path: string) {}

  /**
   * Cuts an earlier report to the lines up to this one.
   * @returns how many lines it still tells of
   */
  async resume(line: number): Promise<number> {
    this.handle = await fs.open(this.path, "r+").catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return null;
      throw this.failure(error);
    });
    if (!this.handle) return 0;
    const { bytes, lines } = await this.upTo(this.handle, line);
    await this.handle.truncate(bytes);
    this.kept = this.written = bytes;
    return lines;
  }

  /** Puts these lines after the ones that are kept, safe on disk; twice is the same as once. */
  async put(lines: readonly RefusedLine[]): Promise<void> {
    if (lines.length === 0 && this.written === this.kept) return;
    try {
      this.handle ??= await fs.open(this.path, "w+");
      const bytes = Buffer.from(lines.map(toRecord).join(""));
      await this.handle.truncate(this.kept);
      for (let done = 0; done < bytes.length;) {
        done += (await this.handle.write(bytes, done, bytes.length - done, this.kept + done)).bytesWritten;
      }
      await this.handle.sync();
      this.written = this.kept + bytes.length;
    } catch (error) {
      throw this.failure(error as NodeJS.ErrnoException);
    }
  }

  /** Their batch is committed. */
  keep(): void {
    this.kept = this.written;
  }

  /** An empty report is taken away. */
  async close(): Promise<void> {
    await this.handle?.close();
    if (this.handle && this.kept === 0) await fs.rm(this.path, { force: true });
    this.handle = null;
  }

  private async upTo(handle: fs.FileHandle, last: number): Promise<{ bytes: number; lines: number }> {
    const found = { bytes: 0, lines: 0 };
    const splitter = new LineSplitter(0, 0);
    const piece = Buffer.allocUnsafe(PIECE);
    for (let at = 0; ;) {
      const { bytesRead } = await handle.read(piece, 0, PIECE, at);
      if (bytesRead === 0) return found;
      at += bytesRead;
      for (const { bytes, end } of splitter.push(piece.subarray(0, bytesRead))) {
        const line = /^\{"line":(\d+),/.exec(bytes?.toString("latin1", 0, 40) ?? "")?.[1];
        if (line === undefined || Number(line) > last) return found;
        found.bytes = end;
        found.lines += 1;
      }
    }
  }

  private failure(error: NodeJS.ErrnoException): CannotLoad {
    return new CannotLoad(`${this.path}: the report of refused lines cannot be written (${error.code})`);
  }
}

function toRecord({ line, faults, further }: RefusedLine): string {
  const codes = [...new Set(faults.map((it) => it.code))];
  return `${JSON.stringify({ line, codes, faults, ...(further > 0 ? { further } : {}) })}\n`;
}
