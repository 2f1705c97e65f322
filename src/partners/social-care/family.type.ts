import { Field, ObjectType } from "type-graphql";
import { ContributionItem } from "../../gateway/contribution-item.type";
import { LocalDate } from "../../gateway/local-date";
import { HumanName } from "../../people/contact.type";

@ObjectType({
  implements: ContributionItem,
  description: "A member of the family group that social care works with (fami_*).",
})
export class SocialCareFamilyMember extends ContributionItem {
  @Field(() => String, { nullable: true, description: "fami_family_id; shared by the group." })
  familyId?: string | null;

  @Field(() => HumanName, { nullable: true })
  name?: HumanName | null;

  @Field(() => LocalDate, { nullable: true })
  birthDate?: string | null;

  @Field(() => String, { nullable: true, description: "Relationship to the person whose record this is." })
  relationship?: string | null;
}

/** A link to a child who was later adopted carries X-ADOPTION at the source: it is dropped, and nothing says so. */
@ObjectType({ implements: ContributionItem, description: "A child of whom this person is the mother (moth_*)." })
export class SocialCareMotherLink extends ContributionItem {
  @Field(() => String, { nullable: true, description: "moth_childs_person_id." })
  childId?: string | null;

  @Field(() => HumanName, { nullable: true })
  name?: HumanName | null;

  @Field(() => LocalDate, { nullable: true, description: "moth_childs_dob." })
  birthDate?: string | null;
}
