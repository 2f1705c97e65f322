import { Field, ObjectType, registerEnumType } from "type-graphql";
import { ContributionItem } from "../../gateway/contribution-item.type";
import { Location, Narrative, ThirdParty } from "../../gateway/declare";
import { LocalDate } from "../../gateway/local-date";
import { words } from "../../gateway/words";

export const PoliceNoContactBasisEnum = words(["BAIL", "LICENCE"] as const);
export type PoliceNoContactBasis = keyof typeof PoliceNoContactBasisEnum;
registerEnumType(PoliceNoContactBasisEnum, {
  name: "PoliceNoContactBasis",
  description: "What imposes a no-contact condition.",
});

@ObjectType({ implements: ContributionItem, description: "An arrest. It is not a finding of guilt." })
export class PoliceArrest extends ContributionItem {
  @Field(() => LocalDate)
  arrestedOn: string;

  @Narrative()
  @Field(() => String, { nullable: true, description: "What for, in words." })
  reason?: string | null;
}

@ObjectType({ implements: ContributionItem, description: "A condition of police or court bail." })
export class PoliceBailCondition extends ContributionItem {
  @Field(() => LocalDate)
  startedOn: string;

  @Field(() => LocalDate, { nullable: true })
  endsOn?: string | null;

  @Narrative()
  @Field(() => String, { nullable: true, description: "The condition, without the places." })
  condition?: string | null;

  @Location()
  @Field(() => [String], { nullable: true, description: "Places that the condition names, such as a bail address." })
  places?: string[] | null;
}

@ObjectType({
  implements: ContributionItem,
  description: "Somebody or somewhere the person must keep away from, under bail or licence.",
})
export class PoliceNoContactCondition extends ContributionItem {
  @Field(() => PoliceNoContactBasisEnum)
  basis: PoliceNoContactBasis;

  @ThirdParty()
  @Field(() => String, { nullable: true, description: "Whom the person must not contact; often a victim or witness." })
  person?: string | null;

  @Location()
  @Field(() => String, { nullable: true })
  place?: string | null;

  @Field(() => LocalDate, { nullable: true })
  startedOn?: string | null;

  @Field(() => LocalDate, { nullable: true })
  endsOn?: string | null;
}
