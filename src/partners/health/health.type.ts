import { Field, ObjectType } from "type-graphql";
import { Contribution } from "../../gateway/contribution.type";
import { Shared } from "../../gateway/declare";
import { Immunisation, MandatedReview, WasNotBrought, WasNotBroughtCount } from "./child-health.type";
import { FgmRecord, HealthCondition, HealthDisability, Pregnancy } from "./conditions.type";
import { AdultMentalHealth, CamhsReferral, RiskToChildStatement } from "./mental-health.type";
import { GpRegistration, HealthContactDetails, HealthPatient } from "./patient.type";
import { CpisAccess, CpisPlan, HealthSafeguardingCode } from "./safeguarding.type";
import { SexualHealthContact, SubstanceUseObservation } from "./sensitive-health.type";
import { AmbulanceCallout, EdAttendance, HealthAdmission } from "./urgent-care.type";

/**
 * Every kind of NHS provider contributes through this one class; each fills the fields it holds. A sensitive record
 * (`meta.security` U or R) arrives as a restriction on the person or the item, and is never a field.
 */
@ObjectType({ implements: Contribution, description: "What a health service holds about one person." })
export class HealthContribution extends Contribution {
  @Shared("demographics")
  @Field(() => HealthPatient, { nullable: true, description: "UK Core Patient: who the person is." })
  patient?: HealthPatient | null;

  @Shared("contact-address")
  @Field(() => HealthContactDetails, { nullable: true, description: "Patient.address and Patient.telecom." })
  contactDetails?: HealthContactDetails | null;

  @Shared("gp-registration")
  @Field(() => GpRegistration, { nullable: true, description: "Patient.generalPractitioner." })
  gpRegistration?: GpRegistration | null;

  @Shared("immunisation-development")
  @Field(() => [MandatedReview], { nullable: true, description: "CSDS: mandated reviews and ASQ-3, newest first." })
  mandatedReviews?: MandatedReview[] | null;

  @Shared("immunisation-development")
  @Field(() => [Immunisation], { nullable: true, description: "Immunization: vaccines given and due." })
  immunisations?: Immunisation[] | null;

  @Shared("immunisation-development")
  @Field(() => WasNotBroughtCount, { nullable: true, description: "Appointment.status noshow, in twelve months." })
  wasNotBrought12m?: WasNotBroughtCount | null;

  @Shared("immunisation-development")
  @Field(() => [WasNotBrought], { nullable: true, description: "Appointment.status noshow, newest first." })
  wasNotBrought?: WasNotBrought[] | null;

  @Shared("urgent-care")
  @Field(() => [EdAttendance], { nullable: true, description: "ECDS: emergency attendances, newest first." })
  edAttendances?: EdAttendance[] | null;

  @Shared("urgent-care")
  @Field(() => [AmbulanceCallout], { nullable: true, description: "Encounter: ambulance calls, newest first." })
  ambulanceCallouts?: AmbulanceCallout[] | null;

  @Shared("urgent-care")
  @Field(() => [HealthAdmission], { nullable: true, description: "Encounter IMP: hospital stays, newest first." })
  admissions?: HealthAdmission[] | null;

  @Shared("health-conditions")
  @Field(() => [HealthCondition], { nullable: true, description: "Condition: the problem list." })
  conditions?: HealthCondition[] | null;

  @Shared("health-conditions")
  @Field(() => [HealthDisability], { nullable: true, description: "Condition: disability and neurodevelopmental." })
  disabilities?: HealthDisability[] | null;

  @Shared("health-conditions")
  @Field(() => Pregnancy, { nullable: true, description: "MSDS: the current pregnancy." })
  pregnancy?: Pregnancy | null;

  @Shared("health-conditions")
  @Field(() => FgmRecord, { nullable: true, description: "FGM Enhanced Dataset (SCCI2026)." })
  fgmRecorded?: FgmRecord | null;

  @Shared("safeguarding-concerns")
  @Field(() => [HealthSafeguardingCode], { nullable: true, description: "RCGP child safeguarding codes (SNOMED CT)." })
  childSafeguardingCodes?: HealthSafeguardingCode[] | null;

  @Shared("csc-status")
  @Field(() => CpisPlan, { nullable: true, description: "CP-IS: the plan that health staff are shown." })
  cpisPlan?: CpisPlan | null;

  /** Not among `involvements`: it shows where care was sought, and not who works with the person. */
  @Shared("involvement")
  @Field(() => [CpisAccess], { nullable: true, description: "CP-IS: who looked the plan up, newest first." })
  cpisAccessHistory?: CpisAccess[] | null;

  @Shared("mental-health")
  @Field(() => [CamhsReferral], { nullable: true, description: "MHSDS: referrals to CAMHS, newest first." })
  camhs?: CamhsReferral[] | null;

  @Shared("mental-health")
  @Field(() => AdultMentalHealth, { nullable: true, description: "MHSDS: the adult's standing with services." })
  adultMentalHealth?: AdultMentalHealth | null;

  @Shared("mental-health")
  @Field(() => [RiskToChildStatement], { nullable: true, description: "Clinicians' statements, newest first." })
  riskToChildFromIllness?: RiskToChildStatement[] | null;

  @Shared("substance-misuse")
  @Field(() => [SubstanceUseObservation], { nullable: true, description: "Observation: AUDIT and drug screens." })
  substanceUse?: SubstanceUseObservation[] | null;

  @Shared("sexual-health", { manual: true })
  @Field(() => [SexualHealthContact], { nullable: true, description: "Released by the clinic's own hand alone." })
  sexualHealthContacts?: SexualHealthContact[] | null;
}
