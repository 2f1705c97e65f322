import { GraphQLDateTimeISO } from "graphql-scalars";
import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import { Open } from "../../gateway/declare";
import { LocalDate } from "../../gateway/local-date";
import { Category } from "../../gateway/release-decision.type";
import { IdentifierInput } from "../family-record.inputs";
import type { Category as CategoryWord } from "../../sharing/vocabulary";

const FOR_THE_FAMILY = "It is for the person whom it is about; those who answer families get here, and nobody else.";
const OWN_WRITE = "It confirms what the caller has just written.";
const OWN_AGENCY = "It is what the caller's own agency keeps from the family's page; no other agency sees it.";

@ObjectType({ description: "One kind of information that was seen." })
export class SeenThing {
  @Open(FOR_THE_FAMILY)
  @Field(() => String)
  what: string;

  @Open(FOR_THE_FAMILY)
  @Field(() => String, { description: "The organisation whose record it was." })
  from: string;
}

@ObjectType({ description: "One day on which somebody looked, for one reason." })
export class Look {
  @Open(FOR_THE_FAMILY)
  @Field(() => LocalDate, { description: "The day in London; not the hour." })
  on: string;

  @Open(FOR_THE_FAMILY)
  @Field(() => String)
  why: string;

  @Open(FOR_THE_FAMILY)
  @Field(() => String)
  allowedBecause: string;

  @Open(FOR_THE_FAMILY)
  @Field(() => [SeenThing])
  saw: readonly SeenThing[];
}

@ObjectType({ description: "An organisation that has seen something." })
export class SeenBy {
  @Open(FOR_THE_FAMILY)
  @Field(() => String)
  organisation: string;

  @Open(FOR_THE_FAMILY)
  @Field(() => [Look], { description: "Newest first." })
  looks: readonly Look[];
}

@ObjectType({ description: "Who has seen a person's record, in words for the person." })
export class WhoHasSeen {
  @Open(FOR_THE_FAMILY)
  @Field(() => [SeenBy])
  organisations: readonly SeenBy[];

  @Open(FOR_THE_FAMILY)
  @Field(() => Int)
  looks: number;

  @Open(FOR_THE_FAMILY)
  @Field(() => String, {
    description: "The same as a page to print, which stands alone. The name is written on by hand.",
  })
  html: string;
}

@InputType({
  description:
    "What the family's page leaves out, because telling would put somebody at risk: of your own data, or of what was seen on your agency's cases.",
})
export class WithholdFromFamilyInput {
  @Field(() => ID, { nullable: true })
  memberId?: string | null;

  @Field(() => IdentifierInput, { nullable: true, description: "Instead of a memberId." })
  identifier?: IdentifierInput | null;

  @Field(() => Boolean, { defaultValue: false, description: "Only what was seen on the case that the memberId is of." })
  onlyThisCase: boolean;

  @Field(() => String, { nullable: true, description: "Only of this agency's data." })
  source?: string | null;

  @Field(() => Category, { nullable: true })
  category?: CategoryWord | null;

  @Field(() => ID, { nullable: true, description: "Only this disclosure; as disclosuresAbout names it." })
  disclosureId?: string | null;

  @Field(() => String, { description: "Why; at least 10 characters. Shown to your own agency alone." })
  reason: string;
}

@ObjectType({ description: "What your agency keeps from the family's page." })
export class FamilyWithholding {
  @Open(OWN_AGENCY)
  @Field(() => ID)
  id: string;

  @Open(OWN_AGENCY)
  @Field(() => Boolean)
  onlyOneCase: boolean;

  @Open(OWN_AGENCY)
  @Field(() => String, { nullable: true })
  source?: string | null;

  @Open(OWN_AGENCY)
  @Field(() => Category, { nullable: true })
  category?: CategoryWord | null;

  @Open(OWN_AGENCY)
  @Field(() => ID, { nullable: true })
  disclosureId?: string | null;

  @Open(OWN_AGENCY)
  @Field(() => String)
  reason: string;

  @Open(OWN_AGENCY)
  @Field(() => ID)
  recordedBy: string;

  @Open(OWN_AGENCY)
  @Field(() => GraphQLDateTimeISO)
  recordedAt: Date;
}

@ObjectType({ description: "A withholding, as it was set or lifted." })
export class FamilyWithholdingChanged {
  @Open(OWN_WRITE)
  @Field(() => ID)
  withholdingId: string;
}
