import { Arg, createUnionType, Ctx, Field, ID, Mutation, ObjectType, Resolver } from "type-graphql";
import { Open } from "../../gateway/declare";
import { orRefused, Refused } from "../../gateway/refused.type";
import type { RequestContext } from "../../identity/request-context";
import {
  RecordCompetenceAssessmentInput,
  RecordLegalStatusInput,
  RecordParentalResponsibilityInput,
} from "./whose-decision.inputs";
import type { WhoseDecision } from "./whose-decision";

const OWN_WRITE = "It confirms what the caller has just written.";

@ObjectType({ description: "An assessment of competence, as recorded." })
export class CompetenceAssessed {
  @Open(OWN_WRITE)
  @Field(() => ID, { description: "Opaque; bound to the caller's agency. A consent may cite it." })
  competenceAssessmentId: string;
}

@ObjectType({ description: "What children's services recorded about a child." })
export class StandingRecorded {
  @Open(OWN_WRITE)
  @Field(() => ID)
  memberId: string;
}

const CompetenceResult = createUnionType({
  name: "CompetenceAssessmentResult",
  description: "What was recorded, or every reason why nothing was.",
  types: () => [CompetenceAssessed, Refused] as const,
});
const StandingResult = createUnionType({
  name: "StandingResult",
  description: "What was recorded, or every reason why nothing was.",
  types: () => [StandingRecorded, Refused] as const,
});

@Resolver()
export class WhoseDecisionResolver {
  constructor(private readonly whose: WhoseDecision) {}

  @Open(OWN_WRITE)
  @Mutation(() => CompetenceResult, {
    description: "Records whether a child under 16 is competent to decide on sharing. Consent follows it at every use.",
  })
  recordCompetenceAssessment(
    @Arg("input", () => RecordCompetenceAssessmentInput) input: RecordCompetenceAssessmentInput,
    @Ctx() request: RequestContext,
  ) {
    return orRefused("CompetenceAssessed", () => this.whose.recordCompetence(input, request));
  }

  @Open(OWN_WRITE)
  @Mutation(() => StandingResult, {
    description: "Children's services record who holds parental responsibility, or that an order restricts it.",
  })
  recordParentalResponsibility(
    @Arg("input", () => RecordParentalResponsibilityInput) input: RecordParentalResponsibilityInput,
    @Ctx() request: RequestContext,
  ) {
    return orRefused("StandingRecorded", () => this.whose.recordParentalResponsibility(input, request));
  }

  @Open(OWN_WRITE)
  @Mutation(() => StandingResult, { description: "Children's services record a child's legal status." })
  recordLegalStatus(
    @Arg("input", () => RecordLegalStatusInput) input: RecordLegalStatusInput,
    @Ctx() request: RequestContext,
  ) {
    return orRefused("StandingRecorded", () => this.whose.recordLegalStatus(input, request));
  }
}
