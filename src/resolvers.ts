/** Every resolver class of the schema. */
import { ConflictResolver } from "./governance/conflicts/conflict.resolver";
import { ConsentPapersResolver } from "./governance/consents/consent-papers.resolver";
import { BreakGlassResolver } from "./governance/break-glass/break-glass.resolver";
import { DisclosureProofResolver } from "./audit/anchor/disclosure-proof.resolver";
import { ConsentResolver } from "./governance/consents/consent.resolver";
import { PartnerResolver } from "./governance/partners/partner.resolver";
import { MatchResolver } from "./governance/matching/match.resolver";
import { ContactPointResolver } from "./governance/contact-points/contact-point.resolver";
import { OversightResolver } from "./governance/oversight/oversight.resolver";
import { WhoseDecisionResolver } from "./governance/consents/whose-decision.resolver";
import { DispensationResolver } from "./governance/dispensations/dispensation.resolver";
import { RestrictionResolver } from "./governance/restrictions/restriction.resolver";
import { ProtocolDiffResolver } from "./governance/protocols/protocol-diff.resolver";
import { ProtocolResolver } from "./governance/protocols/protocol.resolver";
import { ReplayResolver } from "./governance/replay/replay.resolver";
import { SourceDecisionResolver } from "./governance/source-decisions/source-decision.resolver";
import { CaseResolver } from "./hub/case.resolver";
import { FamilyToldResolver } from "./hub/family-told/family-told.resolver";
import { MyNotificationsResolver } from "./hub/notifications/my-notifications.resolver";
import { ViewerResolver } from "./hub/viewer.resolver";
import { ContributionResolver } from "./record/contribution.resolver";
import { DisclosuresAboutResolver } from "./record/disclosures-about.resolver";
import { FamilyRecordResolver } from "./record/family-record.resolver";
import { WhoHasSeenResolver } from "./record/who-has-seen/who-has-seen.resolver";
import { SimulationResolver } from "./record/simulation/simulation.resolver";

export const RESOLVERS = [
  ViewerResolver,
  FamilyRecordResolver,
  DisclosuresAboutResolver,
  DisclosureProofResolver,
  SimulationResolver,
  CaseResolver,
  ConsentResolver,
  ConsentPapersResolver,
  WhoseDecisionResolver,
  DispensationResolver,
  RestrictionResolver,
  ConflictResolver,
  ProtocolResolver,
  ProtocolDiffResolver,
  ReplayResolver,
  MatchResolver,
  SourceDecisionResolver,
  BreakGlassResolver,
  ContributionResolver,
  PartnerResolver,
  ContactPointResolver,
  MyNotificationsResolver,
  WhoHasSeenResolver,
  FamilyToldResolver,
  OversightResolver,
] as const;
