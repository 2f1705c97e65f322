import { Field, ObjectType, registerEnumType } from "type-graphql";
import { ContributionItem } from "../../gateway/contribution-item.type";
import { Narrative } from "../../gateway/declare";
import { LocalDate } from "../../gateway/local-date";
import { words } from "../../gateway/words";
import { CinAssessmentFactor } from "./assessment-factors";

export const SocialCareS47OutcomeEnum = words([
  "NO_FURTHER_ACTION",
  "CHILD_PROTECTION_CONFERENCE",
  "LEGAL_ACTION",
  "SERVICES",
  "SHORT_BREAK_CARE",
  "CONTINUE_ASSESSMENT",
  "OTHER_AGENCY_MONITORS",
  "OTHER",
] as const);
export type SocialCareS47Outcome = keyof typeof SocialCareS47OutcomeEnum;
registerEnumType(SocialCareS47OutcomeEnum, {
  name: "SocialCareS47Outcome",
  description: "What came of a section 47 enquiry (s47e_s47_outcome).",
  valuesConfig: {
    SERVICES: { description: "Provision of services under Children Act 1989 s.17." },
    SHORT_BREAK_CARE: { description: "Provision of short break care under Children Act 1989 s.17." },
    CONTINUE_ASSESSMENT: { description: "No further action here; the family assessment continues." },
  },
});

@ObjectType({
  implements: ContributionItem,
  description: "A child and family assessment (cina_*), due within 45 working days.",
})
export class SocialCareAssessment extends ContributionItem {
  @Field(() => LocalDate, { description: "CIN AssessmentActualStartDate." })
  startedOn: string;

  @Field(() => LocalDate, { nullable: true, description: "CIN AssessmentAuthorisationDate." })
  authorisedOn?: string | null;

  @Field(() => Boolean, { nullable: true })
  childSeen?: boolean | null;

  @Field(() => [CinAssessmentFactor], { nullable: true, description: "cinf_assessment_factors." })
  factors?: string[] | null;

  @Narrative()
  @Field(() => String, { nullable: true, description: "The assessor's analysis." })
  analysis?: string | null;
}

@ObjectType({ implements: ContributionItem, description: "An enquiry under Children Act 1989 s.47 (s47e_*)." })
export class SocialCareS47Enquiry extends ContributionItem {
  @Field(() => LocalDate, { description: "CIN S47ActualStartDate: the strategy discussion that began it." })
  startedOn: string;

  @Field(() => LocalDate, { nullable: true })
  endedOn?: string | null;

  @Field(() => Boolean, { nullable: true, description: "s47e_s47_nfa." })
  noFurtherAction?: boolean | null;

  @Field(() => [SocialCareS47OutcomeEnum], { nullable: true, description: "One enquiry can have several." })
  outcomes?: SocialCareS47Outcome[] | null;
}

@ObjectType({ implements: ContributionItem, description: "What the child said, wishes or feels (voch_*)." })
export class SocialCareVoiceOfChild extends ContributionItem {
  @Field(() => LocalDate, { nullable: true })
  recordedOn?: string | null;

  @Narrative()
  @Field(() => String, { nullable: true })
  views?: string | null;
}
