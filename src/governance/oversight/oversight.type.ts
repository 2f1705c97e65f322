import { GraphQLDateTimeISO } from "graphql-scalars";
import { Field, ID, Int, ObjectType } from "type-graphql";
import { Open } from "../../gateway/declare";
import { Category, OutcomeEnum, ReasonCode } from "../../gateway/release-decision.type";
import { PurposeEnum, RoleEnum } from "../../gateway/vocabulary.type";
import type {
  Category as CategoryWord,
  Outcome,
  Purpose,
  ReasonCode as ReasonWord,
  Role,
} from "../../sharing/vocabulary";
import { FindingEnum, type Finding } from "./oversight.inputs";

export const AUDITORS = "Only auditors get here; it names no person whom a record is about, and holds no value.";
const OWN_WRITE = "It confirms what the caller has just written.";

@ObjectType({ description: "Decisions of one disclosure that were the same, for however many people." })
export class AuditedDecision {
  @Open(AUDITORS)
  @Field(() => String)
  source: string;

  @Open(AUDITORS)
  @Field(() => Category)
  category: CategoryWord;

  @Open(AUDITORS)
  @Field(() => OutcomeEnum)
  outcome: Outcome;

  @Open(AUDITORS)
  @Field(() => ReasonCode)
  reason: ReasonWord;

  @Open(AUDITORS)
  @Field(() => String, { nullable: true })
  protocol?: string | null;

  @Open(AUDITORS)
  @Field(() => Int, { description: "How many decisions." })
  decisions: number;

  @Open(AUDITORS)
  @Field(() => Int)
  itemsReleased: number;
}

@ObjectType({ description: "What an auditor found of a disclosure." })
export class AuditFinding {
  @Open(AUDITORS)
  @Field(() => FindingEnum)
  finding: Finding;

  @Open(AUDITORS)
  @Field(() => String)
  note: string;

  @Open(AUDITORS)
  @Field(() => ID)
  foundBy: string;

  @Open(AUDITORS)
  @Field(() => GraphQLDateTimeISO)
  foundAt: Date;
}

@ObjectType({ description: "A disclosure as an auditor sees it: who asked, why, and how it was decided." })
export class AuditedDisclosure {
  @Open(AUDITORS)
  @Field(() => ID)
  id: string;

  @Open(AUDITORS)
  @Field(() => GraphQLDateTimeISO)
  at: Date;

  @Open(AUDITORS)
  @Field(() => String, { description: "RECORD, PERSON, LINK or DISCLOSURES." })
  kind: string;

  @Open(AUDITORS)
  @Field(() => String)
  agency: string;

  @Open(AUDITORS)
  @Field(() => RoleEnum)
  role: Role;

  @Open(AUDITORS)
  @Field(() => ID, { nullable: true, description: "To auditors of the hub and of the agency that asked." })
  userId?: string | null;

  @Open(AUDITORS)
  @Field(() => PurposeEnum, { nullable: true })
  purpose?: Purpose | null;

  @Open(AUDITORS)
  @Field(() => String, { nullable: true, description: "Common level of need then; 3s with a statutory basis." })
  level?: string | null;

  @Open(AUDITORS)
  @Field(() => Int, { description: "How many people it was about; 0 where nobody was found." })
  people: number;

  @Open(AUDITORS)
  @Field(() => [AuditedDecision], { description: "Those that the filter names." })
  decisions: AuditedDecision[];

  @Open(AUDITORS)
  @Field(() => [AuditFinding], { description: "Of your own agency's auditors." })
  findings: AuditFinding[];
}

@ObjectType({ description: "Disclosures, newest first." })
export class AuditedPage {
  @Open(AUDITORS)
  @Field(() => [AuditedDisclosure])
  disclosures: AuditedDisclosure[];

  @Open(AUDITORS)
  @Field(() => String, {
    nullable: true,
    description: "For the next page; null at the end. A page may be short, and still have a next.",
  })
  next?: string | null;

  @Open(AUDITORS)
  @Field(() => Boolean, { description: "The index holds everything that was on record when you asked." })
  complete: boolean;
}

@ObjectType({ description: "One kind of a sample: how many of it there were, and how many were drawn." })
export class SampledStratum {
  @Open(AUDITORS)
  @Field(() => String)
  stratum: string;

  @Open(AUDITORS)
  @Field(() => Int)
  population: number;

  @Open(AUDITORS)
  @Field(() => Int)
  drawn: number;
}

@ObjectType({ description: "A sample that can be drawn again with the same seed and window." })
export class AuditSample {
  @Open(AUDITORS)
  @Field(() => GraphQLDateTimeISO, { nullable: true })
  from?: Date | null;

  @Open(AUDITORS)
  @Field(() => GraphQLDateTimeISO, { description: "Give it again to draw the same." })
  to: Date;

  @Open(AUDITORS)
  @Field(() => [SampledStratum])
  strata: SampledStratum[];

  @Open(AUDITORS)
  @Field(() => [AuditedDisclosure], { description: "In the order in which they were drawn." })
  disclosures: AuditedDisclosure[];
}

@ObjectType({ description: "A finding, as recorded." })
export class AuditFindingRecorded {
  @Open(OWN_WRITE)
  @Field(() => ID)
  disclosureId: string;
}
