/** Special educational needs and disabilities. */
import { Field, ObjectType } from "type-graphql";
import { ContributionItem } from "../../gateway/contribution-item.type";
import { Location } from "../../gateway/declare";
import { LocalDate } from "../../gateway/local-date";
import { SenProvisionCode, SenTypeCode } from "./codes";
import { School } from "./school.type";

@ObjectType({ implements: ContributionItem, description: "What is provided, and for which needs (school census)." })
export class SenProvision extends ContributionItem {
  @Field(() => SenProvisionCode, { description: "SENprovision (school census)." })
  provision: string;

  @Field(() => [SenTypeCode], { nullable: true, description: "SENtype, in the order of SENtypeRank." })
  needs?: string[] | null;
}

@ObjectType({ implements: ContributionItem, description: "An education, health and care plan (SEN2)." })
export class EhcPlan extends ContributionItem {
  @Field(() => LocalDate, { nullable: true })
  startedOn?: string | null;

  @Field(() => LocalDate, { nullable: true })
  lastReviewedOn?: string | null;

  @Location()
  @Field(() => School, { nullable: true, description: "The setting named in section I of the plan." })
  namedSetting?: School | null;
}
