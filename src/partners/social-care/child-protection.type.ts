import { Field, Int, ObjectType, registerEnumType } from "type-graphql";
import { ContributionItem } from "../../gateway/contribution-item.type";
import { LocalDate } from "../../gateway/local-date";
import { words } from "../../gateway/words";
import { CpPlanCategory } from "./codes";

export const SocialCareConferenceOutcomeEnum = words([
  "NO_FURTHER_ACTION",
  "CHILD_PROTECTION_PLAN",
  "ASSESSMENT",
  "SERVICES",
  "REFERRED_TO_OTHER_AGENCY",
  "OTHER",
] as const);
export type SocialCareConferenceOutcome = keyof typeof SocialCareConferenceOutcomeEnum;
registerEnumType(SocialCareConferenceOutcomeEnum, {
  name: "SocialCareConferenceOutcome",
  description: "What an initial child protection conference decided (icpc_icpc_outcome).",
});

@ObjectType({ implements: ContributionItem, description: "An initial child protection conference (icpc_*)." })
export class SocialCareInitialConference extends ContributionItem {
  @Field(() => LocalDate, { nullable: true, description: "15 working days after the strategy discussion." })
  targetOn?: string | null;

  @Field(() => LocalDate, { nullable: true, description: "CIN DateOfInitialCPC." })
  heldOn?: string | null;

  @Field(() => [SocialCareConferenceOutcomeEnum], { nullable: true })
  outcomes?: SocialCareConferenceOutcome[] | null;
}

@ObjectType({ implements: ContributionItem, description: "A child protection plan (cppl_*)." })
export class SocialCareProtectionPlan extends ContributionItem {
  @Field(() => LocalDate, { description: "CIN CPPstartDate." })
  startedOn: string;

  @Field(() => LocalDate, { nullable: true, description: "CIN CPPendDate." })
  endedOn?: string | null;

  @Field(() => CpPlanCategory, { nullable: true, description: "CIN InitialCategoryOfAbuse." })
  initialCategory?: string | null;

  @Field(() => CpPlanCategory, { nullable: true, description: "CIN LatestCategoryOfAbuse." })
  latestCategory?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: "CIN NumberOfPreviousCPP: plans before this one, in any authority.",
  })
  previousPlans?: number | null;
}

@ObjectType({ implements: ContributionItem, description: "A review of a child protection plan (cppr_*)." })
export class SocialCareProtectionReview extends ContributionItem {
  @Field(() => LocalDate, { nullable: true })
  dueOn?: string | null;

  @Field(() => LocalDate, { nullable: true, description: "CIN CPPreviewDate." })
  heldOn?: string | null;

  @Field(() => Boolean, { nullable: true, description: "The plan continues." })
  continued?: boolean | null;
}

@ObjectType({ implements: ContributionItem, description: "A visit under a child protection plan (cppv_*)." })
export class SocialCareProtectionVisit extends ContributionItem {
  @Field(() => LocalDate)
  visitedOn: string;

  @Field(() => Boolean, { nullable: true })
  childSeen?: boolean | null;

  @Field(() => Boolean, { nullable: true })
  childSeenAlone?: boolean | null;
}
