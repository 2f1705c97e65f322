/** A member of an open case that the caller works on, by the id that the caller's agency knows them by. */
import type { EntityManager } from "typeorm";
import { Refusal } from "../gateway/faults";
import { agencyScope, type OpaqueIds } from "../gateway/opaque-ids";
import type { RequestContext } from "../identity/request-context";
import { standingOn, type CaseStanding } from "./case-standing";
import { openMember, type MemberRef } from "./member-id";

/** Somebody protected is on no case. */
const MEMBER = `
  SELECT 1 FROM case_member m WHERE m.case_id = $1 AND m.person_id = $2 AND NOT EXISTS (
    SELECT FROM restriction r WHERE r.subject_id = m.person_id AND r.code = 'X-PROTECTED'
      AND r.valid_from <= $3 AND (r.valid_to IS NULL OR r.valid_to > $3))`;

export interface MemberOfCase extends MemberRef {
  readonly standing: CaseStanding;
}

/** @throws Refusal, the same whether the id, the case, the person or the caller's standing is what is missing */
export async function memberOfCase(
  manager: EntityManager,
  ids: OpaqueIds,
  memberId: string,
  request: RequestContext,
  path = "memberId",
): Promise<MemberOfCase> {
  const unknown = new Refusal([{ path, code: "UNKNOWN_MEMBER", message: "no such member of a case for you" }]);
  const { agencyId } = request.viewer;
  const member = openMember(ids, agencyId, memberId);
  if (!member?.caseId) throw unknown;
  const sealed = ids.seal("case", agencyScope(agencyId), member.caseId);
  const standing = await standingOn(manager, ids, sealed, request).catch((error: unknown) => {
    throw error instanceof Refusal ? unknown : error;
  });
  const rows = await manager.query<unknown[]>(MEMBER, [member.caseId, member.personId, new Date(request.at)]);
  if (rows.length === 0) throw unknown;
  return { ...member, standing };
}
