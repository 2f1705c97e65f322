/** What a decision tells the practitioner: the law it rests on, what they can do next, and what they must do. */
import type { ReasonCode, WithholdReason } from "./vocabulary";

export const NEXT_STEPS = {
  "NS-RECORD": "Record how you used this information.",
  "NS-TELL-FAMILY": "Tell the family what was shared and why, unless that is marked unsafe.",
  "NS-VERIFY": "If you are still worried, ring the source's safeguarding lead.",
  "NS-LINK": "Ask the case owner to add you, or to link this person, and say why.",
  "NS-PHONE-SOURCE": "Make a one-off request to the source by phone or secure mail.",
  "NS-IG": "Tell your information-governance lead that no agreement covers this flow.",
  "NS-RIGHT-PERSON": "Ask a colleague whose role the agreement names to make the query.",
  "NS-THRESHOLD": "Hold a threshold discussion. If you suspect significant harm, ask for a strategy discussion.",
  "NS-ASK-SOURCE": "Ask the source to decide: only its own people may release this.",
  "NS-LEGAL": "State the function you exercise and the law you act under; the holder decides.",
  "NS-SEEK-CONSENT": "Ask the person who may give consent.",
  "NS-DISPENSE":
    "If consent cannot be given, cannot reasonably be obtained or asking would prejudice protection, request a dispensation.",
  "NS-RESPECT": "Work with the family; their decision stands.",
  "NS-RENEW": "Ask the family to renew their consent.",
  "NS-WIDEN": "Ask the family whether the consent should cover this.",
  "NS-RIGHT-GIVER": "Ask the person whose decision this is; the record you have is from somebody else.",
  "NS-ASK-CONSENT-TOO":
    "Ask the person whether they also withdraw their consent to share. Leaving a service does not withdraw it.",
  "NS-MANAGER": "Two people who may decide disagree. Take it to your manager.",
  "NS-999": "If anybody is in immediate danger, ring 999.",
  "NS-BREAKGLASS": "If life is at risk and your role allows, break the glass; the source is told at once.",
  "NS-RETRY": "The source did not answer. Try again, then ring. This does not mean that nothing is known.",
} as const;
export type NextStepCode = keyof typeof NEXT_STEPS;

/** Whoever leaves a service may have meant their consent to share as well; only they can say. */
export const AFTER_LEAVING_A_SERVICE: NextStepCode = "NS-ASK-CONSENT-TOO";

const DANGER: readonly NextStepCode[] = ["NS-999"];
const DANGER_OR_GLASS: readonly NextStepCode[] = ["NS-999", "NS-BREAKGLASS"];

const WITHHELD: Record<WithholdReason, readonly NextStepCode[]> = {
  "W-NO-RELATIONSHIP": ["NS-LINK", ...DANGER],
  "W-NO-PROTOCOL": ["NS-PHONE-SOURCE", "NS-IG", ...DANGER],
  "W-PROTOCOL-PURPOSE": ["NS-RIGHT-PERSON", "NS-PHONE-SOURCE", ...DANGER_OR_GLASS],
  "W-PROTOCOL-ROLE": ["NS-RIGHT-PERSON", "NS-PHONE-SOURCE", ...DANGER_OR_GLASS],
  "W-PROTOCOL-CATEGORY": ["NS-RIGHT-PERSON", "NS-PHONE-SOURCE", ...DANGER_OR_GLASS],
  "W-LEVEL": ["NS-THRESHOLD", ...DANGER_OR_GLASS],
  "W-SOURCE-DECISION": ["NS-ASK-SOURCE", ...DANGER],
  "W-NO-BASIS": ["NS-LEGAL", ...DANGER_OR_GLASS],
  "W-OBJECTION": ["NS-RESPECT", ...DANGER_OR_GLASS],
  "W-CONSENT-NONE": ["NS-SEEK-CONSENT", "NS-DISPENSE", ...DANGER_OR_GLASS],
  "W-CONSENT-REFUSED": ["NS-RESPECT", "NS-DISPENSE", "NS-THRESHOLD", ...DANGER_OR_GLASS],
  "W-CONSENT-WITHDRAWN": ["NS-RESPECT", "NS-DISPENSE", "NS-THRESHOLD", ...DANGER_OR_GLASS],
  "W-CONSENT-EXPIRED": ["NS-RENEW", ...DANGER_OR_GLASS],
  "W-CONSENT-SCOPE": ["NS-WIDEN", ...DANGER_OR_GLASS],
  "W-CONSENT-WRONG-PERSON": ["NS-RIGHT-GIVER", ...DANGER_OR_GLASS],
  "W-CONSENT-CONFLICT": ["NS-MANAGER", ...DANGER_OR_GLASS],
};

const TELL_FAMILY: ReadonlySet<ReasonCode> = new Set(["P-S47", "P-16LA", "P-DISPENSED", "P-BREAKGLASS"]);

/** In the order in which they should be tried. */
export function nextSteps(reason: ReasonCode): readonly NextStepCode[] {
  if (reason === "E-SOURCE") return ["NS-RETRY"];
  if (reason === "N-NOTHING-AVAILABLE") return ["NS-VERIFY"];
  if (reason in WITHHELD) return WITHHELD[reason as WithholdReason];
  if (reason === "P-OWN") return [];
  return TELL_FAMILY.has(reason) ? ["NS-RECORD", "NS-TELL-FAMILY"] : ["NS-RECORD"];
}

/** The constant caveat. It stands on every answer, so that its presence carries no signal. */
export const CAVEAT =
  "This record shows what may be shared with you, not all that is known. Where nothing is available to you from a " +
  "source, that does not mean nothing is known. Ages, addresses and places may be missing for reasons nobody can " +
  "tell you. If you are still worried, ring the source's safeguarding lead. In immediate danger, ring 999.";

/** Duties that come with every release, except of a caller's own data. */
export const OBLIGATIONS = {
  NO_ONWARD_SHARING: "Do not share this further without asking the source.",
  RETAIN_WITH_CASE: "Keep it with this case and no longer than the case's retention period.",
  RECORD_USE: "Record what you decided because of it.",
  TELL_FAMILY: "Tell the family unless telling is marked unsafe.",
} as const;
export type ObligationCode = keyof typeof OBLIGATIONS;

export function obligations(reason: ReasonCode): readonly ObligationCode[] {
  if (!reason.startsWith("P-") || reason === "P-OWN") return [];
  const all: ObligationCode[] = ["NO_ONWARD_SHARING", "RETAIN_WITH_CASE", "RECORD_USE"];
  return TELL_FAMILY.has(reason) ? [...all, "TELL_FAMILY"] : all;
}
