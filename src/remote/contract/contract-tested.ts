/** Kinds of partners that have a contract to pass; another is mapped by what was approved, and answers as it does. */
import type { PartnerKind } from "../partner-in-force";

export const CONTRACT_TESTED: ReadonlySet<PartnerKind> = new Set<PartnerKind>(["SUBGRAPH", "FHIR"]);
