/** Decides again what was decided, and says where the answer is another. */
import type { DisclosedDecision } from "../../audit/disclosure";
import type { Decision } from "../../sharing/decision";
import type { decide } from "../../sharing/decide";
import type { Rulebook } from "../../sharing/rulebook";
import type { RecordedAsk } from "./recorded-ask";

export interface Replayed {
  readonly position: number;
  readonly recorded: DisclosedDecision;
  /** Null where the rules failed. */
  readonly now: Decision | null;
  /** In words; empty where the two agree. */
  readonly differences: readonly string[];
}

export function replay(
  { position, recorded, ask, evidence }: RecordedAsk,
  rulebook: Rulebook,
  decider: typeof decide,
): Replayed {
  let now: Decision | null = null;
  try {
    now = decider(ask, evidence, rulebook);
  } catch {
    // the differences say so
  }
  return { position, recorded, now, differences: differences(recorded, now) };
}

function differences(recorded: DisclosedDecision, now: Decision | null): string[] {
  if (!now) return recorded.outcome === "SOURCE_UNAVAILABLE" ? [] : ["the rules fail now"];
  const found: string[] = [];
  const expect = (what: string, was: unknown, is: unknown): void => {
    if (was !== is) found.push(`${what}: recorded ${String(was)}, now ${String(is)}`);
  };
  switch (recorded.outcome) {
    case "RELEASED":
      expect("permitted", true, now.permitted);
      expect("reason", recorded.reason, now.reason);
      break;
    case "WITHHELD":
      expect("permitted", false, now.permitted);
      expect("reason", recorded.reason, now.reason);
      break;
    case "NOTHING_AVAILABLE":
      // it was let through and nothing was left to show, or the person was barred
      expect("let through, or barred", true, now.permitted || now.reason === "N-NOTHING-AVAILABLE");
      break;
    case "SOURCE_UNAVAILABLE":
      // asked, and not answered; or the rules failed then
      expect("asked", true, now.permitted || recorded.protocol === null);
  }
  expect("protocol", recorded.protocol, now.protocol);
  expect("evidence", recorded.cites.join(" "), now.cites.join(" "));
  expect("break-glass refused", recorded.breakGlassRefused, now.breakGlassRefused);
  return found;
}
