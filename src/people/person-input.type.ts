import { Field, InputType } from "type-graphql";
import { LocalDate } from "../gateway/local-date";
import { IdentifierSystemEnum, type IdentifierSystem } from "./identifier-system";

@InputType({
  description:
    "A person as the caller knows them. The name is asked always, so that no answer depends on whether the hub knows them.",
})
export class PersonInput {
  @Field(() => IdentifierSystemEnum)
  system: IdentifierSystem;

  @Field(() => String, { description: "Without spaces, in capital letters." })
  value: string;

  @Field(() => String)
  name: string;

  @Field(() => LocalDate, { nullable: true })
  birthDate?: string | null;
}
