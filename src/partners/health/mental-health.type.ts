/** Mental health, child and adult (MHSDS). */
import { Field, ObjectType } from "type-graphql";
import { ContributionItem } from "../../gateway/contribution-item.type";
import { Location, Narrative } from "../../gateway/declare";
import { LocalDate } from "../../gateway/local-date";
import { MentalHealthActStatus, MentalHealthReferralReason, MentalHealthReferralStatus } from "./mental-health-codes";

@ObjectType({ implements: ContributionItem, description: "A referral to child and adolescent mental health services." })
export class CamhsReferral extends ContributionItem {
  @Field(() => LocalDate, { description: "REFERRAL REQUEST RECEIVED DATE (MHSDS)." })
  referredOn: string;

  @Field(() => MentalHealthReferralReason, { nullable: true })
  reason?: string | null;

  @Location()
  @Field(() => String, { nullable: true, description: "The treating team; teams are named after where they work." })
  team?: string | null;

  @Field(() => MentalHealthReferralStatus, { nullable: true })
  status?: keyof typeof MentalHealthReferralStatus | null;

  @Field(() => Boolean, { nullable: true, description: "Accepted, and not yet seen." })
  waiting?: boolean | null;
}

@ObjectType({ implements: ContributionItem, description: "Where an adult stands with mental health services (MHSDS)." })
export class AdultMentalHealth extends ContributionItem {
  @Field(() => Boolean, { description: "Whether a referral is open." })
  open: boolean;

  @Location()
  @Field(() => String, { nullable: true, description: "The treating team; teams are named after where they work." })
  team?: string | null;

  @Field(() => [LocalDate], { nullable: true, description: "Dates of contacts with a crisis team (MHSDS)." })
  crisisContactsOn?: string[] | null;

  @Field(() => MentalHealthActStatus, { nullable: true })
  mentalHealthActStatus?: string | null;

  @Field(() => String, { nullable: true, description: "Mental health care coordinator (MHSDS MHS006), by name." })
  careCoordinator?: string | null;
}

@ObjectType({
  implements: ContributionItem,
  description:
    "A clinician's statement of the risk that the person's illness poses to a child. " +
    "Its provenance says whether it is fact or opinion.",
})
export class RiskToChildStatement extends ContributionItem {
  @Narrative()
  @Field(() => String, { nullable: true })
  statement?: string | null;
}
