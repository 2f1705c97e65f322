/** The Healthy Child Programme: reviews, vaccines, and appointments that a child was not brought to. */
import { Field, Int, ObjectType } from "type-graphql";
import { ContributionItem } from "../../gateway/contribution-item.type";
import { Narrative } from "../../gateway/declare";
import { LocalDate } from "../../gateway/local-date";
import { CodeableConcept } from "../../people/codeable-concept.type";
import { ChildReview, ChildReviewStatus, HealthSetting, ImmunisationStatus } from "./codes";

@ObjectType({ description: "ASQ-3 scores, 0 to 60 a domain (CSDS). What is low depends on the age of the form used." })
export class Asq3Scores {
  @Field(() => Int, { nullable: true })
  communication?: number | null;

  @Field(() => Int, { nullable: true })
  grossMotor?: number | null;

  @Field(() => Int, { nullable: true })
  fineMotor?: number | null;

  @Field(() => Int, { nullable: true })
  problemSolving?: number | null;

  @Field(() => Int, { nullable: true })
  personalSocial?: number | null;
}

@ObjectType({ implements: ContributionItem, description: "A mandated review (Healthy Child Programme, CSDS)." })
export class MandatedReview extends ContributionItem {
  @Field(() => ChildReview)
  review: keyof typeof ChildReview;

  @Field(() => ChildReviewStatus)
  status: keyof typeof ChildReviewStatus;

  @Field(() => LocalDate, { nullable: true })
  dueOn?: string | null;

  @Field(() => LocalDate, { nullable: true })
  doneOn?: string | null;

  @Field(() => Asq3Scores, { nullable: true })
  asq3?: Asq3Scores | null;
}

@ObjectType({ implements: ContributionItem, description: "FHIR R4 Immunization: one vaccine, given or due." })
export class Immunisation extends ContributionItem {
  @Field(() => CodeableConcept, { description: "Immunization.vaccineCode: SNOMED CT or dm+d." })
  vaccine: CodeableConcept;

  @Field(() => LocalDate, { nullable: true, description: "Immunization.occurrence[x]." })
  givenOn?: string | null;

  @Field(() => ImmunisationStatus, { nullable: true, description: "Immunization.status." })
  status?: string | null;

  @Field(() => Boolean, { nullable: true, description: "Due under the national schedule, and not given." })
  overdue?: boolean | null;
}

@ObjectType({ implements: ContributionItem, description: "An appointment the child was not brought to." })
export class WasNotBrought extends ContributionItem {
  @Field(() => LocalDate, { description: "Appointment.start, where Appointment.status is noshow." })
  appointmentOn: string;

  @Field(() => HealthSetting, { nullable: true })
  setting?: keyof typeof HealthSetting | null;

  @Narrative()
  @Field(() => String, { nullable: true })
  reason?: string | null;
}

@ObjectType({
  implements: ContributionItem,
  description: "Appointments missed in the twelve months before it was recorded.",
})
export class WasNotBroughtCount extends ContributionItem {
  @Field(() => Int, { description: "As the source counts it; the gateway counts nothing." })
  count: number;
}
