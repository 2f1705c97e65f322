/**
 * A decision told rule by rule, in the order of the release-decision model (B2): which let it pass, which decided, which
 * were never reached. Made from the decision alone, so that an explanation cannot say anything else than what happened.
 */
import type { Decision } from "./decision";
import type { PermitReason, ReasonCode, WithholdReason } from "./vocabulary";

/** Rule 0 is settled before anything is decided; 10 and 11 act on what was fetched. */
export const RULES = {
  1: "Nobody is barred: no protection, no conflict of interest.",
  2: "Data of the caller's own agency.",
  3: "An open case links the caller and this person.",
  4: "A protocol in force that both sides have signed.",
  5: "The protocol covers purpose, role, category and level of need.",
  6: "Not kept for the source's own hand.",
  7: "A statutory basis.",
  8: "Consent, or an authorised dispensation.",
  9: "Break-glass.",
} as const;
export type RuleNumber = keyof typeof RULES;

/** PASSED: it let the question through to the next. SILENT: it had nothing to say. */
export type Verdict = "PASSED" | "SILENT" | "RELEASES" | "WITHHOLDS" | "BARS" | "NOT_REACHED";

export interface RuleStep {
  readonly rule: RuleNumber;
  readonly verdict: Verdict;
}

type Decided = Exclude<PermitReason | WithholdReason, "P-OWN"> | "P-OWN";
const DECIDED_BY: Readonly<Record<Decided, RuleNumber>> = {
  "P-OWN": 2,
  "W-NO-RELATIONSHIP": 3,
  "W-NO-PROTOCOL": 4,
  "W-PROTOCOL-PURPOSE": 5,
  "W-PROTOCOL-ROLE": 5,
  "W-PROTOCOL-CATEGORY": 5,
  "W-LEVEL": 5,
  "W-SOURCE-DECISION": 6,
  "P-COURT": 7,
  "P-S47": 7,
  "P-MARAC": 7,
  "P-S115": 7,
  "P-16LA": 7,
  "P-DIRECT-CARE": 7,
  "W-NO-BASIS": 7,
  "W-OBJECTION": 7,
  "P-CONSENT": 8,
  "P-DISPENSED": 8,
  "W-CONSENT-WRONG-PERSON": 8,
  "W-CONSENT-REFUSED": 8,
  "W-CONSENT-WITHDRAWN": 8,
  "W-CONSENT-EXPIRED": 8,
  "W-CONSENT-SCOPE": 8,
  "W-CONSENT-NONE": 8,
  "W-CONSENT-CONFLICT": 8,
  "P-BREAKGLASS": 9,
};

/** As much of a decision as its record keeps. */
export interface Explainable extends Pick<Decision, "permitted" | "breakGlassRefused"> {
  readonly reason: ReasonCode;
}

/** Rules that let a question through by having nothing to say, rather than by being met. */
const SILENT: ReadonlySet<RuleNumber> = new Set([2, 7, 8]);

const isDecided = (reason: ReasonCode): reason is Decided => Object.hasOwn(DECIDED_BY, reason);
const ALL = Object.keys(RULES).map(Number) as RuleNumber[];

/**
 * @param own source and recipient are one; who works on no person's record is then stopped at rule 2
 * @returns every rule in order
 */
export function explain({ permitted, reason, breakGlassRefused }: Explainable, own: boolean): readonly RuleStep[] {
  if (!isDecided(reason)) return ALL.map((rule) => ({ rule, verdict: rule === 1 ? "BARS" : "NOT_REACHED" }));
  const decider = own && reason === "W-PROTOCOL-ROLE" ? 2 : DECIDED_BY[reason];
  return ALL.map((rule) => ({ rule, verdict: verdictOf(rule) }));

  function verdictOf(rule: RuleNumber): Verdict {
    if (rule === decider) return permitted ? "RELEASES" : "WITHHOLDS";
    // a grant was tried on a refusal of rules 5 to 8, and did not open it
    if (rule === 9 && breakGlassRefused) return "WITHHOLDS";
    if (rule > decider) return "NOT_REACHED";
    // what opens by break-glass was withheld before, by one of 5 to 8; the record does not say by which
    if (decider === 9 && rule >= 5) return "SILENT";
    return SILENT.has(rule) ? "SILENT" : "PASSED";
  }
}
