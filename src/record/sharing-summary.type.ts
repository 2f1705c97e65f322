import { Field, Int, ObjectType } from "type-graphql";
import { Open } from "../gateway/declare";
import { Category, NextStep, OutcomeEnum, ReasonCode } from "../gateway/release-decision.type";
import type { Category as CategoryWord, Outcome, ReasonCode as ReasonWord } from "../sharing/vocabulary";

const OWN_RIGHTS = "Counts of the decisions that this query asked for; they are the caller's own rights.";

@ObjectType({ description: "All decisions of this query that gave one reason." })
export class ReasonSummary {
  @Open(OWN_RIGHTS)
  @Field(() => ReasonCode)
  reason: ReasonWord;

  @Open(OWN_RIGHTS)
  @Field(() => OutcomeEnum)
  outcome: Outcome;

  @Open(OWN_RIGHTS)
  @Field(() => Int, { description: "How many decisions." })
  decisions: number;

  @Open(OWN_RIGHTS)
  @Field(() => [Category])
  categories: CategoryWord[];

  @Open(OWN_RIGHTS)
  @Field(() => [String], { description: "The agencies, by their codes." })
  agencies: string[];

  @Open(OWN_RIGHTS)
  @Field(() => NextStep, { nullable: true })
  nextStep?: NextStep | null;
}

@ObjectType({ description: "What opened, what stayed closed and why, over everything that this query selected." })
export class SharingSummary {
  @Open(OWN_RIGHTS)
  @Field(() => Int)
  released: number;

  @Open(OWN_RIGHTS)
  @Field(() => Int)
  nothingAvailable: number;

  @Open(OWN_RIGHTS)
  @Field(() => Int)
  withheld: number;

  @Open(OWN_RIGHTS)
  @Field(() => Int)
  sourceUnavailable: number;

  @Open(OWN_RIGHTS)
  @Field(() => [ReasonSummary], { description: "By reason, the most frequent first." })
  byReason: ReasonSummary[];

  @Open(OWN_RIGHTS)
  @Field(() => Boolean, { description: "Something was released that the family is to be told of." })
  tellFamily: boolean;
}
