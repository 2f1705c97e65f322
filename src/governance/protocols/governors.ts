/** Who governs protocols for their agency, who looks at them, and which agencies a protocol binds. */
import type { EntityManager } from "typeorm";
import type { Role } from "../../sharing/vocabulary";

export const GOVERNORS: readonly Role[] = ["INFORMATION_GOVERNANCE_LEAD", "CALDICOTT_GUARDIAN"];
export const MANAGERS: readonly Role[] = ["MASH_MANAGER", "CSC_MANAGER", "SF_MANAGER"];
/** Who may read the protocols that bind their agency. */
export const READERS: readonly Role[] = [...GOVERNORS, ...MANAGERS, "CASE_AUDITOR"];

/** Protocol p binds agency $n: the same words in a document of either shape. */
export const binds = (agency: string): string =>
  `(p.document -> 'sources' ? ${agency} OR p.document -> 'recipients' ? ${agency})`;

export type Transaction = Pick<EntityManager, "query">;
