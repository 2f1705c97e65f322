/** What a caller is to a case, for writing to it. Unknown, not yours and barred are one refusal. */
import type { EntityManager } from "typeorm";
import { agencyScope, type OpaqueIds } from "../gateway/opaque-ids";
import type { RequestContext } from "../identity/request-context";
import type { StatutoryBasis } from "../sharing/evidence";
import type { Role } from "../sharing/vocabulary";
import { Refusal } from "../gateway/faults";

export interface CaseStanding {
  readonly caseId: string;
  readonly owner: string;
  readonly isOwner: boolean;
  readonly open: boolean;
  readonly authorities: readonly string[];
  /** Common level of need, 1 to 4. */
  readonly level: number;
  readonly statutory: boolean;
  readonly statutoryBasis: StatutoryBasis;
  readonly highRisk: boolean;
}

/** Case c on which user $1 of agency $2 works in role $3 at $4: active, assigned, involved, without a conflict. */
const WORKED_ON = `
  case_file c
  JOIN case_assignment s ON s.case_id = c.id AND s.user_id = $1
  JOIN app_user u ON u.id = s.user_id AND u.agency_id = $2 AND u.active AND $3 = ANY (u.roles)
  JOIN agency a ON a.id = u.agency_id AND a.active
  WHERE s.valid_from <= $4 AND (s.valid_to IS NULL OR s.valid_to > $4)
    AND (c.owner_id = $2 OR EXISTS (SELECT FROM case_agency g WHERE g.case_id = c.id AND g.agency_id = $2
         AND g.valid_from <= $4 AND (g.valid_to IS NULL OR g.valid_to > $4)))
    AND NOT EXISTS (SELECT FROM conflict_of_interest k JOIN case_member m ON m.person_id = k.person_id
         WHERE m.case_id = c.id AND k.user_id = $1 AND k.valid_from <= $4 AND (k.valid_to IS NULL OR k.valid_to > $4))`;
const STANDING = `
  SELECT c.owner_id AS owner, c.authorities, c.common_level AS level, c.statutory, c.statutory_basis AS "statutoryBasis",
    c.high_risk AS "highRisk", c.closed_at IS NULL AS open
  FROM ${WORKED_ON} AND c.id = $5`;
const WORKS_WITH = `
  SELECT c.id FROM ${WORKED_ON} AND EXISTS (SELECT FROM case_member m WHERE m.case_id = c.id AND m.person_id = $5)
  ORDER BY c.closed_at DESC NULLS FIRST, c.opened_at DESC, c.id LIMIT 1`;

/** $1 to $4 */
export const asWorker = ({ viewer, at }: RequestContext): unknown[] => [
  viewer.userId,
  viewer.agencyId,
  viewer.role,
  new Date(at),
];

/** @throws Refusal where the caller cannot write to this case */
export async function standingOn(
  manager: EntityManager,
  ids: OpaqueIds,
  sealedCaseId: string,
  request: RequestContext,
): Promise<CaseStanding> {
  const { agencyId } = request.viewer;
  const caseId = ids.open("case", agencyScope(agencyId), sealedCaseId);
  const rows = caseId
    ? await manager.query<Omit<CaseStanding, "caseId" | "isOwner">[]>(STANDING, [...asWorker(request), caseId])
    : [];
  const [row] = rows;
  if (!caseId || !row) throw new Refusal([{ path: "caseId", code: "UNKNOWN_CASE", message: "no such case for you" }]);
  if (!row.open) throw new Refusal([{ path: "caseId", code: "CASE_CLOSED", message: "the case is closed" }]);
  return { caseId, isOwner: row.owner === agencyId, ...row };
}

/** Does the caller work on a case, open or closed, that this person is on? */
export const worksWith = async (manager: EntityManager, personId: string, request: RequestContext): Promise<boolean> =>
  (await caseWith(manager, personId, request)) !== null;

/** The case on which the caller works with this person, an open one before a closed one; null where there is none. */
export async function caseWith(
  manager: EntityManager,
  personId: string,
  request: RequestContext,
): Promise<string | null> {
  const rows = await manager.query<{ id: string }[]>(WORKS_WITH, [...asWorker(request), personId]);
  return rows[0]?.id ?? null;
}

/** Cases, open or closed, that the caller works on: a query of their ids, its values `asWorker`. */
export const CASES_WORKED_ON = `SELECT c.id FROM ${WORKED_ON}`;

/** Are the caller's user, agency and role active in this hub? */
export async function isActive(manager: EntityManager, { viewer }: RequestContext): Promise<boolean> {
  const rows = await manager.query<unknown[]>(
    `SELECT 1 FROM app_user u JOIN agency a ON a.id = u.agency_id
     WHERE u.id = $1 AND u.agency_id = $2 AND u.active AND a.active AND $3 = ANY (u.roles)`,
    [viewer.userId, viewer.agencyId, viewer.role],
  );
  return rows.length > 0;
}

/** @throws Refusal where the caller's user, agency or role is not active */
export async function mustBeActive(manager: EntityManager, request: RequestContext): Promise<void> {
  if (await isActive(manager, request)) return;
  throw new Refusal([{ path: "", code: "NOT_ACTIVE", message: "your user, agency or role is not active in this hub" }]);
}

/** @throws Refusal where the caller's role is not one of these */
export function mustHaveRole({ viewer }: RequestContext, roles: readonly Role[]): void {
  if (roles.includes(viewer.role)) return;
  throw new Refusal([{ path: "", code: "NOT_YOUR_ROLE", message: `this takes one of: ${roles.join(", ")}` }]);
}

/** Roles that look, or govern, and never write to a case. */
const READERS: ReadonlySet<Role> = new Set(["CASE_AUDITOR", "CALDICOTT_GUARDIAN", "INFORMATION_GOVERNANCE_LEAD"]);

/** @throws Refusal for a role that never writes */
export function mustBeWriter({ viewer }: RequestContext): void {
  if (!READERS.has(viewer.role)) return;
  throw new Refusal([{ path: "", code: "NOT_YOUR_ROLE", message: `${viewer.role} reads and does not write` }]);
}

/** @throws Refusal for a role that works no case: one that never writes, or writes its agency's items alone */
export function mustBePractitioner(request: RequestContext): void {
  mustBeWriter(request);
  if (request.viewer.role !== "INTEGRATOR") return;
  throw new Refusal([{ path: "", code: "NOT_YOUR_ROLE", message: "INTEGRATOR contributes items and works no case" }]);
}
