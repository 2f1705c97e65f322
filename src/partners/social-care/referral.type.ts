import { Field, ObjectType, registerEnumType } from "type-graphql";
import { ContributionItem } from "../../gateway/contribution-item.type";
import { LocalDate } from "../../gateway/local-date";
import { words } from "../../gateway/words";
import { CinClosureReason, CinPrimaryNeed, CinReferralSource } from "./codes";

export const SocialCareContactOutcomeEnum = words([
  "NO_FURTHER_ACTION",
  "INFORMATION_AND_ADVICE",
  "EARLY_HELP",
  "CHILD_IN_NEED",
] as const);
export type SocialCareContactOutcome = keyof typeof SocialCareContactOutcomeEnum;
registerEnumType(SocialCareContactOutcomeEnum, {
  name: "SocialCareContactOutcome",
  description: "What became of a contact (cont_contact_outcome).",
});

/** Adoption outcomes are left out: adoption is never federated. */
export const SocialCareReferralOutcomeEnum = words([
  "NO_FURTHER_ACTION",
  "EARLY_HELP",
  "ASSESSMENT",
  "STRATEGY_DISCUSSION",
  "CHILD_PROTECTION_CONFERENCE",
  "CHILD_PROTECTION_TRANSFER_IN",
  "LOOKED_AFTER_REQUEST",
  "PRIVATE_FOSTERING",
  "CARE_LEAVER",
  "OTHER",
] as const);
export type SocialCareReferralOutcome = keyof typeof SocialCareReferralOutcomeEnum;
registerEnumType(SocialCareReferralOutcomeEnum, {
  name: "SocialCareReferralOutcome",
  description: "What became of a referral (cine_referral_outcome).",
  valuesConfig: { EARLY_HELP: { description: "Stepped down to early help." } },
});

@ObjectType({
  implements: ContributionItem,
  description: "A contact about the child, before any decision to refer (cont_*).",
})
export class SocialCareContact extends ContributionItem {
  @Field(() => LocalDate)
  contactedOn: string;

  @Field(() => CinReferralSource, { nullable: true, description: "cont_contact_source_code." })
  source?: string | null;

  @Field(() => SocialCareContactOutcomeEnum, { nullable: true })
  outcome?: SocialCareContactOutcome | null;
}

@ObjectType({ implements: ContributionItem, description: "A referral and the episode of need it opened (cine_*)." })
export class SocialCareReferral extends ContributionItem {
  @Field(() => LocalDate, { description: "CIN CINreferralDate." })
  referredOn: string;

  @Field(() => CinReferralSource, { nullable: true })
  source?: string | null;

  @Field(() => Boolean, { nullable: true, description: "CIN ReferralNFA." })
  noFurtherAction?: boolean | null;

  @Field(() => SocialCareReferralOutcomeEnum, { nullable: true })
  outcome?: SocialCareReferralOutcome | null;

  @Field(() => CinPrimaryNeed, { nullable: true })
  primaryNeed?: string | null;

  @Field(() => LocalDate, { nullable: true, description: "CIN CINclosureDate." })
  closedOn?: string | null;

  @Field(() => CinClosureReason, { nullable: true })
  closureReason?: string | null;
}

@ObjectType({ implements: ContributionItem, description: "A child in need plan (cinp_*; Children Act 1989 s.17)." })
export class SocialCareChildInNeedPlan extends ContributionItem {
  @Field(() => LocalDate)
  startedOn: string;

  @Field(() => LocalDate, { nullable: true })
  endedOn?: string | null;
}
