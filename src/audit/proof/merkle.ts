/**
 * The hashes of an RFC 6962 Merkle tree and the checking of its two proofs (RFC 9162 §2.1.3.2 and §2.1.4.2). Pure; sizes
 * and positions are numbers up to 2^53, so they are halved by arithmetic: JavaScript's shifts see 32 bits.
 */
import { createHash } from "node:crypto";

/** 32 bytes. */
export type Hash = Buffer;

const LEAF = Buffer.from([0]);
const NODE = Buffer.from([1]);

const sha256 = (...parts: readonly Uint8Array[]): Hash => {
  const hash = createHash("sha256");
  for (const it of parts) hash.update(it);
  return hash.digest();
};

export const leafHash = (data: Uint8Array): Hash => sha256(LEAF, data);
export const nodeHash = (left: Hash, right: Hash): Hash => sha256(NODE, left, right);
/** The root of a tree without leaves. */
export const EMPTY_ROOT: Hash = sha256();

const half = (n: number): number => Math.floor(n / 2);
const isOdd = (n: number): boolean => n % 2 === 1;

/** The root that this proof leads to, or null where it has the wrong length for its place. */
function rootFrom(index: number, size: number, leaf: Hash, proof: readonly Hash[]): Hash | null {
  let [at, last, hash] = [index, size - 1, leaf];
  for (const it of proof) {
    if (last === 0) return null;
    if (isOdd(at) || at === last) {
      hash = nodeHash(it, hash);
      while (!isOdd(at) && at !== 0) [at, last] = [half(at), half(last)];
    } else hash = nodeHash(hash, it);
    [at, last] = [half(at), half(last)];
  }
  return last === 0 ? hash : null;
}

export interface Inclusion {
  /** Place of the leaf, from 0. */
  readonly index: number;
  readonly size: number;
  readonly leaf: Hash;
  readonly root: Hash;
  readonly proof: readonly Hash[];
}

/** Is this leaf at this place of the tree of this size and root? */
export function isIncluded({ index, size, leaf, root, proof }: Inclusion): boolean {
  if (!isSize(index) || !isSize(size) || index >= size) return false;
  return rootFrom(index, size, leaf, proof)?.equals(root) === true;
}

export interface Consistency {
  readonly from: { readonly size: number; readonly root: Hash };
  readonly to: { readonly size: number; readonly root: Hash };
  readonly proof: readonly Hash[];
}

/** Does the larger tree begin with the smaller one, leaf by leaf? */
export function isConsistent({ from, to, proof }: Consistency): boolean {
  if (!isSize(from.size) || !isSize(to.size) || from.size > to.size) return false;
  if (from.size === to.size) return proof.length === 0 && from.root.equals(to.root);
  if (from.size === 0) return proof.length === 0 && from.root.equals(EMPTY_ROOT);
  const [first, ...rest] = isPowerOfTwo(from.size) ? [from.root, ...proof] : proof;
  if (!first) return false;
  let [at, last] = [from.size - 1, to.size - 1];
  while (isOdd(at)) [at, last] = [half(at), half(last)];
  let [older, newer] = [first, first];
  for (const it of rest) {
    if (last === 0) return false;
    if (isOdd(at) || at === last) {
      [older, newer] = [nodeHash(it, older), nodeHash(it, newer)];
      while (!isOdd(at) && at !== 0) [at, last] = [half(at), half(last)];
    } else newer = nodeHash(newer, it);
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && older.equals(from.root) && newer.equals(to.root);
}

const isSize = (n: number): boolean => Number.isSafeInteger(n) && n >= 0;
const isPowerOfTwo = (n: number): boolean => Number.isInteger(Math.log2(n));
