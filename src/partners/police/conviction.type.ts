import { Field, ObjectType, registerEnumType } from "type-graphql";
import { ContributionItem } from "../../gateway/contribution-item.type";
import { LocalDate } from "../../gateway/local-date";
import { words } from "../../gateway/words";

export const PoliceOutOfCourtDisposalEnum = words([
  "SIMPLE_CAUTION",
  "CONDITIONAL_CAUTION",
  "YOUTH_CAUTION",
  "YOUTH_CONDITIONAL_CAUTION",
  "COMMUNITY_RESOLUTION",
  "OTHER",
] as const);
export type PoliceOutOfCourtDisposal = keyof typeof PoliceOutOfCourtDisposalEnum;
registerEnumType(PoliceOutOfCourtDisposalEnum, {
  name: "PoliceOutOfCourtDisposal",
  description: "How a case was dealt with outside court.",
});

@ObjectType({ implements: ContributionItem, description: "A conviction (PNC; CJS data standards)." })
export class PoliceConviction extends ContributionItem {
  @Field(() => LocalDate)
  convictedOn: string;

  @Field(() => String, { nullable: true, description: "CJS offence code." })
  cjsCode?: string | null;

  @Field(() => String, { nullable: true, description: "The offence in words." })
  offence?: string | null;

  @Field(() => String, { nullable: true, description: "The sentence or other disposal." })
  disposal?: string | null;

  @Field(() => String, { nullable: true })
  court?: string | null;

  @Field(() => Boolean, { nullable: true, description: "Spent under the Rehabilitation of Offenders Act 1974." })
  spent?: boolean | null;
}

@ObjectType({
  implements: ContributionItem,
  description: "A caution or other out-of-court disposal. It is not a conviction.",
})
export class PoliceCaution extends ContributionItem {
  @Field(() => PoliceOutOfCourtDisposalEnum)
  type: PoliceOutOfCourtDisposal;

  @Field(() => LocalDate, { nullable: true })
  issuedOn?: string | null;

  @Field(() => String, { nullable: true, description: "The offence in words." })
  offence?: string | null;
}

@ObjectType({
  implements: ContributionItem,
  description: "Whether the person is managed as a sexual offender (ViSOR).",
})
export class PoliceSexualOffenderStatus extends ContributionItem {
  @Field(() => Boolean, {
    nullable: true,
    description: "Subject to notification under the Sexual Offences Act 2003 Part 2.",
  })
  registeredSexOffender?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: "Subject to a sexual harm prevention order." })
  shpo?: boolean | null;
}
