import { Field, ID, InputType } from "type-graphql";
import { PersonInput } from "../../people/person-input.type";

@InputType({
  description: "That a user has a conflict of interest with a family: from then on it does not exist for them.",
})
export class DeclareConflictInput {
  @Field(() => ID, { nullable: true, description: "Left out: you. Otherwise somebody you manage, or govern." })
  userId?: string | null;

  @Field(() => PersonInput, { nullable: true, description: "Somebody of the family, by an identifier." })
  person?: PersonInput | null;

  @Field(() => ID, { nullable: true, description: "Or a member of a case that you work on." })
  memberId?: string | null;
}
