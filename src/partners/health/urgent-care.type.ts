/** Emergency attendances, ambulance calls and admissions. Each names where it happened, and so places the person. */
import { GraphQLDateTimeISO } from "graphql-scalars";
import { Field, ObjectType } from "type-graphql";
import { ContributionItem } from "../../gateway/contribution-item.type";
import { Location } from "../../gateway/declare";
import { LocalDate } from "../../gateway/local-date";
import { CodeableConcept } from "../../people/codeable-concept.type";
import { Address } from "../../people/contact.type";
import { OdsCode } from "../../people/identifier.scalars";

@ObjectType({ implements: ContributionItem, description: "One attendance (ECDS; FHIR R4 Encounter of class EMER)." })
export class EdAttendance extends ContributionItem {
  @Field(() => GraphQLDateTimeISO, { description: "EMERGENCY CARE ARRIVAL DATE and TIME (ECDS)." })
  arrivedAt: string;

  @Field(() => CodeableConcept, { nullable: true, description: "EMERGENCY CARE CHIEF COMPLAINT (SNOMED CT)." })
  chiefComplaint?: CodeableConcept | null;

  @Field(() => [CodeableConcept], { nullable: true, description: "EMERGENCY CARE DIAGNOSIS (SNOMED CT)." })
  diagnoses?: CodeableConcept[] | null;

  @Field(() => CodeableConcept, { nullable: true, description: "EMERGENCY CARE INJURY INTENT (SNOMED CT)." })
  injuryIntent?: CodeableConcept | null;

  @Field(() => Boolean, { nullable: true, description: "Read from EMERGENCY CARE DISCHARGE STATUS (SNOMED CT)." })
  leftBeforeSeen?: boolean | null;

  @Location()
  @Field(() => OdsCode, { nullable: true, description: "ODS code of the treating site." })
  siteCode?: string | null;

  @Location()
  @Field(() => String, { nullable: true })
  siteName?: string | null;
}

@ObjectType({
  implements: ContributionItem,
  description: "One call that an ambulance went out to (FHIR R4 Encounter).",
})
export class AmbulanceCallout extends ContributionItem {
  @Field(() => GraphQLDateTimeISO)
  calledAt: string;

  @Field(() => CodeableConcept, { nullable: true, description: "Encounter.reasonCode." })
  reason?: CodeableConcept | null;

  @Location()
  @Field(() => Address, { nullable: true, description: "Encounter.location: where the crew attended." })
  attendedAddress?: Address | null;

  @Location()
  @Field(() => OdsCode, { nullable: true, description: "ODS code of the site conveyed to." })
  conveyedToCode?: string | null;
}

@ObjectType({ implements: ContributionItem, description: "A hospital stay (FHIR R4 Encounter of class IMP)." })
export class HealthAdmission extends ContributionItem {
  @Field(() => LocalDate, { description: "Encounter.period.start." })
  admittedOn: string;

  @Field(() => LocalDate, { nullable: true, description: "Encounter.period.end." })
  dischargedOn?: string | null;

  @Field(() => [CodeableConcept], { nullable: true, description: "ICD-10, primary diagnosis first." })
  diagnoses?: CodeableConcept[] | null;

  @Location()
  @Field(() => OdsCode, { nullable: true, description: "ODS code of the treating site." })
  siteCode?: string | null;

  @Location()
  @Field(() => String, { nullable: true })
  siteName?: string | null;
}
