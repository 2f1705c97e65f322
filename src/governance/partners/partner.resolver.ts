import { Arg, createUnionType, Ctx, Field, Int, Mutation, ObjectType, Query, Resolver } from "type-graphql";
import { Open } from "../../gateway/declare";
import { orRefused, Refused } from "../../gateway/refused.type";
import type { RequestContext } from "../../identity/request-context";
import type { ContractTests } from "./contract-tests";
import type { PartnerRegister } from "./partner-register";
import { RegisterPartnerInput, TestPartnerInput } from "./partner.inputs";
import { PartnerVersion } from "./partner.type";
import type { Partners, VersionRef } from "./partners";

const GOVERNS = "About systems and agreements, for those who govern or connect them; about no person.";
const OWN_WRITE = "It confirms what the caller has just done.";

@ObjectType({ description: "The partner as it stands after the step." })
export class PartnerChanged {
  @Open(OWN_WRITE)
  @Field(() => PartnerVersion)
  partner: PartnerVersion;
}

const PartnerResult = createUnionType({
  name: "PartnerResult",
  description: "The partner after the step, or every reason why the step was not taken.",
  types: () => [PartnerChanged, Refused] as const,
});

@Resolver()
export class PartnerResolver {
  constructor(
    private readonly steps: Partners,
    private readonly register: PartnerRegister,
    private readonly contract: ContractTests,
  ) {}

  @Open(GOVERNS)
  @Query(() => [PartnerVersion], {
    description: "Agencies' own systems, every version, newest first: your agency's, or the hub's governance all.",
  })
  async partners(@Ctx() request: RequestContext) {
    return orNone(() => this.register.all(null, request));
  }

  @Open(GOVERNS)
  @Query(() => PartnerVersion, {
    nullable: true,
    description: "The newest version of an agency's own system, with what it changes. Unknown and not yours are null.",
  })
  async partner(@Arg("agency", () => String) agency: string, @Ctx() request: RequestContext) {
    return (await orNone(() => this.register.all(agency, request)))[0] ?? null;
  }

  @Open(OWN_WRITE)
  @Mutation(() => PartnerResult, {
    description: "Checks an agency's own system and puts it on file, or lists every fault with its line and column.",
  })
  registerPartner(
    @Arg("input", () => RegisterPartnerInput) input: RegisterPartnerInput,
    @Ctx() request: RequestContext,
  ) {
    return this.step(request, () => this.steps.register(input, request));
  }

  @Open(OWN_WRITE)
  @Mutation(() => PartnerResult, {
    description: "Asks its endpoint everything that the gateway relies on, and keeps what was found as `contractTest`.",
  })
  testPartner(@Arg("input", () => TestPartnerInput) input: TestPartnerInput, @Ctx() request: RequestContext) {
    return this.step(request, () => this.contract.test(input, request));
  }

  @Open(OWN_WRITE)
  @Mutation(() => PartnerResult, {
    description: "Approves, as the agency's controller, the text with this hash and no other.",
  })
  approvePartner(
    @Arg("agency", () => String) agency: string,
    @Arg("version", () => Int) version: number,
    @Arg("sha256", () => String) sha256: string,
    @Ctx() request: RequestContext,
  ) {
    return this.step(request, () => this.steps.approve({ agency, version }, sha256, request));
  }

  @Open(OWN_WRITE)
  @Mutation(() => PartnerResult, {
    description:
      "Puts an approved version in force, if its endpoint passed its tests and says of itself what was approved.",
  })
  activatePartner(
    @Arg("agency", () => String) agency: string,
    @Arg("version", () => Int) version: number,
    @Ctx() request: RequestContext,
  ) {
    return this.step(request, () => this.steps.activate({ agency, version }, request));
  }

  @Open(OWN_WRITE)
  @Mutation(() => PartnerResult, { description: "From now on it is not asked, and its cells say so." })
  switchOffPartner(
    @Arg("agency", () => String) agency: string,
    @Arg("reason", () => String, { description: "For everybody who governs it. Names no person." }) reason: string,
    @Ctx() request: RequestContext,
  ) {
    return this.step(request, () => this.steps.switchOff(agency, reason, request));
  }

  private step(request: RequestContext, take: () => Promise<VersionRef>) {
    return orRefused("PartnerChanged", async () => ({ partner: await this.register.one(await take(), request) }));
  }
}

/** Who is not active sees what somebody sees who has nothing to do with partners. */
async function orNone(read: () => Promise<PartnerVersion[]>): Promise<PartnerVersion[]> {
  const found = await orRefused("Partners", async () => ({ partners: await read() }));
  return (found as { partners?: PartnerVersion[] }).partners ?? [];
}
