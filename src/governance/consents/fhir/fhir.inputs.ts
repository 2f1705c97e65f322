import { GraphQLJSONObject } from "graphql-scalars";
import { Field, ID, InputType } from "type-graphql";

@InputType({
  description:
    "A FHIR R4 Consent to be recorded. Whom it means is said here: numbers in the resource are not looked up.",
})
export class ImportConsentFhirInput {
  @Field(() => ID, { description: "Whose data it is: a member of a case that you work on." })
  memberId: string;

  @Field(() => ID, { nullable: true, description: "Who gave it, where that is somebody else: a member of that case." })
  givenBy?: string | null;

  @Field(() => Boolean, { nullable: true, description: "Where the resource does not say: was it sought safely?" })
  soughtSafely?: boolean | null;

  @Field(() => GraphQLJSONObject, { description: "The resource." })
  resource: Record<string, unknown>;
}
