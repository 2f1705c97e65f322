/**
 * A tree that only grows, as the roots of the complete subtrees that its leaves make up: 20 hashes for a million leaves.
 * That is all it takes to go on and to tell the root.
 */
import { nodeHash, type Hash } from "./merkle";
import { rootOver } from "./subtrees";

export interface Complete {
  readonly height: number;
  readonly hash: Hash;
}

export class Frontier {
  private readonly complete: Complete[] = [];
  private leaves = 0;

  /** @param told hears of every subtree that becomes complete, lowest first, with its place among those of its height */
  constructor(private readonly told: (height: number, index: number, hash: Hash) => void = () => undefined) {}

  get size(): number {
    return this.leaves;
  }

  /** From left to right, of falling height. */
  get subtrees(): readonly Complete[] {
    return this.complete;
  }

  root(): Hash {
    return rootOver(this.complete.map((it) => it.hash));
  }

  /** @param hash of the leaf (`leafHash`) or, on a tree that is a multiple of 2^height, of a complete subtree */
  push(hash: Hash, height = 0): void {
    const width = 2 ** height;
    if (this.leaves % width !== 0) throw new Error("a subtree goes where one of its height begins");
    this.leaves += width;
    let last: Complete = { height, hash };
    this.told(last.height, this.leaves / width - 1, last.hash);
    while (this.complete.at(-1)?.height === last.height) {
      last = { height: last.height + 1, hash: nodeHash(this.complete.pop()!.hash, last.hash) };
      this.told(last.height, this.leaves / 2 ** last.height - 1, last.hash);
    }
    this.complete.push(last);
  }
}
