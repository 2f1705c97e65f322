import { Arg, createUnionType, Ctx, Field, ID, Mutation, ObjectType, Resolver } from "type-graphql";
import { Open } from "../gateway/declare";
import { orRefused, Refused } from "../gateway/refused.type";
import type { RequestContext } from "../identity/request-context";
import { AssignUserInput, ChangeLevelInput, LinkPersonInput, OpenCaseInput } from "./case.inputs";
import type { Cases } from "./cases";
import type { Members } from "./members";

const OWN_WRITE = "It confirms what the caller has just written.";

@ObjectType({ description: "A case, as it was changed." })
export class CaseChanged {
  @Open(OWN_WRITE)
  @Field(() => ID, { description: "Opaque; bound to the caller's agency." })
  caseId: string;
}

@ObjectType({ description: "A person, as linked to a case." })
export class PersonLinked {
  @Open(OWN_WRITE)
  @Field(() => ID)
  caseId: string;

  @Open(OWN_WRITE)
  @Field(() => ID, { description: "Opaque; bound to the caller's agency and this case." })
  memberId: string;
}

const CaseResult = createUnionType({
  name: "CaseResult",
  description: "The case, or every reason why nothing was written.",
  types: () => [CaseChanged, Refused] as const,
});
const LinkResult = createUnionType({
  name: "LinkResult",
  description: "The member, or every reason why nothing was written.",
  types: () => [PersonLinked, Refused] as const,
});

@Resolver()
export class CaseResolver {
  constructor(
    private readonly cases: Cases,
    private readonly members: Members,
  ) {}

  @Open(OWN_WRITE)
  @Mutation(() => CaseResult, { description: "Opens a case that your agency owns and you are assigned to." })
  openCase(@Arg("input", () => OpenCaseInput) input: OpenCaseInput, @Ctx() request: RequestContext) {
    return orRefused("CaseChanged", () => this.cases.open(input, request));
  }

  @Open(OWN_WRITE)
  @Mutation(() => CaseResult, { description: "Moves a case to another level; what may be shared follows at once." })
  changeLevel(@Arg("input", () => ChangeLevelInput) input: ChangeLevelInput, @Ctx() request: RequestContext) {
    return orRefused("CaseChanged", () => this.cases.changeLevel(input, request));
  }

  @Open(OWN_WRITE)
  @Mutation(() => CaseResult, {
    description: "Records, with you as the named decision-maker, that significant harm is suspected.",
  })
  recordSignificantHarm(@Arg("caseId", () => ID) caseId: string, @Ctx() request: RequestContext) {
    return orRefused("CaseChanged", () => this.cases.recordSignificantHarm(caseId, request));
  }

  @Open(OWN_WRITE)
  @Mutation(() => CaseResult, { description: "Closes a case of your agency." })
  closeCase(@Arg("caseId", () => ID) caseId: string, @Ctx() request: RequestContext) {
    return orRefused("CaseChanged", () => this.cases.close(caseId, request));
  }

  @Open(OWN_WRITE)
  @Mutation(() => LinkResult, {
    description: "Links a person to your case, with relationship and contact with the child.",
  })
  linkPerson(@Arg("input", () => LinkPersonInput) input: LinkPersonInput, @Ctx() request: RequestContext) {
    return orRefused("PersonLinked", () => this.members.link(input, request));
  }

  @Open(OWN_WRITE)
  @Mutation(() => CaseResult, { description: "Assigns a user to a case of your agency, or ends the assignment." })
  assignUser(@Arg("input", () => AssignUserInput) input: AssignUserInput, @Ctx() request: RequestContext) {
    return orRefused("CaseChanged", () => this.members.assign(input, request));
  }
}
