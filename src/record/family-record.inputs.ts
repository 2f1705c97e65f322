/** What is asked of a record: for whom, under which statement, and which part of its chronology. */
import { ArgsType, Field, InputType, Int } from "type-graphql";
import { LocalDate } from "../gateway/local-date";
import { Category } from "../gateway/release-decision.type";
import { IdentifierSystemEnum, type IdentifierSystem } from "../people/identifier-system";
import type { Category as CategoryWord } from "../sharing/vocabulary";

@InputType({ description: "An identifier of a person and who issued it." })
export class IdentifierInput {
  @Field(() => IdentifierSystemEnum)
  system: IdentifierSystem;

  @Field(() => String, { description: "Without spaces, in capital letters." })
  value: string;
}

@InputType({ description: "The function the recipient exercises and the law it acts under (UK GDPR Annex 1 ¶1)." })
export class PublicTaskStatement {
  @Field(() => String)
  function: string;

  @Field(() => String)
  law: string;
}

@ArgsType()
export class ChronologyArgs {
  @Field(() => Int, { defaultValue: 50, description: "1 to 200." })
  first: number;

  @Field(() => String, { nullable: true })
  after?: string | null;

  @Field(() => LocalDate, { nullable: true, description: "From this day on." })
  from?: string | null;

  @Field(() => LocalDate, { nullable: true, description: "Before this day." })
  to?: string | null;

  @Field(() => [Category], { nullable: true, description: "Only these; ask for no more than you need." })
  categories?: CategoryWord[] | null;
}
