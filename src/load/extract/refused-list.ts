/** Refused rows of a dry run, which are on no disk. */
import type { RefusedLine } from "../check-line";

export class RefusedList {
  readonly lines: RefusedLine[] = [];

  readonly resume = (): Promise<number> => Promise.resolve(0);

  readonly put = (lines: readonly RefusedLine[]): Promise<void> => {
    this.lines.push(...lines);
    return Promise.resolve();
  };

  readonly keep = (): void => undefined;
}
