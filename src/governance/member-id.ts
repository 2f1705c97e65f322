/** A member's id names the case and the person, sealed for the caller's agency: it says by itself which case it is of. */
import type { OpaqueIds } from "../gateway/opaque-ids";
import { agencyScope } from "../gateway/opaque-ids";

export const memberScope = agencyScope;

export interface MemberRef {
  readonly caseId: string;
  readonly personId: string;
}

export const sealMember = (ids: OpaqueIds, agency: string, { caseId, personId }: MemberRef): string =>
  ids.seal("person", memberScope(agency), `${caseId} ${personId}`);

/** Null for an id that was not made for this agency. A person found outside any case has an empty case id. */
export function openMember(ids: OpaqueIds, agency: string, id: string): MemberRef | null {
  const [caseId, personId] = ids.open("person", memberScope(agency), id)?.split(" ") ?? [];
  return caseId === undefined || personId === undefined ? null : { caseId, personId };
}

/** A member as asked about on one case for one purpose: what another graph may come back with. */
export interface MemberKey extends MemberRef {
  readonly purpose: string;
}

export const sealMemberKey = (ids: OpaqueIds, agency: string, { purpose, caseId, personId }: MemberKey): string =>
  ids.seal("entity", memberScope(agency), `${purpose} ${caseId} ${personId}`);

/** Null for a key that was not made for this agency, and for one of no case. */
export function openMemberKey(ids: OpaqueIds, agency: string, key: string): MemberKey | null {
  const [purpose, caseId, personId] = ids.open("entity", memberScope(agency), key)?.split(" ") ?? [];
  return purpose && caseId && personId ? { purpose, caseId, personId } : null;
}
