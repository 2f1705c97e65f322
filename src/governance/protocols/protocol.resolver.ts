import { Arg, createUnionType, Ctx, Field, ID, Int, Mutation, ObjectType, Query, Resolver } from "type-graphql";
import { Open } from "../../gateway/declare";
import { orRefused, Refused } from "../../gateway/refused.type";
import type { RequestContext } from "../../identity/request-context";
import {
  type PROTOCOL_STATUSES,
  ProtocolCheck,
  ProtocolStatusEnum,
  ProtocolToSign,
  ProtocolVersion,
} from "./protocol.type";
import type { ProtocolRegister } from "./protocol-register";
import type { Protocols } from "./protocols";
import type { VersionRef } from "./version-on-file";
import type { Signatories } from "./signatories";
import { AppointSignatoryInput, Signatory } from "./signatory.type";

const GOVERNS = "Agreements between organisations, for those who govern, manage or audit at one of them.";
const OWN_WRITE = "It confirms what the caller has just done.";

@ObjectType({ description: "The protocol as it stands after the step." })
export class ProtocolChanged {
  @Open(OWN_WRITE)
  @Field(() => ProtocolVersion)
  protocol: ProtocolVersion;
}

@ObjectType({ description: "The signatory as they stand." })
export class SignatoryChanged {
  @Open(OWN_WRITE)
  @Field(() => Signatory)
  signatory: Signatory;
}

const ProtocolResult = createUnionType({
  name: "ProtocolResult",
  description: "The protocol after the step, or every reason why the step was not taken.",
  types: () => [ProtocolChanged, Refused] as const,
});
const SignatoryResult = createUnionType({
  name: "SignatoryResult",
  description: "The signatory, or every reason why nothing was done.",
  types: () => [SignatoryChanged, Refused] as const,
});
const REF = "Such as ISA-MASH.";
const WHY = "Why, for everybody whom it binds. Names no person.";

@Resolver()
export class ProtocolResolver {
  constructor(
    private readonly register: ProtocolRegister,
    private readonly steps: Protocols,
    private readonly signatories_: Signatories,
  ) {}

  @Open(GOVERNS)
  @Query(() => [ProtocolVersion], {
    description: "Protocols that bind your agency: every version, or those of one status.",
  })
  protocols(
    @Arg("status", () => ProtocolStatusEnum, { nullable: true }) status: (typeof PROTOCOL_STATUSES)[number] | null,
    @Ctx() request: RequestContext,
  ) {
    return this.register.all(status ?? null, request);
  }

  @Open(GOVERNS)
  @Query(() => ProtocolVersion, {
    nullable: true,
    description:
      "One version; without its number the one in force, or else the latest. Unknown and not yours are null.",
  })
  protocol(
    @Arg("id", () => ID, { description: REF }) id: string,
    @Arg("version", () => Int, { nullable: true }) version: number | null,
    @Ctx() request: RequestContext,
  ) {
    return this.register.one(id, version ?? null, request);
  }

  @Open(GOVERNS)
  @Query(() => ProtocolToSign, { nullable: true, description: "The text that a signature is made over." })
  protocolToSign(
    @Arg("id", () => ID, { description: REF }) id: string,
    @Arg("version", () => Int) version: number,
    @Ctx() request: RequestContext,
  ) {
    return this.register.toSign(id, version, request);
  }

  @Open("It is about the caller's own text.")
  @Query(() => ProtocolCheck, { description: "Every fault that a draft would be refused for. Nothing is written." })
  async checkProtocol(@Arg("text", () => String) text: string, @Ctx() request: RequestContext) {
    const found = await orRefused("ProtocolCheck", () => this.steps.check(text, request));
    return { ...found, __typename: "ProtocolCheck" };
  }

  @Open(GOVERNS)
  @Query(() => [Signatory], { description: "Who signs for your agency, those dismissed among them." })
  signatories(@Ctx() request: RequestContext) {
    return this.signatories_.ofAgency(request);
  }

  @Open(OWN_WRITE)
  @Mutation(() => SignatoryResult, { description: "Appoints who signs for your agency. Never yourself." })
  appointSignatory(
    @Arg("input", () => AppointSignatoryInput) input: AppointSignatoryInput,
    @Ctx() request: RequestContext,
  ) {
    return orRefused("SignatoryChanged", async () => ({ signatory: await this.signatories_.appoint(input, request) }));
  }

  @Open(OWN_WRITE)
  @Mutation(() => SignatoryResult, { description: "They sign nothing more. What they signed stands." })
  dismissSignatory(@Arg("signatoryId", () => ID) signatoryId: string, @Ctx() request: RequestContext) {
    return orRefused("SignatoryChanged", async () => ({
      signatory: await this.signatories_.dismiss(signatoryId, request),
    }));
  }

  @Open(OWN_WRITE)
  @Mutation(() => ProtocolResult, { description: "A new version, as YAML in full words. It opens nothing yet." })
  draftProtocol(@Arg("text", () => String) text: string, @Ctx() request: RequestContext) {
    return this.changed(request, () => this.steps.draft(text, request));
  }

  @Open(OWN_WRITE)
  @Mutation(() => ProtocolResult, { description: "Hands in the signature of your agency's signatory." })
  signProtocol(
    @Arg("id", () => ID, { description: REF }) id: string,
    @Arg("version", () => Int) version: number,
    @Arg("signature", () => String, { description: "A detached JWS over the canonical form." }) signature: string,
    @Ctx() request: RequestContext,
  ) {
    return this.changed(request, () => this.steps.sign({ id, version }, signature, request));
  }

  @Open(OWN_WRITE)
  @Mutation(() => ProtocolResult, {
    description:
      "Puts a draft in force, in place of the version that it supersedes. Flows of those who have not signed stay closed.",
  })
  activateProtocol(
    @Arg("id", () => ID, { description: REF }) id: string,
    @Arg("version", () => Int) version: number,
    @Arg("without", () => [String], {
      defaultValue: [],
      description: "Parties of the version before that have not signed this one, and whose flows are to close.",
    })
    without: string[],
    @Ctx() request: RequestContext,
  ) {
    return this.changed(request, () => this.steps.activate({ id, version }, without, request));
  }

  @Open(OWN_WRITE)
  @Mutation(() => ProtocolResult, { description: "Closes it, from the next decision on, on every instance." })
  suspendProtocol(
    @Arg("id", () => ID, { description: REF }) id: string,
    @Arg("version", () => Int) version: number,
    @Arg("reason", () => String, { description: WHY }) reason: string,
    @Ctx() request: RequestContext,
  ) {
    return this.changed(request, () => this.steps.suspend({ id, version }, reason, request));
  }

  @Open(OWN_WRITE)
  @Mutation(() => ProtocolResult, { description: "Lifts your agency's suspension." })
  resumeProtocol(
    @Arg("id", () => ID, { description: REF }) id: string,
    @Arg("version", () => Int) version: number,
    @Ctx() request: RequestContext,
  ) {
    return this.changed(request, () => this.steps.resume({ id, version }, request));
  }

  @Open(OWN_WRITE)
  @Mutation(() => ProtocolResult, { description: "Ends it for good." })
  terminateProtocol(
    @Arg("id", () => ID, { description: REF }) id: string,
    @Arg("version", () => Int) version: number,
    @Arg("reason", () => String, { description: WHY }) reason: string,
    @Ctx() request: RequestContext,
  ) {
    return this.changed(request, () => this.steps.terminate({ id, version }, reason, request));
  }

  private changed(request: RequestContext, step: () => Promise<VersionRef>): Promise<object> {
    return orRefused("ProtocolChanged", async () => {
      const { id, version } = await step();
      return { protocol: (await this.register.one(id, version, request))! };
    });
  }
}
