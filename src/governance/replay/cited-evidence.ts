/** What a decision cites, in words that name nobody. */
import { londonDate } from "../../people/london-time";
import { includes, type Consent, type Evidence } from "../../sharing/evidence";

export interface CitedEvidence {
  readonly kind:
    | "CONSENT"
    | "DISPENSATION"
    | "DETERMINATION"
    | "COURT_ORDER"
    | "SOURCE_RELEASE"
    | "BREAK_GLASS"
    | "STANDING"
    | "OTHER";
  readonly words: string;
}

/**
 * @param recipient an agency that is told of consents that name it and of no others; null for somebody told of all
 * @returns one entry a citation that this reader may be told of
 */
export const citedEvidence = (
  cites: readonly string[],
  evidence: Evidence,
  recipient: string | null,
): CitedEvidence[] => cites.flatMap((id) => describe(id, evidence, recipient));

function describe(id: string, evidence: Evidence, recipient: string | null): CitedEvidence[] {
  const [reference, term] = id.split("#");
  if (term !== undefined) return [{ kind: "STANDING", words: `Standing determination in ${reference}: ${term}.` }];
  const consent = evidence.consents.find((it) => it.id === id);
  if (consent) {
    const told = recipient === null || includes(consent.recipients, recipient);
    return told ? [{ kind: "CONSENT", words: consentInWords(consent) }] : [];
  }
  const dispensation = evidence.dispensations.find((it) => it.id === id);
  if (dispensation) {
    const words = `Dispensation for ${dispensation.reason}, from ${day(dispensation.from)} to ${day(dispensation.to)}.`;
    return [{ kind: "DISPENSATION", words }];
  }
  if (evidence.determinations.some((it) => it.id === id))
    return [{ kind: "DETERMINATION", words: "The holder's own determination under s.16LA." }];
  const release = evidence.sourceReleases.find((it) => it.id === id);
  if (release) {
    const words = `Released by the source's own hand for this case and purpose, from ${day(release.from)} to ${day(release.to)}.`;
    return [{ kind: "SOURCE_RELEASE", words }];
  }
  const order = evidence.courtOrders.find((it) => it.id === id);
  if (order) return [{ kind: "COURT_ORDER", words: `A court's order of ${day(order.from)}.` }];
  const grant = evidence.breakGlass.find((it) => it.id === id);
  if (grant) return [{ kind: "BREAK_GLASS", words: `Break-glass from ${day(grant.from)}, for at most four hours.` }];
  return [{ kind: "OTHER", words: "Evidence that is on file with this decision." }];
}

function consentInWords(it: Consent): string {
  const withdrawn = Number.isFinite(it.withdrawnAt) ? `, withdrawn on ${day(it.withdrawnAt)}` : "";
  return `${it.decision === "GRANTED" ? "Consent" : "Refusal"} of ${day(it.from)}, given by ${giver(it)}, until ${day(it.to)}${withdrawn}.`;
}

function giver({ givenBy }: Consent): string {
  switch (givenBy) {
    case "SELF":
      return "the person themselves";
    case "LA":
      return "the local authority";
    case "DEPUTY":
      return "a deputy";
    default:
      return "somebody else for them";
  }
}

const day = (at: number): string => (Number.isFinite(at) ? londonDate(at) : "no fixed day");
