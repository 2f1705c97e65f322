/** The chain of disclosures: each hash commits to its body and, through the one before, to all bodies before. */
import { createHash } from "node:crypto";
import { leafHash, type Hash } from "./merkle";

/** What the first record follows. */
export const BEFORE_THE_FIRST: Hash = Buffer.alloc(32);

/** @param body the exact text, in UTF-8 */
export const chainHash = (previous: Hash, body: string): Hash =>
  createHash("sha256").update(previous).update(body, "utf8").digest();

/** A record's leaf: its chain hash is the leaf's data. */
export const leafOf = (recordHash: Hash): Hash => leafHash(recordHash);
