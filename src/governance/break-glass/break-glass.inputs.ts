import { Field, ID, InputType, Int, registerEnumType } from "type-graphql";
import { Category } from "../../gateway/release-decision.type";
import { words } from "../../gateway/words";
import type { Category as CategoryWord } from "../../sharing/vocabulary";
import { GLASS_MINUTES } from "./reviewers";
import { OUTCOMES, type ReviewOutcome } from "./review-state";

export const BreakGlassReasonEnum = words([
  "IMMEDIATE_DANGER",
  "CHILD_MISSING_HIGH_RISK",
  "LIFE_THREATENING_HEALTH",
] as const);
export type BreakGlassReason = keyof typeof BreakGlassReasonEnum;
registerEnumType(BreakGlassReasonEnum, { name: "BreakGlassReason", description: "Why the glass is broken." });

export const ReviewOutcomeEnum = words(OUTCOMES);
registerEnumType(ReviewOutcomeEnum, {
  name: "ReviewOutcome",
  description: "What a reviewer finds.",
  valuesConfig: {
    JUSTIFIED: { description: "It was right to break the glass." },
    NOT_JUSTIFIED: { description: "It was not: a breach is opened, and the user is suspended until it is closed." },
    MORE_INFO: { description: "More has to be known; the clock goes on." },
  },
});

const BreachStepEnum = words(["CONTAINED", "REPORTED", "NOT_REPORTABLE", "CLOSED"] as const);
export type BreachStep = keyof typeof BreachStepEnum;
registerEnumType(BreachStepEnum, {
  name: "BreachStep",
  description: "CONTAINED, then REPORTED or NOT_REPORTABLE, then CLOSED.",
  valuesConfig: {
    CONTAINED: { description: "What was disclosed goes no further; the note says how." },
    REPORTED: {
      description: "To the Information Commissioner, within 72 hours; the note says why later, where it is.",
    },
    NOT_REPORTABLE: { description: "Unlikely to be a risk to anybody (UK GDPR Art 33(1)); the note says why." },
    CLOSED: { description: "Done; the note says what was learnt." },
  },
});

@InputType({ description: "Opens, in an emergency, what rules 5 to 8 withhold; everybody concerned is told at once." })
export class BreakGlassInput {
  @Field(() => ID)
  caseId: string;

  @Field(() => [ID], { description: "About whom: members of this case." })
  memberIds: string[];

  @Field(() => [Category], { description: "Only what the emergency needs." })
  categories: CategoryWord[];

  @Field(() => BreakGlassReasonEnum)
  reason: BreakGlassReason;

  @Field(() => String, { description: "What is happening, for the reviewers. 20 to 2,000 characters." })
  narrative: string;

  @Field(() => String, { description: "The incident: a CAD number, a missing-person reference." })
  incidentRef: string;

  @Field(() => Int, { defaultValue: GLASS_MINUTES, description: "For how long. 1 to 240." })
  minutes: number;
}

@InputType({ description: "A finding on somebody's break-glass." })
export class DecideReviewInput {
  @Field(() => ID)
  reviewId: string;

  @Field(() => ReviewOutcomeEnum)
  outcome: ReviewOutcome;

  @Field(() => String, { description: "10 to 1,000 characters." })
  rationale: string;
}

@InputType({ description: "The next step of a breach." })
export class MoveBreachInput {
  @Field(() => ID)
  breachId: string;

  @Field(() => BreachStepEnum)
  step: BreachStep;

  @Field(() => String, { description: "What was done and why. 20 to 2,000 characters." })
  note: string;

  @Field(() => String, { nullable: true, description: "With REPORTED: the Information Commissioner's reference." })
  icoReference?: string | null;
}
