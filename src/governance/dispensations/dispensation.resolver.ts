import { GraphQLDateTimeISO } from "graphql-scalars";
import { Arg, createUnionType, Ctx, Field, ID, Mutation, ObjectType, Query, Resolver } from "type-graphql";
import { Open } from "../../gateway/declare";
import { orRefused, Refused } from "../../gateway/refused.type";
import type { RequestContext } from "../../identity/request-context";
import { DispensationReasonEnum, DispensationStandingEnum, RequestDispensationInput } from "./dispensation.inputs";
import type { Dispensations } from "./dispensations";
import type { DispensationsOnFile } from "./dispensations-on-file";

const OWN_WRITE = "It confirms what the caller has just written.";
const TO_CASE = "Those who work on a case must know what is shared on it without consent, and why.";

@ObjectType({ description: "A request to go ahead without consent, as recorded." })
export class DispensationChanged {
  @Open(OWN_WRITE)
  @Field(() => ID, { description: "Opaque; bound to the caller's agency." })
  dispensationId: string;
}

@ObjectType({ description: "A request to go ahead without consent, and where it stands." })
export class Dispensation {
  @Open(TO_CASE)
  @Field(() => ID)
  dispensationId: string;

  @Open(TO_CASE)
  @Field(() => ID, { description: "Whose data." })
  memberId: string;

  @Open(TO_CASE)
  @Field(() => DispensationStandingEnum)
  standing: keyof typeof DispensationStandingEnum;

  @Open(TO_CASE)
  @Field(() => DispensationReasonEnum)
  reason: keyof typeof DispensationReasonEnum;

  @Open(TO_CASE)
  @Field(() => [String])
  categories: readonly string[];

  @Open(TO_CASE)
  @Field(() => String, { nullable: true, description: "For the case's owner and the requester's agency." })
  facts?: string | null;

  @Open(TO_CASE)
  @Field(() => String)
  tellFamilyWhen: string;

  @Open(TO_CASE)
  @Field(() => String, { nullable: true })
  refusedBecause?: string | null;

  @Open(TO_CASE)
  @Field(() => GraphQLDateTimeISO)
  requestedAt: Date;

  @Open(TO_CASE)
  @Field(() => GraphQLDateTimeISO)
  validTo: Date;
}

@ObjectType({ description: "Dispensations, newest first; those that wait, the most urgent first." })
export class DispensationList {
  @Open(TO_CASE)
  @Field(() => [Dispensation])
  dispensations: readonly Dispensation[];
}

const DispensationResult = createUnionType({
  name: "DispensationResult",
  description: "What was recorded, or every reason why nothing was.",
  types: () => [DispensationChanged, Refused] as const,
});
const DispensationListResult = createUnionType({
  name: "DispensationListResult",
  description: "What was asked for, or why you cannot have it.",
  types: () => [DispensationList, Refused] as const,
});

@Resolver()
export class DispensationResolver {
  constructor(
    private readonly requests: Dispensations,
    private readonly onFile: DispensationsOnFile,
  ) {}

  @Open(OWN_WRITE)
  @Mutation(() => DispensationResult, { description: "Asks to go ahead without consent. A manager decides." })
  requestDispensation(
    @Arg("input", () => RequestDispensationInput) input: RequestDispensationInput,
    @Ctx() request: RequestContext,
  ) {
    return orRefused("DispensationChanged", () => this.requests.request(input, request));
  }

  @Open(OWN_WRITE)
  @Mutation(() => DispensationResult, { description: "Authorises what somebody else has asked for." })
  authoriseDispensation(@Arg("dispensationId", () => ID) dispensationId: string, @Ctx() request: RequestContext) {
    return orRefused("DispensationChanged", () => this.requests.authorise(dispensationId, request));
  }

  @Open(OWN_WRITE)
  @Mutation(() => DispensationResult, { description: "Refuses what somebody else has asked for, and says why." })
  refuseDispensation(
    @Arg("dispensationId", () => ID) dispensationId: string,
    @Arg("because", () => String) because: string,
    @Ctx() request: RequestContext,
  ) {
    return orRefused("DispensationChanged", () => this.requests.refuse(dispensationId, because, request));
  }

  @Open(TO_CASE)
  @Query(() => DispensationListResult, { description: "The dispensations of a case that you work on." })
  dispensations(@Arg("caseId", () => ID) caseId: string, @Ctx() request: RequestContext) {
    return orRefused("DispensationList", () => this.onFile.ofCase(caseId, request));
  }

  @Open(TO_CASE)
  @Query(() => DispensationListResult, { description: "The requests that wait for a manager like you." })
  dispensationsToDecide(@Ctx() request: RequestContext) {
    return orRefused("DispensationList", () => this.onFile.toDecide(request));
  }
}
