/** Random policies × random queries, and the count that shows that both outcomes are met. */
import { createHash } from "node:crypto";
import fc from "fast-check";
import type { PermittedCell } from "./what-is-permitted";
import { policies, settings, type Policy, type Setting } from "./random-policy";
import { questions, type Question } from "./random-question";

export interface Pair {
  readonly setting: Setting;
  readonly policy: Policy;
  readonly question: Question;
}

export const pairs: fc.Arbitrary<Pair> = settings.chain((setting) =>
  fc.record({ setting: fc.constant(setting), policy: policies(setting), question: questions }),
);

/**
 * What is drawn in CI is the same every time, another for each test, so that a red build is never a matter of luck; the
 * whole size draws anew.
 */
export function drawn(): { readonly seed?: number } {
  if (process.env.PROOF === "whole") return {};
  return { seed: createHash("sha256").update(expect.getState().currentTestName!).digest().readInt32BE() };
}

/** A law that was only ever tried on refusals, or on permits, was not tried. */
export class Balance {
  private permitted = 0;
  private withheld = 0;

  count(cells: readonly PermittedCell[]): void {
    const permitted = cells.filter((it) => it.decision.permitted).length;
    this.permitted += permitted;
    this.withheld += cells.length - permitted;
  }

  /** Of all decided cells, from 0 to 1. */
  get permittedShare(): number {
    return this.permitted / (this.permitted + this.withheld);
  }

  mustBeFair(): void {
    const cells = this.permitted + this.withheld;
    const say = `${cells} cells decided, ${this.permitted} permitted and ${this.withheld} withheld`;
    if (!(this.permittedShare >= 0.3 && this.permittedShare <= 0.7)) throw new Error(`not a fair trial: ${say}`);
    if (process.env.PROOF_COUNTS) process.stdout.write(`${expect.getState().currentTestName}: ${say}\n`);
  }
}
