/**
 * Which hashes a proof consists of, told as spans of leaves, and each span as the complete subtrees that make it up: so
 * a proof can be put together from subtrees that are stored, without reading the leaves again.
 */
import { EMPTY_ROOT, nodeHash, type Hash } from "./merkle";

/** Leaves `from` up to, not with, `to`. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** The `index`th of the complete subtrees of 2^`height` leaves. */
export interface Subtree {
  readonly height: number;
  readonly index: number;
}

/** The largest power of two below n: where RFC 6962 splits a tree of n > 1 leaves. */
function splitOf(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

/** PATH(m, D[n]) of RFC 6962 §2.1.1: the leaf's sibling first. */
export function inclusionPath(index: number, size: number): Span[] {
  const path: Span[] = [];
  let [from, to] = [0, size];
  while (to - from > 1) {
    const middle = from + splitOf(to - from);
    if (index < middle) {
      path.unshift({ from: middle, to });
      to = middle;
    } else {
      path.unshift({ from, to: middle });
      from = middle;
    }
  }
  return path;
}

/** PROOF(m, D[n]) of RFC 6962 §2.1.2. */
export function consistencyPath(older: number, newer: number): Span[] {
  if (older === 0 || older === newer) return [];
  const path: Span[] = [];
  let [from, to] = [0, newer];
  while (to !== older) {
    const middle = from + splitOf(to - from);
    if (older <= middle) {
      path.unshift({ from: middle, to });
      to = middle;
    } else {
      path.unshift({ from, to: middle });
      from = middle;
    }
  }
  // the part that both share is known to whoever holds the older root, where that is all of the older tree
  if (from > 0) path.unshift({ from, to });
  return path;
}

/** Complete subtrees from left to right. The span begins where RFC 6962 splits, as all of the above do. */
export function subtreesOf({ from, to }: Span): Subtree[] {
  const found: Subtree[] = [];
  for (let at = from; at < to;) {
    let [height, width] = [0, 1];
    while (at % (width * 2) === 0 && at + width * 2 <= to) [height, width] = [height + 1, width * 2];
    found.push({ height, index: at / width });
    at += width;
  }
  return found;
}

/** The root over complete subtrees of falling height. */
export const rootOver = (hashes: readonly Hash[]): Hash =>
  hashes.length === 0 ? EMPTY_ROOT : hashes.reduceRight((right, left) => nodeHash(left, right));

/** Tells the root of a complete subtree. */
export type Subtrees = (subtree: Subtree) => Promise<Hash>;

async function hashesOf(path: readonly Span[], subtrees: Subtrees): Promise<Hash[]> {
  const hashes: Hash[] = [];
  for (const span of path) {
    const parts: Hash[] = [];
    for (const it of subtreesOf(span)) parts.push(await subtrees(it));
    hashes.push(rootOver(parts));
  }
  return hashes;
}

export const inclusionProof = (index: number, size: number, subtrees: Subtrees): Promise<Hash[]> =>
  hashesOf(inclusionPath(index, size), subtrees);
export const consistencyProof = (older: number, newer: number, subtrees: Subtrees): Promise<Hash[]> =>
  hashesOf(consistencyPath(older, newer), subtrees);
export const rootOf = async (size: number, subtrees: Subtrees): Promise<Hash> =>
  size === 0 ? EMPTY_ROOT : (await hashesOf([{ from: 0, to: size }], subtrees))[0]!;
