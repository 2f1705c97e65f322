import { GraphQLDateTimeISO } from "graphql-scalars";
import { Arg, createUnionType, Ctx, Field, ID, Mutation, ObjectType, Query, Resolver } from "type-graphql";
import { Open } from "../../gateway/declare";
import { orRefused, Refused } from "../../gateway/refused.type";
import type { RequestContext } from "../../identity/request-context";
import { RestrictionCodeScalar, SetRestrictionInput } from "./restriction.inputs";
import type { Restrictions } from "./restrictions";

const TO_SETTER = "It is what the caller's own agency has set, for those who may set it.";

@ObjectType({ description: "A restriction, as set or lifted." })
export class RestrictionChanged {
  @Open(TO_SETTER)
  @Field(() => ID, { description: "Opaque; bound to the caller's agency. Needed to lift it." })
  restrictionId: string;
}

@ObjectType({ description: "A restriction that your agency has set." })
export class RestrictionSet {
  @Open(TO_SETTER)
  @Field(() => ID)
  restrictionId: string;

  @Open(TO_SETTER)
  @Field(() => RestrictionCodeScalar)
  code: string;

  @Open(TO_SETTER)
  @Field(() => String, { nullable: true, description: "The person, as your agency named them: system and value." })
  person?: string | null;

  @Open(TO_SETTER)
  @Field(() => ID, { nullable: true, description: "Or the member." })
  memberId?: string | null;

  @Open(TO_SETTER)
  @Field(() => String, { nullable: true, description: "Or the item." })
  sourceRef?: string | null;

  @Open(TO_SETTER)
  @Field(() => [String], { description: "Categories; * for all." })
  categories: readonly string[];

  @Open(TO_SETTER)
  @Field(() => [String])
  exempt: readonly string[];

  @Open(TO_SETTER)
  @Field(() => GraphQLDateTimeISO)
  since: Date;

  @Open(TO_SETTER)
  @Field(() => GraphQLDateTimeISO, { nullable: true })
  liftedAt?: Date | null;

  @Open(TO_SETTER)
  @Field(() => String, { description: "The user who set it." })
  setBy: string;
}

@ObjectType({ description: "The restrictions that your agency has set, of the codes that you may set." })
export class RestrictionList {
  @Open(TO_SETTER)
  @Field(() => [RestrictionSet])
  restrictions: readonly RestrictionSet[];
}

const RestrictionResult = createUnionType({
  name: "RestrictionResult",
  description: "What was recorded, or every reason why nothing was.",
  types: () => [RestrictionChanged, Refused] as const,
});
const RestrictionListResult = createUnionType({
  name: "RestrictionListResult",
  description: "What was asked for, or why you cannot have it.",
  types: () => [RestrictionList, Refused] as const,
});

@Resolver()
export class RestrictionResolver {
  constructor(private readonly restrictions: Restrictions) {}

  @Open(TO_SETTER)
  @Mutation(() => RestrictionResult, {
    description: "Restricts a person or an item of your agency, from the next decision on. Nobody is told.",
  })
  setRestriction(@Arg("input", () => SetRestrictionInput) input: SetRestrictionInput, @Ctx() request: RequestContext) {
    return orRefused("RestrictionChanged", () => this.restrictions.set(input, request));
  }

  @Open(TO_SETTER)
  @Mutation(() => RestrictionResult, { description: "Ends a restriction that your agency has set. Its history stays." })
  liftRestriction(@Arg("restrictionId", () => ID) restrictionId: string, @Ctx() request: RequestContext) {
    return orRefused("RestrictionChanged", () => this.restrictions.lift(restrictionId, request));
  }

  @Open(TO_SETTER)
  @Query(() => RestrictionListResult, { description: "What your agency has restricted." })
  restrictionsSet(@Ctx() request: RequestContext) {
    return orRefused("RestrictionList", () => this.restrictions.list(request));
  }
}
