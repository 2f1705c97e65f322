/** What is said of a home from outside. Whoever said it must never be found out: they live next door. */
import { Field, ObjectType } from "type-graphql";
import { ContributionItem } from "../../gateway/contribution-item.type";
import { Narrative, ThirdParty } from "../../gateway/declare";
import { LocalDate } from "../../gateway/local-date";

@ObjectType({
  implements: ContributionItem,
  description: "What a neighbour reported, such as noise or a child crying.",
})
export class HousingNeighbourReport extends ContributionItem {
  @Field(() => LocalDate)
  reportedOn: string;

  @Narrative()
  @Field(() => String, { nullable: true })
  account?: string | null;

  @ThirdParty()
  @Field(() => String, { nullable: true })
  reportedBy?: string | null;
}

@ObjectType({
  implements: ContributionItem,
  description: "A concern that others have taken the person's home over for crime (cuckooing).",
})
export class HousingCuckooingConcern extends ContributionItem {
  @Field(() => Boolean, { description: "True while the concern stands; false once it is ruled out." })
  suspected: boolean;

  @Field(() => LocalDate, { nullable: true })
  raisedOn?: string | null;

  @ThirdParty()
  @Field(() => String, { nullable: true })
  reportedBy?: string | null;
}
