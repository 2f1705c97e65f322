import { Field, Int, ObjectType, registerEnumType } from "type-graphql";
import { ContributionItem } from "../../gateway/contribution-item.type";
import { Location } from "../../gateway/declare";
import { LocalDate } from "../../gateway/local-date";
import { words } from "../../gateway/words";
import { Address } from "../../people/contact.type";
import * as hclic from "./hclic";

export const HousingIntentionalityEnum = words(["INTENTIONAL", "NOT_INTENTIONAL"] as const);
export type HousingIntentionality = keyof typeof HousingIntentionalityEnum;
registerEnumType(HousingIntentionalityEnum, {
  name: "HousingIntentionality",
  description: "Whether the council found the person homeless intentionally (Housing Act 1996 s.191).",
});

export const HousingReviewOutcomeEnum = words(["UPHELD", "OVERTURNED", "WITHDRAWN"] as const);
export type HousingReviewOutcome = keyof typeof HousingReviewOutcomeEnum;
registerEnumType(HousingReviewOutcomeEnum, {
  name: "HousingReviewOutcome",
  description: "H-CLIC Reviews section: what became of the decision under review (Housing Act 1996 s.202).",
});

@ObjectType({
  implements: ContributionItem,
  description: "An application as homeless (H-CLIC Main and Support sections).",
})
export class HousingHomelessnessApplication extends ContributionItem {
  @Field(() => String, { nullable: true, description: "H-CLIC case id; the same on the duties that follow." })
  homelessCaseId?: string | null;

  @Field(() => LocalDate)
  appliedOn: string;

  @Field(() => hclic.HClicReasonForLossEnum, { nullable: true })
  reasonForLoss?: hclic.HClicReasonForLoss | null;

  @Field(() => [hclic.HClicSupportNeedEnum], { nullable: true, description: "Of anybody in the household." })
  supportNeeds?: hclic.HClicSupportNeed[] | null;
}

@ObjectType({
  implements: ContributionItem,
  description: "A homelessness duty (H-CLIC Prevention, Relief and Final sections).",
})
export class HousingHomelessnessDuty extends ContributionItem {
  @Field(() => String, { nullable: true, description: "H-CLIC case id." })
  homelessCaseId?: string | null;

  @Field(() => hclic.HClicDutyEnum)
  duty: hclic.HClicDuty;

  @Field(() => LocalDate, { nullable: true })
  startedOn?: string | null;

  @Field(() => LocalDate, { nullable: true })
  endedOn?: string | null;

  @Field(() => hclic.HClicDutyOutcomeEnum, { nullable: true })
  outcome?: hclic.HClicDutyOutcome | null;
}

/** The type places the person too: a hostel, as H-CLIC counts them, may be a refuge. */
@ObjectType({ implements: ContributionItem, description: "A stay in temporary accommodation (H-CLIC section)." })
export class HousingTemporaryAccommodation extends ContributionItem {
  @Location()
  @Field(() => hclic.HClicTemporaryAccommodationTypeEnum, { nullable: true })
  type?: hclic.HClicTemporaryAccommodationType | null;

  @Field(() => LocalDate)
  startedOn: string;

  @Field(() => LocalDate, { nullable: true })
  endedOn?: string | null;

  @Location()
  @Field(() => Address, { nullable: true })
  address?: Address | null;

  @Field(() => Int, { nullable: true, description: "Moves between temporary addresses since the case began." })
  moves?: number | null;
}

@ObjectType({ implements: ContributionItem, description: "A decision on intentionality, and its review." })
export class HousingHomelessnessDecision extends ContributionItem {
  @Field(() => HousingIntentionalityEnum)
  decision: HousingIntentionality;

  @Field(() => LocalDate, { nullable: true })
  decidedOn?: string | null;

  @Field(() => LocalDate, { nullable: true })
  reviewRequestedOn?: string | null;

  @Field(() => HousingReviewOutcomeEnum, { nullable: true })
  reviewOutcome?: HousingReviewOutcome | null;
}
