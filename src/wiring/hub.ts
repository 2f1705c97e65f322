/** The hub's own work: who somebody is, cases and their members, what the family is told, what there is to tell whom. */
import { ContactPointResolver } from "../governance/contact-points/contact-point.resolver";
import { ContactPoints } from "../governance/contact-points/contact-points";
import { CaseResolver } from "../hub/case.resolver";
import { Cases } from "../hub/cases";
import { FamilyTold } from "../hub/family-told/family-told";
import { FamilyToldResolver } from "../hub/family-told/family-told.resolver";
import { Members } from "../hub/members";
import { MyNotifications } from "../hub/notifications/my-notifications";
import { MyNotificationsResolver } from "../hub/notifications/my-notifications.resolver";
import { ViewerResolver } from "../hub/viewer.resolver";
import { Viewers } from "../hub/viewers";
import type { Foundation } from "./foundation";

/** @param privateNetworks whether a webhook may be of a machine beside this one */
export const hubResolvers = ({ dataSource, pool, hub, ids }: Foundation, privateNetworks: boolean): object[] => [
  new ViewerResolver(new Viewers(pool, hub, ids)),
  new CaseResolver(new Cases(dataSource, ids), new Members(dataSource, ids)),
  new FamilyToldResolver(new FamilyTold(dataSource, ids)),
  new MyNotificationsResolver(new MyNotifications(pool, ids)),
  new ContactPointResolver(new ContactPoints(dataSource, ids, privateNetworks)),
];
