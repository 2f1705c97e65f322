/**
 * Chance that is the same on every machine and at every time: the same seed gives the same bytes. Not for secrets.
 */

/**
 * mulberry32 (Tommy Ettinger, public domain): one 32-bit counter that steps by an odd constant, so that it meets all
 * 2^32 states before it repeats, and a mixing of it by multiplications and shifts that passes gjrand's tests. Small
 * and fast; and because a family has its own, the short period never matters.
 *
 * @returns a function that gives numbers from 0 up to, not including, 1
 */
export function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Seeds that differ in one part are far apart (the finaliser of MurmurHash3 over each part). */
function mixed(parts: readonly number[]): number {
  return parts.reduce((hash, part) => {
    let it = Math.imul(hash ^ part, 0x85ebca6b);
    it = Math.imul(it ^ (it >>> 13), 0xc2b2ae35);
    return (it ^ (it >>> 16)) >>> 0;
  }, 0x9e3779b9);
}

/** What the generator asks of chance. */
export class Chance {
  private readonly next: () => number;

  /** @param parts whose chance it is, such as the seed, the number of the family and the number of the person */
  constructor(...parts: readonly number[]) {
    this.next = mulberry32(mixed(parts));
  }

  /** A whole number from `least` to `most`, both included. */
  int(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  /** True so often in one. */
  is(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.next() * list.length)]!;
  }

  /** How many: most often about the mean or fewer, and with a long tail, because a few people have a record of years. */
  count(mean: number): number {
    const tail = this.is(0.02) ? 6 : 1;
    return Math.min(Math.floor(-Math.log(1 - this.next()) * (mean + 0.5) * tail), 60);
  }
}
