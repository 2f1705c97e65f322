import { Field, ObjectType } from "type-graphql";
import { ContributionItem } from "../../gateway/contribution-item.type";
import { LocalDate } from "../../gateway/local-date";

@ObjectType({
  implements: ContributionItem,
  description: "Pre-proceedings and family group decision making (CIN 2026 PreProceedingsandFGDM; prep_*).",
})
export class SocialCarePreProceedings extends ContributionItem {
  @Field(() => LocalDate, { nullable: true, description: "CIN PPStartDate." })
  startedOn?: string | null;

  @Field(() => LocalDate, { nullable: true, description: "CIN LBPSentDate: letter before proceedings." })
  letterSentOn?: string | null;

  @Field(() => Boolean, { nullable: true, description: "Family group decision making was offered." })
  fgdmOffered?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: "Family group decision making took place." })
  fgdmFacilitated?: boolean | null;

  @Field(() => String, { nullable: true, description: "prep_pre_pro_outcome, as recorded." })
  outcome?: string | null;
}

/** Apart from pre-proceedings, so that a court restriction (X-COURT) on the application leaves what came before it. */
@ObjectType({
  implements: ContributionItem,
  description: "An application to the court for a care or supervision order.",
})
export class SocialCareCourtApplication extends ContributionItem {
  @Field(() => LocalDate, { description: "CIN CourtAppDate." })
  appliedOn: string;
}
