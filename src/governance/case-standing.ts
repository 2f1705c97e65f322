/** What a caller is to a case, for writing to it. Unknown, not yours and barred are one refusal. */
import type { EntityManager } from "typeorm";
import { agencyScope, type OpaqueIds } from "../gateway/opaque-ids";
import type { RequestContext } from "../identity/request-context";
import type { Role } from "../sharing/vocabulary";
import { Refusal } from "../gateway/faults";

export interface CaseStanding {
  readonly caseId: string;
  readonly owner: string;
  readonly isOwner: boolean;
  readonly open: boolean;
  readonly authorities: readonly string[];
}

const STANDING = `
  SELECT c.owner_id AS owner, c.authorities, c.closed_at IS NULL AS open
  FROM case_file c
  JOIN case_assignment s ON s.case_id = c.id AND s.user_id = $2
  JOIN app_user u ON u.id = s.user_id AND u.agency_id = $3 AND u.active AND $4 = ANY (u.roles)
  WHERE c.id = $1 AND s.valid_from <= $5 AND (s.valid_to IS NULL OR s.valid_to > $5)
    AND (c.owner_id = $3 OR EXISTS (SELECT FROM case_agency g WHERE g.case_id = c.id AND g.agency_id = $3
         AND g.valid_from <= $5 AND (g.valid_to IS NULL OR g.valid_to > $5)))
    AND NOT EXISTS (SELECT FROM conflict_of_interest k JOIN case_member m ON m.person_id = k.person_id
         WHERE m.case_id = c.id AND k.user_id = $2 AND k.valid_from <= $5 AND (k.valid_to IS NULL OR k.valid_to > $5))`;

/** @throws Refusal where the caller cannot write to this case */
export async function standingOn(
  manager: EntityManager,
  ids: OpaqueIds,
  sealedCaseId: string,
  { viewer, at }: RequestContext,
): Promise<CaseStanding> {
  const caseId = ids.open("case", agencyScope(viewer.agencyId), sealedCaseId);
  const values = [caseId, viewer.userId, viewer.agencyId, viewer.role, new Date(at)];
  const rows = caseId
    ? await manager.query<{ owner: string; authorities: string[]; open: boolean }[]>(STANDING, values)
    : [];
  const [row] = rows;
  if (!caseId || !row) throw new Refusal([{ path: "caseId", code: "UNKNOWN_CASE", message: "no such case for you" }]);
  if (!row.open) throw new Refusal([{ path: "caseId", code: "CASE_CLOSED", message: "the case is closed" }]);
  return { caseId, isOwner: row.owner === viewer.agencyId, ...row };
}

/** @throws Refusal where the caller's user, agency or role is not active */
export async function mustBeActive(manager: EntityManager, { viewer }: RequestContext): Promise<void> {
  const rows = await manager.query<unknown[]>(
    `SELECT 1 FROM app_user u JOIN agency a ON a.id = u.agency_id
     WHERE u.id = $1 AND u.agency_id = $2 AND u.active AND a.active AND $3 = ANY (u.roles)`,
    [viewer.userId, viewer.agencyId, viewer.role],
  );
  if (rows.length === 0) {
    throw new Refusal([
      { path: "", code: "NOT_ACTIVE", message: "your user, agency or role is not active in this hub" },
    ]);
  }
}

/** @throws Refusal where the caller's role is not one of these */
export function mustHaveRole({ viewer }: RequestContext, roles: readonly Role[]): void {
  if (roles.includes(viewer.role)) return;
  throw new Refusal([{ path: "", code: "NOT_YOUR_ROLE", message: `this takes one of: ${roles.join(", ")}` }]);
}

/** Roles that look and never write. */
const READERS: ReadonlySet<Role> = new Set(["CASE_AUDITOR", "CALDICOTT_GUARDIAN", "INTEGRATOR"]);

/** @throws Refusal for a role that never writes */
export function mustBePractitioner({ viewer }: RequestContext): void {
  if (!READERS.has(viewer.role)) return;
  throw new Refusal([{ path: "", code: "NOT_YOUR_ROLE", message: `${viewer.role} reads and does not write` }]);
}
