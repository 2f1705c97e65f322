import { Arg, createUnionType, Ctx, ID, Int, Mutation, Query, Resolver } from "type-graphql";
import { Open } from "../../gateway/declare";
import { orRefused, Refused } from "../../gateway/refused.type";
import type { RequestContext } from "../../identity/request-context";
import type { DisclosureAnswers } from "./disclosure-answers";
import type { DisclosureQueues } from "./disclosure-queues";
import type { DisclosureRequests } from "./disclosure-requests";
import { AnswerDisclosureRequestInput, RequestDisclosureInput } from "./source-decision.inputs";
import {
  DisclosureAnswered,
  DisclosureRequestAtSource,
  DisclosureRequested,
  RequestedDisclosure,
  RequestStatusEnum,
  type RequestStatus,
} from "./source-decision.type";

const OWN_WRITE = "It confirms what the caller has just written.";
const OWN_QUEUE = "Null for who does not decide for their agency; it holds what was asked of that agency.";
const OWN_CASE = "Null alike for a case that is unknown, not yours and barred.";

const RequestResult = createUnionType({
  name: "DisclosureRequestResult",
  description: "The request as it waits, or every reason why none was made.",
  types: () => [DisclosureRequested, Refused] as const,
});
const AnswerResult = createUnionType({
  name: "DisclosureAnswerResult",
  description: "The answer as it stands, or every reason why nothing was written.",
  types: () => [DisclosureAnswered, Refused] as const,
});

@Resolver()
export class SourceDecisionResolver {
  constructor(
    private readonly requests: DisclosureRequests,
    private readonly answers: DisclosureAnswers,
    private readonly queues: DisclosureQueues,
  ) {}

  @Open(OWN_WRITE)
  @Mutation(() => RequestResult, {
    description:
      "Asks a source to decide what only the source may release. Asked again while it waits, it is the same.",
  })
  requestDisclosure(
    @Arg("input", () => RequestDisclosureInput) input: RequestDisclosureInput,
    @Ctx() request: RequestContext,
  ) {
    return orRefused("DisclosureRequested", () => this.requests.ask(input, request));
  }

  @Open(OWN_WRITE)
  @Mutation(() => AnswerResult, { description: "Decides, for your agency, on what was asked of it. Once." })
  answerDisclosureRequest(
    @Arg("input", () => AnswerDisclosureRequestInput) input: AnswerDisclosureRequestInput,
    @Ctx() request: RequestContext,
  ) {
    return orRefused("DisclosureAnswered", () => this.answers.give(input, request));
  }

  @Open(OWN_WRITE)
  @Mutation(() => AnswerResult, { description: "Ends a release of your agency, from this instant." })
  endDisclosure(@Arg("requestId", () => ID) requestId: string, @Ctx() request: RequestContext) {
    return orRefused("DisclosureAnswered", () => this.answers.end(requestId, request));
  }

  @Open(OWN_QUEUE)
  @Query(() => [DisclosureRequestAtSource], {
    nullable: true,
    description: `What was asked of your agency, the most urgent first. ${OWN_QUEUE}`,
  })
  disclosureRequests(
    @Arg("status", () => RequestStatusEnum, { defaultValue: "OPEN" }) status: RequestStatus,
    @Arg("first", () => Int, { defaultValue: 50, description: "1 to 200." }) first: number,
    @Ctx() request: RequestContext,
  ): Promise<DisclosureRequestAtSource[] | null> {
    return this.queues.atSource(status, first, request);
  }

  @Open(OWN_CASE)
  @Query(() => [RequestedDisclosure], {
    nullable: true,
    description: `What your agency has asked of sources for a case, newest first. ${OWN_CASE}`,
  })
  requestedDisclosures(
    @Arg("caseId", () => ID) caseId: string,
    @Ctx() request: RequestContext,
  ): Promise<RequestedDisclosure[] | null> {
    return this.queues.ofCase(caseId, request);
  }
}
