/**
 * The answers of H-CLIC (MHCLG, Homelessness Case Level Information Collection), as words. The specification numbers
 * them and has renumbered them between versions, so a number would not say which version it meant.
 */
import { registerEnumType } from "type-graphql";
import { words } from "../../gateway/words";

export const HClicReasonForLossEnum = words([
  "FAMILY_OR_FRIENDS_NO_LONGER_ABLE",
  "END_OF_PRIVATE_RENT_ASSURED_SHORTHOLD",
  "END_OF_PRIVATE_RENT_OTHER",
  "END_OF_SOCIAL_RENT",
  "EVICTED_FROM_SUPPORTED_HOUSING",
  "DOMESTIC_ABUSE",
  "OTHER_VIOLENCE_OR_HARASSMENT",
  "RELATIONSHIP_BREAKDOWN_NON_VIOLENT",
  "LEFT_INSTITUTION",
  "LEFT_ASYLUM_SUPPORT",
  "HOME_NOT_SUITABLE_DISABILITY_OR_ILL_HEALTH",
  "LOSS_OF_PLACEMENT_OR_SPONSORSHIP",
  "OTHER_OR_NOT_KNOWN",
] as const);
export type HClicReasonForLoss = keyof typeof HClicReasonForLossEnum;
registerEnumType(HClicReasonForLossEnum, {
  name: "HClicReasonForLoss",
  description: "H-CLIC Main section: main reason for loss, or threat of loss, of the last settled home.",
});

export const HClicSupportNeedEnum = words([
  "YOUNG_PERSON_16_17",
  "YOUNG_PERSON_18_25",
  "YOUNG_PARENT",
  "CARE_LEAVER_18_20",
  "CARE_LEAVER_21_24",
  "CARE_LEAVER_25_OVER",
  "PHYSICAL_ILL_HEALTH_OR_DISABILITY",
  "MENTAL_HEALTH",
  "LEARNING_DISABILITY",
  "SEXUAL_ABUSE",
  "DOMESTIC_ABUSE",
  "NON_DOMESTIC_ABUSE",
  "DRUG_DEPENDENCY",
  "ALCOHOL_DEPENDENCY",
  "OFFENDING_HISTORY",
  "REPEAT_HOMELESSNESS",
  "ROUGH_SLEEPING",
  "FORMER_ASYLUM_SEEKER",
  "OLD_AGE",
  "SERVED_IN_HM_FORCES",
  "EDUCATION_EMPLOYMENT_TRAINING",
  "MODERN_SLAVERY",
  "BUDGETING",
] as const);
export type HClicSupportNeed = keyof typeof HClicSupportNeedEnum;
registerEnumType(HClicSupportNeedEnum, {
  name: "HClicSupportNeed",
  description: "H-CLIC Support section: a support need in the household.",
  valuesConfig: {
    SEXUAL_ABUSE: { description: "At risk of it or has experienced it." },
    DOMESTIC_ABUSE: { description: "At risk of it or has experienced it." },
    NON_DOMESTIC_ABUSE: { description: "At risk of it or has experienced it." },
    MENTAL_HEALTH: { description: "History of mental health problems." },
    EDUCATION_EMPLOYMENT_TRAINING: { description: "Needs help to reach education, employment or training." },
    BUDGETING: { description: "Difficulties budgeting." },
  },
});

export const HClicDutyEnum = words(["PREVENTION", "RELIEF", "MAIN"] as const);
export type HClicDuty = keyof typeof HClicDutyEnum;
registerEnumType(HClicDutyEnum, {
  name: "HClicDuty",
  description: "The duty owed: Housing Act 1996 s.195 (prevention), s.189B (relief), s.193 (main).",
});

export const HClicDutyOutcomeEnum = words([
  "SECURED_ACCOMMODATION",
  "HOMELESS",
  "INTENTIONALLY_HOMELESS",
  "FIFTY_SIX_DAYS_ELAPSED",
  "CONTACT_LOST",
  "WITHDREW_OR_DIED",
  "NO_LONGER_ELIGIBLE",
  "REFUSED_OFFER",
  "REFUSED_TO_COOPERATE",
  "REFERRED_TO_OTHER_AUTHORITY",
  "OTHER_OR_NOT_KNOWN",
] as const);
export type HClicDutyOutcome = keyof typeof HClicDutyOutcomeEnum;
registerEnumType(HClicDutyOutcomeEnum, {
  name: "HClicDutyOutcome",
  description: "Why a duty ended: H-CLIC Prevention, Relief and Final sections.",
  valuesConfig: {
    INTENTIONALLY_HOMELESS: { description: "From the accommodation provided." },
    REFERRED_TO_OTHER_AUTHORITY: { description: "Local connection referral accepted." },
  },
});

export const HClicTemporaryAccommodationTypeEnum = words([
  "BED_AND_BREAKFAST",
  "NIGHTLY_PAID",
  "HOSTEL",
  "PRIVATE_SECTOR_LEASED",
  "LOCAL_AUTHORITY_OR_HOUSING_ASSOCIATION",
  "OTHER",
] as const);
export type HClicTemporaryAccommodationType = keyof typeof HClicTemporaryAccommodationTypeEnum;
registerEnumType(HClicTemporaryAccommodationTypeEnum, {
  name: "HClicTemporaryAccommodationType",
  description: "H-CLIC Temporary accommodation section: type.",
});
