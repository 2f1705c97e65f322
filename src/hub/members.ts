/** Who is on a case: people with their relationship and contact with the child, and the users who work it. */
import { randomUUID } from "node:crypto";
import type { DataSource, EntityManager } from "typeorm";
import { z } from "zod";
import { isStorable } from "../gateway/body";
import { parseOrListFaults } from "../gateway/faults";
import { noticeOf } from "../audit/disclosure";
import type { OpaqueIds } from "../gateway/opaque-ids";
import { refuse } from "../gateway/refused.type";
import { mustBePractitioner, standingOn } from "../governance/case-standing";
import { sealMember } from "../governance/member-id";
import type { RequestContext } from "../identity/request-context";
import { personShape } from "../people/person.input";
import { mayUse, standIn } from "../people/identifier-use";
import { CaseAgencyEntity, CaseAssignmentEntity, CaseMemberEntity } from "./case.entity";
import type { AssignUserInput, LinkPersonInput } from "./case.inputs";

const linkShape = z.object({
  person: personShape,
  relationship: z.string().regex(/^[A-Z][A-Z_]{1,39}$/, "capital letters and _"),
  reason: z.string().trim().min(10, "at least 10 characters").max(500).refine(isStorable, "expected well-formed text"),
});

/**
 * Whether an identifier means nobody to this caller: somebody protected, somebody with whom the caller has a conflict
 * of interest, a match that nobody has confirmed, or somebody whom the caller cannot name: a number alone, guessed or
 * typed wrongly, must not bring a child's name and birth date back. The caller then gets a stand-in that answers as the person of an
 * identifier nobody has used would, on this case and on their agency's others; one agency's typing is not another's.
 */
const BARRED = `
  SELECT 1 FROM person_identifier i JOIN person p ON p.id = i.person_id
  WHERE i.system = $1 AND i.value = $2 AND (i.confidence < 0.95 OR is_barred(p.id, $3, $4) OR NOT CASE
    WHEN p.birth_date = $6::date
      THEN regexp_split_to_array(lower(p.name), '\\s+') && regexp_split_to_array(lower($5), '\\s+')
    WHEN p.birth_date IS NULL OR $6::date IS NULL THEN lower(p.name) = lower($5)
    ELSE false END)`;

/**
 * $1 system, $2 value, $3 new id, $4 name, $5 birth date, $6 case, $7 how values of stand-ins for it begin. The
 * identifier goes first, for there the database lets one of several at once through; only then its person.
 */
const FIND_OR_MAKE = `
  WITH known AS (
    SELECT 1 AS place, i.person_id AS id FROM case_member m JOIN person_identifier i ON i.person_id = m.person_id
    WHERE m.case_id = $6 AND i.system = $1 AND starts_with(i.value, $7)
    UNION ALL SELECT 2, person_id FROM person_identifier WHERE system = $1 AND value = $2
    ORDER BY place LIMIT 1
  ), identified AS (
    INSERT INTO person_identifier (system, value, person_id) SELECT $1, $2, $3::uuid WHERE NOT EXISTS (SELECT FROM known)
    ON CONFLICT DO NOTHING RETURNING person_id AS id
  ), made AS (
    INSERT INTO person (id, name, birth_date, named_by) SELECT id, $4, $5::date, 'LINK' FROM identified
  )
  SELECT id FROM known UNION ALL SELECT id FROM identified`;

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
      // the record will show this person's name and relations, so who linked them is on record like any look-up
      request.disclosures.push(noticeOf("LINK", request, caseId, [personId]));
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

  private async personFor(
    manager: EntityManager,
    person: z.output<typeof personShape>,
    caseId: string,
    { viewer, at }: RequestContext,
  ): Promise<string> {
    const barred = await manager.query<unknown[]>(BARRED, [
      person.system,
      person.value,
      viewer.userId,
      new Date(at),
      person.name,
      person.birthDate ?? null,
    ]);
    const standIns = `${person.value} `; // no identifier has a space of its own
    const [system, value] =
      barred.length > 0 ? Object.values(standIn(person, viewer.agencyId)) : [person.system, person.value];
    const values = [system, value, randomUUID(), person.name, person.birthDate ?? null, caseId, standIns];
    const found = await manager.query<{ id: string }[]>(FIND_OR_MAKE, values);
    // somebody else has made the same person in this instant: by now they can be found
    const [row] = found.length > 0 ? found : await manager.query<{ id: string }[]>(FIND_OR_MAKE, values);
    return row!.id;
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
