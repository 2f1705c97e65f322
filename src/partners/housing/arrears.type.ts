import { Field, Int, ObjectType, registerEnumType } from "type-graphql";
import { ContributionItem } from "../../gateway/contribution-item.type";
import { LocalDate } from "../../gateway/local-date";
import { words } from "../../gateway/words";

export const HousingNoticeTypeEnum = words(["NOSP", "SECTION_8", "SECTION_21"] as const);
export type HousingNoticeType = keyof typeof HousingNoticeTypeEnum;
registerEnumType(HousingNoticeTypeEnum, {
  name: "HousingNoticeType",
  description: "The notice that begins a landlord's claim to the home.",
  valuesConfig: {
    NOSP: { description: "Notice of seeking possession (Housing Act 1985 s.83)." },
    SECTION_8: { description: "Housing Act 1988 s.8." },
    SECTION_21: { description: "Housing Act 1988 s.21." },
  },
});

export const HousingPossessionStageEnum = words([
  "NOTICE_SERVED",
  "CLAIM_ISSUED",
  "SUSPENDED_ORDER",
  "OUTRIGHT_ORDER",
  "WARRANT_ISSUED",
  "EVICTED",
  "DISCONTINUED",
] as const);
export type HousingPossessionStage = keyof typeof HousingPossessionStageEnum;
registerEnumType(HousingPossessionStageEnum, {
  name: "HousingPossessionStage",
  description: "How far a possession claim has come.",
});

@ObjectType({ implements: ContributionItem, description: "The state of the rent account." })
export class HousingRentAccount extends ContributionItem {
  @Field(() => Int, { nullable: true, description: "Rent balance in pence; above zero is owed by the tenant." })
  rentBalancePence?: number | null;

  @Field(() => Int, { nullable: true, description: "Arrears in whole weeks of rent." })
  weeksArrears?: number | null;
}

@ObjectType({ implements: ContributionItem, description: "A landlord's claim to the home, from notice to eviction." })
export class HousingPossession extends ContributionItem {
  @Field(() => HousingNoticeTypeEnum, { nullable: true })
  noticeServed?: HousingNoticeType | null;

  @Field(() => LocalDate, { nullable: true })
  noticeServedOn?: string | null;

  @Field(() => HousingPossessionStageEnum)
  stage: HousingPossessionStage;

  @Field(() => LocalDate, { nullable: true, description: "When the eviction is due or took place." })
  evictionOn?: string | null;
}
