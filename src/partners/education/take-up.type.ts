/** What a child is entitled to, and whether the family takes it up. */
import { Field, Float, ObjectType } from "type-graphql";
import { ContributionItem } from "../../gateway/contribution-item.type";

@ObjectType({ implements: ContributionItem, description: "Entitlements recorded in the school census." })
export class SchoolEntitlements extends ContributionItem {
  @Field(() => Boolean, { nullable: true, description: "FSMeligible (school census)." })
  freeSchoolMeals?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: "PP (school census)." })
  pupilPremium?: boolean | null;
}

@ObjectType({ implements: ContributionItem, description: "Funded early education at two (early years census)." })
export class TwoYearOffer extends ContributionItem {
  @Field(() => Boolean, { nullable: true })
  eligible?: boolean | null;

  @Field(() => Boolean, { nullable: true })
  takenUp?: boolean | null;

  @Field(() => Float, { nullable: true, description: "Funded hours a week." })
  hours?: number | null;
}
