/** Who is on a case: people with their relationship and contact with the child, and the users who work it. */
import type { DataSource, EntityManager } from "typeorm";
import { z } from "zod";
import { isStorable } from "../gateway/item-body";
import { parseOrListFaults } from "../gateway/faults";
import { noticeOf } from "../audit/disclosure";
import type { OpaqueIds } from "../gateway/opaque-ids";
import { refuse } from "../gateway/refused.type";
import { mustBePractitioner, standingOn } from "../governance/case-standing";
import { sealMember } from "../governance/member-id";
import type { RequestContext } from "../identity/request-context";
import { personShape } from "../people/person-shape";
import { mayUse } from "../people/identifier-use";
import { CaseAgencyEntity, CaseAssignmentEntity, CaseMemberEntity } from "./case.entity";
import type { AssignUserInput, LinkPersonInput } from "./case.inputs";
import { linkedPerson } from "./linked-person";

const linkShape = z.object({
  person: personShape,
  relationship: z.string().regex(/^[A-Z][A-Z_]{1,39}$/, "capital letters and _"),
  reason: z.string().trim().min(10, "at least 10 characters").max(500).refine(isStorable, "expected well-formed text"),
});

async function disclosureKeyOf(manager: EntityManager, personId: string): Promise<string> {
  const [person] = await manager.query<{ key: string }[]>("SELECT disclosure_key AS key FROM person WHERE id = $1", [
    personId,
  ]);
  return person!.key;
}

export class Members {
  constructor(
    private readonly dataSource: DataSource,
    private readonly ids: OpaqueIds,
  ) {}

  async link(input: LinkPersonInput, request: RequestContext): Promise<{ caseId: string; memberId: string }> {
    mustBePractitioner(request);
    const { person, relationship, reason } = parseOrListFaults(linkShape, input, "linkPerson");
    const { viewer, at } = request;
    if (!mayUse(person, viewer.agencyId)) {
      refuse("person.value", "NOT_YOUR_NUMBER", "a local number of another agency");
    }
    return this.dataSource.transaction(async (manager) => {
      const { caseId } = await standingOn(manager, this.ids, input.caseId, request);
      const personId = await linkedPerson(manager, person, caseId, request);
      const linked = await manager
        .createQueryBuilder()
        .insert()
        .into(CaseMemberEntity)
        .values({
          caseId,
          personId,
          relationship,
          isChild: input.isChild,
          livesWithChild: input.inHousehold,
          contactWithChild: input.contactWithChild,
          reason,
          linkedBy: viewer.userId,
          linkedAt: new Date(at),
        })
        .orIgnore()
        .returning("person_id")
        .execute();
      if ((linked.raw as unknown[]).length === 0) {
        refuse("person", "ALREADY_LINKED", "this person is already on the case");
      }
      // the record will show this person's name and relations, so who linked them is on record like any look-up
      request.disclosures.push(noticeOf("LINK", request, caseId, [await disclosureKeyOf(manager, personId)]));
      return { caseId: input.caseId, memberId: sealMember(this.ids, viewer.agencyId, { caseId, personId }) };
    });
  }

  async assign(input: AssignUserInput, request: RequestContext): Promise<{ caseId: string }> {
    mustBePractitioner(request);
    await this.dataSource.transaction(async (manager) => {
      const { caseId, isOwner, owner } = await standingOn(manager, this.ids, input.caseId, request);
      if (!isOwner) refuse("caseId", "NOT_YOUR_CASE", "only the agency that owns the case assigns; ask its owner");
      const agencyId = await this.agencyOf(manager, input);
      const since = { caseId, validFrom: new Date(request.at), validTo: null };
      if (!input.assigned) {
        await manager.update(CaseAssignmentEntity, { caseId, userId: input.userId }, { validTo: new Date(request.at) });
        return;
      }
      if (agencyId !== owner) {
        await manager.upsert(CaseAgencyEntity, { ...since, agencyId }, ["caseId", "agencyId"]);
      }
      const assignment = { ...since, userId: input.userId, assignedBy: request.viewer.userId };
      await manager.upsert(CaseAssignmentEntity, assignment, ["caseId", "userId"]);
    });
    return { caseId: input.caseId };
  }

  /** Somebody who is no longer active can still be taken off a case. */
  private async agencyOf(manager: EntityManager, { userId, assigned }: AssignUserInput): Promise<string> {
    const rows = isStorable(userId)
      ? await manager.query<{ agency_id: string }[]>(
          "SELECT agency_id FROM app_user WHERE id = $1 AND (active OR NOT $2)",
          [userId, assigned],
        )
      : [];
    return rows[0]?.agency_id ?? refuse("userId", "UNKNOWN_USER", "not an active user of this hub");
  }
}
