/** Indicators that are asked for and that this product's data cannot give. Said, and not made up. */
import type { IndicatorNotKnown } from "./sharing-indicators.type";

export const NOT_KNOWN: readonly IndicatorNotKnown[] = [
  {
    indicator: "Triage within 24 hours",
    why: "The hub's triage clock is not kept here yet: a case says when it was opened, not when its contact came in.",
  },
  {
    indicator: "Outcome notified within three weeks",
    why: "That somebody was notified of an outcome is not recorded here yet.",
  },
  {
    indicator: "Released and never read",
    why: "The record says that an answer left the gateway, not whether anybody read it or what they did because of it.",
  },
  {
    indicator: "Needed and never asked for",
    why: "A question that nobody asked is on no record. A case audit may find it; a count of disclosures cannot.",
  },
];
