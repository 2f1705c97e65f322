/**
 * The resources of FHIR R4 that are read, each with the element that says whose it is. A resource about somebody else
 * (RelatedPerson, FamilyMemberHistory), one that carries documents (DocumentReference, Binary), and one that leads on
 * (Bundle, List) is not among them.
 */
export interface FhirResource {
  /** The element that refers to the patient; null for the patient's own. */
  readonly subject: string | null;
  /** Search parameters that name the patient; the first is the usual one. */
  readonly by: readonly string[];
  /** Search parameters that take codes, and may be fixed by a mapping. */
  readonly search: readonly string[];
  /** Where it says that it was entered in error, which turns all that it says around. Null where it cannot. */
  readonly wrong: string | null;
}

const of = (subject: string, by: string, search: string, wrong = "status"): FhirResource => ({
  subject,
  by: by.split(" "),
  search: search.split(" "),
  wrong,
});

export const FHIR_RESOURCES: ReadonlyMap<string, FhirResource> = new Map([
  ["Patient", { subject: null, by: ["_id"], search: [], wrong: null }],
  [
    "AllergyIntolerance",
    of(
      "patient",
      "patient",
      "category clinical-status code criticality type verification-status",
      "verificationStatus",
    ),
  ],
  ["CarePlan", of("subject", "patient subject", "category status intent")],
  ["CareTeam", of("subject", "patient subject", "category status")],
  ["ClinicalImpression", of("subject", "patient subject", "status")],
  [
    "Condition",
    of(
      "subject",
      "patient subject",
      "category clinical-status code severity verification-status",
      "verificationStatus",
    ),
  ],
  ["DiagnosticReport", of("subject", "patient subject", "category code status")],
  ["Encounter", of("subject", "patient subject", "class status type")],
  ["EpisodeOfCare", of("patient", "patient", "status type")],
  ["Flag", of("subject", "patient subject", "")],
  ["Immunization", of("patient", "patient", "status vaccine-code")],
  ["MedicationRequest", of("subject", "patient subject", "category code intent status")],
  ["MedicationStatement", of("subject", "patient subject", "category code status")],
  ["Observation", of("subject", "patient subject", "category code status")],
  ["Procedure", of("subject", "patient subject", "category code status")],
  ["RiskAssessment", of("subject", "patient subject", "method")],
  ["ServiceRequest", of("subject", "patient subject", "category code intent status")],
]);

/** Elements that hold the rest of a resource again, or somebody else's. */
export const NEVER_MAPPED: ReadonlySet<string> = new Set(["contained", "text"]);
