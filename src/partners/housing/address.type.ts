import { Field, ObjectType } from "type-graphql";
import { ContributionItem } from "../../gateway/contribution-item.type";
import { Location } from "../../gateway/declare";
import { LocalDate } from "../../gateway/local-date";
import { Address } from "../../people/contact.type";

/** Dates matter as much as the place: two people who never met on paper overlap at one address. */
@ObjectType({ implements: ContributionItem, description: "An address at which housing services know the person." })
export class HousingAddress extends ContributionItem {
  @Location()
  @Field(() => Address, { nullable: true, description: "With UPRN (BLPU)." })
  address?: Address | null;

  @Field(() => LocalDate, { nullable: true })
  startedOn?: string | null;

  @Field(() => LocalDate, { nullable: true })
  endedOn?: string | null;
}
