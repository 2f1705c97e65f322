import { Arg, createUnionType, Ctx, ID, Mutation, Query, Resolver } from "type-graphql";
import { Open } from "../../gateway/declare";
import { LocalDate } from "../../gateway/local-date";
import { orRefused, Refused } from "../../gateway/refused.type";
import type { RequestContext } from "../../identity/request-context";
import { IdentifierInput } from "../family-record.inputs";
import type { WhoHasSeenRecords } from "./who-has-seen";
import { FamilyWithholding, FamilyWithholdingChanged, WhoHasSeen, WithholdFromFamilyInput } from "./who-has-seen.type";
import type { FamilyWithholdings } from "./withholdings";

const FOR_THE_FAMILY = "It is for the person whom it is about; those who answer families get here, and nobody else.";
const OWN_WRITE = "It confirms what the caller has just written.";
const OWN_AGENCY = "It is what the caller's own agency keeps from the family's page; no other agency sees it.";

const WithholdingResult = createUnionType({
  name: "FamilyWithholdingResult",
  description: "The withholding, or every reason why nothing was written.",
  types: () => [FamilyWithholdingChanged, Refused] as const,
});

@Resolver()
export class WhoHasSeenResolver {
  constructor(
    private readonly records: WhoHasSeenRecords,
    private readonly withholdings: FamilyWithholdings,
  ) {}

  @Open(FOR_THE_FAMILY)
  @Query(() => WhoHasSeen, {
    nullable: true,
    description:
      "Who has seen a person's record, to tell the person: on your agency's cases, and your agency's data anywhere. For governance leads, Caldicott guardians and managers of the case's owner.",
  })
  whoHasSeen(
    @Arg("memberId", () => ID, { nullable: true }) memberId: string | undefined,
    @Arg("identifier", () => IdentifierInput, { nullable: true, description: "Instead of a memberId." })
    identifier: IdentifierInput | undefined,
    @Arg("from", () => LocalDate, { nullable: true, description: "This day and later." }) from: string | undefined,
    @Arg("to", () => LocalDate, { nullable: true, description: "This day and earlier." }) to: string | undefined,
    @Ctx() request: RequestContext,
  ): Promise<WhoHasSeen | null> {
    return this.records.get({ memberId, identifier }, { from, to }, request);
  }

  @Open(OWN_AGENCY)
  @Query(() => [FamilyWithholding], {
    nullable: true,
    description: "What your agency keeps from a person's page, newest first; for those who answer families.",
  })
  familyWithholdings(
    @Arg("memberId", () => ID, { nullable: true }) memberId: string | undefined,
    @Arg("identifier", () => IdentifierInput, { nullable: true, description: "Instead of a memberId." })
    identifier: IdentifierInput | undefined,
    @Ctx() request: RequestContext,
  ): Promise<FamilyWithholding[] | null> {
    return this.withholdings.list({ memberId, identifier }, request);
  }

  @Open(OWN_WRITE)
  @Mutation(() => WithholdingResult, {
    description: "Keeps something from the family's page, from this instant; it then reads as if it had not happened.",
  })
  withholdFromFamily(
    @Arg("input", () => WithholdFromFamilyInput) input: WithholdFromFamilyInput,
    @Ctx() request: RequestContext,
  ) {
    return orRefused("FamilyWithholdingChanged", () => this.withholdings.set(input, request));
  }

  @Open(OWN_WRITE)
  @Mutation(() => WithholdingResult, { description: "Lets the family's page tell it again." })
  liftWithholding(@Arg("withholdingId", () => ID) withholdingId: string, @Ctx() request: RequestContext) {
    return orRefused("FamilyWithholdingChanged", () => this.withholdings.lift(withholdingId, request));
  }
}
