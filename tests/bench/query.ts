/**
 * The question that every contender answers: the full record of a family, from five kinds of agency, every value named.
 * One table makes the GraphQL query, the floor's SQL and the conventional build's table of categories.
 */
import type { AgencyKind, Category } from "../../src/sharing/vocabulary";

export interface Selected {
  /** A list, or the one item. */
  readonly list: boolean;
  readonly category: Category;
  /** How many items an agency holds about a person. */
  readonly held: number;
  /** Values of the body; `vaccine.display` is a value inside a value. */
  readonly values: readonly string[];
}
type Contribution = Readonly<Record<string, Selected>>;

const one = (category: Category, ...values: string[]): Selected => ({ list: false, category, held: 1, values });
const many = (category: Category, ...values: string[]): Selected => ({ list: true, category, held: 1, values });
const events = (category: Category, ...values: string[]): Selected => ({ list: true, category, held: 3, values });

/** The field of a member under which an agency of this kind contributes. */
export const KINDS = {
  health: "GP",
  police: "POLICE",
  housing: "HOUSING",
  education: "EDUCATION",
  socialCare: "CSC",
} as const satisfies Record<string, AgencyKind>;
export type Kind = keyof typeof KINDS;

/** By the field of a member and the field of the contribution. */
export const SELECTION: Readonly<Record<Kind, Contribution>> = {
  health: {
    patient: one("demographics", "nhsNumber", "birthDate", "gender", "language"),
    gpRegistration: one("gp-registration", "practiceCode", "practiceName", "registeredFrom"),
    contactDetails: one("contact-address", "address.lines", "address.postcode"),
    conditions: many("health-conditions", "condition.display", "clinicalStatus", "onsetOn"),
    immunisations: events("immunisation-development", "vaccine.display", "givenOn", "status", "overdue"),
  },
  police: {
    identifiers: one("demographics", "pncId", "forceNominalId"),
    involvements: many("involvement", "service", "role", "startedOn"),
    arrests: many("convictions", "arrestedOn", "reason"),
    dashAssessments: many("domestic-abuse", "assessedOn", "level", "score"),
    incidents: events("police-callouts", "reference", "occurredAt", "type", "role", "outcome", "circumstances"),
  },
  housing: {
    dwelling: one("tenancy", "bedrooms", "overcrowded"),
    addresses: many("contact-address", "address.lines", "startedOn"),
    rentAccount: one("arrears-asb", "rentBalancePence", "weeksArrears"),
    householdMembers: many("household", "name.family", "relationship"),
    hazards: events("tenancy", "hazard", "category", "reportedOn"),
  },
  education: {
    pupil: one("demographics", "upn", "yearGroup", "firstLanguage", "eal"),
    attendance: one("attendance", "attendancePct", "unauthorisedPct", "schoolAverage", "persistentAbsence"),
    senProvision: one("send", "provision", "needs"),
    suspensions: many("exclusions", "exclusionCategory", "sessions", "startedOn"),
    concernLog: events("safeguarding-concerns", "concernOn", "concernCategory", "action"),
  },
  socialCare: {
    person: one("demographics", "laChildId", "sex", "ethnicity"),
    involvements: many("involvement", "service", "role", "startedOn"),
    assessments: many("csc-assessment", "startedOn", "childSeen"),
    familyGroup: many("household", "name.family", "relationship"),
    contacts: events("csc-status", "contactedOn", "source", "outcome"),
  },
};

/** `a.b` and `a.c` as a: b, c. */
export function nested(values: readonly string[]): Map<string, string[]> {
  const inside = new Map<string, string[]>();
  for (const value of values) {
    const [head = "", ...rest] = value.split(".");
    inside.set(head, [...(inside.get(head) ?? []), ...rest]);
  }
  return inside;
}

const selectionOf = (values: readonly string[]): string =>
  [...nested(values)].map(([head, rest]) => (rest.length > 0 ? `${head} { ${rest.join(" ")} }` : head)).join(" ");

const contribution = (name: string, fields: Contribution): string =>
  `${name} { agency { id } sharing { decisions { category outcome reason } } ${Object.entries(fields)
    .map(([field, { values }]) => `${field} { ${selectionOf(values)} provenance { occurredOn nature } }`)
    .join(" ")} }`;

export const RECORD_QUERY = `query Record($id: ID!) { familyRecord(caseId: $id, purpose: MASH_SCREENING) { members {
  id name relationship
  ${Object.entries(SELECTION)
    .map(([name, fields]) => contribution(name, fields))
    .join("\n  ")}
} } }`;
