/** Choices that fast-check makes, and shrinks. */
import fc, { type GeneratorValue } from "fast-check";

const nat = (max: number) => fc.integer({ min: 0, max });

export class Choice {
  constructor(private readonly generator: GeneratorValue) {}

  upTo = (most: number): number => this.generator(nat, most);

  /** In percent; the rarer branch is the one that shrinking leaves. */
  chance = (percent: number): boolean => this.upTo(99) >= 100 - percent;

  of = <T>(list: readonly T[]): T => list[this.upTo(list.length - 1)]!;

  /** At least one, in their order. */
  some<T>(list: readonly T[], most: number): T[] {
    const wanted = 1 + this.upTo(Math.min(most, list.length) - 1);
    const start = this.upTo(list.length - 1);
    const step = 1 + this.upTo(3);
    const places = new Set(Array.from({ length: wanted }, (_, i) => (start + i * step) % list.length));
    return [...places].sort((a, b) => a - b).map((it) => list[it]!);
  }
}
