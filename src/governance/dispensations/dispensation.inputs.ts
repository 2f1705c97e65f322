import { GraphQLDateTimeISO } from "graphql-scalars";
import { Field, ID, InputType, registerEnumType } from "type-graphql";
import { Category } from "../../gateway/release-decision.type";
import { words } from "../../gateway/words";
import type { Category as CategoryWord } from "../../sharing/vocabulary";

export const DispensationReasonEnum = words([
  "CANNOT_BE_GIVEN",
  "CANNOT_REASONABLY_OBTAIN",
  "WOULD_PREJUDICE_PROTECTION",
] as const);
registerEnumType(DispensationReasonEnum, {
  name: "DispensationReason",
  description: "Why consent is not asked for: DPA 2018 Sch 1 ¶18(2).",
  valuesConfig: {
    CANNOT_BE_GIVEN: { description: "(a) In the circumstances, consent cannot be given." },
    CANNOT_REASONABLY_OBTAIN: { description: "(b) The controller cannot reasonably be expected to obtain it." },
    WOULD_PREJUDICE_PROTECTION: { description: "(c) Obtaining it would prejudice the protection." },
  },
});

export const DispensationStandingEnum = words(["REQUESTED", "AUTHORISED", "REFUSED", "EXPIRED"] as const);
registerEnumType(DispensationStandingEnum, {
  name: "DispensationStanding",
  description: "Where a dispensation stands now. It opens nothing until somebody else has authorised it.",
});

@InputType({ description: "A request to go ahead without consent. Somebody else decides." })
export class RequestDispensationInput {
  @Field(() => ID, { description: "Whose data: a member of a case that you work on." })
  memberId: string;

  @Field(() => DispensationReasonEnum)
  reason: keyof typeof DispensationReasonEnum;

  @Field(() => String, { description: "The facts: at least 20 characters." })
  facts: string;

  @Field(() => [Category], { description: "What is needed, and no more." })
  categories: CategoryWord[];

  @Field(() => String, { description: "When the family will be told, or why they cannot be yet." })
  tellFamilyWhen: string;

  @Field(() => GraphQLDateTimeISO, { nullable: true, description: "At most ten working days from now, the default." })
  validTo?: Date | null;
}
