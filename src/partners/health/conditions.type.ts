/** Conditions, disability, pregnancy and FGM. */
import { Field, ObjectType } from "type-graphql";
import { ContributionItem } from "../../gateway/contribution-item.type";
import { LocalDate } from "../../gateway/local-date";
import { CodeableConcept } from "../../people/codeable-concept.type";
import { ConditionClinicalStatus, DisabilityKind, FgmType } from "./codes";

@ObjectType({ implements: ContributionItem, description: "FHIR R4 Condition." })
export class HealthCondition extends ContributionItem {
  @Field(() => CodeableConcept, { description: "Condition.code (SNOMED CT)." })
  condition: CodeableConcept;

  @Field(() => ConditionClinicalStatus, { nullable: true, description: "Condition.clinicalStatus." })
  clinicalStatus?: string | null;

  @Field(() => LocalDate, { nullable: true, description: "Condition.onset[x]." })
  onsetOn?: string | null;

  @Field(() => LocalDate, { nullable: true, description: "Condition.abatement[x]." })
  abatedOn?: string | null;
}

@ObjectType({ implements: ContributionItem, description: "A disability or neurodevelopmental condition (Condition)." })
export class HealthDisability extends ContributionItem {
  @Field(() => DisabilityKind)
  kind: keyof typeof DisabilityKind;

  @Field(() => CodeableConcept, { description: "Condition.code (SNOMED CT)." })
  condition: CodeableConcept;

  @Field(() => ConditionClinicalStatus, { nullable: true, description: "Condition.clinicalStatus." })
  clinicalStatus?: string | null;
}

@ObjectType({ implements: ContributionItem, description: "A pregnancy (Maternity Services Data Set)." })
export class Pregnancy extends ContributionItem {
  @Field(() => LocalDate, { nullable: true, description: "ESTIMATED DATE OF DELIVERY (AGREED) (MSDS)." })
  estimatedDeliveryOn?: string | null;

  @Field(() => LocalDate, { nullable: true, description: "APPOINTMENT DATE (FORMAL ANTENATAL BOOKING) (MSDS)." })
  bookedOn?: string | null;

  @Field(() => Boolean, { nullable: true, description: "Whether the maternity service counts the booking as late." })
  lateBooking?: boolean | null;
}

@ObjectType({ implements: ContributionItem, description: "FGM as recorded in the FGM Enhanced Dataset (SCCI2026)." })
export class FgmRecord extends ContributionItem {
  @Field(() => Boolean)
  recorded: boolean;

  @Field(() => FgmType, { nullable: true })
  type?: string | null;
}
