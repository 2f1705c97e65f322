/** Consent (B4): whose it is to give, what it covers, and what stands where there is none. */
import {
  covers,
  includes,
  type Ask,
  type Consent,
  type Dispensation,
  type Evidence,
  type Instant,
  type Subject,
} from "./evidence";
import { CATEGORIES, type Category, type ConsentMode, type Purpose, type WithholdReason } from "./vocabulary";

/** The mode of each purpose where the protocol says nothing stricter. A purpose not named here is NEEDED. */
const MODE: Partial<Record<Purpose, ConsentMode>> = {
  CHILD_PROTECTION_ENQUIRY: "NONE",
  MASH_SCREENING: "NEEDED_UNLESS_DISPENSED",
  CHILD_IN_NEED_ASSESSMENT: "NEEDED_UNLESS_DISPENSED",
  LOOKED_AFTER_CARE_PLANNING: "NEEDED_UNLESS_DISPENSED",
  EARLY_HELP: "NEEDED",
  CRIME_PREVENTION: "NONE",
  QUALITY_ASSURANCE: "NONE",
  PROGRAMME_MONITORING: "NONE",
};
const STRICTNESS: Record<ConsentMode, number> = { NONE: 0, NEEDED_UNLESS_DISPENSED: 1, NEEDED: 2 };

/** The strictest of the purpose's own mode and what the protocols of the flow ask. */
export function consentMode(purpose: Purpose, overrides: readonly (ConsentMode | undefined)[]): ConsentMode {
  let mode = MODE[purpose] ?? "NEEDED";
  for (const override of overrides) if (override && STRICTNESS[override] > STRICTNESS[mode]) mode = override;
  return mode;
}

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

type Standing = "GRANTED" | "REFUSED" | "WITHDRAWN" | "EXPIRED" | "SCOPE";

function standing(it: Consent, ask: Ask): Standing {
  if (!isCovered(it, ask)) return "SCOPE";
  if (it.withdrawnAt <= ask.at) return "WITHDRAWN";
  if (it.to <= ask.at) return "EXPIRED";
  return it.decision;
}

const isCovered = (it: Consent, ask: Ask): boolean =>
  includes(it.categories, ask.category) &&
  !includes(it.excludedCategories, ask.category) &&
  includes(it.recipients, ask.viewer.agency.id) &&
  !includes(it.excludedRecipients, ask.viewer.agency.id);

/** What one giver's records say of this ask. The latest on the purpose wins; a refusal counts only for what it covers. */
function latestOf(records: readonly Consent[], ask: Ask): Consent | undefined {
  let latest: Consent | undefined;
  for (const it of records) {
    if (!includes(it.purposes, ask.purpose)) continue;
    if (!isAddressedTo(it, ask.viewer.agency.id)) continue;
    if (it.decision === "REFUSED" && (!isCovered(it, ask) || it.to <= ask.at || it.withdrawnAt <= ask.at)) continue;
    if (!latest || it.from > latest.from || (it.from === latest.from && isStricter(it, latest, ask))) latest = it;
  }
  return latest;
}

/** A record that names a recipient only to exclude it is about that recipient all the same. */
const isAddressedTo = (it: Consent, recipient: string): boolean =>
  includes(it.recipients, recipient) || includes(it.excludedRecipients, recipient);

/** Strictest first: of several answers the first of these is given. */
const STRICTEST_FIRST: readonly Standing[] = ["REFUSED", "WITHDRAWN", "EXPIRED", "SCOPE", "GRANTED"];

/** Of two records of one instant, the one that says less to this ask; else the ids, so that the order on file cannot. */
function isStricter(a: Consent, b: Consent, ask: Ask): boolean {
  const difference = STRICTEST_FIRST.indexOf(standing(a, ask)) - STRICTEST_FIRST.indexOf(standing(b, ask));
  return difference === 0 ? a.id > b.id : difference < 0;
}

export interface ConsentAnswer {
  readonly granted: boolean;
  /** Where it was not granted. */
  readonly reason: Extract<WithholdReason, `W-CONSENT-${string}`>;
  /** Ids of the records that decided. */
  readonly cites: readonly string[];
  /** Categories that the deciding grants name one by one, not with `*`. */
  readonly named: readonly string[];
}

const refused = (reason: ConsentAnswer["reason"], records: readonly Consent[] = []): ConsentAnswer => ({
  granted: false,
  reason,
  cites: records.map((it) => it.id),
  named: [],
});

/**
 * Reasons in order: WRONG-PERSON where only others have decided, CONFLICT where two who may decide disagree, then
 * REFUSED, WITHDRAWN, EXPIRED, SCOPE, NONE.
 */
export function consentFor(ask: Ask, evidence: Evidence): ConsentAnswer {
  const records = evidence.consents.filter((it) => it.from <= ask.at && isConsent(it));
  if (records.length === 0) return refused("W-CONSENT-NONE");

  const may = mayGive(ask.subject, ask.at);
  const valid = records.filter((it) => may(it.givenBy));
  if (valid.length === 0) return refused("W-CONSENT-WRONG-PERSON", records);

  const givers = new Set(valid.map((it) => it.givenBy));
  const by: Record<Standing, Consent[]> = { GRANTED: [], REFUSED: [], WITHDRAWN: [], EXPIRED: [], SCOPE: [] };
  for (const giver of givers) {
    const latest = latestOf(
      valid.filter((it) => it.givenBy === giver),
      ask,
    );
    if (latest) by[standing(latest, ask)].push(latest);
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

const granted = (records: readonly Consent[]): ConsentAnswer => ({
  granted: true,
  reason: "W-CONSENT-NONE",
  cites: records.map((it) => it.id),
  named: records.flatMap((it) => it.categories.filter((word) => word !== "*")),
});

const DISPENSATION_REASONS: ReadonlySet<string> = new Set([
  "CANNOT_BE_GIVEN",
  "CANNOT_REASONABLY_OBTAIN",
  "WOULD_PREJUDICE_PROTECTION",
]);

/** Ten working days, Monday to Friday, are two weeks at most, and an hour more when the clocks go back in them. */
const TEN_WORKING_DAYS = (14 * 24 + 1) * 60 * 60 * 1000;

/** A dispensation that nobody but the requester authorised is void, and so is one that outlasts what B4 allows. */
export const dispensationFor = (ask: Ask, evidence: Evidence): Dispensation | undefined =>
  evidence.dispensations.find(
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
