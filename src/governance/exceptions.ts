/** What stands beside consent, wired: papers, whose decision it is, dispensations, restrictions and conflicts of interest. */
import type { DataSource } from "typeorm";
import type { OpaqueIds } from "../gateway/opaque-ids";
import { ConflictResolver } from "./conflicts/conflict.resolver";
import { Conflicts } from "./conflicts/conflicts";
import { ConsentPapersResolver } from "./consents/consent-papers.resolver";
import type { Consents } from "./consents/consents";
import { ExpiringConsents } from "./consents/expiring-consents";
import { FhirConsents } from "./consents/fhir/fhir-consents";
import { Receipts } from "./consents/receipt/receipts";
import { WhoseDecision } from "./consents/whose-decision";
import { WhoseDecisionResolver } from "./consents/whose-decision.resolver";
import { DispensationResolver } from "./dispensations/dispensation.resolver";
import { Dispensations } from "./dispensations/dispensations";
import { DispensationsOnFile } from "./dispensations/dispensations-on-file";
import type { HubRepository } from "./hub.repository";
import { RestrictionResolver } from "./restrictions/restriction.resolver";
import { Restrictions } from "./restrictions/restrictions";

export const consentAndExceptions = (
  dataSource: DataSource,
  hub: HubRepository,
  consents: Consents,
  ids: OpaqueIds,
): object[] => [
  new ConsentPapersResolver(
    new Receipts(dataSource, hub, ids),
    new ExpiringConsents(dataSource, ids),
    new FhirConsents(dataSource, consents, ids),
  ),
  new WhoseDecisionResolver(new WhoseDecision(dataSource, ids)),
  new DispensationResolver(new Dispensations(dataSource, ids), new DispensationsOnFile(dataSource, ids)),
  new RestrictionResolver(new Restrictions(dataSource, ids)),
  new ConflictResolver(new Conflicts(dataSource, ids)),
];
