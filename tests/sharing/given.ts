/** Builders that name only what matters: a s.17 assessment of an eight-year-old at level 3, asked by the MASH. */
import type { Ask, CaseFacts, Consent, Evidence, Party, Subject, Viewer } from "../../src/sharing/evidence";
import { compileRulebook, type Protocol, type Rulebook } from "../../src/sharing/rulebook";
import { CATEGORIES, type Category, type PermitReason } from "../../src/sharing/vocabulary";

/** 16 November 2026, 10:00 in London. */
export const NOW = Date.UTC(2026, 10, 16, 10);
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
export const ALWAYS = { from: -Infinity, to: Infinity };

export const party = (id: string, more: Partial<Party> = {}): Party => ({
  id,
  kind: "EDUCATION",
  listedIn16LA: true,
  publicAuthority: true,
  ...more,
});
export const MASH = party("MASH", { kind: "MASH" });
export const SCHOOL = party("SCHOOL");
export const GP = party("GP", { kind: "GP" });
export const CSC = party("CSC", { kind: "CSC" });
export const POLICE = party("POLICE", { kind: "POLICE" });

export interface AskOverrides extends Partial<Omit<Ask, "viewer" | "case" | "subject">> {
  viewer?: Partial<Viewer>;
  case?: Partial<CaseFacts>;
  subject?: Partial<Subject>;
}

export const ask = ({ viewer, case: file, subject, ...rest }: AskOverrides = {}): Ask => ({
  at: NOW,
  purpose: "CHILD_IN_NEED_ASSESSMENT",
  publicTaskStated: false,
  source: SCHOOL,
  category: "exclusions",
  mode: "CONTENT",
  ...rest,
  viewer: { agency: MASH, userId: "U", role: "MASH_ADVANCED_PRACTITIONER", onCase: true, conflict: false, ...viewer },
  case: {
    id: "CASE",
    open: true,
    level: { common: 3, statutory: true },
    statutoryBasis: "S17",
    significantHarm: null,
    highRisk: false,
    agencies: new Set([viewer?.agency?.id ?? "MASH"]),
    ...file,
  },
  subject: {
    id: "CHILD",
    linked: true,
    sixteenAt: NOW + 8 * 365 * DAY,
    eighteenAt: NOW + 10 * 365 * DAY,
    competence: "UNASSESSED",
    parentalResponsibility: [{ ...ALWAYS, holder: "MOTHER", restrictedFrom: Infinity }],
    legalStatus: [],
    ...subject,
  },
});

export const evidence = (more: Partial<Evidence> = {}): Evidence => ({
  consents: [],
  dispensations: [],
  determinations: [],
  sourceReleases: [],
  courtOrders: [],
  breakGlass: [],
  restrictions: [],
  ...more,
});

export const consent = (more: Partial<Consent> = {}): Consent => ({
  id: "CONSENT",
  givenBy: "MOTHER",
  decision: "GRANTED",
  categories: ["*"],
  excludedCategories: [],
  recipients: ["MASH"],
  excludedRecipients: [],
  purposes: ["CHILD_IN_NEED_ASSESSMENT"],
  from: NOW - 30 * DAY,
  to: NOW + 30 * DAY,
  withdrawnAt: Infinity,
  seekedSafely: true,
  ...more,
});

const EVERYTHING = Object.keys(CATEGORIES) as Category[];

export const protocol = (more: Partial<Protocol> = {}): Protocol => ({
  id: "ISP",
  version: 1,
  status: "ACTIVE",
  from: NOW - 300 * DAY,
  to: NOW + 300 * DAY,
  signatures: ["MASH", "SCHOOL", "GP", "CSC", "POLICE"].map((agency) => ({ agency, signedAt: NOW - 200 * DAY })),
  sources: ["SCHOOL", "GP", "CSC", "POLICE"],
  recipients: ["MASH", "POLICE", "GP"],
  purposes: [
    "CHILD_IN_NEED_ASSESSMENT",
    "CHILD_PROTECTION_ENQUIRY",
    "MASH_SCREENING",
    "CRIME_PREVENTION",
    "DIRECT_CARE",
    "DOMESTIC_ABUSE_RISK",
    "EARLY_HELP",
    "QUALITY_ASSURANCE",
  ],
  roles: ["MASH_ADVANCED_PRACTITIONER", "POLICE_SAFEGUARDING", "HEALTH_SAFEGUARDING_LEAD", "INTEGRATOR"],
  categories: EVERYTHING,
  minimumLevel: {},
  consentMode: {},
  manualReleaseOnly: [],
  standingDeterminations: [],
  lookBack: {},
  existenceMode: {},
  breakGlass: null,
  ...more,
});

/** Every permit's law in force, except what a test takes away. */
export const LAW_IN_FORCE = (
  [
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
  ] as PermitReason[]
).map((reason) => ({ reason, ...ALWAYS }));

export const rulebook = (...protocols: Protocol[]): Rulebook =>
  compileRulebook(1, protocols.length > 0 ? protocols : [protocol()], LAW_IN_FORCE);
