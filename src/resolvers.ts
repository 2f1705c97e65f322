/** Every resolver class of the schema. */
import { DisclosureProofResolver } from "./audit/anchor/disclosure-proof.resolver";
import { ConsentResolver } from "./governance/consents/consent.resolver";
import { CaseResolver } from "./hub/case.resolver";
import { ViewerResolver } from "./hub/viewer.resolver";
import { ContributionResolver } from "./record/contribution.resolver";
import { DisclosuresAboutResolver } from "./record/disclosures-about.resolver";
import { FamilyRecordResolver } from "./record/family-record.resolver";

export const RESOLVERS = [
  ViewerResolver,
  FamilyRecordResolver,
  DisclosuresAboutResolver,
  DisclosureProofResolver,
  CaseResolver,
  ConsentResolver,
  ContributionResolver,
] as const;
