import { GraphQLDateTimeISO } from "graphql-scalars";
import { Field, ID, InputType, registerEnumType } from "type-graphql";
import { words } from "../../gateway/words";

const SourceAnswerEnum = words(["RELEASE_IN_PART", "REFUSE", "MORE_DETRIMENTAL"] as const);
registerEnumType(SourceAnswerEnum, {
  name: "SourceAnswer",
  description: "What a source decides on a disclosure request.",
  valuesConfig: {
    RELEASE_IN_PART: { description: "Items that you choose, or all; words of your own; for a time." },
    REFUSE: { description: "Nothing is released. The requester reads why." },
    MORE_DETRIMENTAL: {
      description: "Sharing would be more detrimental to the child (Children Act 2004 s.16LA(3)), whoever asks.",
    },
  },
});

@InputType({ description: "Asks a source to decide what only the source itself may release." })
export class RequestDisclosureInput {
  @Field(() => ID, { description: "A decision that said W-SOURCE-DECISION, by the id that it was shown with." })
  decisionId: string;

  @Field(() => String, { description: "Why it is needed, for the source to read. 10 to 1,000 characters." })
  reason: string;

  @Field(() => GraphQLDateTimeISO, {
    nullable: true,
    description: "When it would be too late. Does not move the clock.",
  })
  neededBy?: Date | null;
}

@InputType({
  description: "A source's decision. What it releases is shown to who asked, for that case and purpose alone.",
})
export class AnswerDisclosureRequestInput {
  @Field(() => ID)
  requestId: string;

  @Field(() => SourceAnswerEnum)
  decision: "RELEASE_IN_PART" | "REFUSE" | "MORE_DETRIMENTAL";

  @Field(() => [String], {
    nullable: true,
    description: "With RELEASE_IN_PART: your own references of the items. A later correction of one is not released.",
  })
  items?: string[] | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description: "With RELEASE_IN_PART: all that you hold in this category, and what you add to it meanwhile.",
  })
  allItems: boolean;

  @Field(() => String, {
    nullable: true,
    description:
      "With RELEASE_IN_PART: what you choose to say. At most 2,000 characters. Name no place and nobody who told you.",
  })
  statement?: string | null;

  @Field(() => String, { nullable: true, description: "With RELEASE_IN_PART: on what conditions. At most 500." })
  conditions?: string | null;

  @Field(() => GraphQLDateTimeISO, {
    nullable: true,
    description: "With RELEASE_IN_PART: at most three months from now, which is the default.",
  })
  validTo?: Date | null;

  @Field(() => String, { nullable: true, description: "With REFUSE: why, for the requester. 10 to 1,000 characters." })
  reason?: string | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description: "With MORE_DETRIMENTAL: nobody is to learn that you said so. It reads as if you held nothing.",
  })
  covert: boolean;
}
