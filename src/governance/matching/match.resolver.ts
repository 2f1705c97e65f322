import { Arg, createUnionType, Ctx, Field, ID, Int, Mutation, ObjectType, Query, Resolver } from "type-graphql";
import { Open } from "../../gateway/declare";
import { orRefused, Refused } from "../../gateway/refused.type";
import type { RequestContext } from "../../identity/request-context";
import type { Standing } from "../../people/matching/verdict";
import { DecideMatchInput, IdentityMatch, MatchStateEnum } from "./match.type";
import type { Matches } from "./matches";

const OWN_WRITE = "It confirms what the caller has just written.";
const OF_THE_HUB = "For those of the hub who find out whether two records are of one person.";

@ObjectType({ description: "A match, as it was decided." })
export class MatchDecided {
  @Open(OWN_WRITE)
  @Field(() => ID)
  matchId: string;
}

const MatchResult = createUnionType({
  name: "MatchResult",
  description: "The match, or every reason why nothing was written.",
  types: () => [MatchDecided, Refused] as const,
});

@Resolver()
export class MatchResolver {
  constructor(private readonly matches: Matches) {}

  @Open(OF_THE_HUB)
  @Query(() => [IdentityMatch], { name: "matches", description: `Matches in one state, newest first. ${OF_THE_HUB}` })
  list(
    @Arg("state", () => MatchStateEnum, { defaultValue: "OPEN" }) state: Standing,
    @Arg("first", () => Int, { defaultValue: 20, description: "1 to 50." }) first: number,
    @Ctx() request: RequestContext,
  ): Promise<IdentityMatch[]> {
    return this.matches.get(state, first, request);
  }

  @Open(OWN_WRITE)
  @Mutation(() => MatchResult, { description: "Says that both are one person: the sender's number is linked to them." })
  confirmMatch(@Arg("input", () => DecideMatchInput) input: DecideMatchInput, @Ctx() request: RequestContext) {
    return orRefused("MatchDecided", () => this.matches.confirm(input, request));
  }

  @Open(OWN_WRITE)
  @Mutation(() => MatchResult, { description: "Says that they are two people. It is not asked again." })
  rejectMatch(@Arg("input", () => DecideMatchInput) input: DecideMatchInput, @Ctx() request: RequestContext) {
    return orRefused("MatchDecided", () => this.matches.reject(input, request));
  }

  @Open(OWN_WRITE)
  @Mutation(() => MatchResult, {
    description: "Takes a decision back, a person's or one by probability: everything is where it was, and waits.",
  })
  undoMatch(@Arg("input", () => DecideMatchInput) input: DecideMatchInput, @Ctx() request: RequestContext) {
    return orRefused("MatchDecided", () => this.matches.undo(input, request));
  }
}
