import { GraphQLDateTimeISO } from "graphql-scalars";
import { Arg, createUnionType, Ctx, Field, ID, Mutation, ObjectType, Resolver } from "type-graphql";
import { Open } from "../../gateway/declare";
import { orRefused, Refused } from "../../gateway/refused.type";
import type { RequestContext } from "../../identity/request-context";
import type { FamilyTold } from "./family-told";

const OWN_WRITE = "It confirms what the caller has just written.";

@ObjectType({ description: "That the family was told, as recorded." })
export class FamilyToldRecorded {
  @Open(OWN_WRITE)
  @Field(() => ID)
  caseId: string;
}

const FamilyToldResult = createUnionType({
  name: "FamilyToldResult",
  description: "What was recorded, or every reason why nothing was.",
  types: () => [FamilyToldRecorded, Refused] as const,
});

@Resolver()
export class FamilyToldResolver {
  constructor(private readonly told: FamilyTold) {}

  @Open(OWN_WRITE)
  @Mutation(() => FamilyToldResult, {
    description: "Records that the family of your case was told what was shared about them.",
  })
  recordFamilyTold(
    @Arg("caseId", () => ID) caseId: string,
    @Arg("how", () => String, { description: "In person, by letter…; at most 200 characters, and no names." })
    how: string,
    @Arg("at", () => GraphQLDateTimeISO, { description: "When they were told." }) at: Date,
    @Ctx() request: RequestContext,
  ) {
    return orRefused("FamilyToldRecorded", () => this.told.record(caseId, how, at, request));
  }
}
