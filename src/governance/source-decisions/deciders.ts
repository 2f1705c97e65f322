/** Who speaks for a source, and by when it should: what is configured about its decisions stands here. */
import type { Rag } from "../../gateway/vocabulary.type";
import type { Role } from "../../sharing/vocabulary";

/** Who, at the source, may decide what only the source may release. */
export const DECIDERS: readonly Role[] = [
  "HEALTH_SAFEGUARDING_LEAD",
  "CALDICOTT_GUARDIAN",
  "INFORMATION_GOVERNANCE_LEAD",
  "DSL",
  "POLICE_SAFEGUARDING",
  "CSC_MANAGER",
  "SF_MANAGER",
  "MASH_MANAGER",
  "MARAC_REP",
];

/** Clock hours until a source should have decided, by the case's rating (B7). */
export type DecisionClock = Readonly<Record<Rag, number>>;
export const DECISION_CLOCK: DecisionClock = { RED: 4, AMBER: 24, GREEN: 72 };
/** Of a case that nobody has rated. */
export const RAG_UNLESS_RATED: Rag = "AMBER";

/** The longest that a release lasts, and how long it lasts where nothing is said. */
export const LONGEST_RELEASE_MONTHS = 3;
