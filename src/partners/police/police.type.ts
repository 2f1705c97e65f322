/** What the police contribute. The officer in the case is one of `involvements`, as for every agency. */
import { Field, ObjectType } from "type-graphql";
import { Contribution } from "../../gateway/contribution.type";
import { Shared } from "../../gateway/declare";
import { PoliceArrest, PoliceBailCondition, PoliceNoContactCondition } from "./arrest.type";
import { PoliceCaution, PoliceConviction, PoliceSexualOffenderStatus } from "./conviction.type";
import { PoliceCrime } from "./crime.type";
import {
  PoliceDashAssessment,
  PoliceDvdsDisclosure,
  PoliceEncompassNotice,
  PoliceMaracCase,
} from "./domestic-abuse.type";
import { PoliceAlias, PoliceIdentifiers } from "./identity.type";
import { PoliceIncident } from "./incident.type";
import { PoliceIntelligence } from "./intelligence.type";
import { PoliceMissingEpisode } from "./missing.type";
import { PoliceProtection } from "./police-protection.type";
import { PoliceProtectiveOrder } from "./protective-order.type";
import { PoliceLinkedCrimeRisk, PoliceNrmReferral, PoliceVulnerabilityNotice } from "./vulnerability.type";
import { PoliceWarningMarker } from "./warning-marker.type";

@ObjectType({ implements: Contribution, description: "What the police hold about one person." })
export class PoliceContribution extends Contribution {
  @Shared("demographics", { minimumLevel: 4 })
  @Field(() => PoliceIdentifiers, { nullable: true, description: "PNC id, CRO number, NSPIS nominal id." })
  identifiers?: PoliceIdentifiers | null;

  @Shared("police-callouts")
  @Field(() => [PoliceWarningMarker], { nullable: true, description: "PNC warning signals." })
  warningMarkers?: PoliceWarningMarker[] | null;

  @Shared("police-callouts")
  @Field(() => [PoliceIncident], { nullable: true, description: "NSIR incidents, newest first." })
  incidents?: PoliceIncident[] | null;

  @Shared("police-callouts")
  @Field(() => [PoliceVulnerabilityNotice], { nullable: true, description: "PPN / Merlin PAC." })
  vulnerabilityNotices?: PoliceVulnerabilityNotice[] | null;

  @Shared("police-callouts")
  @Field(() => [PoliceCrime], { nullable: true, description: "HOCR recorded crimes, newest first." })
  crimes?: PoliceCrime[] | null;

  @Shared("police-callouts")
  @Field(() => [PoliceMissingEpisode], {
    nullable: true,
    description: "Missing episodes (SSDA903 MISSING for looked-after).",
  })
  missingEpisodes?: PoliceMissingEpisode[] | null;

  @Shared("police-callouts")
  @Field(() => [PoliceProtection], { nullable: true, description: "Children Act 1989 s.46, newest first." })
  policeProtections?: PoliceProtection[] | null;

  @Shared("police-callouts")
  @Field(() => [PoliceLinkedCrimeRisk], { nullable: true, description: "DfE linked crime risks." })
  linkedCrimeRisks?: PoliceLinkedCrimeRisk[] | null;

  @Shared("police-callouts")
  @Field(() => [PoliceNrmReferral], { nullable: true, description: "National Referral Mechanism referrals." })
  nrmReferrals?: PoliceNrmReferral[] | null;

  @Shared("domestic-abuse")
  @Field(() => [PoliceDashAssessment], { nullable: true, description: "DASH assessments, newest first." })
  dashAssessments?: PoliceDashAssessment[] | null;

  @Shared("domestic-abuse")
  @Field(() => [PoliceMaracCase], { nullable: true, description: "MARAC cases (SafeLives)." })
  maracCases?: PoliceMaracCase[] | null;

  @Shared("domestic-abuse")
  @Field(() => [PoliceProtectiveOrder], {
    nullable: true,
    description: "DVPN, DVPO, DAPN, DAPO, NMO, restraining orders.",
  })
  protectiveOrders?: PoliceProtectiveOrder[] | null;

  @Shared("domestic-abuse", { manual: true })
  @Field(() => [PoliceDvdsDisclosure], { nullable: true, description: "DVDS (DA Act 2021 s.77 guidance)." })
  dvdsDisclosures?: PoliceDvdsDisclosure[] | null;

  @Shared("domestic-abuse")
  @Field(() => [PoliceEncompassNotice], { nullable: true, description: "Operation Encompass (DA Act 2021 s.49A)." })
  encompassNotices?: PoliceEncompassNotice[] | null;

  @Shared("convictions")
  @Field(() => [PoliceAlias], { nullable: true, description: "Names and birth dates used." })
  aliases?: PoliceAlias[] | null;

  @Shared("convictions")
  @Field(() => [PoliceArrest], { nullable: true, description: "Arrests, newest first." })
  arrests?: PoliceArrest[] | null;

  @Shared("convictions")
  @Field(() => [PoliceBailCondition], { nullable: true })
  bailConditions?: PoliceBailCondition[] | null;

  @Shared("convictions")
  @Field(() => [PoliceNoContactCondition], { nullable: true, description: "No-contact conditions of bail or licence." })
  bailOrLicenceNoContact?: PoliceNoContactCondition[] | null;

  @Shared("convictions")
  @Field(() => [PoliceConviction], { nullable: true, description: "PNC convictions, newest first." })
  convictions?: PoliceConviction[] | null;

  @Shared("convictions")
  @Field(() => [PoliceCaution], { nullable: true, description: "Cautions and other out-of-court disposals." })
  cautions?: PoliceCaution[] | null;

  @Shared("convictions")
  @Field(() => PoliceSexualOffenderStatus, { nullable: true, description: "ViSOR: registration and SHPO." })
  sexualOffenderStatus?: PoliceSexualOffenderStatus | null;

  @Shared("police-intelligence")
  @Field(() => [PoliceIntelligence], { nullable: true, description: "NIM 3x5x2 reports, sanitised." })
  intelligence?: PoliceIntelligence[] | null;
}
