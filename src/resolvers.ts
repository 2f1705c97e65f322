/** Every resolver class of the schema. */
import { DisclosureProofResolver } from "./audit/anchor/disclosure-proof.resolver";
import { ConsentResolver } from "./governance/consents/consent.resolver";
import { ReplayResolver } from "./governance/replay/replay.resolver";
import { CaseResolver } from "./hub/case.resolver";
import { ViewerResolver } from "./hub/viewer.resolver";
import { ContributionResolver } from "./record/contribution.resolver";
import { DisclosuresAboutResolver } from "./record/disclosures-about.resolver";
import { FamilyRecordResolver } from "./record/family-record.resolver";
import { SimulationResolver } from "./record/simulation/simulation.resolver";

export const RESOLVERS = [
  ViewerResolver,
  FamilyRecordResolver,
  DisclosuresAboutResolver,
  DisclosureProofResolver,
  SimulationResolver,
  CaseResolver,
  ConsentResolver,
  ReplayResolver,
  ContributionResolver,
] as const;
