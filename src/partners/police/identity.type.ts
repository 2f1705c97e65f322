import { Field, ObjectType } from "type-graphql";
import { ContributionItem } from "../../gateway/contribution-item.type";
import { LocalDate } from "../../gateway/local-date";
import { HumanName } from "../../people/contact.type";
import { CroNumber, PncId } from "../../people/identifier.scalars";

/** Having one of these at all tells that the person has a police record, which is why they are stricter than other ids. */
@ObjectType({ implements: ContributionItem, description: "The numbers by which the police know the person." })
export class PoliceIdentifiers extends ContributionItem {
  @Field(() => PncId, { nullable: true })
  pncId?: string | null;

  @Field(() => CroNumber, { nullable: true })
  croNumber?: string | null;

  @Field(() => String, { nullable: true, description: "The nominal id in the force's own record system." })
  forceNominalId?: string | null;
}

@ObjectType({
  implements: ContributionItem,
  description: "A name or birth date that the person has given to the police.",
})
export class PoliceAlias extends ContributionItem {
  @Field(() => HumanName, { nullable: true })
  name?: HumanName | null;

  @Field(() => LocalDate, { nullable: true, description: "The birth date given with this name." })
  birthDateUsed?: string | null;
}
