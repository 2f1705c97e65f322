import { GraphQLDateTimeISO } from "graphql-scalars";
import { Arg, createUnionType, Ctx, Field, ID, Int, Mutation, ObjectType, Query, Resolver } from "type-graphql";
import { Open } from "../../gateway/declare";
import { orRefused, Refused } from "../../gateway/refused.type";
import type { RequestContext } from "../../identity/request-context";
import { DeclareConflictInput } from "./conflict.inputs";
import type { Conflicts } from "./conflicts";

const OWN_WRITE = "It confirms what the caller has just written.";
const TO_LEAD = "Who governs an agency must know which of its users are kept from somebody; never from whom.";

@ObjectType({ description: "A conflict of interest, as declared or ended." })
export class ConflictChanged {
  @Open(OWN_WRITE)
  @Field(() => ID, { description: "Opaque; bound to the agency." })
  conflictId: string;
}

@ObjectType({ description: "That a user has a conflict of interest. It does not say with whom." })
export class ConflictOfInterest {
  @Open(TO_LEAD)
  @Field(() => ID)
  conflictId: string;

  @Open(TO_LEAD)
  @Field(() => ID)
  userId: string;

  @Open(TO_LEAD)
  @Field(() => GraphQLDateTimeISO)
  declaredAt: Date;

  @Open(TO_LEAD)
  @Field(() => GraphQLDateTimeISO, { nullable: true })
  endedAt?: Date | null;
}

@ObjectType({ description: "The conflicts of interest that your agency's users have declared." })
export class ConflictList {
  @Open(TO_LEAD)
  @Field(() => Int)
  inForce: number;

  @Open(TO_LEAD)
  @Field(() => [ConflictOfInterest])
  conflicts: readonly ConflictOfInterest[];
}

const ConflictResult = createUnionType({
  name: "ConflictResult",
  description: "What was recorded, or every reason why nothing was.",
  types: () => [ConflictChanged, Refused] as const,
});
const ConflictListResult = createUnionType({
  name: "ConflictListResult",
  description: "What was asked for, or why you cannot have it.",
  types: () => [ConflictList, Refused] as const,
});

@Resolver()
export class ConflictResolver {
  constructor(private readonly conflicts: Conflicts) {}

  @Open(OWN_WRITE)
  @Mutation(() => ConflictResult, {
    description: "Declares a conflict of interest of yours, or of somebody you manage or govern.",
  })
  declareConflict(
    @Arg("input", () => DeclareConflictInput) input: DeclareConflictInput,
    @Ctx() request: RequestContext,
  ) {
    return orRefused("ConflictChanged", () => this.conflicts.declare(input, request));
  }

  @Open(OWN_WRITE)
  @Mutation(() => ConflictResult, {
    description: "Ends a conflict of interest: for the agency's governance lead, and never one's own.",
  })
  endConflict(@Arg("conflictId", () => ID) conflictId: string, @Ctx() request: RequestContext) {
    return orRefused("ConflictChanged", () => this.conflicts.end(conflictId, request));
  }

  @Open(TO_LEAD)
  @Query(() => ConflictListResult, { description: "Whose conflicts of interest are on file, for who governs." })
  conflictsOfInterest(@Ctx() request: RequestContext) {
    return orRefused("ConflictList", () => this.conflicts.list(request));
  }
}
