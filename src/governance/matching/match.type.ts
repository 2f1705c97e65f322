/** What the queue of matches shows: two sides as each was given to the hub, and how they compare. */
import { GraphQLDateTimeISO } from "graphql-scalars";
import { Field, Float, ID, InputType, ObjectType, registerEnumType } from "type-graphql";
import { Open } from "../../gateway/declare";
import { LocalDate } from "../../gateway/local-date";
import { words } from "../../gateway/words";
import type { Standing } from "../../people/matching/verdict";
import { MATCHING_FIELDS, type ComparisonOutcome, type MatchingField } from "../../people/matching/weights";

const TO_DECIDE =
  "Only those of the hub who find out whether two records are of one person get here; each look is recorded.";

export const MatchStateEnum = words(["OPEN", "MATCHED", "CONFIRMED", "REJECTED"] as const);
registerEnumType(MatchStateEnum, {
  name: "MatchState",
  description: "What became of a match.",
  valuesConfig: {
    OPEN: { description: "It waits for a person." },
    MATCHED: { description: "Matched by probability; nobody has looked." },
    CONFIRMED: { description: "A person says that they are one." },
    REJECTED: { description: "A person says that they are not." },
  },
});
const MatchKindEnum = words(["MATCH", "POTENTIAL", "MANY"] as const);
registerEnumType(MatchKindEnum, {
  name: "MatchKind",
  description: "MATCH from 0.95, POTENTIAL from 0.85 (DfE); MANY where several could be this person.",
});
const MatchingFieldEnum = words(MATCHING_FIELDS);
registerEnumType(MatchingFieldEnum, { name: "MatchingField", description: "What is compared." });
const MatchDecisionEnum = words(["MATCHED", "CONFIRMED", "REJECTED", "UNDONE"] as const);
registerEnumType(MatchDecisionEnum, { name: "MatchDecisionKind", description: "What was decided about a match." });

@ObjectType({ description: "One side of a match." })
export class MatchSide {
  @Open(TO_DECIDE)
  @Field(() => String)
  name: string;

  @Open(TO_DECIDE)
  @Field(() => LocalDate, { nullable: true })
  birthDate?: string | null;

  @Open(TO_DECIDE)
  @Field(() => String, { nullable: true, description: "F or M, where the sender says." })
  sex?: string | null;
}

@ObjectType({ description: "One comparison. Its weights, added up, are the match's; none of it is a value." })
export class MatchComparison {
  @Open(TO_DECIDE)
  @Field(() => MatchingFieldEnum)
  field: MatchingField;

  @Open(TO_DECIDE)
  @Field(() => String, { description: "EXACT, ALIKE, DIFFERENT, NOT_COMPARED…" })
  outcome: ComparisonOutcome;

  @Open(TO_DECIDE)
  @Field(() => String)
  because: string;

  @Open(TO_DECIDE)
  @Field(() => Float, { description: "Bits for one person rather than two strangers; negative is against." })
  againstStrangers: number;

  @Open(TO_DECIDE)
  @Field(() => Float, { description: "Bits for one person rather than two of one household." })
  againstHousehold: number;
}

@ObjectType({ description: "Who decided what about a match, and why." })
export class MatchDecision {
  @Open(TO_DECIDE)
  @Field(() => MatchDecisionEnum)
  decision: "MATCHED" | "CONFIRMED" | "REJECTED" | "UNDONE";

  @Open(TO_DECIDE)
  @Field(() => String, { nullable: true, description: "Null where it was matched by probability." })
  by?: string | null;

  @Open(TO_DECIDE)
  @Field(() => GraphQLDateTimeISO)
  at: Date;

  @Open(TO_DECIDE)
  @Field(() => String, { nullable: true })
  reason?: string | null;
}

@ObjectType({
  description:
    "A record that an agency sent and somebody on file who may be one person. It never says which agency, nor under what number: that would tell who works with them.",
})
export class IdentityMatch {
  @Open(TO_DECIDE)
  @Field(() => ID, { description: "Opaque; bound to the caller's agency." })
  matchId: string;

  @Open(TO_DECIDE)
  @Field(() => ID, { description: "The same for every match of one record." })
  recordId: string;

  @Open(TO_DECIDE)
  @Field(() => MatchStateEnum)
  state: Standing;

  @Open(TO_DECIDE)
  @Field(() => MatchKindEnum)
  kind: "MATCH" | "POTENTIAL" | "MANY";

  @Open(TO_DECIDE)
  @Field(() => Float, { description: "Of being one person, 0 to 1, before any doubt." })
  probability: number;

  @Open(TO_DECIDE)
  @Field(() => GraphQLDateTimeISO)
  raisedAt: Date;

  @Open(TO_DECIDE)
  @Field(() => MatchSide, { description: "As the agency described them." })
  described: MatchSide;

  @Open(TO_DECIDE)
  @Field(() => MatchSide, { description: "As they are on file." })
  onFile: MatchSide;

  @Open(TO_DECIDE)
  @Field(() => [MatchComparison])
  comparisons: readonly MatchComparison[];

  @Open(TO_DECIDE)
  @Field(() => [String], { description: "Why a person is asked, however probable it is." })
  doubts: readonly string[];

  @Open(TO_DECIDE)
  @Field(() => [MatchDecision], { description: "Oldest first." })
  history: readonly MatchDecision[];
}

@InputType({ description: "A decision about a match. The reason is kept." })
export class DecideMatchInput {
  @Field(() => ID)
  matchId: string;

  @Field(() => String, { description: "What you looked at, in 10 to 500 characters." })
  reason: string;
}
