import { GraphQLDateTimeISO } from "graphql-scalars";
import { Field, ID, Int, ObjectType } from "type-graphql";
import { Open } from "../gateway/declare";
import { Category, OutcomeEnum, ReasonCode } from "../gateway/release-decision.type";
import { PurposeEnum, RoleEnum } from "../gateway/vocabulary.type";
import type { Category as CategoryWord, Outcome, Purpose, ReasonCode as ReasonWord, Role } from "../sharing/vocabulary";

const ENTITLED = "Only auditors, Caldicott guardians and the case's managers get here, each with their own view.";

@ObjectType({ description: "One decision as it stands in the disclosure record; never a value." })
export class RecordedDecision {
  @Open(ENTITLED)
  @Field(() => ID)
  id: string;

  @Open(ENTITLED)
  @Field(() => String, { description: "The agency whose data it was." })
  source: string;

  @Open(ENTITLED)
  @Field(() => Category)
  category: CategoryWord;

  @Open(ENTITLED)
  @Field(() => OutcomeEnum)
  outcome: Outcome;

  @Open(ENTITLED)
  @Field(() => ReasonCode)
  reason: ReasonWord;

  @Open(ENTITLED)
  @Field(() => String, { nullable: true })
  protocol?: string | null;

  @Open(ENTITLED)
  @Field(() => Int, { description: "How many items were released." })
  itemsReleased: number;

  @Open(ENTITLED)
  @Field(() => String, { nullable: true, description: "For the auditor and the source's Caldicott guardian alone." })
  internalReason?: string | null;

  @Open(ENTITLED)
  @Field(() => Int, { nullable: true, description: "For the auditor and the source's Caldicott guardian alone." })
  itemsSuppressed?: number | null;
}

@ObjectType({ description: "One request that asked about this person." })
export class RecordedDisclosure {
  @Open(ENTITLED)
  @Field(() => ID)
  id: string;

  @Open(ENTITLED)
  @Field(() => GraphQLDateTimeISO)
  at: Date;

  @Open(ENTITLED)
  @Field(() => String, { description: "The agency that asked." })
  agency: string;

  @Open(ENTITLED)
  @Field(() => RoleEnum)
  role: Role;

  @Open(ENTITLED)
  @Field(() => ID, { nullable: true, description: "The user who asked; for the auditor alone." })
  userId?: string | null;

  @Open(ENTITLED)
  @Field(() => PurposeEnum, { nullable: true })
  purpose?: Purpose | null;

  @Open(ENTITLED)
  @Field(() => String, { nullable: true, description: "Common level of need then; 3s with a statutory basis." })
  level?: string | null;

  @Open(ENTITLED)
  @Field(() => Int, { description: "The rulebook's version then." })
  rulebookVersion: number;

  @Open(ENTITLED)
  @Field(() => [RecordedDecision], { description: "About this person." })
  decisions: RecordedDecision[];
}
