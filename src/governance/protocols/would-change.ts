/** Which recorded decisions would come out differently under another rulebook. No data is touched. */
import { decide } from "../../sharing/decide";
import type { Decision } from "../../sharing/decision";
import type { Rulebook } from "../../sharing/rulebook";
import type { RecordedAsk } from "../replay/recorded-ask";

export interface WouldChange {
  readonly asked: RecordedAsk;
  readonly before: Decision;
  readonly after: Decision;
}

export function wouldChange(asks: readonly RecordedAsk[], before: Rulebook, after: Rulebook): WouldChange[] {
  return asks
    .map((asked) => ({
      asked,
      before: decide(asked.ask, asked.evidence, before),
      after: decide(asked.ask, asked.evidence, after),
    }))
    .filter((it) => it.before.permitted !== it.after.permitted || it.before.reason !== it.after.reason);
}
