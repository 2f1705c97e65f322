import { Field, ObjectType } from "type-graphql";
import { Laestab, SchoolUrn } from "../../people/identifier.scalars";

/** A school places a child, so every field that holds one is a `@Location()`. */
@ObjectType({ description: "A school or setting (GIAS)." })
export class School {
  @Field(() => SchoolUrn, { nullable: true, description: "URN (GIAS)." })
  urn?: string | null;

  @Field(() => Laestab, { nullable: true, description: "LAESTAB (GIAS)." })
  laestab?: string | null;

  @Field(() => String, { nullable: true })
  name?: string | null;
}
