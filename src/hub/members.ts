/** Who is on a case: people with their relationship and contact with the child, and the users who work it. */
import { randomUUID } from "node:crypto";
import type { DataSource, EntityManager } from "typeorm";
import { z } from "zod";
import { parseOrListFaults } from "../gateway/faults";
import type { OpaqueIds } from "../gateway/opaque-ids";
import { refuse } from "../gateway/refused.type";
import { mustBePractitioner, standingOn } from "../governance/case-standing";
import { sealMember } from "../governance/member-id";
import type { RequestContext } from "../identity/request-context";
import { personShape } from "../people/person.input";
import { CaseAgencyEntity, CaseAssignmentEntity, CaseMemberEntity } from "./case.entity";
import type { AssignUserInput, LinkPersonInput } from "./case.inputs";

const linkShape = z.object({
  person: personShape,
  relationship: z.string().regex(/^[A-Z][A-Z_]{1,39}$/, "capital letters and _"),
  reason: z.string().trim().min(10, "at least 10 characters").max(500),
});

/**
 * The person whom an identifier means to this caller. Somebody protected, or with whom the caller has a conflict of
 * interest, is nobody: the caller gets a person of their own making, exactly as for an identifier nobody has used.
 */
const BARRED = `
  SELECT 1 FROM person_identifier i WHERE i.system = $1 AND i.value = $2 AND (
    EXISTS (SELECT FROM restriction r WHERE r.subject_id = i.person_id AND r.code = 'X-PROTECTED'
            AND r.valid_from <= $4 AND (r.valid_to IS NULL OR r.valid_to > $4))
    OR EXISTS (SELECT FROM conflict_of_interest k WHERE k.person_id = i.person_id AND k.user_id = $3
            AND k.valid_from <= $4 AND (k.valid_to IS NULL OR k.valid_to > $4))
    OR i.confidence < 0.95)`;

export class Members {
  constructor(
    private readonly dataSource: DataSource,
    private readonly ids: OpaqueIds,
  ) {}

  async link(input: LinkPersonInput, request: RequestContext): Promise<{ caseId: string; memberId: string }> {
    mustBePractitioner(request);
    const { person, relationship, reason } = parseOrListFaults(linkShape, input, "linkPerson");
    const { viewer, at } = request;
    return this.dataSource.transaction(async (manager) => {
      const { caseId } = await standingOn(manager, this.ids, input.caseId, request);
      const personId = await this.personFor(manager, person, caseId, request);
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
      return { caseId: input.caseId, memberId: sealMember(this.ids, viewer.agencyId, { caseId, personId }) };
    });
  }

  async assign(input: AssignUserInput, request: RequestContext): Promise<{ caseId: string }> {
    mustBePractitioner(request);
    await this.dataSource.transaction(async (manager) => {
      const { caseId, isOwner, owner } = await standingOn(manager, this.ids, input.caseId, request);
      if (!isOwner) refuse("caseId", "NOT_YOUR_CASE", "only the agency that owns the case assigns; ask its owner");
      const agencyId = await this.agencyOf(manager, input.userId);
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

  private async personFor(
    manager: EntityManager,
    person: z.output<typeof personShape>,
    caseId: string,
    { viewer, at }: RequestContext,
  ): Promise<string> {
    const barred = await manager.query<unknown[]>(BARRED, [person.system, person.value, viewer.userId, new Date(at)]);
    // a stand-in of this case alone: linked twice it answers as any other person would
    const [system, value] =
      barred.length > 0 ? [`STAND-IN ${person.system}`, `${caseId} ${person.value}`] : [person.system, person.value];
    const rows = await manager.query<{ id: string }[]>(
      `WITH known AS (SELECT person_id AS id FROM person_identifier WHERE system = $1 AND value = $2),
       made AS (INSERT INTO person (id, name, birth_date) SELECT $3::uuid, $4, $5::date WHERE NOT EXISTS (SELECT FROM known) RETURNING id),
       identified AS (INSERT INTO person_identifier (system, value, person_id) SELECT $1, $2, id FROM made)
       SELECT id FROM known UNION ALL SELECT id FROM made`,
      [system, value, randomUUID(), person.name, person.birthDate ?? null],
    );
    return rows[0]!.id;
  }

  private async agencyOf(manager: EntityManager, userId: string): Promise<string> {
    const rows = await manager.query<{ agency_id: string }[]>(
      "SELECT agency_id FROM app_user WHERE id = $1 AND active",
      [userId],
    );
    return rows[0]?.agency_id ?? refuse("userId", "UNKNOWN_USER", "not an active user of this hub");
  }
}
