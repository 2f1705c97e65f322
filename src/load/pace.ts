/** Tells an operator, about once a second, how far a load is and how fast. */
import type { Progress } from "./progress";

const EVERY_MS = 1000;

export class Pace {
  private first: { readonly at: number; readonly items: number } | null = null;
  private lastSaid = 0;

  /**
   * @param size of the file, in bytes
   * @param now milliseconds of a clock that never goes back
   */
  constructor(
    private readonly size: number,
    private readonly now: () => number,
    private readonly say: (line: string) => void,
  ) {}

  told(progress: Progress): void {
    const at = this.now();
    if (this.first === null) {
      this.first = { at, items: itemsOf(progress) };
      this.lastSaid = at;
      if (progress.line > 0) this.say(`going on after line ${grouped(progress.line)}`);
      return;
    }
    if (at - this.lastSaid < EVERY_MS) return;
    this.lastSaid = at;
    const percent = Math.floor((100 * progress.byte) / this.size);
    this.say(`${grouped(progress.line)} lines, ${grouped(this.rate(progress))} items a second, ${percent} %`);
  }

  /** Items a second since this process began. */
  rate(progress: Progress): number {
    if (this.first === null) return 0;
    const seconds = Math.max(this.now() - this.first.at, 1) / 1000;
    return Math.round((itemsOf(progress) - this.first.items) / seconds);
  }
}

const itemsOf = (it: Progress): number => it.accepted + it.unchanged + it.refused;
const grouped = (count: number): string => count.toLocaleString("en-GB");
