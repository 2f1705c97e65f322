/**
 * The second opinion on a release: what policies.cedar says, asked in the published order. Cedar has no "for any" and
 * no "the latest of" over records, so every protocol, consent, order and grant is a question of its own, and this
 * file joins the answers: any, all, the furthest, the latest. docs/proofs/second-opinion.md lists what is here.
 */
import type { EntityJson } from "@cedar-policy/cedar-wasm/nodejs";
import type { Ask, Evidence } from "../../../src/sharing/evidence";
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
  /** Rule 9 was tried, in vain. */
  readonly breakGlassRefused: boolean;
}

const NOTHING: Opinion = { permitted: false, reason: "", sealed: null, breakGlassRefused: false };

/** Everything about one case that its questions have in common. */
class Inquiry {
  private readonly entities: EntityJson[];
  private readonly context: Record<string, ReturnType<typeof as.reference>>;

  constructor(readonly given: Case) {
    const { ask, evidence, law } = given;
    this.entities = [as.who(ask), as.what(ask), as.file(ask), as.whom(ask, evidence)];
    this.context = {
      at: ask.at,
      purpose: ask.purpose,
      publicTaskStated: ask.publicTaskStated,
      record: as.reference("Record"),
      case: as.reference("Case"),
      person: as.reference("Person"),
      law: as.law(law, ask.at),
    };
  }

  /** Asks about the record itself. */
  of = (action: Action, known: Record<string, string | boolean | string[]> = {}): Answer =>
    this.put(action, "Record", this.entities, known);

  /** Asks about a piece of evidence. */
  about = (action: Action, piece: EntityJson): Answer =>
    this.put(action, (piece.uid as { type: string }).type, [...this.entities, piece], {});

  private put(
    action: Action,
    resource: string,
    entities: EntityJson[],
    known: Record<string, string | boolean | string[]>,
  ) {
    return authorise({
      principal: as.uid("User"),
      action,
      resource: as.uid(resource),
      context: { ...this.context, ...known },
      entities,
    });
  }
}

/** Rules 4 and 5 are tried in this order; of several protocols, the one that came furthest says why not. */
const HOW_FAR = ["W-NO-PROTOCOL", "W-PROTOCOL-PURPOSE", "W-PROTOCOL-ROLE", "W-PROTOCOL-CATEGORY", "W-LEVEL"];

export function opinionOn(given: Case): Opinion {
  const { evidence, protocols, ask } = given;
  const inquiry = new Inquiry(given);

  const approach = inquiry.of("approach");
  const first = approach.says[0] ?? "";
  if (first.startsWith("X-")) return { ...NOTHING, reason: "N-NOTHING-AVAILABLE", sealed: first };
  if (!approach.allowed) return { ...NOTHING, reason: first };
  if (first === "P-OWN") return { ...NOTHING, permitted: true, reason: first };

  const answers = protocols.map((protocol) => inquiry.about("rely", as.protocol(protocol, ask)));
  const carrying = protocols.filter((_, i) => answers[i]?.allowed);
  const furthest = Math.max(0, ...answers.map(({ allowed, says }) => (allowed ? -1 : HOW_FAR.indexOf(says[0] ?? ""))));
  if (carrying.length === 0 && furthest === 0) return { ...NOTHING, reason: "W-NO-PROTOCOL" };

  // Rule 5 let it through: rules 6 to 8, with what the records on file say.
  const bearing = records(inquiry);
  const sealed = bearing.has("COVERT") ? "X-MORE-DETRIMENTAL" : null;
  const permit = (reason: string): Opinion => ({ ...NOTHING, permitted: true, reason, sealed });
  let refusal = HOW_FAR[furthest] ?? "";
  if (carrying.length > 0) {
    for (const { standingDeterminations } of carrying)
      for (const standing of standingDeterminations) learn(bearing, inquiry.about("bear", as.standing(standing)));
    const { consent, objection } = consentOf(
      evidence.consents.map((record) => ({ record, answer: inquiry.about("count", as.consent(record, ask)) })),
    );
    if (objection) bearing.add("OBJECTION");
    const release = inquiry.of("release", {
      evidence: [...bearing],
      manual: carrying.some(({ manualReleaseOnly }) => manualReleaseOnly.includes(ask.category)),
      modes: carrying.flatMap(({ consentMode }) => consentMode[ask.purpose] ?? []),
      consent,
    });
    if (release.allowed) return permit(release.says[0] ?? "");
    refusal = release.says[0] ?? `W-CONSENT-${consent}`;
  }
  if (evidence.breakGlass.length === 0) return { ...NOTHING, reason: refusal };
  return breakGlass(inquiry, bearing)
    ? permit("P-BREAKGLASS")
    : { ...NOTHING, reason: refusal, breakGlassRefused: true };
}

/** What the orders, dispensations, determinations and grants on file say that bears on the question. */
function records(inquiry: Inquiry): Set<string> {
  const { courtOrders, dispensations, determinations, breakGlass } = inquiry.given.evidence;
  const bearing = new Set<string>();
  for (const piece of [
    ...courtOrders.map(as.courtOrder),
    ...dispensations.map(as.dispensation),
    ...determinations.map(as.determination),
    ...breakGlass.map(as.grant),
  ])
    learn(bearing, inquiry.about("bear", piece));
  return bearing;
}

const learn = (bearing: Set<string>, { allowed, says }: Answer): void => {
  if (allowed) for (const said of says) bearing.add(said);
};

/** Rule 9: a grant, and a protocol in force that allows it. Asked only where rules 5 to 8 withheld. */
function breakGlass(inquiry: Inquiry, bearing: ReadonlySet<string>): boolean {
  if (!bearing.has("GRANT")) return false;
  const { protocols, ask } = inquiry.given;
  const allows = protocols.some((protocol) => inquiry.about("relyInEmergency", as.protocol(protocol, ask)).allowed);
  const evidence = [...bearing, ...(allows ? ["EMERGENCY-PROTOCOL"] : [])];
  return inquiry.of("breakGlass", { evidence, manual: false, modes: [], consent: "" }).allowed;
}
