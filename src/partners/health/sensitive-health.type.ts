/** Substance use and sexual health: short, and each a category of its own that its neighbours must not leak into. */
import { Field, Int, ObjectType } from "type-graphql";
import { ContributionItem } from "../../gateway/contribution-item.type";
import { LocalDate } from "../../gateway/local-date";
import { CodeableConcept } from "../../people/codeable-concept.type";

@ObjectType({ implements: ContributionItem, description: "FHIR R4 Observation on alcohol or drugs." })
export class SubstanceUseObservation extends ContributionItem {
  @Field(() => LocalDate, { description: "Observation.effective[x]." })
  observedOn: string;

  @Field(() => Int, { nullable: true, description: "AUDIT score, 0 to 40." })
  auditScore?: number | null;

  @Field(() => CodeableConcept, { nullable: true, description: "Result of a drug screen (SNOMED CT)." })
  drugScreen?: CodeableConcept | null;
}

/** A date and no more: what a clinic has to add, it says to the caller itself. */
@ObjectType({ implements: ContributionItem, description: "A contact with a sexual health service, released by hand." })
export class SexualHealthContact extends ContributionItem {
  @Field(() => LocalDate)
  contactOn: string;
}
