/** Every resolver class of the schema. */
import { ConsentResolver } from "./governance/consents/consent.resolver";
import { ContactPointResolver } from "./governance/contact-points/contact-point.resolver";
import { CaseResolver } from "./hub/case.resolver";
import { MyNotificationsResolver } from "./hub/notifications/my-notifications.resolver";
import { ViewerResolver } from "./hub/viewer.resolver";
import { ContributionResolver } from "./record/contribution.resolver";
import { DisclosuresAboutResolver } from "./record/disclosures-about.resolver";
import { FamilyRecordResolver } from "./record/family-record.resolver";

export const RESOLVERS = [
  ViewerResolver,
  FamilyRecordResolver,
  DisclosuresAboutResolver,
  CaseResolver,
  ConsentResolver,
  ContributionResolver,
  ContactPointResolver,
  MyNotificationsResolver,
] as const;
