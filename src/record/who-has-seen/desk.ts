/**
 * The subject-access desk: who may answer a family, and for whom. A governance lead or Caldicott guardian of an agency
 * that owns a case of the person or holds something about them; a manager of an agency that owns a case. Whom they have
 * no answer for is unknown to them, whatever the reason.
 */
import type { EntityManager } from "typeorm";
import type { OpaqueIds } from "../../gateway/opaque-ids";
import { isReadable } from "../../governance/evidence.sql";
import { openMember } from "../../governance/member-id";
import type { RequestContext } from "../../identity/request-context";
import { isIdentifier, type IdentifierSystem } from "../../people/identifier-system";
import { mayUse } from "../../people/identifier-use";
import type { Role } from "../../sharing/vocabulary";

/** Exactly one of the two. */
export interface WhoIsAsked {
  readonly memberId?: string | null;
  readonly identifier?: { readonly system: IdentifierSystem; readonly value: string } | null;
}

/** Somebody whom the desk may answer. */
export interface AtTheDesk {
  readonly personId: string;
  readonly disclosureKey: string;
  /** The case that the member's id is of. */
  readonly caseId: string | null;
  /** Cases of the caller's own agency that the person is or was on. */
  readonly ownCases: readonly string[];
}

const OF_OWNER_OR_HOLDER: readonly Role[] = ["INFORMATION_GOVERNANCE_LEAD", "CALDICOTT_GUARDIAN"];
const OF_OWNER: readonly Role[] = ["MASH_MANAGER", "CSC_MANAGER", "SF_MANAGER"];
export const DESK_ROLES: readonly Role[] = [...OF_OWNER_OR_HOLDER, ...OF_OWNER];

/**
 * One statement, the same whatever it finds. A case on which the caller has a conflict of interest with anybody is none
 * of theirs; a stand-in is somebody of the agency's own, as everywhere (docs/adr/0009).
 *
 * $1 user, $2 agency, $3 role, $4 and $5 identifier, $6 instant, $7 and $8 case and person of a member's id,
 * $9 what the agency holds counts too
 */
const FIND = `
  WITH candidates AS (
    SELECT person_id, 1 AS place FROM case_member WHERE case_id = $7::uuid AND person_id = $8::uuid
    UNION ALL
    SELECT person_id, 2 FROM person_identifier WHERE system = $4 AND value = $5 AND confidence >= 0.95
    UNION ALL
    SELECT person_id, 3 FROM person_identifier WHERE system = 'STAND-IN ' || $4 AND value = $5 || ' ' || $2
  ), weighed AS (
    SELECT n.*, ARRAY(
      SELECT c.id FROM case_member m JOIN case_file c ON c.id = m.case_id
      WHERE m.person_id = n.person_id AND c.owner_id = $2 AND NOT EXISTS (
        SELECT FROM case_member o JOIN conflict_of_interest k ON k.person_id = o.person_id
        WHERE o.case_id = c.id AND k.user_id = $1
          AND k.valid_from <= $6 AND (k.valid_to IS NULL OR k.valid_to > $6))) AS own_cases,
      $9 AND EXISTS (SELECT FROM contribution_item i WHERE i.person_id = n.person_id AND i.agency_id = $2
                     AND i.superseded_at IS NULL AND ${isReadable}) AS is_held
    FROM candidates n
    WHERE NOT is_barred(n.person_id, $1, $6) AND EXISTS (
      SELECT FROM app_user u JOIN agency a ON a.id = u.agency_id
      WHERE u.id = $1 AND u.agency_id = $2 AND $3 = ANY (u.roles) AND u.active AND a.active)
  )
  SELECT p.id AS "personId", p.disclosure_key AS "disclosureKey", w.own_cases AS "ownCases"
  FROM weighed w JOIN person p ON p.id = w.person_id
  WHERE w.own_cases <> '{}' OR w.is_held ORDER BY w.place LIMIT 1`;

/** Null alike for nobody, somebody of others and somebody barred, and for a role that is not entitled. */
export async function atTheDesk(
  manager: Pick<EntityManager, "query">,
  ids: OpaqueIds,
  { memberId, identifier }: WhoIsAsked,
  { viewer, at }: RequestContext,
): Promise<AtTheDesk | null> {
  if (!DESK_ROLES.includes(viewer.role)) return null;
  const member = memberId ? openMember(ids, viewer.agencyId, memberId) : null;
  const named = identifier && isNamed(identifier, viewer.agencyId) ? identifier : null;
  const [found] = await manager.query<Omit<AtTheDesk, "caseId">[]>(FIND, [
    viewer.userId,
    viewer.agencyId,
    viewer.role,
    named?.system ?? null,
    named?.value ?? null,
    new Date(at),
    member?.caseId || null,
    member?.personId ?? null,
    OF_OWNER_OR_HOLDER.includes(viewer.role),
  ]);
  return found ? { ...found, caseId: member?.caseId || null } : null;
}

const isNamed = (it: NonNullable<WhoIsAsked["identifier"]>, agency: string): boolean =>
  isIdentifier(it.system, it.value) && mayUse(it, agency);
