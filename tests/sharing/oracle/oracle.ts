/**
 * The second opinion on a release: what policies.cedar says, asked in the published order. Cedar has no "for any" and
 * no "the latest of" over records, so every protocol, consent, order and grant is a question of its own, and this
 * file joins the answers: any, all, the furthest, the latest. docs/proofs/second-opinion.md lists what is here.
 */
import type { Context, EntityJson } from "@cedar-policy/cedar-wasm/nodejs";
import type { Ask, Consent, Evidence } from "../../../src/sharing/evidence";
import type { LawInForce, Protocol } from "../../../src/sharing/rulebook";
import { consentOf } from "./consent-answers";
import * as as from "./entities";
import { authorise, type Action, type Answer } from "./policy-set";

export interface Case {
  readonly ask: Ask;
  readonly evidence: Evidence;
  readonly protocols: readonly Protocol[];
  readonly law: readonly LawInForce[];
}

export interface Opinion {
  readonly permitted: boolean;
  readonly reason: string;
  /** Why nobody is told of the person, or of an item: for the sealed record. */
  readonly sealed: string | null;
  /** Of the items, those that the source chose; null where all may be shown. */
  readonly onlyItems: readonly string[] | null;
  /** Rule 9 was tried, in vain. */
  readonly breakGlassRefused: boolean;
}

const NOTHING: Opinion = { permitted: false, reason: "", sealed: null, onlyItems: null, breakGlassRefused: false };

/** One case, of which Cedar is asked one question after another. */
class Inquiry {
  private readonly user = as.who(this.given.ask);
  private readonly record = as.what(this.given.ask);
  private readonly withoutLaw = as.withoutLaw(this.given.law, this.given.ask.at);
  private readonly relying = as.rely(this.given.ask);
  private readonly counting = as.count(this.given.ask);
  private readonly bearing = as.bear(this.given.ask);

  constructor(private readonly given: Case) {}

  approach = (): Answer =>
    this.put("approach", this.record, {
      ...as.approach(this.given.ask, this.given.evidence),
      withoutLaw: this.withoutLaw,
    });
  rely = (protocol: Protocol): Answer => this.put("rely", as.protocol(protocol, this.given.ask), this.relying);
  relyInEmergency = (protocol: Protocol): Answer =>
    this.put("relyInEmergency", as.protocol(protocol, this.given.ask), this.relying);
  count = (consent: Consent): Answer => this.put("count", as.consent(consent, this.given.ask), this.counting);
  bear = (piece: EntityJson): Answer => this.put("bear", piece, this.bearing);
  release = (known: Known): Answer =>
    this.put("release", this.record, { ...as.release(this.given.ask), ...known, withoutLaw: this.withoutLaw });
  breakGlass = (evidence: string[]): Answer =>
    this.put("breakGlass", this.record, { evidence, withoutLaw: this.withoutLaw });

  private put(action: Action, resource: EntityJson, context: Context): Answer {
    return authorise({
      principal: this.user.uid,
      action,
      resource: resource.uid,
      context,
      entities: [this.user, resource],
    });
  }
}

/** What rules 6 to 8 need to know of the answers before them. */
interface Known {
  readonly evidence: string[];
  readonly manual: boolean;
  readonly modes: string[];
  readonly consent: string;
}

/** Rules 4 and 5 are tried in this order; of several protocols, the one that came furthest says why not. */
const HOW_FAR = ["W-NO-PROTOCOL", "W-PROTOCOL-PURPOSE", "W-PROTOCOL-ROLE", "W-PROTOCOL-CATEGORY", "W-LEVEL"];

export function opinionOn(given: Case): Opinion {
  const { evidence, protocols, ask } = given;
  const inquiry = new Inquiry(given);

  const approach = inquiry.approach();
  const first = approach.says[0] ?? "";
  if (first.startsWith("X-")) return { ...NOTHING, reason: "N-NOTHING-AVAILABLE", sealed: first };
  if (!approach.allowed) return { ...NOTHING, reason: first };
  if (first === "P-OWN") return { ...NOTHING, permitted: true, reason: first };

  const answers = protocols.map(inquiry.rely);
  const carrying = protocols.filter((_, i) => answers[i]?.allowed);
  const furthest = Math.max(0, ...answers.map(({ allowed, says }) => (allowed ? -1 : HOW_FAR.indexOf(says[0] ?? ""))));
  if (carrying.length === 0 && furthest === 0) return { ...NOTHING, reason: "W-NO-PROTOCOL" };

  // Rule 5 let it through: rules 6 to 8, with what the records on file say.
  const bearing = records(inquiry, evidence);
  const chosen = releases(inquiry, evidence, bearing);
  const sealed = bearing.has("COVERT") ? "X-MORE-DETRIMENTAL" : null;
  const permit = (reason: string): Opinion => ({ ...NOTHING, permitted: true, reason, sealed });
  let refusal = HOW_FAR[furthest] ?? "";
  let inPart: Opinion | null = null;
  if (carrying.length > 0) {
    for (const { standingDeterminations } of carrying)
      for (const standing of standingDeterminations) learn(bearing, inquiry.bear(as.standing(standing)));
    const { consent, objection } = consentOf(
      evidence.consents.map((record) => ({ record, answer: inquiry.count(record) })),
    );
    if (objection) bearing.add("OBJECTION");
    const releaseOn = (known: readonly string[]): Answer =>
      inquiry.release({
        evidence: [...known],
        manual: carrying.some(({ manualReleaseOnly }) => manualReleaseOnly.includes(ask.category)),
        modes: carrying.flatMap(({ consentMode }) => consentMode[ask.purpose] ?? []),
        consent,
      });
    // what opens without the source's hand is not narrowed by it
    let release = releaseOn([...bearing].filter((it) => it !== "RELEASED"));
    if (release.allowed) return permit(release.says[0] ?? "");
    if (bearing.has("RELEASED")) {
      release = releaseOn([...bearing]);
      if (release.allowed) inPart = { ...permit(release.says[0] ?? ""), onlyItems: chosen };
      if (inPart && chosen === null) return inPart;
    }
    // consent without its row of law is no basis, and its reason is the one where nobody was asked
    refusal = told(release.says[0] ?? `W-CONSENT-${consent === "GRANTED" ? "NONE" : consent}`, ask);
  }
  if (evidence.breakGlass.length > 0 && breakGlass(inquiry, bearing, protocols)) return permit("P-BREAKGLASS");
  return inPart ?? { ...NOTHING, reason: refusal, breakGlassRefused: evidence.breakGlass.length > 0 };
}

/** B4, "Highly restricted categories": every consent reason, an objection among them, reads like the source's decision. */
const told = (reason: string, { category }: Ask): string =>
  ["sexual-health", "police-intelligence"].includes(category) && /^W-(CONSENT-|OBJECTION$)/.test(reason)
    ? "W-SOURCE-DECISION"
    : reason;

/** What the orders, dispensations, determinations and grants on file say that bears on the question. */
function records(inquiry: Inquiry, evidence: Evidence): Set<string> {
  const bearing = new Set<string>();
  for (const piece of [
    ...evidence.courtOrders.map(as.courtOrder),
    ...evidence.dispensations.map(as.dispensation),
    ...evidence.determinations.map(as.determination),
    ...evidence.breakGlass.map(as.grant),
  ])
    learn(bearing, inquiry.bear(piece));
  return bearing;
}

/** What the source released by hand: each is a question of its own, and several come to all that any of them names. */
function releases(inquiry: Inquiry, evidence: Evidence, bearing: Set<string>): readonly string[] | null {
  const objections = evidence.determinations.filter((it) =>
    inquiry.bear(as.determination(it)).says.includes("MORE-DETRIMENTAL"),
  );
  const objectedAt = objections.length > 0 ? Math.max(...objections.map((it) => it.from)) : undefined;
  const bears = evidence.sourceReleases.filter((it) => {
    const answer = inquiry.bear(as.handRelease(it, objectedAt));
    learn(bearing, answer);
    return answer.allowed;
  });
  return bears.some((it) => it.items === null) ? null : [...new Set(bears.flatMap((it) => it.items ?? []))].sort();
}

const learn = (bearing: Set<string>, { allowed, says }: Answer): void => {
  if (allowed) for (const said of says) bearing.add(said);
};

/** Rule 9: a grant, and a protocol in force that allows it. */
function breakGlass(inquiry: Inquiry, bearing: ReadonlySet<string>, protocols: readonly Protocol[]): boolean {
  if (!bearing.has("GRANT")) return false;
  const allows = protocols.some((protocol) => inquiry.relyInEmergency(protocol).allowed);
  return inquiry.breakGlass(allows ? [...bearing, "EMERGENCY-PROTOCOL"] : [...bearing]).allowed;
}
