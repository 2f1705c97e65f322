import { GraphQLDateTimeISO } from "graphql-scalars";
import { Field, ID, Int, ObjectType, registerEnumType } from "type-graphql";
import { Open } from "../../gateway/declare";
import { Category } from "../../gateway/release-decision.type";
import { RoleEnum } from "../../gateway/vocabulary.type";
import { words } from "../../gateway/words";
import type { Category as CategoryWord, Role } from "../../sharing/vocabulary";
import { BreakGlassReasonEnum, ReviewOutcomeEnum, type BreakGlassReason } from "./break-glass.inputs";
import type { BreachStatus, ReviewOutcome } from "./review-state";

const OWN_WRITE = "It confirms what the caller has just written.";
const REVIEWERS = "Only those who review, audit or govern get here; it is about the use, never a value.";

const ReviewSideEnum = words(["ORGANISATION", "SOURCE"] as const);
registerEnumType(ReviewSideEnum, {
  name: "ReviewSide",
  description: "Whose review it is: the user's, or the source's.",
});
const BreachStatusEnum = words(["OPEN", "CONTAINED", "REPORTED", "NOT_REPORTABLE", "CLOSED"] as const);
registerEnumType(BreachStatusEnum, { name: "BreachStatus", description: "How far a breach has been dealt with." });

@ObjectType({ description: "What a banner has to say while the glass is broken." })
export class BreakGlassBanner {
  @Open(OWN_WRITE)
  @Field(() => String, { description: "In words, for the screen." })
  text: string;

  @Open(OWN_WRITE)
  @Field(() => GraphQLDateTimeISO)
  until: Date;

  @Open(OWN_WRITE)
  @Field(() => [Category], { description: "What it opens, where a protocol lets your role open it." })
  opens: CategoryWord[];

  @Open(OWN_WRITE)
  @Field(() => [String], { description: "The sources that were told, by their codes." })
  toldSources: string[];

  @Open(OWN_WRITE)
  @Field(() => Boolean)
  toldGovernance: boolean;

  @Open(OWN_WRITE)
  @Field(() => Boolean, { description: "False where no manager of yours is on file." })
  toldManager: boolean;
}

@ObjectType({ description: "The glass is broken." })
export class GlassBroken {
  @Open(OWN_WRITE)
  @Field(() => ID, { description: "Opaque; bound to the caller's agency. A manager needs it to approve a renewal." })
  grantId: string;

  @Open(OWN_WRITE)
  @Field(() => BreakGlassBanner)
  banner: BreakGlassBanner;
}

@ObjectType({ description: "A renewal that a manager has approved." })
export class RenewalApproved {
  @Open(OWN_WRITE)
  @Field(() => ID)
  grantId: string;

  @Open(OWN_WRITE)
  @Field(() => GraphQLDateTimeISO, { description: "Until when it may be used." })
  until: Date;
}

@ObjectType({ description: "A review, as it was opened or decided." })
export class ReviewRecorded {
  @Open(OWN_WRITE)
  @Field(() => ID)
  reviewId: string;

  @Open(OWN_WRITE)
  @Field(() => ReviewOutcomeEnum, { nullable: true })
  outcome?: ReviewOutcome | null;
}

@ObjectType({ description: "A breach, as it was moved." })
export class BreachMoved {
  @Open(OWN_WRITE)
  @Field(() => ID)
  breachId: string;

  @Open(OWN_WRITE)
  @Field(() => BreachStatusEnum)
  status: BreachStatus;
}

@ObjectType({ description: "How one review stands." })
export class ReviewStanding {
  @Open(REVIEWERS)
  @Field(() => ReviewSideEnum)
  side: "ORGANISATION" | "SOURCE";

  @Open(REVIEWERS)
  @Field(() => String, { description: "The agency that reviews." })
  agency: string;

  @Open(REVIEWERS)
  @Field(() => GraphQLDateTimeISO, { description: "One working day from the grant." })
  openBy: Date;

  @Open(REVIEWERS)
  @Field(() => GraphQLDateTimeISO, { description: "Five working days from the grant." })
  decideBy: Date;

  @Open(REVIEWERS)
  @Field(() => GraphQLDateTimeISO, { nullable: true })
  openedAt?: Date | null;

  @Open(REVIEWERS)
  @Field(() => GraphQLDateTimeISO, { nullable: true })
  decidedAt?: Date | null;

  @Open(REVIEWERS)
  @Field(() => ReviewOutcomeEnum, { nullable: true })
  outcome?: ReviewOutcome | null;

  @Open(REVIEWERS)
  @Field(() => Boolean, { description: "While it is, the user cannot break the glass again." })
  overdue: boolean;
}

@ObjectType({ description: "How much of a category was released." })
export class ReleasedUnderGlass {
  @Open(REVIEWERS)
  @Field(() => String)
  source: string;

  @Open(REVIEWERS)
  @Field(() => Category)
  category: CategoryWord;

  @Open(REVIEWERS)
  @Field(() => Int, { description: "The most items that one answer held." })
  items: number;
}

@ObjectType({ description: "One breaking of the glass." })
export class BreakGlassGrant {
  @Open(REVIEWERS)
  @Field(() => ID)
  id: string;

  @Open(REVIEWERS)
  @Field(() => String, { description: "Who broke it, by name." })
  user: string;

  @Open(REVIEWERS)
  @Field(() => String)
  agency: string;

  @Open(REVIEWERS)
  @Field(() => RoleEnum)
  role: Role;

  @Open(REVIEWERS)
  @Field(() => BreakGlassReasonEnum)
  reason: BreakGlassReason;

  @Open(REVIEWERS)
  @Field(() => String)
  narrative: string;

  @Open(REVIEWERS)
  @Field(() => String)
  incidentRef: string;

  @Open(REVIEWERS)
  @Field(() => [Category])
  categories: readonly CategoryWord[];

  @Open(REVIEWERS)
  @Field(() => Int, { description: "How many people it named." })
  subjects: number;

  @Open(REVIEWERS)
  @Field(() => GraphQLDateTimeISO)
  from: Date;

  @Open(REVIEWERS)
  @Field(() => GraphQLDateTimeISO)
  until: Date;

  @Open(REVIEWERS)
  @Field(() => [ReleasedUnderGlass], { description: "From the disclosure record; to a source, its own alone." })
  released: ReleasedUnderGlass[];

  @Open(REVIEWERS)
  @Field(() => [ReviewStanding], { description: "To a reviewer, their own agency's alone." })
  reviews: ReviewStanding[];

  @Open(REVIEWERS)
  @Field(() => BreachStatusEnum, { nullable: true })
  breach?: BreachStatus | null;
}

@ObjectType({ description: "A review that waits for your agency." })
export class BreakGlassReview {
  @Open(REVIEWERS)
  @Field(() => ID)
  id: string;

  @Open(REVIEWERS)
  @Field(() => ReviewStanding)
  review: ReviewStanding;

  @Open(REVIEWERS)
  @Field(() => BreakGlassGrant)
  grant: BreakGlassGrant;
}

@ObjectType({ description: "One step that was taken." })
export class BreachStepTaken {
  @Open(REVIEWERS)
  @Field(() => BreachStatusEnum)
  status: BreachStatus;

  @Open(REVIEWERS)
  @Field(() => GraphQLDateTimeISO)
  at: Date;

  @Open(REVIEWERS)
  @Field(() => String)
  by: string;

  @Open(REVIEWERS)
  @Field(() => String)
  note: string;

  @Open(REVIEWERS)
  @Field(() => String, { nullable: true })
  icoReference?: string | null;
}

@ObjectType({ description: "Break-glass that was found not justified." })
export class Breach {
  @Open(REVIEWERS)
  @Field(() => ID)
  id: string;

  @Open(REVIEWERS)
  @Field(() => ID)
  grantId: string;

  @Open(REVIEWERS)
  @Field(() => BreachStatusEnum)
  status: BreachStatus;

  @Open(REVIEWERS)
  @Field(() => GraphQLDateTimeISO)
  openedAt: Date;

  @Open(REVIEWERS)
  @Field(() => GraphQLDateTimeISO, {
    description: "By when the Information Commissioner is told, where one has to be.",
  })
  reportDueAt: Date;

  @Open(REVIEWERS)
  @Field(() => Boolean, { description: "Neither reported nor found not reportable, and late." })
  reportOverdue: boolean;

  @Open(REVIEWERS)
  @Field(() => [BreachStepTaken])
  steps: BreachStepTaken[];
}
