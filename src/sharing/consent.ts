/** Consent (B4): whose it is to give, what it covers, and what stands where there is none. */
import {
  byId,
  covers,
  firstThat,
  includes,
  type Ask,
  type Consent,
  type Dispensation,
  type Evidence,
  type Instant,
  type Subject,
} from "./evidence";
import { CATEGORIES, type Category, type ConsentMode, type Purpose, type WithholdReason } from "./vocabulary";

/**
 * Purposes whose mode is NEEDED_UNLESS_DISPENSED. Where it is NONE statute has answered before anybody asks for consent
 * (rule 7); every other purpose, one that the model gives no mode among them, is NEEDED.
 */
const DISPENSABLE: ReadonlySet<Purpose> = new Set([
  "MASH_SCREENING",
  "CHILD_IN_NEED_ASSESSMENT",
  "LOOKED_AFTER_CARE_PLANNING",
]);

/** A protocol of the flow may tighten the mode of a purpose, never loosen it. */
export const mayBeDispensed = (purpose: Purpose, modes: readonly (ConsentMode | undefined)[]): boolean =>
  DISPENSABLE.has(purpose) && !modes.includes("NEEDED");

/** SSDA903 codes under which the local authority shares parental responsibility (CA 1989 s.33(3); ACA 2002 s.25). V2 is not one. */
const LA_HAS_PARENTAL_RESPONSIBILITY: ReadonlySet<string> = new Set(["C1", "C2", "E1"]);

/** Who may decide for this person at this instant: a test on the giver of a consent. */
export function mayGive(subject: Subject, at: Instant): (giver: string) => boolean {
  if (at >= subject.eighteenAt) return (giver) => giver === "SELF" || giver === "DEPUTY";
  if (at >= subject.sixteenAt || subject.competence === "COMPETENT") return (giver) => giver === "SELF";
  const lookedAfter = subject.legalStatus.some((it) => LA_HAS_PARENTAL_RESPONSIBILITY.has(it.code) && covers(it, at));
  return (giver) => {
    if (giver === "LA") return lookedAfter;
    return subject.parentalResponsibility.some((it) => it.holder === giver && covers(it, at) && at < it.restrictedFrom);
  };
}

const TWELVE_MONTHS = 366 * 24 * 60 * 60 * 1000;

/** All categories, all recipients, all purposes, for ever: agreed to nothing in particular, so to nothing. */
const isBundled = (it: Consent): boolean =>
  it.categories.includes("*") &&
  it.recipients.includes("*") &&
  it.purposes.includes("*") &&
  it.to - it.from > TWELVE_MONTHS;

/** What one record says of an ask, the strictest last. */
const STANDINGS = ["GRANTED", "SCOPE", "EXPIRED", "WITHDRAWN", "REFUSED"] as const;
type Standing = (typeof STANDINGS)[number];
const strictness = (standing: Standing): number => STANDINGS.indexOf(standing);

function standingOf(it: Consent, ask: Ask): Standing {
  const agency = ask.viewer.agency.id;
  const isCovered =
    includes(it.categories, ask.category) &&
    !includes(it.excludedCategories, ask.category) &&
    includes(it.recipients, agency) &&
    !includes(it.excludedRecipients, agency);
  if (!isCovered) return "SCOPE";
  if (it.withdrawnAt <= ask.at) return "WITHDRAWN";
  if (it.to <= ask.at) return "EXPIRED";
  return it.decision;
}

interface Word {
  readonly record: Consent;
  readonly standing: Standing;
}

/** What one giver's records say of this ask. The latest on the purpose wins; a refusal counts only for what it covers. */
function lastWord(records: readonly Consent[], ask: Ask): Word | undefined {
  let last: Word | undefined;
  for (const record of records) {
    if (!includes(record.purposes, ask.purpose) || !isAddressedTo(record, ask.viewer.agency.id)) continue;
    const word = { record, standing: standingOf(record, ask) };
    if (record.decision === "REFUSED" && word.standing !== "REFUSED") continue;
    if (!last || overrules(word, last)) last = word;
  }
  return last;
}

/** A record that names a recipient only to exclude it is about that recipient all the same. */
const isAddressedTo = (it: Consent, recipient: string): boolean =>
  includes(it.recipients, recipient) || includes(it.excludedRecipients, recipient);

/** The later counts; of two of one instant the stricter on this ask does, so that chance cannot open (docs/adr/0007). */
const overrules = (a: Word, b: Word): boolean =>
  (a.record.from - b.record.from || strictness(a.standing) - strictness(b.standing)) > 0;

export type ConsentAnswer = Granted | Refused;
interface Weighed {
  /** Ids of the records that decided. */
  readonly cites: readonly string[];
}
export interface Granted extends Weighed {
  readonly refusal: null;
  /** Categories that the deciding grants name one by one, not with `*`. */
  readonly named: readonly string[];
}
export interface Refused extends Weighed {
  readonly refusal: Extract<WithholdReason, `W-CONSENT-${string}`>;
}

const idsOf = (records: readonly Consent[]): readonly string[] => records.map((it) => it.id);
const refused = (refusal: Refused["refusal"], records: readonly Consent[]): Refused => ({
  refusal,
  cites: idsOf(records),
});
const granted = (records: readonly Consent[]): Granted => ({
  refusal: null,
  cites: idsOf(records),
  named: records.flatMap((it) => it.categories.filter((word) => word !== "*")),
});

/**
 * Reasons in order: WRONG-PERSON where only others have decided, CONFLICT where two who may decide disagree, then
 * REFUSED, WITHDRAWN, EXPIRED, SCOPE, NONE.
 */
export function consentFor(ask: Ask, evidence: Evidence): ConsentAnswer {
  const records = evidence.consents.filter((it) => it.from <= ask.at && isConsent(it)).sort(byId);
  if (records.length === 0) return refused("W-CONSENT-NONE", records);

  const may = mayGive(ask.subject, ask.at);
  const valid = records.filter((it) => may(it.givenBy));
  if (valid.length === 0) return refused("W-CONSENT-WRONG-PERSON", records);

  const givers = new Set(valid.map((it) => it.givenBy));
  const by: Record<Standing, Consent[]> = { GRANTED: [], REFUSED: [], WITHDRAWN: [], EXPIRED: [], SCOPE: [] };
  for (const giver of givers) {
    const word = lastWord(
      valid.filter((it) => it.givenBy === giver),
      ask,
    );
    if (word) by[word.standing].push(word.record);
  }

  const against = [...by.REFUSED, ...by.WITHDRAWN];
  if (by.GRANTED.length > 0 && against.length > 0) return refused("W-CONSENT-CONFLICT", [...by.GRANTED, ...against]);
  if (by.GRANTED.length > 0) return granted(by.GRANTED);
  if (by.REFUSED.length > 0) return refused("W-CONSENT-REFUSED", by.REFUSED);
  if (by.WITHDRAWN.length > 0) return refused("W-CONSENT-WITHDRAWN", by.WITHDRAWN);
  if (by.EXPIRED.length > 0) return refused("W-CONSENT-EXPIRED", by.EXPIRED);
  return refused("W-CONSENT-SCOPE", valid);
}

const isConsent = (it: Consent): boolean => it.decision === "REFUSED" || (it.seekedSafely && !isBundled(it));

const DISPENSATION_REASONS: ReadonlySet<string> = new Set([
  "CANNOT_BE_GIVEN",
  "CANNOT_REASONABLY_OBTAIN",
  "WOULD_PREJUDICE_PROTECTION",
]);

/** A dispensation that nobody but the requester authorised is void. */
export const dispensationFor = (ask: Ask, evidence: Evidence): Dispensation | undefined =>
  firstThat(
    evidence.dispensations,
    (it) =>
      DISPENSATION_REASONS.has(it.reason) &&
      it.authorisedBy !== null &&
      it.authorisedBy !== it.requestedBy &&
      covers(it, ask.at) &&
      includes(it.categories, ask.category),
  );

/** A visible "refused" for a highly restricted category would itself be a disclosure. */
export const isHighlyRestricted = (category: Category): boolean => CATEGORIES[category].sensitivity === "HR";
