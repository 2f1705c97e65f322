import { Field, Float, Int, ObjectType } from "type-graphql";
import { Open } from "../../gateway/declare";

const AGGREGATE = "It counts decisions of many families; what could tell of a few is left empty.";

@ObjectType({ description: "A count; null where it is small, or would give a small one away." })
export class IndicatorCell {
  @Open(AGGREGATE)
  @Field(() => String)
  label: string;

  @Open(AGGREGATE)
  @Field(() => Int, { nullable: true })
  count?: number | null;
}

@ObjectType({ description: "Counts and their sum. Cells under five, or of under five families, are left empty." })
export class IndicatorTable {
  @Open(AGGREGATE)
  @Field(() => Int, { nullable: true })
  total?: number | null;

  @Open(AGGREGATE)
  @Field(() => [IndicatorCell])
  cells: readonly IndicatorCell[];
}

@ObjectType({ description: "The same decisions, counted by reason, protocol, recipient and source." })
export class DecisionTables {
  @Open(AGGREGATE)
  @Field(() => IndicatorTable)
  byReason: IndicatorTable;

  @Open(AGGREGATE)
  @Field(() => IndicatorTable)
  byProtocol: IndicatorTable;

  @Open(AGGREGATE)
  @Field(() => IndicatorTable, { description: "By the agency that asked." })
  byAgency: IndicatorTable;

  @Open(AGGREGATE)
  @Field(() => IndicatorTable, { description: "By the agency whose data it was." })
  bySource: IndicatorTable;
}

@ObjectType({ description: "How much of something: in whole percent, with the counts that it is of." })
export class IndicatorShare {
  @Open(AGGREGATE)
  @Field(() => Int, { nullable: true, description: "Null where a count behind it is left empty, or nothing happened." })
  percent?: number | null;

  @Open(AGGREGATE)
  @Field(() => IndicatorTable)
  of: IndicatorTable;
}

@ObjectType({ description: "What sources decided by hand; both null where it is of few." })
export class SourceDecisionIndicator {
  @Open(AGGREGATE)
  @Field(() => Int, { nullable: true })
  answered?: number | null;

  @Open(AGGREGATE)
  @Field(() => Float, { nullable: true, description: "From the request to its answer; to the half hour." })
  medianHours?: number | null;
}

@ObjectType({ description: "An indicator that this product cannot give, and why." })
export class IndicatorNotKnown {
  @Open(AGGREGATE)
  @Field(() => String)
  indicator: string;

  @Open(AGGREGATE)
  @Field(() => String)
  why: string;
}

@ObjectType({
  description: "How sharing went in one London month that is over. Counts of others' data alone; nobody's own.",
})
export class SharingIndicators {
  @Open(AGGREGATE)
  @Field(() => String)
  month: string;

  @Open(AGGREGATE)
  @Field(() => String, { nullable: true, description: "Null is the whole hub." })
  agency?: string | null;

  @Open(AGGREGATE)
  @Field(() => IndicatorShare, { description: "Decisions that withheld, of all." })
  withheldRate: IndicatorShare;

  @Open(AGGREGATE)
  @Field(() => DecisionTables)
  withheld: DecisionTables;

  @Open(AGGREGATE)
  @Field(() => DecisionTables, { description: "Released, nothing available, or unavailable." })
  answered: DecisionTables;

  @Open(AGGREGATE)
  @Field(() => IndicatorTable, {
    description:
      "Under-sharing: released within 14 days of being withheld on the same case, by the reason it was withheld for.",
  })
  releasedAfterWithheld: IndicatorTable;

  @Open(AGGREGATE)
  @Field(() => IndicatorTable, { description: "What auditors found in this month." })
  findings: IndicatorTable;

  @Open(AGGREGATE)
  @Field(() => IndicatorShare, {
    description: "Cases whose family was to be told of something shared in this month, and was before it ended.",
  })
  familyTold: IndicatorShare;

  @Open(AGGREGATE)
  @Field(() => Int, { nullable: true, description: "Consents that, when the month ended, ran out within 30 days." })
  consentsExpiring?: number | null;

  @Open(AGGREGATE)
  @Field(() => SourceDecisionIndicator, {
    description: "W-SOURCE-DECISION: requests that sources answered in this month.",
  })
  sourceDecisions: SourceDecisionIndicator;

  @Open(AGGREGATE)
  @Field(() => IndicatorTable, { description: "Break-glass granted in this month, by the reason stated." })
  breakGlass: IndicatorTable;

  @Open(AGGREGATE)
  @Field(() => IndicatorShare, { description: "Of the reviews decided in this month." })
  breakGlassJustified: IndicatorShare;

  @Open(AGGREGATE)
  @Field(() => IndicatorShare, {
    description: "Of the reviews whose five working days ended in this month: decided by then.",
  })
  breakGlassReviewedInTime: IndicatorShare;

  @Open(AGGREGATE)
  @Field(() => [IndicatorNotKnown])
  notKnown: readonly IndicatorNotKnown[];
}
