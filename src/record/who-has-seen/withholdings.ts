/** Keeping something from the family's page, and letting it be told again; by the source, or by the owner of the case. */
import { randomUUID } from "node:crypto";
import type { DataSource } from "typeorm";
import { z } from "zod";
import { isStorable } from "../../gateway/item-body";
import { Refusal, toFaults, type Fault } from "../../gateway/faults";
import { agencyScope, type OpaqueIds } from "../../gateway/opaque-ids";
import { refuse } from "../../gateway/refused.type";
import { mustHaveRole } from "../../governance/case-standing";
import { noticeOf } from "../../audit/disclosure";
import type { RequestContext } from "../../identity/request-context";
import { atTheDesk, DESK_ROLES, type AtTheDesk, type WhoIsAsked } from "./desk";
import { oneOfTwo } from "./who-has-seen";
import type { FamilyWithholding, WithholdFromFamilyInput } from "./who-has-seen.type";
import { WithholdingRepository } from "./withholding.repository";

const shape = z.object({
  reason: z.string().trim().min(10, "at least 10 characters").max(500).refine(isStorable, "expected well-formed text"),
  disclosureId: z.uuid("expected the id of a disclosure").nullish(),
});

const SET = `
  INSERT INTO family_withholding
    (id, person_id, set_by, case_id, source_id, category, disclosure_id, reason, recorded_by, recorded_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`;
/** Of two who lift it at once the database takes one. */
const LIFT = `
  UPDATE family_withholding SET lifted_at = $3, lifted_by = $4 WHERE id = $1 AND set_by = $2 AND lifted_at IS NULL
  RETURNING person_id`;

export class FamilyWithholdings {
  constructor(
    private readonly dataSource: DataSource,
    private readonly ids: OpaqueIds,
  ) {}

  async set(input: WithholdFromFamilyInput, request: RequestContext): Promise<{ withholdingId: string }> {
    mustHaveRole(request, DESK_ROLES);
    const { viewer, at } = request;
    return this.dataSource.transaction(async (manager) => {
      const isOne = Boolean(input.memberId) !== Boolean(input.identifier);
      const person = isOne ? await atTheDesk(manager, this.ids, input, request) : null;
      const faults = [...inputFaults(input, isOne), ...(isOne ? standingFaults(input, person, viewer.agencyId) : [])];
      if (!person || faults.length > 0) throw new Refusal(faults, "withholdFromFamily");
      const id = randomUUID();
      await manager.query(SET, [
        id,
        person.personId,
        viewer.agencyId,
        input.onlyThisCase ? person.caseId : null,
        input.source ?? null,
        input.category ?? null,
        input.disclosureId ?? null,
        input.reason.trim(),
        viewer.userId,
        new Date(at),
      ]);
      return { withholdingId: this.ids.seal("withholding", agencyScope(viewer.agencyId), id) };
    });
  }

  async lift(sealedId: string, request: RequestContext): Promise<{ withholdingId: string }> {
    mustHaveRole(request, DESK_ROLES);
    const { viewer, at } = request;
    const id = this.ids.open("withholding", agencyScope(viewer.agencyId), sealedId);
    await this.dataSource.transaction(async (manager) => {
      const [lifted] =
        id === null
          ? [[]]
          : await manager.query<[{ person_id: string }[], number]>(LIFT, [
              id,
              viewer.agencyId,
              new Date(at),
              viewer.userId,
            ]);
      const unknown = (): never => refuse("withholdingId", "UNKNOWN_WITHHOLDING", "none of yours that is in force");
      if (lifted.length === 0) unknown();
      const stillTheirs = await manager.query<unknown[]>(
        `SELECT 1 FROM app_user u JOIN agency a ON a.id = u.agency_id WHERE u.id = $1 AND u.agency_id = $2
         AND $3 = ANY (u.roles) AND u.active AND a.active AND NOT is_barred($4, $1, $5)`,
        [viewer.userId, viewer.agencyId, viewer.role, lifted[0]!.person_id, new Date(at)],
      );
      if (stillTheirs.length === 0) unknown();
    });
    return { withholdingId: sealedId };
  }

  /** The caller's agency's own. Null as `whoHasSeen` is. */
  async list(who: WhoIsAsked, request: RequestContext): Promise<FamilyWithholding[] | null> {
    oneOfTwo(who, "familyWithholdings");
    const { manager } = this.dataSource;
    const person = await atTheDesk(manager, this.ids, who, request);
    request.disclosures.push(noticeOf("DISCLOSURES", request, null, person ? [person.disclosureKey] : []));
    if (!person) return null;
    const scope = agencyScope(request.viewer.agencyId);
    const rows = await new WithholdingRepository(manager).setBy(request.viewer.agencyId, person.personId);
    return rows.map(({ id, caseId, ...it }) => ({
      ...it,
      id: this.ids.seal("withholding", scope, id),
      onlyOneCase: caseId !== null,
      category: it.category as FamilyWithholding["category"],
    }));
  }
}

function inputFaults(input: WithholdFromFamilyInput, isOne: boolean): Fault[] {
  const shaped = shape.safeParse(input);
  const faults = shaped.success ? [] : toFaults(shaped.error);
  if (!isOne) {
    faults.push({ path: "memberId", code: "ONE_OF_TWO", message: "a memberId or an identifier, and not both" });
  }
  if (input.onlyThisCase && !input.memberId) {
    faults.push({ path: "onlyThisCase", code: "NO_CASE", message: "takes a memberId, which is of a case" });
  }
  return faults;
}

function standingFaults({ source }: WithholdFromFamilyInput, person: AtTheDesk | null, agency: string): Fault[] {
  if (!person) return [{ path: "memberId", code: "UNKNOWN_PERSON", message: "nobody whom you may answer for" }];
  if (!source || source === agency || person.ownCases.length > 0) return [];
  return [{ path: "source", code: "NOT_YOUR_DATA", message: "your agency owns no case here: its own data alone" }];
}
