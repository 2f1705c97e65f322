/** Who may stand in one request: those whom a protocol lets stand with nobody stand alone. */
import type { KeyedAsk } from "./partner-source";

/** Each list may stand in one request; of a list in the mode GROUP, only those of whom the same is permitted. */
export function requestsOf(asks: readonly KeyedAsk[]): KeyedAsk[][] {
  const by = (mode: string) => asks.filter((it) => it.elsewhere!.batch === mode);
  return [by("RECORD"), by("GROUP"), ...by("PERSON").map((it) => [it])].filter((it) => it.length > 0);
}
