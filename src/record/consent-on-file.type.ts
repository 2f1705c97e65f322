import { GraphQLDateTimeISO } from "graphql-scalars";
import { Field, ID, ObjectType, registerEnumType } from "type-graphql";
import { Open } from "../gateway/declare";
import { words } from "../gateway/words";

const TO_RECIPIENT = "A recipient that a consent names must know what was agreed with it.";

export const ConsentStandingEnum = words(["GRANTED", "REFUSED", "WITHDRAWN", "EXPIRED"] as const);
registerEnumType(ConsentStandingEnum, {
  name: "ConsentStanding",
  description: "Where a consent stands now. Whether it counts is weighed at each use, by the rules.",
});

@ObjectType({ description: "Permission to share, or its refusal, that names the caller's agency as a recipient." })
export class ConsentOnFile {
  @Open(TO_RECIPIENT)
  @Field(() => ID, { description: "Opaque; bound to the caller's agency. What withdrawConsent takes." })
  id: string;

  @Open(TO_RECIPIENT)
  @Field(() => ConsentStandingEnum)
  standing: keyof typeof ConsentStandingEnum;

  @Open(TO_RECIPIENT)
  @Field(() => String, { description: "SELF, DEPUTY, LA, or PR_HOLDER for somebody else." })
  givenBy: string;

  @Open(TO_RECIPIENT)
  @Field(() => ID, {
    nullable: true,
    description: "With PR_HOLDER: the member who gave it, where they are on this case.",
  })
  giver?: string | null;

  @Open(TO_RECIPIENT)
  @Field(() => [String], { description: "Categories; * for all." })
  categories: readonly string[];

  @Open(TO_RECIPIENT)
  @Field(() => [String])
  excludedCategories: readonly string[];

  @Open(TO_RECIPIENT)
  @Field(() => [String], { description: "Purposes; * for all." })
  purposes: readonly string[];

  @Open(TO_RECIPIENT)
  @Field(() => GraphQLDateTimeISO)
  from: Date;

  @Open(TO_RECIPIENT)
  @Field(() => GraphQLDateTimeISO)
  to: Date;
}
