/** Every resolver class of the schema. */
import { ConsentResolver } from "./governance/consents/consent.resolver";
import { MatchResolver } from "./governance/matching/match.resolver";
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
  SimulationResolver,
  CaseResolver,
  ConsentResolver,
  ReplayResolver,
  MatchResolver,
  ContributionResolver,
] as const;
