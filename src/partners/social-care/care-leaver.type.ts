import { Field, ObjectType, registerEnumType } from "type-graphql";
import { ContributionItem } from "../../gateway/contribution-item.type";
import { Location } from "../../gateway/declare";
import { LocalDate } from "../../gateway/local-date";
import { words } from "../../gateway/words";
import { Ssda903Accommodation, Ssda903InTouch } from "./looked-after-codes";

export const CareLeaverEligibilityEnum = words([
  "ELIGIBLE",
  "RELEVANT",
  "FORMER_RELEVANT",
  "QUALIFYING",
  "NOT_ELIGIBLE",
] as const);
export type CareLeaverEligibility = keyof typeof CareLeaverEligibilityEnum;
registerEnumType(CareLeaverEligibilityEnum, {
  name: "CareLeaverEligibility",
  description: "What a care leaver is entitled to (Children Act 1989 s.23A to s.24; clea_care_leaver_eligibility).",
});

@ObjectType({ implements: ContributionItem, description: "The state of a care leaver (clea_*)." })
export class SocialCareCareLeaver extends ContributionItem {
  @Field(() => CareLeaverEligibilityEnum, { nullable: true })
  eligibility?: CareLeaverEligibility | null;

  @Field(() => Ssda903InTouch, { nullable: true })
  inTouch?: string | null;

  @Field(() => LocalDate, { nullable: true })
  latestContactOn?: string | null;

  @Location()
  @Field(() => Ssda903Accommodation, { nullable: true, description: "The kind of place can give the place away." })
  accommodation?: string | null;
}
