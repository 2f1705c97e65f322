import { Field, ObjectType } from "type-graphql";
import { ContributionItem } from "../../gateway/contribution-item.type";
import { LocalDate } from "../../gateway/local-date";
import { HumanName } from "../../people/contact.type";

@ObjectType({ implements: ContributionItem, description: "A person who holds the tenancy, alone or jointly." })
export class HousingTenant extends ContributionItem {
  @Field(() => HumanName)
  name: HumanName;

  @Field(() => String, { nullable: true, description: "Relationship to the person whose record this is." })
  relationship?: string | null;

  @Field(() => LocalDate, { nullable: true })
  startedOn?: string | null;

  @Field(() => LocalDate, { nullable: true })
  endedOn?: string | null;
}

/** Declared is not the same as living there; who is missing from this list is often the point. */
@ObjectType({
  implements: ContributionItem,
  description: "A member of the household, as the tenant or applicant declared it.",
})
export class HousingHouseholdMember extends ContributionItem {
  @Field(() => HumanName)
  name: HumanName;

  @Field(() => LocalDate, { nullable: true })
  birthDate?: string | null;

  @Field(() => String, { nullable: true, description: "Relationship to the person whose record this is." })
  relationship?: string | null;

  @Field(() => LocalDate, { nullable: true })
  declaredOn?: string | null;
}
