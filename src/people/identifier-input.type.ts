import { Field, InputType } from "type-graphql";
import { IdentifierSystemEnum, type IdentifierSystem } from "./identifier-system";

@InputType({ description: "An identifier of a person and who issued it." })
export class IdentifierInput {
  @Field(() => IdentifierSystemEnum)
  system: IdentifierSystem;

  @Field(() => String, { description: "Without spaces, in capital letters." })
  value: string;
}
