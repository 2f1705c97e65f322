/** The partner of these tests: probation, with fields of three categories and every shape that a field can have. */
export const PROBATION_SDL = `
extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])
directive @shared(category: String!, minimumLevel: String, manual: String) on FIELD_DEFINITION
directive @element(is: String!) on FIELD_DEFINITION
scalar LocalDate
scalar DateTimeISO
enum Nature { FACT OPINION ALLEGATION }

type FamilyMember @key(fields: "id") {
  id: ID!
  probation: ProbationContribution
}

"What probation holds about one person."
type ProbationContribution {
  supervision: [ProbationSupervision!] @shared(category: "offender-management")
  riskLevel: ProbationRisk @shared(category: "offender-management")
  conditions: [String!] @shared(category: "offender-management")
  whereabouts: ProbationWhereabouts @shared(category: "contact-address")
  concerns: [ProbationConcern!] @shared(category: "safeguarding-concerns")
}

enum ProbationRisk { LOW MEDIUM HIGH VERY_HIGH }

type ProbationSupervision {
  status: String!
  endsOn: LocalDate
  office: String @element(is: "LOCATION")
  informant: String @element(is: "THIRD_PARTY")
  officers: [ProbationOfficer!]!
  occurredOn: LocalDate
  recordedAt: DateTimeISO
  nature: Nature
  authorRole: String
  sourceRef: String
}

type ProbationOfficer { name: String team: ProbationTeam }
type ProbationTeam { code: String! town: String @element(is: "LOCATION") }
type ProbationWhereabouts { postcode: String }
type ProbationConcern { what: String occurredOn: LocalDate }
`;

export const supervision = (ref: string, over: object = {}) => ({
  status: "CURRENT",
  endsOn: "2027-03-01",
  office: "Office of MARKER-PLACE",
  informant: "MARKER-INFORMANT",
  officers: [{ name: "J Archer", team: { code: "N1", town: "MARKER-TOWN" } }],
  occurredOn: "2026-05-04",
  recordedAt: "2026-05-05T09:00:00.000Z",
  nature: "FACT",
  authorRole: "Probation officer",
  sourceRef: ref,
  ...over,
});

export const held = (ref: string, over: object = {}) => ({
  supervision: [supervision(ref)],
  riskLevel: "HIGH",
  conditions: ["No contact with MARKER-VICTIM", "Curfew"],
  whereabouts: { postcode: "MARKER-POSTCODE" },
  concerns: [{ what: "MARKER-CONCERN", occurredOn: "2026-06-01" }],
  ...over,
});

/** Everything of a member that probation could tell. */
export const PROBATION = `probation {
  agency { id } riskLevel conditions whereabouts { postcode } concerns { what }
  supervision { id status endsOn office informant officers { name team { code town } }
    provenance { occurredOn recordedAt nature authorRole source { id } } }
  sharing { decisions { category fields outcome reason unavailableCode } } }`;
