/** The words of the domain against the domain's own pages, written out again here by hand (B1, B5, B7, C1). */
import {
  AGENCY_KINDS,
  CATEGORIES,
  FLAG_AND_DATE_ROLES,
  isCategory,
  isHealth,
  isHealthOrSocialCare,
  isPurpose,
  isRole,
  NO_PERSONS_RECORD,
  PURPOSES,
  REASON_CODES,
  RESTRICTION_CODES,
  ROLES,
  SENSITIVE_SERVICES,
} from "../../src/sharing/vocabulary";
import { isHighlyRestricted } from "../../src/sharing/consent";
import type { Category } from "../../src/sharing/vocabulary";

const words = (text: string): string[] => text.trim().split(/\s+/);

/** C1: sensitivity, location (W wholly, P partly), existence sensitive (x), the default minimum level. */
const C1 = `
  involvement              C  - x 2    demographics        O  - - 1    contact-address     C  W x 2
  household                C  - - 2    gp-registration     C  W - 2    immunisation-development SC - - 2
  urgent-care              SC P - 3    health-conditions   SC - - 3    mental-health       SC - x 3
  substance-misuse         SC - x 3    sexual-health       HR - x 4    police-callouts     CR P - 3
  domestic-abuse           CR P x 3    convictions         CR - x 4    police-intelligence HR P x 4
  tenancy                  C  W - 2    arrears-asb         C  - - 3    homelessness        C  W - 2
  attendance               C  P - 2    exclusions          C  - - 2    send                SC - - 2
  safeguarding-concerns    SC - x 3    csc-status          SC - x 3    csc-assessment      SC - x 3
  early-help               C  - - 2    offender-management CR P x 4    adult-social-care   SC P x 3
  welfare-finance          C  - - 3`;
const LOCATION = { W: "WHOLLY", P: "PARTLY", "-": "NO" } as Record<string, string>;

test("the categories are the domain's, with what is true of each", () => {
  const cells = words(C1);
  const rows = Array.from({ length: cells.length / 5 }, (_, i) => cells.slice(i * 5, i * 5 + 5));
  const expected = rows.map(([name, sensitivity, location, existence, level]) => [
    name,
    { sensitivity, location: LOCATION[location!], existenceSensitive: existence === "x", minimumLevel: Number(level) },
  ]);
  const found = Object.entries(CATEGORIES).map(([name, { title: _title, ...facts }]) => [name, facts]);
  expect(found).toEqual(expected);
  expect(found).toHaveLength(28);
});

test("every category has a title of its own, in words", () => {
  const titles = Object.values(CATEGORIES).map((it) => it.title);
  expect(new Set(titles).size).toBe(titles.length);
  for (const title of titles) expect(title).toMatch(/^[A-Z][\w ,:'-]{6,}$/);
});

test("highly restricted are sexual health and police intelligence", () =>
  expect((Object.keys(CATEGORIES) as Category[]).filter(isHighlyRestricted)).toEqual([
    "sexual-health",
    "police-intelligence",
  ]));

const HEALTH = words("GP ACUTE COMMUNITY CAMHS MENTAL_HEALTH MATERNITY SEXUAL_HEALTH");
const SOCIAL_CARE = words("CSC EARLY_HELP ASC");
const OTHERS = words("POLICE HOUSING EDUCATION MASH PROBATION YJS SUBSTANCE_MISUSE VCS");

test("the kinds of agency, and which of them are health or social care", () => {
  expect([...AGENCY_KINDS].sort()).toEqual([...HEALTH, ...SOCIAL_CARE, ...OTHERS].sort());
  expect(AGENCY_KINDS.filter(isHealth).sort()).toEqual([...HEALTH].sort());
  expect(AGENCY_KINDS.filter(isHealthOrSocialCare).sort()).toEqual([...HEALTH, ...SOCIAL_CARE].sort());
});

test("the roles", () => {
  expect([...ROLES]).toEqual(
    words(`MASH_ADVANCED_PRACTITIONER MASH_TRIAGE_OFFICER MASH_MANAGER MASH_AGENCY_RESEARCHER SOCIAL_WORKER CSC_MANAGER
      SF_MANAGER KEY_WORKER LEAD_PROFESSIONAL DSL HEALTH_SAFEGUARDING_LEAD POLICE_SAFEGUARDING HOUSING_OFFICER MARAC_REP
      CASE_AUDITOR CALDICOTT_GUARDIAN INFORMATION_GOVERNANCE_LEAD INTEGRATOR`),
  );
  expect([...FLAG_AND_DATE_ROLES]).toEqual(["DSL", "HOUSING_OFFICER"]);
  expect([...NO_PERSONS_RECORD].sort()).toEqual(["CASE_AUDITOR", "INFORMATION_GOVERNANCE_LEAD", "INTEGRATOR"]);
});

test("the purposes", () =>
  expect([...PURPOSES]).toEqual(
    words(`CHILD_PROTECTION_ENQUIRY MASH_SCREENING CHILD_IN_NEED_ASSESSMENT LOOKED_AFTER_CARE_PLANNING EARLY_HELP
      DOMESTIC_ABUSE_RISK CRIME_PREVENTION ADULT_SAFEGUARDING DIRECT_CARE QUALITY_ASSURANCE PROGRAMME_MONITORING`),
  ));

test.each([
  ["category", isCategory, Object.keys(CATEGORIES)],
  ["role", isRole, ROLES],
  ["purpose", isPurpose, PURPOSES],
] as const)("a word is a %s or it is none", (_what, isKnown, all) => {
  expect(all.filter((it) => !isKnown(it))).toEqual([]);
  for (const word of ["", "*", "toString", "__proto__", all[0].toUpperCase().toLowerCase() + "s"]) {
    expect(isKnown(word)).toBe(false);
  }
});

test("the reasons: permits, nothing, withheld, a source that failed", () =>
  expect([...REASON_CODES].sort()).toEqual(
    words(`P-OWN P-S47 P-16LA P-CONSENT P-DISPENSED P-MARAC P-S115 P-COURT P-DIRECT-CARE P-BREAKGLASS
      N-NOTHING-AVAILABLE W-NO-RELATIONSHIP W-NO-PROTOCOL W-PROTOCOL-PURPOSE W-PROTOCOL-ROLE W-PROTOCOL-CATEGORY W-LEVEL
      W-SOURCE-DECISION W-NO-BASIS W-OBJECTION W-CONSENT-NONE W-CONSENT-REFUSED W-CONSENT-WITHDRAWN W-CONSENT-EXPIRED
      W-CONSENT-SCOPE W-CONSENT-WRONG-PERSON W-CONSENT-CONFLICT E-SOURCE`).sort(),
  ));

test("the restrictions, the gravest first", () =>
  expect([...RESTRICTION_CODES]).toEqual(
    words("X-PROTECTED X-COI X-REFUGE X-ADOPTION X-GRC X-HFEA X-COURT X-INTEL X-THIRD-PARTY X-PRIVILEGE"),
  ));

test("the sensitive services and the category that names each", () =>
  expect(Object.fromEntries(SENSITIVE_SERVICES)).toEqual({
    SEXUAL_HEALTH: "sexual-health",
    MENTAL_HEALTH: "mental-health",
    CAMHS: "mental-health",
    SUBSTANCE_MISUSE: "substance-misuse",
    DOMESTIC_ABUSE: "domestic-abuse",
  }));
