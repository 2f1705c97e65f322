/**
 * The words of the domain, each spelt as its standard spells it, and what is true of them everywhere.
 * What differs by place or time (who may see what) is never here: that is a protocol, a consent or a dated law.
 */

/** What kind of organisation an agency is. Health is split as NHS England splits its provider types. */
export const AGENCY_KINDS = [
  "GP",
  "ACUTE",
  "COMMUNITY",
  "CAMHS",
  "MENTAL_HEALTH",
  "MATERNITY",
  "SEXUAL_HEALTH",
  "POLICE",
  "HOUSING",
  "EDUCATION",
  "CSC",
  "EARLY_HELP",
  "MASH",
  "PROBATION",
  "YJS",
  "ASC",
  "SUBSTANCE_MISUSE",
  "VCS",
] as const;
export type AgencyKind = (typeof AGENCY_KINDS)[number];

const HEALTH_KINDS: ReadonlySet<AgencyKind> = new Set([
  "GP",
  "ACUTE",
  "COMMUNITY",
  "CAMHS",
  "MENTAL_HEALTH",
  "MATERNITY",
  "SEXUAL_HEALTH",
]);
export const isHealth = (kind: AgencyKind): boolean => HEALTH_KINDS.has(kind);

/** Sources whose personal data is never released under Crime and Disorder Act 1998 s.115 (PCSC Act 2022 s.16(4)). */
export const isHealthOrSocialCare = (kind: AgencyKind): boolean =>
  isHealth(kind) || kind === "CSC" || kind === "ASC" || kind === "EARLY_HELP";

export const ROLES = [
  "MASH_ADVANCED_PRACTITIONER",
  "MASH_TRIAGE_OFFICER",
  "MASH_MANAGER",
  "MASH_AGENCY_RESEARCHER",
  "SOCIAL_WORKER",
  "CSC_MANAGER",
  "SF_MANAGER",
  "KEY_WORKER",
  "LEAD_PROFESSIONAL",
  "DSL",
  "HEALTH_SAFEGUARDING_LEAD",
  "POLICE_SAFEGUARDING",
  "HOUSING_OFFICER",
  "MARAC_REP",
  "CASE_AUDITOR",
  "CALDICOTT_GUARDIAN",
  "INFORMATION_GOVERNANCE_LEAD",
  "INTEGRATOR",
] as const;
export type Role = (typeof ROLES)[number];
const KNOWN_ROLES: ReadonlySet<string> = new Set(ROLES);
export const isRole = (word: string): word is Role => KNOWN_ROLES.has(word);

/** Roles that see that something happened and when, and not the narrative (rule 10, role projection). */
export const FLAG_AND_DATE_ROLES: ReadonlySet<Role> = new Set(["DSL", "HOUSING_OFFICER"]);

/**
 * Roles that work on the system, or on its record, and on no person's: not even their own agency's data is released to
 * them, and they have no glass to break (B6, Who).
 */
export const NO_PERSONS_RECORD: ReadonlySet<Role> = new Set([
  "INTEGRATOR",
  "CASE_AUDITOR",
  "INFORMATION_GOVERNANCE_LEAD",
]);

export const PURPOSES = [
  "CHILD_PROTECTION_ENQUIRY",
  "MASH_SCREENING",
  "CHILD_IN_NEED_ASSESSMENT",
  "LOOKED_AFTER_CARE_PLANNING",
  "EARLY_HELP",
  "DOMESTIC_ABUSE_RISK",
  "CRIME_PREVENTION",
  "ADULT_SAFEGUARDING",
  "DIRECT_CARE",
  "QUALITY_ASSURANCE",
  "PROGRAMME_MONITORING",
] as const;
export type Purpose = (typeof PURPOSES)[number];
const KNOWN_PURPOSES: ReadonlySet<string> = new Set(PURPOSES);
export const isPurpose = (word: string): word is Purpose => KNOWN_PURPOSES.has(word);

/** O ordinary · C confidential · SC special category (UK GDPR Art 9) · CR criminal offence (Art 10) · HR highly restricted. */
export type Sensitivity = "O" | "C" | "SC" | "CR" | "HR";

/** A common level of need, 1 to 4; `"3s"` is level 3 with a statutory basis (Children Act 1989 s.17). */
export type MinimumLevel = 1 | 2 | 3 | "3s" | 4;

export interface CategoryFacts {
  readonly title: string;
  readonly sensitivity: Sensitivity;
  /** WHOLLY: every value places the person. PARTLY: some elements do. */
  readonly location: "WHOLLY" | "PARTLY" | "NO";
  /** The bare fact that something is held is itself sensitive. */
  readonly existenceSensitive: boolean;
  /** The lowest level at which a protocol that says nothing else lets the category through. */
  readonly minimumLevel: MinimumLevel;
}

const is = (
  title: string,
  sensitivity: Sensitivity,
  minimumLevel: MinimumLevel,
  location: CategoryFacts["location"] = "NO",
  existenceSensitive = false,
): CategoryFacts => ({ title, sensitivity, minimumLevel, location, existenceSensitive });

/** The kinds of information that agencies share, 25 core and 3 for later partners. */
export const CATEGORIES = {
  involvement: is("Who is or was working with the person", "C", 2, "NO", true),
  demographics: is("Names, birth date, identifiers, language", "O", 1),
  "contact-address": is("Where the person lives and how to reach them", "C", 2, "WHOLLY", true),
  household: is("Household members and relationships", "C", 2),
  "gp-registration": is("General practice", "C", 2, "WHOLLY"),
  "immunisation-development": is("Child health reviews, vaccines, missed appointments", "SC", 2),
  "urgent-care": is("Emergency attendances, ambulance calls, admissions", "SC", 3, "PARTLY"),
  "health-conditions": is("Conditions, disability, maternity", "SC", 3),
  "mental-health": is("Mental health, child and adult", "SC", 3, "NO", true),
  "substance-misuse": is("Alcohol and drugs", "SC", 3, "NO", true),
  "sexual-health": is("Sexual health", "HR", 4, "NO", true),
  "police-callouts": is("Incidents, missing episodes, police protection", "CR", 3, "PARTLY"),
  "domestic-abuse": is("Domestic abuse, MARAC, protective orders", "CR", 3, "PARTLY", true),
  convictions: is("Convictions, cautions, bail", "CR", 4, "NO", true),
  "police-intelligence": is("Police intelligence", "HR", 4, "PARTLY", true),
  tenancy: is("Tenancy and condition of the home", "C", 2, "WHOLLY"),
  "arrears-asb": is("Arrears, notices, anti-social behaviour", "C", 3),
  homelessness: is("Homelessness applications and duties", "C", 2, "WHOLLY"),
  attendance: is("School record: enrolment, attendance, take-up", "C", 2, "PARTLY"),
  exclusions: is("Suspensions and permanent exclusions", "C", 2),
  send: is("Special educational needs and disabilities", "SC", 2),
  "safeguarding-concerns": is("Safeguarding concerns", "SC", 3, "NO", true),
  "csc-status": is("Children's social care: status and plans", "SC", 3, "NO", true),
  "csc-assessment": is("Children's social care: assessments", "SC", 3, "NO", true),
  "early-help": is("Early help episodes and plans", "C", 2),
  "offender-management": is("Probation and youth justice", "CR", 4, "PARTLY", true),
  "adult-social-care": is("Adult social care", "SC", 3, "PARTLY", true),
  "welfare-finance": is("Benefits and financial hardship", "C", 3),
} as const satisfies Record<string, CategoryFacts>;
export type Category = keyof typeof CATEGORIES;
export const isCategory = (word: string): word is Category => Object.hasOwn(CATEGORIES, word);

/** EXISTENCE asks only whether anybody is involved; CONTENT asks for the record itself. */
export type Mode = "EXISTENCE" | "CONTENT";

export type ConsentMode = "NONE" | "NEEDED_UNLESS_DISPENSED" | "NEEDED";

/** Every reason a decision can give. P permits, W withholds, N nothing to show, E fault at a source. */
export const REASON_CODES = [
  "P-OWN",
  "P-COURT",
  "P-S47",
  "P-MARAC",
  "P-S115",
  "P-16LA",
  "P-DIRECT-CARE",
  "P-CONSENT",
  "P-DISPENSED",
  "P-BREAKGLASS",
  "N-NOTHING-AVAILABLE",
  "W-NO-RELATIONSHIP",
  "W-NO-PROTOCOL",
  "W-PROTOCOL-PURPOSE",
  "W-PROTOCOL-ROLE",
  "W-PROTOCOL-CATEGORY",
  "W-LEVEL",
  "W-SOURCE-DECISION",
  "W-NO-BASIS",
  "W-OBJECTION",
  "W-CONSENT-WRONG-PERSON",
  "W-CONSENT-REFUSED",
  "W-CONSENT-WITHDRAWN",
  "W-CONSENT-EXPIRED",
  "W-CONSENT-SCOPE",
  "W-CONSENT-NONE",
  "W-CONSENT-CONFLICT",
  "E-SOURCE",
] as const;
export type ReasonCode = (typeof REASON_CODES)[number];
export type PermitReason = Extract<ReasonCode, `P-${string}`>;
export type WithholdReason = Extract<ReasonCode, `W-${string}`>;

/** Restrictions that always win. Internal: no caller is ever told that one applied. */
export const RESTRICTION_CODES = [
  "X-PROTECTED",
  "X-COI",
  "X-REFUGE",
  "X-ADOPTION",
  "X-GRC",
  "X-HFEA",
  "X-COURT",
  "X-INTEL",
  "X-THIRD-PARTY",
  "X-PRIVILEGE",
] as const;
export type RestrictionCode = (typeof RESTRICTION_CODES)[number];

/** What an internal reason can say beside a restriction; read by the source's governance lead and the auditor alone. */
export type InternalReason = RestrictionCode | "X-SENSITIVE-SERVICE" | "X-LOOK-BACK" | "X-MORE-DETRIMENTAL";

export type Outcome = "RELEASED" | "NOTHING_AVAILABLE" | "WITHHELD" | "SOURCE_UNAVAILABLE";

/** How sure a statement is. Asked for by the ADCS (2026): a reader must never take an allegation for a fact. */
export type Nature = "FACT" | "OPINION" | "ALLEGATION";

/** Services whose involvement shows only to the source, at s.47, by break-glass or by consent that names them (SI 2007/2182 reg 11(3)). */
export const SENSITIVE_SERVICES: ReadonlyMap<string, Category> = new Map([
  ["SEXUAL_HEALTH", "sexual-health"],
  ["MENTAL_HEALTH", "mental-health"],
  ["CAMHS", "mental-health"],
  ["SUBSTANCE_MISUSE", "substance-misuse"],
  ["DOMESTIC_ABUSE", "domestic-abuse"],
]);
