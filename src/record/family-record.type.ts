import { GraphQLDateTimeISO } from "graphql-scalars";
import { Field, ID, Int, ObjectType } from "type-graphql";
import { Agency } from "../gateway/contribution-item.type";
import { Open } from "../gateway/declare";
import { PurposeEnum } from "../gateway/vocabulary.type";
import type { Purpose } from "../sharing/vocabulary";
import type { Cell } from "./cell";
import { FamilyMember } from "./family-member.type";
import type { Assembly } from "./released-contribution";
import { SharingSummary } from "./sharing-summary.type";

const ON_CASE = "Recorded on the case by those who work on it.";

@ObjectType({ description: "The case as its own team recorded it." })
export class CaseFile {
  @Open(ON_CASE)
  @Field(() => ID, { description: "Opaque; bound to the caller's agency." })
  id: string;

  @Open(ON_CASE)
  @Field(() => String)
  reference: string;

  @Open(ON_CASE)
  @Field(() => Agency)
  owner: Agency;

  @Open(ON_CASE)
  @Field(() => GraphQLDateTimeISO)
  openedAt: Date;

  @Open(ON_CASE)
  @Field(() => GraphQLDateTimeISO, { nullable: true })
  closedAt?: Date | null;

  @Open(ON_CASE)
  @Field(() => String, { description: "The authority's own word for the level of need." })
  localTier: string;

  @Open(ON_CASE)
  @Field(() => Int, { description: "Common level of need, 1 to 4." })
  level: number;

  @Open(ON_CASE)
  @Field(() => Boolean, { description: "Whether a statutory basis stands behind the level (level 3 against 3s)." })
  statutory: boolean;

  @Open(ON_CASE)
  @Field(() => GraphQLDateTimeISO, {
    nullable: true,
    description: "When a named decision-maker suspected significant harm.",
  })
  significantHarmSuspectedAt?: Date | null;

  @Open(ON_CASE)
  @Field(() => Boolean, { description: "On the MARAC's high-risk list." })
  highRisk: boolean;
}

@ObjectType({ description: "What may be shared with this caller, for this purpose, about the family of one case." })
export class FamilyRecord {
  @Open(ON_CASE)
  @Field(() => CaseFile)
  case: CaseFile;

  @Open("The caller stated it.")
  @Field(() => PurposeEnum)
  purpose: Purpose;

  @Open("The gateway's own clock.")
  @Field(() => GraphQLDateTimeISO, { description: "The instant for which everything was decided." })
  askedAt: Date;

  @Open(ON_CASE)
  @Field(() => [FamilyMember])
  members: FamilyMember[];

  @Open("Counts of the decisions that this query asked for; they are the caller's own rights.")
  @Field(() => SharingSummary)
  sharing: SharingSummary;

  @Open("The same text on every answer, so that its presence says nothing.")
  @Field(() => String)
  caveat: string;

  /** What the chronology is made of, and how its ids and cursors are sealed. */
  readonly cells: readonly Cell[];
  readonly assembly: Assembly;
  readonly sealMember: (id: string) => string;
  readonly sealCursor: (place: string) => string;
  readonly openCursor: (cursor: string) => string | null;
}
