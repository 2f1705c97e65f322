/**
 * What a protocol lets through, compiled as the rules compile it: for each source, recipient, purpose, role and category
 * the terms on which it stops standing in the way (rules 4 to 6), and on which the source has answered for itself.
 */
import { rank, stricter } from "../../sharing/levels";
import { compileRulebook, type Flow, type Protocol } from "../../sharing/rulebook";
import {
  isHealthOrSocialCare,
  type AgencyKind,
  type Category,
  type ConsentMode,
  type MinimumLevel,
  type Purpose,
} from "../../sharing/vocabulary";
import { consentModeOf } from "./consent-modes";
import { partiesOf } from "./protocol-document";

export interface ReachedAgency {
  readonly id: string;
  readonly kind: AgencyKind;
  readonly categories: ReadonlySet<Category>;
  readonly listedIn16LA: boolean;
}

/** Of one source, recipient, purpose, role and category. */
export interface Terms {
  readonly content: boolean;
  readonly existence: boolean;
  readonly minimumLevel: MinimumLevel;
  readonly byHand: boolean;
  readonly lookBack: string | null;
  /** From which level the source's standing determination opens it without consent; null where there is none. */
  readonly determined: MinimumLevel | null;
  readonly consent: ConsentMode;
  /** Neither statute nor consent opens it: a court's order alone. */
  readonly byCourtAlone: boolean;
}

/** As if it were in force and everybody had signed: what its words mean, whatever has become of it. */
export const asIfInForce = (it: Protocol): Protocol => ({
  ...it,
  status: "ACTIVE",
  from: -Infinity,
  to: Infinity,
  signatures: partiesOf(it).map((agency) => ({ agency, signedAt: -Infinity })),
});

export class Reach {
  private readonly flowOf: (source: string, recipient: string) => Flow | null;

  constructor(
    readonly protocol: Protocol,
    private readonly agencies: ReadonlyMap<string, ReachedAgency>,
  ) {
    const { flows } = compileRulebook(0, [asIfInForce(protocol)], []);
    this.flowOf = (source, recipient) => flows(source, recipient)[0] ?? null;
  }

  /** Null where it lets nothing through. */
  terms(source: string, recipient: string, purpose: Purpose, role: string, category: Category): Terms | null {
    const flow = this.flowOf(source, recipient);
    const holder = this.agencies.get(source);
    if (!flow || !holder?.categories.has(category)) return null;
    if (!flow.purposes.has(purpose) || !flow.roles.has(role)) return null;
    const { content, existence, minimumLevel, manual, lookBack } = flow.terms.get(category)!;
    if (!content && !existence) return null;
    const standing = flow.standing.get(purpose)?.get(category);
    const listed = holder.listedIn16LA && this.agencies.get(recipient)?.listedIn16LA === true;
    const determined =
      standing && listed && !manual && ASKS_THE_HOLDER.has(purpose)
        ? stricter(minimumLevel, standing.minimumLevel ?? 1)
        : null;
    return {
      content,
      existence,
      minimumLevel,
      byHand: manual,
      lookBack,
      determined,
      consent: modeOf(purpose, flow.protocol.consentMode[purpose]),
      byCourtAlone: opensToNobody(purpose, holder.kind),
    };
  }

  breaksGlass(source: string, recipient: string, role: string, category: Category): boolean {
    const { breakGlass } = this.flowOf(source, recipient) ?? { breakGlass: null };
    if (!breakGlass || !this.agencies.get(source)?.categories.has(category)) return false;
    return breakGlass.roles.has(role) && breakGlass.categories.has(category);
  }
}

/** Purposes for which rule 7 asks whether the holder has determined to share. */
const ASKS_THE_HOLDER: ReadonlySet<Purpose> = new Set([
  "MASH_SCREENING",
  "CHILD_IN_NEED_ASSESSMENT",
  "LOOKED_AFTER_CARE_PLANNING",
  "EARLY_HELP",
  "DOMESTIC_ABUSE_RISK",
  "ADULT_SAFEGUARDING",
  "DIRECT_CARE",
]);

/** Audit and monitoring are no basis for a person's record, nor is s.115 for what health and social care hold. */
const opensToNobody = (purpose: Purpose, kind: AgencyKind): boolean =>
  purpose === "QUALITY_ASSURANCE" ||
  purpose === "PROGRAMME_MONITORING" ||
  (purpose === "CRIME_PREVENTION" && isHealthOrSocialCare(kind));

/** A protocol tightens a mode that knows a dispensation; on the others its word has no effect. */
function modeOf(purpose: Purpose, said: ConsentMode | undefined): ConsentMode {
  const usual = consentModeOf(purpose);
  return usual === "NEEDED_UNLESS_DISPENSED" && said === "NEEDED" ? "NEEDED" : usual;
}

/** The days that a duration reaches back, near enough to tell the longer one. */
export function reachBack(duration: string | null): number {
  if (duration === null) return Infinity;
  const of = (letter: string) => Number(new RegExp(`(\\d+)${letter}`).exec(duration)?.[1] ?? 0);
  return of("Y") * 365.25 + of("M") * 30.4375 + of("W") * 7 + of("D");
}

export const isLower = (a: MinimumLevel, b: MinimumLevel): boolean => rank(a) < rank(b);
