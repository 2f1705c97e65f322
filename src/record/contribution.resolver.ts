import { Arg, createUnionType, Ctx, Field, Int, Mutation, ObjectType, Resolver } from "type-graphql";
import { Open } from "../gateway/declare";
import { orRefused, Refused } from "../gateway/refused.type";
import type { RequestContext } from "../identity/request-context";
import { ContributionItemInput, toFileShape } from "./contribution.inputs";
import type { Contributions } from "./contributions";

const OWN_WRITE = "It confirms what the caller has just written.";

@ObjectType({ description: "What was written." })
export class Contributed {
  @Open(OWN_WRITE)
  @Field(() => Int, { description: "New items and corrections." })
  accepted: number;

  @Open(OWN_WRITE)
  @Field(() => Int, { description: "Items that stood already, word for word." })
  unchanged: number;
}

const ContributeResult = createUnionType({
  name: "ContributeResult",
  description: "What was written, or every fault of every item; then nothing was.",
  types: () => [Contributed, Refused] as const,
});

@Resolver()
export class ContributionResolver {
  constructor(private readonly contributions: Contributions) {}

  @Open(OWN_WRITE)
  @Mutation(() => ContributeResult, {
    description: "Contributes items of your own agency's categories; idempotent by your own reference.",
  })
  contribute(
    @Arg("items", () => [ContributionItemInput]) items: ContributionItemInput[],
    @Ctx() request: RequestContext,
  ) {
    return orRefused("Contributed", () => this.contributions.contributeAs(request, items.map(toFileShape)));
  }
}
