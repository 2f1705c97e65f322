import { Arg, createUnionType, Ctx, ID, Mutation, Query, Resolver } from "type-graphql";
import { Open } from "../../gateway/declare";
import { orRefused, Refused } from "../../gateway/refused.type";
import type { RequestContext } from "../../identity/request-context";
import { BreakGlassInput, DecideReviewInput, MoveBreachInput } from "./break-glass.inputs";
import {
  Breach,
  BreachMoved,
  BreakGlassGrant,
  BreakGlassReview,
  GlassBroken,
  RenewalApproved,
  ReviewRecorded,
} from "./break-glass.type";
import type { BreakGlass } from "./break-glass";
import type { BreakGlassOversight } from "./break-glass-oversight";
import type { BreakGlassReviews } from "./break-glass-reviews";
import type { Breaches } from "./breaches";

const OWN_WRITE = "It confirms what the caller has just written.";
const REVIEWERS = "Null for who does not review; it holds what waits for the caller's own agency.";
const OVERSEERS = "Null for who does not oversee; it holds what the caller's own agency's users did.";

const BreakGlassResult = createUnionType({
  name: "BreakGlassResult",
  description: "The glass is broken, or every reason why not.",
  types: () => [GlassBroken, Refused] as const,
});
const RenewalResult = createUnionType({
  name: "RenewalResult",
  description: "The approval, or every reason why there is none.",
  types: () => [RenewalApproved, Refused] as const,
});
const ReviewResult = createUnionType({
  name: "ReviewResult",
  description: "The review as it stands, or every reason why nothing was written.",
  types: () => [ReviewRecorded, Refused] as const,
});
const BreachResult = createUnionType({
  name: "BreachResult",
  description: "The breach as it stands, or every reason why nothing was written.",
  types: () => [BreachMoved, Refused] as const,
});

@Resolver()
export class BreakGlassResolver {
  constructor(
    private readonly glass: BreakGlass,
    private readonly reviews: BreakGlassReviews,
    private readonly steps: Breaches,
    private readonly oversight: BreakGlassOversight,
  ) {}

  @Open(OWN_WRITE)
  @Mutation(() => BreakGlassResult, {
    description: "Opens, in an emergency, what the rules withhold: four hours at most, one case, everybody is told.",
  })
  breakGlass(@Arg("input", () => BreakGlassInput) input: BreakGlassInput, @Ctx() request: RequestContext) {
    return orRefused("GlassBroken", () => this.glass.break(input, request));
  }

  @Open(OWN_WRITE)
  @Mutation(() => RenewalResult, { description: "Lets a user whom you manage break the glass on that case once more." })
  approveBreakGlassRenewal(@Arg("grantId", () => ID) grantId: string, @Ctx() request: RequestContext) {
    return orRefused("RenewalApproved", () => this.glass.approveRenewal(grantId, request));
  }

  @Open(OWN_WRITE)
  @Mutation(() => ReviewResult, { description: "Opens a review that waits for your agency." })
  openBreakGlassReview(@Arg("reviewId", () => ID) reviewId: string, @Ctx() request: RequestContext) {
    return orRefused("ReviewRecorded", () => this.reviews.open(reviewId, request));
  }

  @Open(OWN_WRITE)
  @Mutation(() => ReviewResult, { description: "Decides a review that was opened. Once." })
  decideBreakGlassReview(
    @Arg("input", () => DecideReviewInput) input: DecideReviewInput,
    @Ctx() request: RequestContext,
  ) {
    return orRefused("ReviewRecorded", () => this.reviews.decide(input, request));
  }

  @Open(OWN_WRITE)
  @Mutation(() => BreachResult, { description: "Takes the next step of a breach." })
  moveBreach(@Arg("input", () => MoveBreachInput) input: MoveBreachInput, @Ctx() request: RequestContext) {
    return orRefused("BreachMoved", () => this.steps.move(input, request));
  }

  @Open(REVIEWERS)
  @Query(() => [BreakGlassReview], {
    nullable: true,
    description: `Reviews of break-glass that wait for you, the oldest first. ${REVIEWERS}`,
  })
  breakGlassReviews(@Ctx() request: RequestContext): Promise<BreakGlassReview[] | null> {
    return this.reviews.queue(request);
  }

  @Open(OVERSEERS)
  @Query(() => [BreakGlassGrant], {
    nullable: true,
    description: `Every breaking of the glass by your agency's users, newest first. ${OVERSEERS}`,
  })
  breakGlassGrants(@Ctx() request: RequestContext): Promise<BreakGlassGrant[] | null> {
    return this.oversight.grants(request);
  }

  @Open(OVERSEERS)
  @Query(() => [Breach], { nullable: true, description: `Breaches, newest first. ${OVERSEERS}` })
  breaches(@Ctx() request: RequestContext): Promise<Breach[] | null> {
    return this.oversight.breaches(request);
  }
}
