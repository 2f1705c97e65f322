/** The code lists of the school census (CBDS), but for attendance, which has its own file. */
import { registerEnumType } from "type-graphql";
import { checked, codeList } from "../../gateway/code-list";
import { words } from "../../gateway/words";

export const EnrolStatus = codeList("EnrolStatus", "EnrolStatus (school census)", {
  C: "Current, single registration",
  M: "Current main, dual registration",
  S: "Current subsidiary, dual registration",
  F: "FE college",
  G: "Guest, not registered at this school",
  O: "Other provider",
});

export const NcYear = codeList("NcYear", "NCyearActual (school census)", {
  E1: "Early first year",
  E2: "Early second year",
  N1: "Nursery first year",
  N2: "Nursery second year",
  R: "Reception",
  1: "Year 1",
  2: "Year 2",
  3: "Year 3",
  4: "Year 4",
  5: "Year 5",
  6: "Year 6",
  7: "Year 7",
  8: "Year 8",
  9: "Year 9",
  10: "Year 10",
  11: "Year 11",
  12: "Year 12",
  13: "Year 13",
  14: "Year 14",
  X: "National curriculum not followed",
});

export const ExclusionCategory = codeList("ExclusionCategory", "Exclusion category (school census)", {
  SUSP: "Suspension",
  LNCH: "Lunchtime",
  PERM: "Permanent exclusion",
});

export const ExclusionReason = codeList("ExclusionReason", "Exclusion reason (school census)", {
  PP: "Physical assault against a pupil",
  PA: "Physical assault against an adult",
  VP: "Verbal abuse or threatening behaviour against a pupil",
  VA: "Verbal abuse or threatening behaviour against an adult",
  OW: "Use or threat of use of an offensive weapon or prohibited item",
  BU: "Bullying",
  RA: "Racist abuse",
  LG: "Abuse against sexual orientation and gender identity",
  DS: "Abuse relating to disability",
  SM: "Sexual misconduct",
  DA: "Drug and alcohol related",
  DM: "Damage",
  TH: "Theft",
  DB: "Persistent or general disruptive behaviour",
  MT: "Inappropriate use of social media or online technology",
  PH: "Wilful and repeated transgression of protective measures in place to protect public health",
});

export const SenProvisionCode = codeList("SenProvisionCode", "SENprovision (school census)", {
  N: "No special educational need",
  K: "SEN support",
  E: "Education, health and care plan",
});

export const SenTypeCode = codeList("SenTypeCode", "SENtype (school census)", {
  SPLD: "Specific learning difficulty",
  MLD: "Moderate learning difficulty",
  SLD: "Severe learning difficulty",
  PMLD: "Profound and multiple learning difficulty",
  SEMH: "Social, emotional and mental health",
  SLCN: "Speech, language and communication needs",
  HI: "Hearing impairment",
  VI: "Vision impairment",
  MSI: "Multi-sensory impairment",
  PD: "Physical disability",
  ASD: "Autistic spectrum disorder",
  OTH: "Other difficulty or disability",
  NSA: "SEN support but no specialist assessment of type of need",
});

export const YoungCarerCode = codeList("YoungCarerCode", "YoungCarer (school census)", {
  N: "Not declared",
  P: "Identified as a young carer by parent or guardian",
  S: "Identified as a young carer by school",
});

export const PostLookedAfterCode = codeList(
  "PostLookedAfterCode",
  "PostLookedAfterArrangements (school census): how the child ceased to be looked after",
  {
    N: "Not declared",
    A: "Adoption",
    G: "Special guardianship order",
    R: "Residence order",
    C: "Child arrangements order",
    O: "Adoption from state care outside England and Wales",
  },
);

export const NccisActivityCode = checked(
  "NccisActivityCode",
  "Current activity code (NCCIS management information requirement): 3 digits.",
  (value) => /^\d{3}$/.test(value),
);

export const ParticipationStatus = words(["EET", "NEET", "NOT_KNOWN"] as const);
registerEnumType(ParticipationStatus, {
  name: "ParticipationStatus",
  description: "In education, employment or training; in none; or not known (NCCIS).",
});

export const KeyStage = words(["KS1", "KS2", "KS3", "KS4", "KS5"] as const);
registerEnumType(KeyStage, { name: "KeyStage", description: "The stage of the national curriculum assessed." });
