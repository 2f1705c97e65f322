import { GraphQLDateTimeISO } from "graphql-scalars";
import { Field, ID, Int, ObjectType, registerEnumType } from "type-graphql";
import { Open } from "../../gateway/declare";
import { Category, OutcomeEnum, ReasonCode } from "../../gateway/release-decision.type";
import { words } from "../../gateway/words";
import type { Verdict } from "../../sharing/explain";
import type { Category as CategoryWord, Outcome, ReasonCode as ReasonWord } from "../../sharing/vocabulary";

const ENTITLED =
  "Only who asked, their agency's governance, the source's governance and the auditor get here, each with their own view.";

const VerdictEnum = words(["PASSED", "SILENT", "RELEASES", "WITHHOLDS", "BARS", "NOT_REACHED"] as const);
registerEnumType(VerdictEnum, {
  name: "RuleVerdict",
  description: "What one rule said.",
  valuesConfig: {
    PASSED: { description: "It was met; the next rule was asked." },
    SILENT: { description: "It had nothing to say; the next rule was asked." },
    RELEASES: { description: "It decided: released." },
    WITHHOLDS: { description: "It decided: withheld." },
    BARS: { description: "It decided: nobody by that name for this caller." },
    NOT_REACHED: { description: "An earlier rule had decided." },
  },
});

@ObjectType({ description: "One rule of the release-decision model (B2), in its order." })
export class ExplainedRule {
  @Open(ENTITLED)
  @Field(() => Int)
  rule: number;

  @Open(ENTITLED)
  @Field(() => String, { description: "What the rule asks." })
  asks: string;

  @Open(ENTITLED)
  @Field(() => VerdictEnum)
  verdict: Verdict;
}

@ObjectType({ description: "A record that a decision cites; it names nobody." })
export class Citation {
  @Open(ENTITLED)
  @Field(() => String, { description: "CONSENT, DISPENSATION, DETERMINATION, STANDING, COURT_ORDER, BREAK_GLASS…" })
  kind: string;

  @Open(ENTITLED)
  @Field(() => String)
  words: string;
}

@ObjectType({
  description: "How a recorded decision was made: from the disclosure record and the evidence as it stood.",
})
export class Explanation {
  @Open(ENTITLED)
  @Field(() => ID)
  decisionId: string;

  @Open(ENTITLED)
  @Field(() => GraphQLDateTimeISO)
  at: Date;

  @Open(ENTITLED)
  @Field(() => String, { description: "The agency whose data it was." })
  source: string;

  @Open(ENTITLED)
  @Field(() => String, { description: "The agency that asked." })
  recipient: string;

  @Open(ENTITLED)
  @Field(() => Category)
  category: CategoryWord;

  @Open(ENTITLED)
  @Field(() => OutcomeEnum)
  outcome: Outcome;

  @Open(ENTITLED)
  @Field(() => ReasonCode)
  reason: ReasonWord;

  @Open(ENTITLED)
  @Field(() => String, { description: "The reason in words." })
  because: string;

  @Open(ENTITLED)
  @Field(() => String, { nullable: true, description: "The protocol it rested on, id@version." })
  protocol?: string | null;

  @Open(ENTITLED)
  @Field(() => [ExplainedRule], {
    description:
      "In order. Empty where nothing was available: which rule emptied it, if any did, is not for who asked to know.",
  })
  rules: readonly ExplainedRule[];

  @Open(ENTITLED)
  @Field(() => [Citation])
  evidence: readonly Citation[];

  @Open(ENTITLED)
  @Field(() => String, { nullable: true, description: "For the source's governance and the auditor alone." })
  internalReason?: string | null;

  @Open(ENTITLED)
  @Field(() => Int, { nullable: true, description: "For the source's governance and the auditor alone." })
  itemsSuppressed?: number | null;
}

@ObjectType({ description: "A decision that came out differently when it was made again." })
export class ReplayDisagreement {
  @Open(ENTITLED)
  @Field(() => ID)
  decisionId: string;

  @Open(ENTITLED)
  @Field(() => [String])
  differences: readonly string[];
}

@ObjectType({ description: "One night's sample of the disclosure record, decided again." })
export class ReplayRun {
  @Open(ENTITLED)
  @Field(() => GraphQLDateTimeISO)
  at: Date;

  @Open(ENTITLED)
  @Field(() => Int, { description: "Disclosures in the sample." })
  disclosures: number;

  @Open(ENTITLED)
  @Field(() => Int, { description: "Their decisions that could be made again." })
  decisions: number;

  @Open(ENTITLED)
  @Field(() => [ReplayDisagreement])
  disagreements: readonly ReplayDisagreement[];
}

@ObjectType({ description: "A recorded decision made again from evidence, protocols and law as they stood." })
export class Replay {
  @Open(ENTITLED)
  @Field(() => ID)
  decisionId: string;

  @Open(ENTITLED)
  @Field(() => Boolean, {
    nullable: true,
    description:
      "Null where it cannot be made again: nobody's case, or about somebody whose link to the record was erased.",
  })
  agrees?: boolean | null;

  @Open(ENTITLED)
  @Field(() => [String], { description: "Where the two differ, in words." })
  differences: readonly string[];
}
