import { Field, Int, ObjectType, registerEnumType } from "type-graphql";
import { Open } from "../../gateway/declare";
import { Category } from "../../gateway/release-decision.type";
import { PurposeEnum, RoleEnum } from "../../gateway/vocabulary.type";
import { words } from "../../gateway/words";
import type { Category as CategoryWord, Purpose, Role } from "../../sharing/vocabulary";
import { CHANGE_KINDS, type ChangeKind, type Direction } from "./changes";

const COMPARED = "It compares two agreements between organisations, for those whom both bind.";
const COUNTED = "It counts decisions and says of nobody whom they were about.";

const DirectionEnum = words(["OPENS", "CLOSES"] as const);
registerEnumType(DirectionEnum, { name: "ChangeDirection", description: "Whether more is let through, or less." });
const KindEnum = words(CHANGE_KINDS);
registerEnumType(KindEnum, {
  name: "ProtocolChangeKind",
  description: "What differs.",
  valuesConfig: {
    SCOPE: { description: "Let through at all." },
    CONTENT: { description: "The record itself, beside whether anybody is involved." },
    EXISTENCE: { description: "Whether anybody is involved, beside the record itself." },
    LEVEL: { description: "From which level of need." },
    BY_HAND: { description: "By the source's own hand alone." },
    LOOK_BACK: { description: "How far back." },
    DETERMINATION: { description: "Without consent, by the source's standing determination (s.16LA)." },
    CONSENT: { description: "Whether a dispensation may stand for consent." },
    BREAK_GLASS: { description: "By breaking the glass, for any purpose at any level." },
  },
});

@ObjectType({
  description: "One change: true of each source with each recipient, for each purpose, role and category.",
})
export class ProtocolChange {
  @Open(COMPARED)
  @Field(() => DirectionEnum)
  direction: Direction;

  @Open(COMPARED)
  @Field(() => KindEnum)
  kind: ChangeKind;

  @Open(COMPARED)
  @Field(() => [String], { description: "Agencies by their codes. What an agency holds itself is no flow." })
  sources: readonly string[];

  @Open(COMPARED)
  @Field(() => [String])
  recipients: readonly string[];

  @Open(COMPARED)
  @Field(() => [PurposeEnum], { description: "Empty for breaking the glass: it asks for none." })
  purposes: readonly Purpose[];

  @Open(COMPARED)
  @Field(() => [RoleEnum])
  roles: readonly Role[];

  @Open(COMPARED)
  @Field(() => [Category])
  categories: readonly CategoryWord[];

  @Open(COMPARED)
  @Field(() => String, { description: "In words." })
  text: string;
}

@ObjectType({ description: "How many decisions of one category would come out differently." })
export class ProtocolChangeCount {
  @Open(COUNTED)
  @Field(() => Category)
  category: CategoryWord;

  @Open(COUNTED)
  @Field(() => Int)
  opens: number;

  @Open(COUNTED)
  @Field(() => Int)
  closes: number;

  @Open(COUNTED)
  @Field(() => Int)
  otherReason: number;
}

@ObjectType({
  description: "Recent decisions, made again as they were asked: with the one in force, and with the other.",
})
export class RecentDecisionsChanged {
  @Open(COUNTED)
  @Field(() => Int, { description: "How many disclosures were looked at." })
  disclosures: number;

  @Open(COUNTED)
  @Field(() => Int, { description: "Their decisions on what others hold that could be made again." })
  decisions: number;

  @Open(COUNTED)
  @Field(() => Int, { description: "Withheld with the first, let through with the second." })
  opens: number;

  @Open(COUNTED)
  @Field(() => Int, { description: "Let through with the first, withheld with the second." })
  closes: number;

  @Open(COUNTED)
  @Field(() => Int, { description: "The same for another reason." })
  otherReason: number;

  @Open(COUNTED)
  @Field(() => [ProtocolChangeCount])
  byCategory: readonly ProtocolChangeCount[];
}

@ObjectType({ description: "What opens and what closes from one version to another." })
export class ProtocolDiff {
  @Open(COMPARED)
  @Field(() => [String], { description: "In few sentences." })
  sentences: readonly string[];

  @Open(COMPARED)
  @Field(() => [ProtocolChange])
  changes: readonly ProtocolChange[];

  @Open(COUNTED)
  @Field(() => RecentDecisionsChanged)
  recent: RecentDecisionsChanged;
}
