import { Field, ObjectType, registerEnumType } from "type-graphql";
import { ContributionItem } from "../../gateway/contribution-item.type";
import { Location, Narrative, ThirdParty } from "../../gateway/declare";
import { LocalDate } from "../../gateway/local-date";
import { words } from "../../gateway/words";

export const HousingAsbTypeEnum = words([
  "HARASSMENT_ALARM_DISTRESS",
  "NUISANCE_TO_OCCUPIER",
  "HOUSING_RELATED_NUISANCE",
] as const);
export type HousingAsbType = keyof typeof HousingAsbTypeEnum;
registerEnumType(HousingAsbTypeEnum, {
  name: "HousingAsbType",
  description: "Kinds of anti-social behaviour in the Anti-social Behaviour, Crime and Policing Act 2014 s.2(1).",
});

export const HousingAsbRoleEnum = words(["COMPLAINANT", "ALLEGED"] as const);
export type HousingAsbRole = keyof typeof HousingAsbRoleEnum;
registerEnumType(HousingAsbRoleEnum, {
  name: "HousingAsbRole",
  description: "The person's side in a case: who complains, or who is complained of and not proved to have done it.",
});

export const HousingAsbStatusEnum = words(["OPEN", "CLOSED"] as const);
export type HousingAsbStatus = keyof typeof HousingAsbStatusEnum;
registerEnumType(HousingAsbStatusEnum, { name: "HousingAsbStatus", description: "Whether a case is still worked on." });

export const HousingClosureKindEnum = words(["NOTICE", "ORDER"] as const);
export type HousingClosureKind = keyof typeof HousingClosureKindEnum;
registerEnumType(HousingClosureKindEnum, {
  name: "HousingClosureKind",
  description: "Closure notice (ASBCPA 2014 s.76) or closure order (s.80).",
});

@ObjectType({ implements: ContributionItem, description: "A case of anti-social behaviour (ASBCPA 2014)." })
export class HousingAsbCase extends ContributionItem {
  @Field(() => String, { nullable: true, description: "The landlord's case reference." })
  reference?: string | null;

  @Field(() => HousingAsbTypeEnum, { nullable: true })
  type?: HousingAsbType | null;

  @Field(() => HousingAsbRoleEnum, { description: "Without it a complainant reads as a perpetrator." })
  role: HousingAsbRole;

  @Field(() => HousingAsbStatusEnum, { nullable: true })
  status?: HousingAsbStatus | null;

  @Field(() => LocalDate, { nullable: true })
  openedOn?: string | null;

  @ThirdParty()
  @Field(() => String, { nullable: true, description: "Who complained, where it was somebody else." })
  complainant?: string | null;
}

@ObjectType({
  implements: ContributionItem,
  description: "A civil injunction against anti-social behaviour (ASBCPA 2014 Part 1).",
})
export class HousingInjunction extends ContributionItem {
  @Field(() => LocalDate)
  startedOn: string;

  @Field(() => LocalDate, { nullable: true })
  endsOn?: string | null;

  @Narrative()
  @Field(() => String, { nullable: true, description: "What it forbids or requires, without the places." })
  terms?: string | null;

  @Location()
  @Field(() => [String], { nullable: true, description: "Places that it names." })
  places?: string[] | null;
}

@ObjectType({ implements: ContributionItem, description: "A closure of premises (ASBCPA 2014 Part 4 Chapter 3)." })
export class HousingClosure extends ContributionItem {
  @Field(() => HousingClosureKindEnum)
  kind: HousingClosureKind;

  @Field(() => LocalDate)
  startedOn: string;

  @Field(() => LocalDate, { nullable: true })
  endsOn?: string | null;

  @Location()
  @Field(() => String, { nullable: true, description: "The premises." })
  premises?: string | null;
}
