import { Field, ObjectType, registerEnumType } from "type-graphql";
import { ContributionItem } from "../../gateway/contribution-item.type";
import { LocalDate } from "../../gateway/local-date";
import { words } from "../../gateway/words";

export const HousingTenancyTypeEnum = words([
  "INTRODUCTORY",
  "SECURE",
  "FLEXIBLE",
  "ASSURED",
  "ASSURED_SHORTHOLD",
  "LICENCE",
  "PRIVATE_RENTED",
  "OTHER",
] as const);
export type HousingTenancyType = keyof typeof HousingTenancyTypeEnum;
registerEnumType(HousingTenancyTypeEnum, {
  name: "HousingTenancyType",
  description: "The kind of tenancy (CORE lettings log).",
  valuesConfig: {
    INTRODUCTORY: { description: "Introductory or starter tenancy." },
    SECURE: { description: "Secure, lifetime." },
    FLEXIBLE: { description: "Secure, fixed term." },
    PRIVATE_RENTED: { description: "Rented from a private landlord, where the kind of tenancy is not known." },
  },
});

export const HousingTenureEnum = words([
  "LOCAL_AUTHORITY",
  "PRIVATE_REGISTERED_PROVIDER",
  "PRIVATE_RENTED",
  "OWNER_OCCUPIED",
  "OTHER",
] as const);
export type HousingTenure = keyof typeof HousingTenureEnum;
registerEnumType(HousingTenureEnum, {
  name: "HousingTenure",
  description: "On what terms the home is held.",
  valuesConfig: { PRIVATE_REGISTERED_PROVIDER: { description: "Mostly housing associations." } },
});

@ObjectType({ implements: ContributionItem, description: "A tenancy or licence (CORE)." })
export class HousingTenancy extends ContributionItem {
  @Field(() => String, { nullable: true, description: "The landlord's tenancy reference." })
  reference?: string | null;

  @Field(() => HousingTenancyTypeEnum, { nullable: true })
  type?: HousingTenancyType | null;

  @Field(() => LocalDate)
  startedOn: string;

  @Field(() => LocalDate, { nullable: true })
  endedOn?: string | null;

  @Field(() => String, { nullable: true })
  landlord?: string | null;

  @Field(() => HousingTenureEnum, { nullable: true })
  tenure?: HousingTenure | null;
}

@ObjectType({
  implements: ContributionItem,
  description: "The person's place on the housing register (Housing Act 1996 Part 6).",
})
export class HousingRegisterEntry extends ContributionItem {
  @Field(() => String, { nullable: true, description: "Band, as the council's own allocation scheme names it." })
  band?: string | null;

  @Field(() => [String], { nullable: true, description: "Adaptations that the household needs." })
  adaptations?: string[] | null;
}
