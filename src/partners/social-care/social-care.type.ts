/**
 * What children's social care contributes, early help included. Social workers are `involvements`, as for every
 * agency. Permanence and adoption (perm_*, AD1) are not fields and never become any: they are never federated.
 */
import { Field, ObjectType } from "type-graphql";
import { Contribution } from "../../gateway/contribution.type";
import { Shared } from "../../gateway/declare";
import { SocialCareAssessment, SocialCareS47Enquiry, SocialCareVoiceOfChild } from "./assessment.type";
import { SocialCareCareLeaver } from "./care-leaver.type";
import {
  SocialCareInitialConference,
  SocialCareProtectionPlan,
  SocialCareProtectionReview,
  SocialCareProtectionVisit,
} from "./child-protection.type";
import { SocialCareEarlyHelpEpisode } from "./early-help.type";
import { SocialCareFamilyMember, SocialCareMotherLink } from "./family.type";
import {
  SocialCareLookedAfterEpisode,
  SocialCareMissingEpisode,
  SocialCarePlacementAddress,
  SocialCareSdqScore,
} from "./looked-after.type";
import { SocialCareImmigrationStatus, SocialCarePerson } from "./person.type";
import { SocialCareCourtApplication, SocialCarePreProceedings } from "./pre-proceedings.type";
import { SocialCareChildInNeedPlan, SocialCareContact, SocialCareReferral } from "./referral.type";

@ObjectType({
  implements: Contribution,
  description: "What children's social care and early help hold about one person.",
})
export class SocialCareContribution extends Contribution {
  @Shared("demographics")
  @Field(() => SocialCarePerson, {
    nullable: true,
    description: "pers_*, disa_*: LA child id, sex, ethnicity, disability.",
  })
  person?: SocialCarePerson | null;

  @Shared("demographics", { manual: true })
  @Field(() => [SocialCareImmigrationStatus], { nullable: true, description: "immi_*, SSDA903 UASC." })
  immigrationStatuses?: SocialCareImmigrationStatus[] | null;

  @Shared("household")
  @Field(() => [SocialCareFamilyMember], { nullable: true, description: "fami_*." })
  familyGroup?: SocialCareFamilyMember[] | null;

  @Shared("household")
  @Field(() => [SocialCareMotherLink], {
    nullable: true,
    description: "moth_*: the children of whom the person is mother.",
  })
  motherLinks?: SocialCareMotherLink[] | null;

  @Shared("contact-address")
  @Field(() => [SocialCarePlacementAddress], {
    nullable: true,
    description: "clap_*: placement postcode and distance.",
  })
  placementAddresses?: SocialCarePlacementAddress[] | null;

  @Shared("csc-status")
  @Field(() => [SocialCareContact], { nullable: true, description: "cont_*, newest first." })
  contacts?: SocialCareContact[] | null;

  @Shared("csc-status")
  @Field(() => [SocialCareReferral], {
    nullable: true,
    description: "cine_*, newest first: referral, primary need, closure.",
  })
  referrals?: SocialCareReferral[] | null;

  @Shared("csc-status")
  @Field(() => [SocialCareChildInNeedPlan], { nullable: true, description: "cinp_*." })
  childInNeedPlans?: SocialCareChildInNeedPlan[] | null;

  @Shared("csc-status")
  @Field(() => [SocialCareInitialConference], { nullable: true, description: "icpc_*." })
  initialConferences?: SocialCareInitialConference[] | null;

  @Shared("csc-status")
  @Field(() => [SocialCareProtectionPlan], { nullable: true, description: "cppl_*, newest first." })
  protectionPlans?: SocialCareProtectionPlan[] | null;

  @Shared("csc-status")
  @Field(() => [SocialCareLookedAfterEpisode], { nullable: true, description: "clae_*, clap_*, lega_* (SSDA903)." })
  lookedAfterEpisodes?: SocialCareLookedAfterEpisode[] | null;

  @Shared("csc-status")
  @Field(() => SocialCareCareLeaver, { nullable: true, description: "clea_* (SSDA903 OC3)." })
  careLeaver?: SocialCareCareLeaver | null;

  @Shared("csc-assessment")
  @Field(() => [SocialCareAssessment], { nullable: true, description: "cina_*, cinf_*, newest first." })
  assessments?: SocialCareAssessment[] | null;

  @Shared("csc-assessment")
  @Field(() => [SocialCareS47Enquiry], { nullable: true, description: "s47e_*, newest first." })
  s47Enquiries?: SocialCareS47Enquiry[] | null;

  @Shared("csc-assessment")
  @Field(() => [SocialCareProtectionReview], { nullable: true, description: "cppr_*." })
  protectionReviews?: SocialCareProtectionReview[] | null;

  @Shared("csc-assessment")
  @Field(() => [SocialCareProtectionVisit], { nullable: true, description: "cppv_*, newest first." })
  protectionVisits?: SocialCareProtectionVisit[] | null;

  @Shared("csc-assessment")
  @Field(() => [SocialCarePreProceedings], { nullable: true, description: "CIN 2026 PreProceedingsandFGDM; prep_*." })
  preProceedings?: SocialCarePreProceedings[] | null;

  @Shared("csc-assessment")
  @Field(() => [SocialCareCourtApplication], { nullable: true, description: "CIN 2026 CourtAppDate." })
  courtApplications?: SocialCareCourtApplication[] | null;

  @Shared("csc-assessment")
  @Field(() => [SocialCareVoiceOfChild], { nullable: true, description: "voch_*." })
  voiceOfChild?: SocialCareVoiceOfChild[] | null;

  @Shared("police-callouts")
  @Field(() => [SocialCareMissingEpisode], { nullable: true, description: "miss_* (SSDA903 MISSING)." })
  missingEpisodes?: SocialCareMissingEpisode[] | null;

  @Shared("mental-health")
  @Field(() => [SocialCareSdqScore], { nullable: true, description: "csdq_*, newest first." })
  sdqScores?: SocialCareSdqScore[] | null;

  @Shared("early-help")
  @Field(() => [SocialCareEarlyHelpEpisode], { nullable: true, description: "earl_*, newest first." })
  earlyHelpEpisodes?: SocialCareEarlyHelpEpisode[] | null;
}
