/**
 * A member of a family as an entity of a larger graph. Its key says on which case and for what purpose it was asked, and
 * is bound to the caller's agency: by a key from elsewhere, or from somebody else's record, nobody is found.
 */
import type { GraphQLResolveInfo } from "graphql";
import { RequestError } from "../gateway/errors";
import { openMemberKey } from "../governance/member-id";
import type { OpaqueIds } from "../gateway/opaque-ids";
import type { RequestContext } from "../identity/request-context";
import type { FamilyRecords } from "../record/family-records";
import { isPurpose } from "../sharing/vocabulary";
import type { Entity, Representation } from "./as-subgraph";

export const MEMBER_KEYS = ["key"] as const;

export class MemberEntity implements Entity<RequestContext> {
  readonly keys = MEMBER_KEYS;

  constructor(
    private readonly records: FamilyRecords,
    private readonly ids: OpaqueIds,
  ) {}

  /** @throws RequestError for keys of more than one case or purpose: one record a request */
  async find(
    representations: readonly Representation[],
    request: RequestContext,
    info: GraphQLResolveInfo,
  ): Promise<(object | null)[]> {
    const keys = representations.map(({ key }) =>
      typeof key === "string" ? openMemberKey(this.ids, request.viewer.agencyId, key) : null,
    );
    const known = keys.filter((it) => it !== null);
    const [first] = known;
    if (!first || !isPurpose(first.purpose)) return keys.map(() => null);
    if (known.some((it) => it.caseId !== first.caseId || it.purpose !== first.purpose)) {
      throw new RequestError("One case and one purpose a request: ask for the others separately.");
    }
    const people = new Set(known.map((it) => it.personId));
    const members = await this.records.ofMembers(first.caseId, people, first.purpose, request, info);
    return keys.map((it) => (it && members.get(it.personId)) ?? null);
  }
}
