/** A proof that stands by itself (https://c2sp.org/tlog-proof): a record's place, its path to the root, the checkpoint. */
import { hashFromBase64 } from "./base64";
import { leafOf } from "./chain";
import { openCheckpoint, type Checkpoint } from "./checkpoint";
import { isIncluded, type Hash } from "./merkle";
import type { VerifierKey } from "./signed-note";

const HEADER = "c2sp.org/tlog-proof@v1";

export const writeProof = (index: number, path: readonly Hash[], { note }: Checkpoint): string =>
  [HEADER, `index ${index}`, ...path.map((it) => it.toString("base64")), "", note].join("\n");

export interface CheckedProof {
  /** Why it proves nothing; null where it does. */
  readonly fault: string | null;
  readonly index?: number;
  readonly checkpoint?: Checkpoint;
}

/** Does this text prove that the record of this hash is in the log of these keys? */
export function checkProof(text: string, recordHash: Hash, keys: readonly VerifierKey[]): CheckedProof {
  const [, head = "", note = ""] = /^([^]*?)\n\n([^]*)$/.exec(text) ?? [];
  const [header, place = "", ...lines] = head.split("\n");
  const index = /^index (0|[1-9]\d{0,15})$/.exec(place)?.[1];
  const path = lines.map(hashFromBase64);
  if (header !== HEADER || index === undefined || path.includes(null)) return { fault: "this is not a tlog-proof" };
  const { checkpoint, fault } = openCheckpoint(note, keys);
  if (fault === "NOT_A_CHECKPOINT") return { fault: "it holds no checkpoint" };
  if (fault === "UNKNOWN_KEY") return { fault: "its checkpoint is not signed by any key that you gave" };
  if (fault === "FORGED") return { fault: "its checkpoint's signature is not of this checkpoint" };
  const { size, root } = checkpoint!;
  const proves = isIncluded({ index: Number(index), size, leaf: leafOf(recordHash), root, proof: path as Hash[] });
  return { fault: proves ? null : "it does not prove this hash", index: Number(index), checkpoint: checkpoint! };
}
