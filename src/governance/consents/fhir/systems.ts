/** The systems that our FHIR R4 `Consent` speaks in: HL7's where they have the word, the project's own where not. */
const BASE = "https://family-record-gateway.example/fhir";

export const CATEGORY_SYSTEM = `${BASE}/CodeSystem/category`;
export const PURPOSE_SYSTEM = `${BASE}/CodeSystem/purpose`;
export const AGENCY_SYSTEM = `${BASE}/agency`;
/** Ids of members, bound to the agency that exported them. */
export const MEMBER_SYSTEM = `${BASE}/member`;
export const RECORD_SYSTEM = `${BASE}/consent`;

export const EXTENSIONS = {
  capacity: `${BASE}/StructureDefinition/consent-capacity`,
  soughtSafely: `${BASE}/StructureDefinition/consent-sought-safely`,
  method: `${BASE}/StructureDefinition/consent-method`,
  withdrawnAt: `${BASE}/StructureDefinition/consent-withdrawn-at`,
  competenceAssessment: `${BASE}/StructureDefinition/consent-competence-assessment`,
} as const;

export const SCOPE = {
  coding: [{ system: "http://terminology.hl7.org/CodeSystem/consentscope", code: "patient-privacy" }],
};
export const LOINC = "http://loinc.org";
/** Patient consent document. */
export const CONSENT_DOCUMENT = "59284-0";
export const ACT_CODE = "http://terminology.hl7.org/CodeSystem/v3-ActCode";
export const RECIPIENT_ROLE = {
  coding: [{ system: "http://terminology.hl7.org/CodeSystem/v3-ParticipationType", code: "IRCP" }],
};

/** What FHIR R4 has no element for, and what becomes of it. */
export const NOT_CARRIED = [
  { element: "capacity", how: "EXTENSION", why: "a performer has no capacity in R4" },
  { element: "soughtSafely", how: "EXTENSION", why: "R4 does not ask whether consent was sought safely" },
  { element: "method", how: "EXTENSION", why: "R4 has a source document and no method" },
  { element: "withdrawnAt", how: "EXTENSION", why: "R4 says that a consent is inactive and not since when" },
  { element: "competenceAssessmentId", how: "EXTENSION", why: "R4 does not know of assessments of competence" },
  { element: "competence, parental responsibility, legal status", how: "LEFT_OUT", why: "records of their own here" },
  { element: "recordedBy, withdrawnRecordedBy", how: "LEFT_OUT", why: "users are not named outside the hub" },
] as const;
