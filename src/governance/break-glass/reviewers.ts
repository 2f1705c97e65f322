/** Who is told, who reviews, and by when: what is configured about break-glass stands here (B6). */
import type { EntityManager } from "typeorm";
import type { Role } from "../../sharing/vocabulary";
import { DECIDERS } from "../source-decisions/deciders";

export const GLASS_MINUTES = 240;

export const MANAGERS: readonly Role[] = ["MASH_MANAGER", "CSC_MANAGER", "SF_MANAGER"];
/** Who answers for an agency's sharing. */
export const GOVERNANCE: readonly Role[] = ["INFORMATION_GOVERNANCE_LEAD", "CALDICOTT_GUARDIAN"];
/** Who may review for the user's own organisation, outside the user's line. */
export const ORGANISATION_REVIEWERS: readonly Role[] = [...GOVERNANCE, ...MANAGERS];
/** Who may review for a source: who decides there what only the source may release. */
export const SOURCE_REVIEWERS: readonly Role[] = DECIDERS;

/** Working days from the grant. */
export const REVIEW_CLOCK = { open: 1, decide: 5 } as const;
/** An approval that is not used in this time has to be given again. */
export const APPROVAL_LASTS = 4 * 60 * 60 * 1000;
/** UK GDPR Art 33(1): the Information Commissioner is told within this time of becoming aware. */
export const REPORT_WITHIN = 72 * 60 * 60 * 1000;

/**
 * $1 one user, $2 another: the same one, or one manages the other at whatever remove. Managers who manage one another
 * end the walk, for a set is never walked twice.
 */
const IN_LINE = `
  WITH RECURSIVE above (who, id) AS (
    SELECT id, id FROM app_user WHERE id IN ($1, $2)
    UNION SELECT a.who, u.manager_id FROM above a JOIN app_user u ON u.id = a.id WHERE u.manager_id IS NOT NULL
  )
  SELECT 1 FROM above WHERE (who = $1 AND id = $2) OR (who = $2 AND id = $1)`;

/** Is one of them the other, or in the other's line of management? */
export async function areInOneLine(manager: EntityManager, one: string, other: string): Promise<boolean> {
  const rows = await manager.query<unknown[]>(IN_LINE, [one, other]);
  return rows.length > 0;
}
