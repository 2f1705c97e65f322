/**
 * The log as a file: lines of JSON, each in the one form that `JSON.stringify` gives it, so that no byte can be changed
 * without changing what it says. A head, the records, each checkpoint behind the last record that it covers, an end.
 */
import { hashFromBase64, hashFromHex } from "./base64";
import type { Complete } from "./frontier";
import type { Hash } from "./merkle";

export const FORMAT = "family-record-log/1";

export interface Head {
  readonly kind: "HEAD";
  readonly origin: string;
  /** The first record, from 1; and the last. */
  readonly from: number;
  readonly to: number;
  /** Of the record before the first. */
  readonly previousHash: Hash;
  /** The tree before the first record. */
  readonly subtrees: readonly Complete[];
}
export interface LogRecord {
  readonly kind: "RECORD";
  readonly seq: number;
  /** In hexadecimal. */
  readonly previousHash: string;
  readonly hash: string;
  readonly body: string;
}
export interface LogCheckpoint {
  readonly kind: "CHECKPOINT";
  readonly note: string;
  /** From the checkpoint before in this file; of size 0 and empty where there is none. */
  readonly since: { readonly size: number; readonly proof: readonly Hash[] };
}
export interface End {
  readonly kind: "END";
  readonly records: number;
  readonly checkpoints: number;
}
export type Line = Head | LogRecord | LogCheckpoint | End;

const base64 = (it: Hash): string => it.toString("base64");

/** Without its newline. */
export function writeLine(line: Line): string {
  switch (line.kind) {
    case "HEAD":
      return JSON.stringify({
        format: FORMAT,
        origin: line.origin,
        from: line.from,
        to: line.to,
        previous_hash: line.previousHash.toString("hex"),
        subtrees: line.subtrees.map((it) => [it.height, base64(it.hash)]),
      });
    case "RECORD":
      return JSON.stringify({ seq: line.seq, previous_hash: line.previousHash, hash: line.hash, body: line.body });
    case "CHECKPOINT":
      return JSON.stringify({
        checkpoint: line.note,
        since: line.since.size,
        consistency: line.since.proof.map(base64),
      });
    case "END":
      return JSON.stringify({ end: line.records, checkpoints: line.checkpoints });
  }
}

type Read = Record<string, unknown>;
const isCount = (it: unknown): it is number => Number.isSafeInteger(it) && (it as number) >= 0;
const isText = (it: unknown): it is string => typeof it === "string";

/** The line, or null for one that was not written so. */
export function readLine(text: string): Line | null {
  const read = parse(text);
  if (!read) return null;
  switch (Object.keys(read).join()) {
    case "seq,previous_hash,hash,body":
      return toRecord(read);
    case "checkpoint,since,consistency":
      return toCheckpoint(read);
    case "format,origin,from,to,previous_hash,subtrees":
      return toHead(read);
    case "end,checkpoints":
      return isCount(read["end"]) && isCount(read["checkpoints"])
        ? { kind: "END", records: read["end"], checkpoints: read["checkpoints"] }
        : null;
    default:
      return null;
  }
}

function parse(text: string): Read | null {
  try {
    const read = JSON.parse(text) as unknown;
    if (typeof read !== "object" || read === null || Array.isArray(read)) return null;
    return JSON.stringify(read) === text ? (read as Read) : null;
  } catch {
    return null;
  }
}

function toRecord({ seq, previous_hash: previousHash, hash, body }: Read): LogRecord | null {
  if (!isCount(seq) || !isText(previousHash) || !isText(hash) || !isText(body)) return null;
  return { kind: "RECORD", seq, previousHash, hash, body };
}

function toCheckpoint({ checkpoint: note, since: size, consistency }: Read): LogCheckpoint | null {
  if (!isText(note) || !isCount(size) || !Array.isArray(consistency)) return null;
  const proof = consistency.map((it) => (isText(it) ? hashFromBase64(it) : null));
  return proof.includes(null) ? null : { kind: "CHECKPOINT", note, since: { size, proof: proof as Hash[] } };
}

function toHead({ format, origin, from, to, previous_hash, subtrees }: Read): Head | null {
  if (format !== FORMAT || !isText(origin) || !isCount(from) || !isCount(to) || !isText(previous_hash)) return null;
  const previousHash = hashFromHex(previous_hash);
  if (!previousHash || !Array.isArray(subtrees)) return null;
  const read = subtrees.map((it): Complete | null => {
    const [height, hash] = (Array.isArray(it) ? it : []) as unknown[];
    const bytes = isText(hash) ? hashFromBase64(hash) : null;
    return isCount(height) && height < 53 && bytes ? { height, hash: bytes } : null;
  });
  if (read.includes(null)) return null;
  return { kind: "HEAD", origin, from, to, previousHash, subtrees: read as Complete[] };
}
