/** Cases: opening, changing their level, recording that significant harm is suspected, closing. */
import { randomUUID } from "node:crypto";
import { IsNull, type DataSource, type EntityManager } from "typeorm";
import { z } from "zod";
import { isStorable } from "../gateway/item-body";
import { Refusal, toFaults, type Fault } from "../gateway/faults";
import { agencyScope, type OpaqueIds } from "../gateway/opaque-ids";
import { refuse } from "../gateway/refused.type";
import { mustBeActive, mustBePractitioner, mustHaveRole, standingOn } from "../governance/case-standing";
import type { RequestContext } from "../identity/request-context";
import { isLaCode } from "../people/identifiers";
import { londonDate } from "../people/london-time";
import { CaseAgencyEntity, CaseAssignmentEntity, CaseFileEntity } from "./case.entity";
import type { ChangeLevelInput, OpenCaseInput } from "./case.inputs";
import { basisFaults, DECISION_MAKERS, LEVEL_SETTERS, lowers, NO_BASIS, type LevelRow } from "./case-moves";

const openShape = z.object({
  reference: z.string().regex(/^[A-Z0-9][A-Z0-9/-]{1,39}$/, "2 to 40 capital letters, digits, / and -; never a name"),
  authority: z.string().refine(isLaCode, "not a local authority code"),
  alsoAuthorities: z.array(z.string().refine(isLaCode, "not a local authority code")).max(5),
  agencies: z.array(z.string()).max(50),
});

const UNKNOWN_TIER: Fault = {
  path: "localTier",
  code: "UNKNOWN_TIER",
  message: "not a level of need that this authority uses",
};

export class Cases {
  constructor(
    private readonly dataSource: DataSource,
    private readonly ids: OpaqueIds,
  ) {}

  async open(input: OpenCaseInput, request: RequestContext): Promise<{ caseId: string }> {
    mustBePractitioner(request);
    const { reference, authority, alsoAuthorities } = input;
    const { viewer, at } = request;
    return this.dataSource.transaction(async (manager) => {
      await mustBeActive(manager, request);
      const level = await this.levelOf(manager, authority, input.localTier, at);
      const shaped = openShape.safeParse(input);
      const faults = [
        ...(shaped.success ? [] : toFaults(shaped.error)),
        ...(level || !isLaCode(authority) ? [] : [UNKNOWN_TIER]),
        ...(await this.agencyFaults(manager, input.agencies)),
        ...basisFaults(input, request, NO_BASIS),
      ];
      if (!level || faults.length > 0) throw new Refusal(faults, "openCase");
      const id = randomUUID();
      const inserted = await manager
        .createQueryBuilder()
        .insert()
        .into(CaseFileEntity)
        .values({
          id,
          reference,
          ownerId: viewer.agencyId,
          authorities: [...new Set([authority, ...alsoAuthorities])],
          openedAt: new Date(at),
          openedBy: viewer.userId,
          closedAt: null,
          localTier: input.localTier,
          commonLevel: level.common_level,
          statutory: level.statutory,
          statutoryBasis: input.statutoryBasis ?? null,
          rag: input.rag ?? null,
          highRisk: input.highRisk ?? false,
        })
        .orIgnore()
        .returning("id")
        .execute();
      // of two that open one reference at once the database lets one through
      if ((inserted.raw as unknown[]).length === 0) {
        refuse("reference", "REFERENCE_TAKEN", "your agency already has a case with this reference");
      }
      const since = { caseId: id, validFrom: new Date(at), validTo: null };
      const agencies = [...new Set(input.agencies)].filter((it) => it !== viewer.agencyId);
      await manager.insert(
        CaseAgencyEntity,
        agencies.map((agencyId) => ({ ...since, agencyId })),
      );
      await manager.insert(CaseAssignmentEntity, { ...since, userId: viewer.userId, assignedBy: viewer.userId });
      const { localTier, statutoryBasis, highRisk } = input;
      await this.keep(manager, id, "OPENED", { localTier, statutoryBasis, highRisk }, request);
      return { caseId: this.ids.seal("case", agencyScope(viewer.agencyId), id) };
    });
  }

  /** Rights follow the level at the same instant. Whoever works on the case may step it up; stepping down is its owner's. */
  async changeLevel(input: ChangeLevelInput, request: RequestContext): Promise<{ caseId: string }> {
    mustHaveRole(request, LEVEL_SETTERS);
    await this.dataSource.transaction(async (manager) => {
      const before = await standingOn(manager, this.ids, input.caseId, request);
      const { caseId, authorities, isOwner } = before;
      const level = await this.levelOf(manager, authorities[0]!, input.localTier, request.at);
      const faults = [...(level ? [] : [UNKNOWN_TIER]), ...basisFaults(input, request, before)];
      if (!level || faults.length > 0) throw new Refusal(faults, "changeLevel");
      if (!isOwner && lowers(before, level, input)) {
        refuse("caseId", "NOT_YOUR_CASE", "others on the case may step it up; stepping it down is its owner's");
      }
      await manager.update(CaseFileEntity, caseId, {
        localTier: input.localTier,
        commonLevel: level.common_level,
        statutory: level.statutory,
        // left out it stays; an enquiry does not end because somebody corrected the level
        ...(input.statutoryBasis === undefined ? {} : { statutoryBasis: input.statutoryBasis }),
        ...(input.highRisk === undefined || input.highRisk === null ? {} : { highRisk: input.highRisk }),
      });
      const { localTier, statutoryBasis, highRisk } = input;
      await this.keep(manager, caseId, "LEVEL", { localTier, statutoryBasis, highRisk }, request);
    });
    return { caseId: input.caseId };
  }

  /** The caller is the named decision-maker, from now on. What was recorded first stands. */
  async recordSignificantHarm(sealedId: string, request: RequestContext): Promise<{ caseId: string }> {
    mustHaveRole(request, DECISION_MAKERS);
    await this.dataSource.transaction(async (manager) => {
      const { caseId } = await standingOn(manager, this.ids, sealedId, request);
      await manager.update(
        CaseFileEntity,
        { id: caseId, harmDecidedAt: IsNull() },
        { harmDecidedBy: request.viewer.userId, harmDecidedAt: new Date(request.at) },
      );
      await this.keep(manager, caseId, "SIGNIFICANT_HARM", {}, request);
    });
    return { caseId: sealedId };
  }

  async close(sealedId: string, request: RequestContext): Promise<{ caseId: string }> {
    mustBePractitioner(request);
    await this.dataSource.transaction(async (manager) => {
      const { caseId, isOwner } = await standingOn(manager, this.ids, sealedId, request);
      if (!isOwner) refuse("caseId", "NOT_YOUR_CASE", "only the agency that owns the case can close it");
      const { affected } = await manager.update(
        CaseFileEntity,
        { id: caseId, closedAt: IsNull() },
        { closedAt: new Date(request.at) },
      );
      // of two that close it at once the database takes the first
      if (affected === 0) refuse("caseId", "CASE_CLOSED", "the case is closed");
      await this.keep(manager, caseId, "CLOSED", {}, request);
    });
    return { caseId: sealedId };
  }

  /** Rights follow these moves, so who made them is kept and never overwritten. */
  private async keep(
    manager: EntityManager,
    caseId: string,
    change: "OPENED" | "LEVEL" | "SIGNIFICANT_HARM" | "CLOSED",
    detail: object,
    { at, viewer }: RequestContext,
  ): Promise<void> {
    await manager.query(
      "INSERT INTO case_change (case_id, changed_at, changed_by, change, detail) VALUES ($1, $2, $3, $4, $5)",
      [caseId, new Date(at), viewer.userId, change, JSON.stringify(detail)],
    );
  }

  private async levelOf(
    manager: EntityManager,
    authority: string,
    localTier: string,
    at: number,
  ): Promise<LevelRow | undefined> {
    if (!isStorable(authority) || !isStorable(localTier)) return undefined;
    const rows = await manager.query<LevelRow[]>(
      `SELECT common_level, statutory FROM level_mapping
       WHERE authority = $1 AND local_tier = $2 AND effective_from <= $3 ORDER BY effective_from DESC LIMIT 1`,
      [authority, localTier, londonDate(at)],
    );
    return rows[0];
  }

  private async agencyFaults(manager: EntityManager, agencies: readonly string[]): Promise<Fault[]> {
    const rows = await manager.query<{ id: string }[]>("SELECT id FROM agency WHERE active AND id = ANY ($1)", [
      agencies.filter(isStorable),
    ]);
    const known = new Set(rows.map((it) => it.id));
    return agencies.flatMap((it, i) =>
      known.has(it)
        ? []
        : [{ path: `agencies.${i}`, code: "UNKNOWN_AGENCY", message: "not an active agency of this hub" }],
    );
  }
}
