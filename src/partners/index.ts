/** The agencies whose data we host, and the field of FamilyMember that each stands under. */
import type { Partner } from "../gateway/partner";
import { EducationContribution } from "./education";
import { HealthContribution } from "./health";
import { HousingContribution } from "./housing";
import { PoliceContribution } from "./police";
import { SocialCareContribution } from "./social-care";

export const PARTNERS: readonly Partner[] = [
  {
    field: "health",
    description: "One contribution from each health organisation of the case's area.",
    contribution: HealthContribution,
    kinds: ["GP", "ACUTE", "COMMUNITY", "CAMHS", "MENTAL_HEALTH", "MATERNITY", "SEXUAL_HEALTH"],
  },
  {
    field: "police",
    description: "One contribution from each police force of the case's area.",
    contribution: PoliceContribution,
    kinds: ["POLICE"],
  },
  {
    field: "housing",
    description: "One contribution from each housing service of the case's area.",
    contribution: HousingContribution,
    kinds: ["HOUSING"],
  },
  {
    field: "education",
    description: "One contribution from each school or education service of the case's area.",
    contribution: EducationContribution,
    kinds: ["EDUCATION"],
  },
  {
    field: "socialCare",
    description: "One contribution from each children's social care or early help service of the case's area.",
    contribution: SocialCareContribution,
    kinds: ["CSC", "EARLY_HELP"],
  },
];
