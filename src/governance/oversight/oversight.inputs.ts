import { GraphQLDateTimeISO } from "graphql-scalars";
import { Field, ID, InputType, Int, registerEnumType } from "type-graphql";
import { Category, OutcomeEnum, ReasonCode } from "../../gateway/release-decision.type";
import { PurposeEnum, RoleEnum } from "../../gateway/vocabulary.type";
import { words } from "../../gateway/words";
import type {
  Category as CategoryWord,
  Outcome,
  Purpose,
  ReasonCode as ReasonWord,
  Role,
} from "../../sharing/vocabulary";

@InputType({
  description: "Which disclosures; what is left out narrows nothing. Decisions meet all that is said of them.",
})
export class DisclosureFilter {
  @Field(() => String, { nullable: true, description: "The agency that asked." })
  agency?: string | null;

  @Field(() => String, { nullable: true, description: "The agency whose data it was." })
  source?: string | null;

  @Field(() => RoleEnum, { nullable: true })
  role?: Role | null;

  @Field(() => ID, { nullable: true })
  user?: string | null;

  @Field(() => PurposeEnum, { nullable: true })
  purpose?: Purpose | null;

  @Field(() => ReasonCode, { nullable: true })
  reason?: ReasonWord | null;

  @Field(() => OutcomeEnum, { nullable: true })
  outcome?: Outcome | null;

  @Field(() => Category, { nullable: true })
  category?: CategoryWord | null;

  @Field(() => GraphQLDateTimeISO, { nullable: true, description: "From this instant on." })
  from?: Date | null;

  @Field(() => GraphQLDateTimeISO, { nullable: true, description: "Before this instant." })
  to?: Date | null;

  @Field(() => Boolean, { nullable: true, description: "Only those in which something was released by break-glass." })
  breakGlass?: boolean | null;
}

export const STRATA = ["NONE", "AGENCY", "ROLE", "PURPOSE", "BREAK_GLASS"] as const;
export type Stratum = (typeof STRATA)[number];
export const StratumEnum = words(STRATA);
registerEnumType(StratumEnum, {
  name: "SampleStratum",
  description: "By what a sample is spread: each kind is drawn from in turn.",
});

export const FINDINGS = ["APPROPRIATE", "OVER_SHARED", "UNDER_SHARED"] as const;
export type Finding = (typeof FINDINGS)[number];
export const FindingEnum = words(FINDINGS);
registerEnumType(FindingEnum, {
  name: "AuditFindingKind",
  description: "What an auditor found of a disclosure.",
  valuesConfig: {
    APPROPRIATE: { description: "What was needed was shared, and no more." },
    OVER_SHARED: { description: "More was shared than was needed, or with somebody who had no need." },
    UNDER_SHARED: { description: "Something that was needed to keep somebody safe was not shared." },
  },
});

@InputType({ description: "A sample for a case audit. The same seed and window draw the same sample." })
export class SampleInput {
  @Field(() => Int, { description: "1 to 200." })
  size: number;

  @Field(() => String, { description: "Any words, 1 to 100 characters; written down, the sample can be drawn again." })
  seed: string;

  @Field(() => StratumEnum, { defaultValue: "NONE" })
  stratifyBy: Stratum;

  @Field(() => GraphQLDateTimeISO, { nullable: true })
  from?: Date | null;

  @Field(() => GraphQLDateTimeISO, { nullable: true, description: "Before this instant; left out, now." })
  to?: Date | null;
}
