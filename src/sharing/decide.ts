/**
 * May this viewer have this category about this person? The ordered rules of the release-decision model; the first
 * that matches decides. Pure and synchronous: time is an argument, and the order of the evidence never matters.
 *
 * Rule 0 (a valid request) is settled before anything gets here; rules 10 and 11 are `items.ts`, after the fetch.
 */
import { consentFor, dispensationFor, mayBeDispensed } from "./consent";
import { barred, permit, withhold, type Decision } from "./decision";
import {
  covers,
  firstThat,
  includes,
  latestDetrimental,
  those,
  type Ask,
  type BreakGlassGrant,
  type Evidence,
} from "./evidence";
import { meets, rank, stricter } from "./levels";
import type { Flow, Rulebook } from "./rulebook";
import { isToldOf, releasedByHand, restingOn } from "./source-release";
import {
  isCategory,
  isHealth,
  isHealthOrSocialCare,
  isPurpose,
  isRole,
  NO_PERSONS_RECORD,
  type MinimumLevel,
  type PermitReason,
  type WithholdReason,
} from "./vocabulary";

export function decide(ask: Ask, evidence: Evidence, rulebook: Rulebook): Decision {
  // 1. Absolute bars. Protection is one of them wherever it is set; nothing below may even be asked.
  if (evidence.restrictions.some((it) => it.code === "X-PROTECTED" && covers(it, ask.at))) return barred("X-PROTECTED");
  if (ask.viewer.conflict) return barred("X-COI");

  // 2. Own data. What is asked in words that nobody knows is nobody's own.
  if (ask.source.id === ask.viewer.agency.id && isInKnownWords(ask)) {
    if (NO_PERSONS_RECORD.has(ask.viewer.role)) return withhold("W-PROTOCOL-ROLE");
    if (rulebook.lawInForce("P-OWN", ask.at)) return permit("P-OWN", { sensitiveServices: ALL });
  }

  // 3. Relationship.
  const related =
    ask.case.open && ask.subject.linked && ask.case.agencies.has(ask.viewer.agency.id) && ask.viewer.onCase;
  if (!related) return withhold("W-NO-RELATIONSHIP");

  // 4. A protocol in force, signed by both.
  const inForce = those(rulebook.flows(ask.source.id, ask.viewer.agency.id), (it) => covers(it, ask.at));
  if (inForce.length === 0) return withhold("W-NO-PROTOCOL");

  // 5-8, and 9 where they withhold.
  const answer = withinProtocol(ask, evidence, rulebook, inForce);
  // who has broken the glass has no less for what the source chose to release
  const isWhole = answer.permitted && answer.onlyItems === null;
  const decision = isWhole ? answer : breakGlass(ask, evidence, rulebook, inForce, answer);
  return decision.permitted && isCovert(ask, evidence) ? { ...decision, dropAll: "X-MORE-DETRIMENTAL" } : decision;
}

/** Default is deny, and an unknown category, role or purpose is none: a flow names known ones alone (`rulebook.ts`). */
const isInKnownWords = (ask: Ask): boolean =>
  isCategory(ask.category) && isRole(ask.viewer.role) && isPurpose(ask.purpose);

/** Rules 5 to 8. */
function withinProtocol(ask: Ask, evidence: Evidence, rulebook: Rulebook, inForce: readonly Flow[]): Decision {
  // 5. Scope, in order: purpose, role, category, level.
  const forPurpose = those(inForce, (it) => it.purposes.has(ask.purpose));
  if (forPurpose.length === 0) return withhold("W-PROTOCOL-PURPOSE", { protocol: inForce[0]!.reference });
  const forRole = those(forPurpose, (it) => it.roles.has(ask.viewer.role));
  if (forRole.length === 0) return withhold("W-PROTOCOL-ROLE", { protocol: forPurpose[0]!.reference });
  const forCategory = those(forRole, (it) => isInScope(it, ask));
  if (forCategory.length === 0) return withhold("W-PROTOCOL-CATEGORY", { protocol: forRole[0]!.reference });
  const flows = those(forCategory, (it) => meets(ask.case.level, minimumLevel(it, ask)));
  if (flows.length === 0) {
    const nearest = forCategory.reduce((a, b) => (rank(minimumLevel(b, ask)) < rank(minimumLevel(a, ask)) ? b : a));
    return withhold("W-LEVEL", { protocol: nearest.reference, levelNeeded: minimumLevel(nearest, ask) });
  }
  const protocol = flows[0]!.reference;
  const lookBack = lookBackOf(flows, ask);

  // 6. Released by the source's own hand alone. Where several protocols bind a flow, the stricter counts.
  const released = releasedByHand(ask, evidence);
  const byHand = isManual(flows, ask) || isMoreDetrimental(ask, evidence);
  if (byHand && !released) return withhold("W-SOURCE-DECISION", { protocol, lookBack });

  // 7 and 8. Where there is no gate, a release is tried last, so that it never narrows what opens without it.
  const answer = onItsBasis(ask, evidence, rulebook, flows, { protocol, lookBack }, byHand);
  if (!released || (!byHand && answer.permitted)) return answer;
  const resting = byHand ? answer : onItsBasis(ask, evidence, rulebook, flows, { protocol, lookBack }, true);
  return isToldOf(ask, resting) ? restingOn(released, resting) : withhold("W-SOURCE-DECISION", { protocol, lookBack });
}

/**
 * Rules 7 and 8.
 * @param released by the source's hand: its own determination for this purpose
 */
function onItsBasis(
  ask: Ask,
  evidence: Evidence,
  rulebook: Rulebook,
  flows: readonly Flow[],
  { protocol, lookBack }: Pick<Decision, "protocol" | "lookBack">,
  released: boolean,
): Decision {
  // 7. A statutory basis.
  const basis = statutoryBasis(ask, evidence, rulebook, flows, released);
  if (basis && "withhold" in basis) return withhold(basis.withhold, { protocol, lookBack });
  if (basis) {
    const { permit: reason, cites } = basis;
    return permit(reason, { protocol: basis.protocol ?? protocol, lookBack, cites, sensitiveServices: openAt(reason) });
  }

  // 8. Consent, or an authorised dispensation where the mode knows one.
  return byConsent(ask, evidence, rulebook, flows, { protocol, lookBack });
}

/** EXISTENCE may be opened, or closed, apart from CONTENT. A category that nobody knows has no terms. */
function isInScope(flow: Flow, ask: Ask): boolean {
  const terms = flow.terms.get(ask.category);
  return terms !== undefined && (ask.mode === "EXISTENCE" ? terms.existence : terms.content);
}

function minimumLevel(flow: Flow, ask: Ask): MinimumLevel {
  const { minimumLevel: minimum } = flow.terms.get(ask.category)!;
  return ask.minimumLevel === undefined ? minimum : stricter(minimum, ask.minimumLevel);
}

const isManual = (flows: readonly Flow[], ask: Ask): boolean =>
  ask.manual === true || flows.some((it) => it.terms.get(ask.category)!.manual);

const isMoreDetrimental = (ask: Ask, evidence: Evidence): boolean => latestDetrimental(ask, evidence) !== null;
/** A covert flag is no reason to withhold, for that would show; it empties the answer after the fetch instead. */
const isCovert = (ask: Ask, evidence: Evidence): boolean => latestDetrimental(ask, evidence, true) !== null;

type Basis =
  | {
      readonly permit: PermitReason;
      readonly cites: readonly string[];
      /** Of several that bind the flow, the one that it stands in. */
      readonly protocol?: string;
    }
  | { readonly withhold: WithholdReason };
const NO_BASIS: Basis = { withhold: "W-NO-BASIS" };

/** Rule 7. `null` where statute is silent and consent has to speak. */
function statutoryBasis(
  ask: Ask,
  evidence: Evidence,
  rulebook: Rulebook,
  flows: readonly Flow[],
  released: boolean,
): Basis | null {
  const determined = (): Basis | null => holdersDetermination(ask, evidence, rulebook, flows, released);
  const inForce = (permit: PermitReason, cites = NONE): Basis | null =>
    rulebook.lawInForce(permit, ask.at) ? { permit, cites } : null;

  const order = firstThat(
    evidence.courtOrders,
    (it) =>
      includes(it.recipients, ask.viewer.agency.id) && includes(it.categories, ask.category) && covers(it, ask.at),
  );
  const ordered = order && inForce("P-COURT", [order.id]);
  if (ordered) return ordered;

  // A charity or a housing association can rely on the recipient's public task only where it is stated.
  if (!ask.source.publicAuthority && !ask.publicTaskStated) return NO_BASIS;

  switch (ask.purpose) {
    case "CHILD_PROTECTION_ENQUIRY":
      return (ask.case.statutoryBasis === "S47" && inForce("P-S47")) || NO_BASIS;
    case "MASH_SCREENING":
      return (isHarmSuspected(ask) && inForce("P-S47")) || determined();
    case "DOMESTIC_ABUSE_RISK":
      return (ask.case.highRisk && inForce("P-MARAC")) || determined();
    case "CRIME_PREVENTION":
      return (!isHealthOrSocialCare(ask.source.kind) && inForce("P-S115")) || NO_BASIS;
    case "DIRECT_CARE":
      return determined() ?? directCare(ask, evidence, inForce);
    // Audit reads decisions and monitoring reads aggregates; neither is a basis for a person's record.
    case "QUALITY_ASSURANCE":
    case "PROGRAMME_MONITORING":
      return NO_BASIS;
    default:
      return determined();
  }
}

/** Between health organisations, unless somebody who may decide has objected. */
function directCare(ask: Ask, evidence: Evidence, inForce: (reason: PermitReason) => Basis | null): Basis | null {
  if (!isHealth(ask.source.kind) || !isHealth(ask.viewer.agency.kind)) return null;
  return hasObjected(ask, evidence) ? { withhold: "W-OBJECTION" } : inForce("P-DIRECT-CARE");
}

const isHarmSuspected = ({ at, case: { significantHarm } }: Ask): boolean =>
  significantHarm !== null && significantHarm.decidedBy !== "" && significantHarm.decidedAt <= at;

/**
 * Children Act 2004 s.16LA: the holder's own determination, standing in the protocol, made for this person, or made for
 * this case when it released by hand.
 */
function holdersDetermination(
  ask: Ask,
  evidence: Evidence,
  rulebook: Rulebook,
  flows: readonly Flow[],
  released: boolean,
): Basis | null {
  if (!rulebook.lawInForce("P-16LA", ask.at)) return null;
  if (!ask.source.listedIn16LA || !ask.viewer.agency.listedIn16LA) return null;
  for (const flow of flows) {
    const standing = flow.standing.get(ask.purpose)?.get(ask.category);
    if (standing && standing.madeAt <= ask.at && meets(ask.case.level, standing.minimumLevel ?? 1)) {
      return { permit: "P-16LA", cites: standing.cites, protocol: flow.reference };
    }
  }
  const own = firstThat(
    evidence.determinations,
    (it) =>
      it.view === "SHARE" &&
      it.source === ask.source.id &&
      it.purpose === ask.purpose &&
      it.category === ask.category &&
      covers(it, ask.at),
  );
  if (own) return { permit: "P-16LA", cites: [own.id] };
  // cited by whoever rests on it (`restingOn`)
  return released ? { permit: "P-16LA", cites: NONE } : null;
}

/** Somebody who may decide has said no, be there another who said yes. */
const OBJECTIONS: ReadonlySet<unknown> = new Set(["W-CONSENT-REFUSED", "W-CONSENT-WITHDRAWN", "W-CONSENT-CONFLICT"]);
const hasObjected = (ask: Ask, evidence: Evidence): boolean => OBJECTIONS.has(consentFor(ask, evidence).refusal);

/** Rule 8. */
function byConsent(
  ask: Ask,
  evidence: Evidence,
  rulebook: Rulebook,
  flows: readonly Flow[],
  { protocol, lookBack }: Pick<Decision, "protocol" | "lookBack">,
): Decision {
  const consent = consentFor(ask, evidence);
  if (consent.refusal === null && rulebook.lawInForce("P-CONSENT", ask.at)) {
    return permit("P-CONSENT", { protocol, lookBack, cites: consent.cites, sensitiveServices: consent.named });
  }
  const modes = flows.map((it) => it.protocol.consentMode[ask.purpose]);
  if (mayBeDispensed(ask.purpose, modes) && rulebook.lawInForce("P-DISPENSED", ask.at)) {
    const dispensation = dispensationFor(ask, evidence);
    if (dispensation) return permit("P-DISPENSED", { protocol, lookBack, cites: [dispensation.id] });
  }
  return withhold(consent.refusal ?? "W-CONSENT-NONE", { protocol, lookBack, cites: consent.cites });
}

const NONE: readonly string[] = [];
const ALL: readonly string[] = ["*"];
const openAt = (reason: PermitReason): readonly string[] => (reason === "P-S47" ? ALL : NONE);

/** Rarely set; so nothing is made where it is not. */
function lookBackOf(flows: readonly Flow[], ask: Ask): readonly string[] {
  let durations = NONE;
  for (const flow of flows) {
    const duration = flow.terms.get(ask.category)!.lookBack;
    if (duration) durations = [...durations, duration];
  }
  return durations;
}

const FOUR_HOURS = 4 * 60 * 60 * 1000;
const SHORTEST_NARRATIVE = 20;

/**
 * Rule 9: tries a refusal of rules 5 to 8 again, and a release of some items. What it cannot open keeps its own reason,
 * marked as refused.
 */
function breakGlass(
  ask: Ask,
  evidence: Evidence,
  rulebook: Rulebook,
  inForce: readonly Flow[],
  otherwise: Decision,
): Decision {
  if (evidence.breakGlass.length === 0) return otherwise;
  const grant = firstThat(evidence.breakGlass, (it) => isGood(it, ask));
  const flow = inForce.find(
    (it) => it.breakGlass?.roles.has(ask.viewer.role) && it.breakGlass.categories.has(ask.category),
  );
  const opens =
    grant !== undefined &&
    flow !== undefined &&
    isPurpose(ask.purpose) &&
    ask.manual !== true &&
    !isMoreDetrimental(ask, evidence) &&
    rulebook.lawInForce("P-BREAKGLASS", ask.at);
  if (!opens) return otherwise.permitted ? otherwise : { ...otherwise, breakGlassRefused: true };
  return permit("P-BREAKGLASS", {
    protocol: flow.reference,
    cites: [grant.id],
    lookBack: lookBackOf([flow], ask),
    sensitiveServices: ALL,
  });
}

/** At most four hours, one user, with a reason in words; anything else was never a grant. */
const isGood = (it: BreakGlassGrant, ask: Ask): boolean =>
  it.userId === ask.viewer.userId &&
  covers(it, ask.at) &&
  it.to - it.from <= FOUR_HOURS &&
  it.narrative.trim().length >= SHORTEST_NARRATIVE &&
  includes(it.categories, ask.category);
