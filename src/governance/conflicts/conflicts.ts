/**
 * Conflicts of interest. From the second in which one is declared the family does not exist for that user: the person,
 * those related to them, and those on a case with them. The user never ends it; their agency's governance lead does.
 */
import { randomUUID } from "node:crypto";
import type { DataSource, EntityManager } from "typeorm";
import { z } from "zod";
import { isStorable } from "../../gateway/item-body";
import { Refusal, toFaults, type Fault } from "../../gateway/faults";
import { agencyScope, NOBODY, type OpaqueIds } from "../../gateway/opaque-ids";
import type { RequestContext } from "../../identity/request-context";
import { mayUse } from "../../people/identifier-use";
import { personShape } from "../../people/person-shape";
import { mustBeActive, mustHaveRole } from "../case-standing";
import { CLOCK_DRIFT_MS } from "../clock-drift";
import { memberOfCase } from "../member-of-case";
import { namedPerson } from "../named-person";
import type { DeclareConflictInput } from "./conflict.inputs";

const LEAD = "INFORMATION_GOVERNANCE_LEAD" as const;
const shape = z.object({ person: personShape.nullish() });

/** $1 whom, $2 the caller, $3 their agency, $4 whether they govern it: themselves, somebody they manage, or govern */
const DECLARABLE = `
  SELECT 1 FROM app_user WHERE id = $1 AND agency_id = $3 AND (id = $2 OR manager_id = $2 OR $4)`;

/** The family: $1 people, those related to them, and those on a case with them. */
const BAR = `
  INSERT INTO conflict_of_interest (user_id, person_id, valid_from, declaration_id)
  SELECT $2, family.id, $3, $4 FROM (
    SELECT unnest($1::uuid[]) AS id
    UNION SELECT related_id FROM relationship WHERE person_id = ANY ($1)
    UNION SELECT person_id FROM relationship WHERE related_id = ANY ($1)
    UNION SELECT o.person_id FROM case_member m JOIN case_member o ON o.case_id = m.case_id WHERE m.person_id = ANY ($1)
  ) family`;

export interface Conflict {
  readonly conflictId: string;
  readonly userId: string;
  readonly declaredAt: Date;
  readonly endedAt: Date | null;
}

export class Conflicts {
  constructor(
    private readonly dataSource: DataSource,
    private readonly ids: OpaqueIds,
  ) {}

  async declare(input: DeclareConflictInput, request: RequestContext): Promise<{ conflictId: string }> {
    const { viewer, at } = request;
    return this.dataSource.transaction(async (manager) => {
      await mustBeActive(manager, request);
      const userId = input.userId ?? viewer.userId;
      const faults = [...this.faultsOf(input, viewer.agencyId), ...(await this.userFaults(manager, userId, request))];
      if (faults.length > 0) throw new Refusal(faults, "declareConflict");
      const { person, memberId } = input;
      const people = person
        ? await namedPerson(manager, person, viewer.agencyId)
        : [(await memberOfCase(manager, this.ids, memberId!, request)).personId];
      const id = randomUUID();
      await manager.query(
        "INSERT INTO conflict_declaration (id, user_id, declared_by, declared_at) VALUES ($1, $2, $3, $4)",
        [id, userId, viewer.userId, new Date(at)],
      );
      await manager.query(BAR, [people, userId, new Date(at - CLOCK_DRIFT_MS), id]);
      return { conflictId: this.ids.seal("conflict", agencyScope(viewer.agencyId), id) };
    });
  }

  async end(sealedId: string, request: RequestContext): Promise<{ conflictId: string }> {
    mustHaveRole(request, [LEAD]);
    const { viewer, at } = request;
    const unknown = new Refusal([
      { path: "conflictId", code: "UNKNOWN_CONFLICT", message: "no conflict of your agency's users that you can end" },
    ]);
    const id = this.ids.open("conflict", agencyScope(viewer.agencyId), sealedId) ?? NOBODY;
    await this.dataSource.transaction(async (manager) => {
      await mustBeActive(manager, request);
      // of two who end it at once the database takes the first; nobody ends their own
      const [, affected] = await manager.query<[unknown, number]>(
        `UPDATE conflict_declaration d SET ended_at = $3, ended_by = $2 FROM app_user u
         WHERE d.id = $1 AND u.id = d.user_id AND u.agency_id = $4 AND u.id <> $2 AND d.ended_at IS NULL`,
        [id, viewer.userId, new Date(at), viewer.agencyId],
      );
      if (affected === 0) throw unknown;
      await manager.query(
        "UPDATE conflict_of_interest SET valid_to = $2 WHERE declaration_id = $1 AND valid_to IS NULL",
        [id, new Date(at)],
      );
    });
    return { conflictId: sealedId };
  }

  /** Whose, and since when; never with whom. */
  async list(request: RequestContext): Promise<{ inForce: number; conflicts: Conflict[] }> {
    mustHaveRole(request, [LEAD]);
    const { manager } = this.dataSource;
    await mustBeActive(manager, request);
    const { agencyId } = request.viewer;
    const rows = await manager.query<(Omit<Conflict, "conflictId"> & { id: string })[]>(
      `SELECT d.id, d.user_id AS "userId", d.declared_at AS "declaredAt", d.ended_at AS "endedAt"
       FROM conflict_declaration d JOIN app_user u ON u.id = d.user_id WHERE u.agency_id = $1
       ORDER BY d.declared_at DESC, d.id LIMIT 1000`,
      [agencyId],
    );
    const conflicts = rows.map(({ id, ...it }) => ({
      ...it,
      conflictId: this.ids.seal("conflict", agencyScope(agencyId), id),
    }));
    return { inForce: conflicts.filter((it) => it.endedAt === null).length, conflicts };
  }

  private faultsOf(input: DeclareConflictInput, agency: string): Fault[] {
    const { person, memberId } = input;
    const shaped = shape.safeParse(input);
    const faults = shaped.success ? [] : toFaults(shaped.error);
    const isGiven = (it: unknown) => it !== null && it !== undefined;
    if (isGiven(person) === isGiven(memberId)) {
      faults.push({ path: "", code: "ONE_TARGET", message: "one of person and memberId" });
    }
    if (person && !mayUse(person, agency)) {
      faults.push({ path: "person.value", code: "NOT_YOUR_NUMBER", message: "a local number of another agency" });
    }
    return faults;
  }

  private async userFaults(manager: EntityManager, userId: string, { viewer }: RequestContext): Promise<Fault[]> {
    const rows = isStorable(userId)
      ? await manager.query<unknown[]>(DECLARABLE, [userId, viewer.userId, viewer.agencyId, viewer.role === LEAD])
      : [];
    const message = "neither you nor anybody you manage or govern";
    return rows.length > 0 ? [] : [{ path: "userId", code: "UNKNOWN_USER", message }];
  }
}
