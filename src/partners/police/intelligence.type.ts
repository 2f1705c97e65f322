import { Field, ObjectType } from "type-graphql";
import { ContributionItem } from "../../gateway/contribution-item.type";
import { Narrative } from "../../gateway/declare";
import { LocalDate } from "../../gateway/local-date";
import { IntelligenceAssessment, IntelligenceHandling, IntelligenceSource } from "./codes";

/** The three grades are required: ungraded, a rumour reads as a fact, and nobody can tell whether it may be shared. */
@ObjectType({
  implements: ContributionItem,
  description: "A graded intelligence report (National Intelligence Model, 3x5x2), sanitised for sharing.",
})
export class PoliceIntelligence extends ContributionItem {
  @Field(() => String, { nullable: true, description: "The report's unique reference number." })
  urn?: string | null;

  @Field(() => LocalDate, { nullable: true })
  reportedOn?: string | null;

  @Field(() => IntelligenceSource)
  sourceEvaluation: string;

  @Field(() => IntelligenceAssessment)
  assessment: string;

  @Field(() => IntelligenceHandling)
  handling: string;

  @Narrative()
  @Field(() => String, {
    nullable: true,
    description: "The report with everything removed that could identify its source.",
  })
  sanitisedText?: string | null;
}
