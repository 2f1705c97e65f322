import { Field, Int, ObjectType } from "type-graphql";
import { ContributionItem } from "../../gateway/contribution-item.type";
import { LocalDate } from "../../gateway/local-date";
import { ExclusionCategory, ExclusionReason } from "./codes";

@ObjectType({ implements: ContributionItem, description: "A suspension or permanent exclusion (school census)." })
export class SchoolSuspension extends ContributionItem {
  @Field(() => ExclusionCategory)
  exclusionCategory: string;

  @Field(() => LocalDate)
  startedOn: string;

  @Field(() => Int, { nullable: true, description: "Sessions it lasts; two make a school day." })
  sessions?: number | null;

  @Field(() => [ExclusionReason], { nullable: true, description: "At most three." })
  reasons?: string[] | null;
}
