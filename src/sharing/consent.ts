/** Consent (B4): whose it is to give, what it covers, and what stands where there is none. */
import {
  covers,
  firstThat,
  includes,
  those,
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

/**
 * Each giver's last word on this ask. The latest record on the purpose is it; a refusal is none where it does not cover
 * what is asked.
 */
function lastWords(records: readonly Consent[], ask: Ask): readonly Word[] {
  const words: Word[] = [];
  for (const record of records) {
    if (!includes(record.purposes, ask.purpose) || !isAddressedTo(record, ask.viewer.agency.id)) continue;
    const word = { record, standing: standingOf(record, ask) };
    if (record.decision === "REFUSED" && word.standing !== "REFUSED") continue;
    const i = words.findIndex((it) => it.record.givenBy === record.givenBy);
    if (i === -1) words.push(word);
    else if (overrules(word, words[i]!)) words[i] = word;
  }
  return words;
}

/** A record that names a recipient only to exclude it is about that recipient all the same. */
const isAddressedTo = (it: Consent, recipient: string): boolean =>
  includes(it.recipients, recipient) || includes(it.excludedRecipients, recipient);

/** The later counts; of two of one instant the stricter on this ask does, so that chance cannot open (docs/adr/0007). */
function overrules(a: Word, b: Word): boolean {
  if (a.record.from !== b.record.from) return a.record.from > b.record.from;
  if (a.standing !== b.standing) return strictness(a.standing) > strictness(b.standing);
  return a.record.id < b.record.id; // they say the same, and the same one is always cited
}

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

/** In one order, whatever the order of the evidence. */
const idsOf = (records: readonly Consent[]): readonly string[] => records.map((it) => it.id).sort();

const refused = (refusal: Refused["refusal"], ...records: (readonly Consent[])[]): Refused => ({
  refusal,
  cites: records.flatMap(idsOf),
});
const granted = (records: readonly Consent[]): Granted => ({
  refusal: null,
  cites: idsOf(records),
  named: records.flatMap((it) => it.categories.filter((word) => word !== "*")),
});
const NOBODY_ASKED = refused("W-CONSENT-NONE");

/**
 * Reasons in order: WRONG-PERSON where only others have decided, CONFLICT where two who may decide disagree, then
 * REFUSED, WITHDRAWN, EXPIRED, SCOPE, NONE.
 */
export function consentFor(ask: Ask, evidence: Evidence): ConsentAnswer {
  const records = those(evidence.consents, (it) => it.from <= ask.at && isConsent(it));
  if (records.length === 0) return NOBODY_ASKED;

  const may = mayGive(ask.subject, ask.at);
  const valid = those(records, (it) => may(it.givenBy));
  if (valid.length === 0) return refused("W-CONSENT-WRONG-PERSON", records);

  const words = lastWords(valid, ask);
  if (words.length === 0) return refused("W-CONSENT-SCOPE", valid);
  const saying = (standing: Standing) => words.filter((it) => it.standing === standing).map((it) => it.record);
  const grants = saying("GRANTED");
  const refusals = saying("REFUSED");
  const withdrawn = saying("WITHDRAWN");
  const expired = saying("EXPIRED");
  const against = refusals.length + withdrawn.length > 0;
  if (against && grants.length > 0) return refused("W-CONSENT-CONFLICT", grants, refusals, withdrawn);
  if (grants.length > 0) return granted(grants);
  if (refusals.length > 0) return refused("W-CONSENT-REFUSED", refusals);
  if (withdrawn.length > 0) return refused("W-CONSENT-WITHDRAWN", withdrawn);
  if (expired.length > 0) return refused("W-CONSENT-EXPIRED", expired);
  return refused("W-CONSENT-SCOPE", valid);
}

const isConsent = (it: Consent): boolean => it.decision === "REFUSED" || (it.seekedSafely && !isBundled(it));

const DISPENSATION_REASONS: ReadonlySet<string> = new Set([
  "CANNOT_BE_GIVEN",
  "CANNOT_REASONABLY_OBTAIN",
  "WOULD_PREJUDICE_PROTECTION",
]);

/** Ten working days, Monday to Friday, are two weeks at most, and an hour more when the clocks go back in them. */
const TEN_WORKING_DAYS = (14 * 24 + 1) * 60 * 60 * 1000;

/** A dispensation that nobody but the requester authorised is void, and so is one that outlasts what B4 allows. */
export const dispensationFor = (ask: Ask, evidence: Evidence): Dispensation | undefined =>
  firstThat(
    evidence.dispensations,
    (it) =>
      DISPENSATION_REASONS.has(it.reason) &&
      it.authorisedBy !== null &&
      it.authorisedBy !== it.requestedBy &&
      it.to - it.from <= TEN_WORKING_DAYS &&
      covers(it, ask.at) &&
      includes(it.categories, ask.category),
  );

/** A visible "refused" for a highly restricted category would itself be a disclosure. */
export const isHighlyRestricted = (category: Category): boolean => CATEGORIES[category].sensitivity === "HR";
