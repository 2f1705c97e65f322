/** A checkpoint (https://c2sp.org/tlog-checkpoint): what the log was, at a size, signed. */
import { hashFromBase64 } from "./base64";
import type { Hash } from "./merkle";
import { openNote, signNote, type SignerKey, type VerifierKey } from "./signed-note";

export interface TreeHead {
  readonly size: number;
  readonly root: Hash;
}

export interface Checkpoint extends TreeHead {
  /** Which log. */
  readonly origin: string;
  /** The whole note, as it was signed. */
  readonly note: string;
}

/** The origin is the signer's name. */
export const signCheckpoint = ({ size, root }: TreeHead, signer: SignerKey): Checkpoint => ({
  origin: signer.name,
  size,
  root,
  note: signNote(`${signer.name}\n${size}\n${root.toString("base64")}\n`, signer),
});

export type Opened =
  | { readonly checkpoint: Checkpoint; readonly fault: null }
  | { readonly checkpoint: Checkpoint | null; readonly fault: CheckpointFault };
export type CheckpointFault = "NOT_A_CHECKPOINT" | "UNKNOWN_KEY" | "FORGED";

/** @param keys whose signature counts; the checkpoint is told with a fault too, where it can be read at all */
export function openCheckpoint(note: string, keys: readonly VerifierKey[]): Opened {
  const opened = openNote(note, keys);
  const [origin, size, root, ...extensions] = opened?.text.slice(0, -1).split("\n") ?? [];
  const hash = hashFromBase64(root ?? "");
  const isWhole = origin && /^(0|[1-9]\d{0,15})$/.test(size ?? "") && hash && extensions.every((it) => it !== "");
  if (!opened || !isWhole) return { checkpoint: null, fault: "NOT_A_CHECKPOINT" };
  const checkpoint = { origin, size: Number(size), root: hash, note };
  if (opened.forged) return { checkpoint, fault: "FORGED" };
  if (opened.signedBy.length === 0) return { checkpoint, fault: "UNKNOWN_KEY" };
  return { checkpoint, fault: null };
}

/** Whole checkpoints of a file that holds one after the other, such as a history; a piece that was cut off is no checkpoint. */
export const notesIn = (text: string): string[] =>
  [...text.matchAll(/(?<=^|\n)[^\n—][^\n]*\n\d+\n[A-Za-z0-9+/]{43}=\n(?:[^\n]+\n)*\n(?:— [^\n]+\n)+/g)].map(
    ([it]) => it,
  );
