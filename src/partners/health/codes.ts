/** The code lists of the health standards. Mental health has its own file: its lists are as long as all others. */
import { registerEnumType } from "type-graphql";
import { codeList } from "../../gateway/code-list";
import { words } from "../../gateway/words";

export const NhsNumberVerificationStatus = codeList(
  "NhsNumberVerificationStatus",
  "UKCore-NHSNumberVerificationStatus; NHS NUMBER STATUS INDICATOR CODE (NHS Data Dictionary)",
  {
    "01": "Number present and verified",
    "02": "Number present but not traced",
    "03": "Trace required",
    "04": "Trace attempted, no match or multiple match found",
    "05": "Trace needs to be resolved",
    "06": "Trace in progress",
    "07": "Number not present and trace not required",
    "08": "Trace postponed (baby under six weeks old)",
  },
);

export const FhirAdministrativeGender = codeList("FhirAdministrativeGender", "FHIR R4 administrative-gender", {
  male: "Male",
  female: "Female",
  other: "Other",
  unknown: "Unknown",
});

export const PersonStatedGender = codeList("PersonStatedGender", "PERSON STATED GENDER CODE (NHS Data Dictionary)", {
  1: "Male",
  2: "Female",
  9: "Indeterminate",
  X: "Not known",
});

export const NhsEthnicCategory = codeList(
  "NhsEthnicCategory",
  "ETHNIC CATEGORY (NHS Data Dictionary); Extension-UKCore-EthnicCategory",
  {
    A: "White British",
    B: "White Irish",
    C: "Any other White background",
    D: "White and Black Caribbean",
    E: "White and Black African",
    F: "White and Asian",
    G: "Any other mixed background",
    H: "Indian",
    J: "Pakistani",
    K: "Bangladeshi",
    L: "Any other Asian background",
    M: "Caribbean",
    N: "African",
    P: "Any other Black background",
    R: "Chinese",
    S: "Any other ethnic group",
    Z: "Not stated",
    99: "Not known",
  },
);

export const ImmunisationStatus = codeList("ImmunisationStatus", "FHIR R4 Immunization.status", {
  completed: "Given",
  "not-done": "Not given",
  "entered-in-error": "Entered in error",
});

export const ConditionClinicalStatus = codeList("ConditionClinicalStatus", "FHIR R4 condition-clinical", {
  active: "Active",
  recurrence: "Recurrence",
  relapse: "Relapse",
  inactive: "Inactive",
  remission: "Remission",
  resolved: "Resolved",
});

export const FgmType = codeList("FgmType", "FGM Enhanced Dataset (SCCI2026), types as the WHO classifies them", {
  1: "Type 1",
  2: "Type 2",
  3: "Type 3",
  4: "Type 4",
});

export const ChildSafeguardingCode = codeList(
  "ChildSafeguardingCode",
  "SNOMED CT concepts that the RCGP child safeguarding toolkit asks general practice to record",
  {
    "836881000000105": "Child is cause for concern",
    "1064961000000107": "Child in family",
    "878111000000109": "Unborn child",
    "342191000000101": "Subject to child protection plan",
    "375041000000100": "Family member subject to child protection plan",
  },
);

export const CpisPlanType = codeList("CpisPlanType", "Child Protection - Information Sharing (CP-IS), kind of plan", {
  CPP: "Child protection plan",
  LAC: "Looked-after child",
  UCP: "Unborn child protection plan",
});

export const ChildReview = words([
  "ANTENATAL",
  "NEW_BIRTH",
  "SIX_TO_EIGHT_WEEKS",
  "TWELVE_MONTHS",
  "TWO_TO_TWO_AND_A_HALF_YEARS",
] as const);
registerEnumType(ChildReview, { name: "ChildReview", description: "Mandated reviews of the Healthy Child Programme." });

export const ChildReviewStatus = words(["DUE", "DONE", "LATE"] as const);
registerEnumType(ChildReviewStatus, { name: "ChildReviewStatus", description: "As the source judges it." });

export const HealthSetting = words(["GP", "HOSPITAL", "COMMUNITY", "OTHER"] as const);
registerEnumType(HealthSetting, {
  name: "HealthSetting",
  description: "Kind of place an appointment was at (DfE single view); it names no site.",
});

export const DisabilityKind = words(["DISABILITY", "NEURODEVELOPMENTAL"] as const);
registerEnumType(DisabilityKind, { name: "DisabilityKind", description: "Which list of the source it comes from." });
