/**
 * Going ahead without consent (DPA 2018 Sch 1 ¶18(2)): one asks, another decides, the family is told. What was
 * authorised opens at the next decision, for ten working days at most.
 */
import { randomUUID } from "node:crypto";
import type { DataSource, EntityManager } from "typeorm";
import { z } from "zod";
import { isStorable } from "../../gateway/item-body";
import { parseOrListFaults, Refusal, toFaults, type Fault } from "../../gateway/faults";
import { agencyScope, NOBODY, type OpaqueIds } from "../../gateway/opaque-ids";
import type { RequestContext } from "../../identity/request-context";
import { notify } from "../../notifications/outbox";
import { plainText } from "../../people/person-shape";
import { plusWorkingDays } from "../../people/london-time";
import { CATEGORIES, type Role } from "../../sharing/vocabulary";
import { mustBeActive, mustBePractitioner, mustHaveRole } from "../case-standing";
import { memberOfCase } from "../member-of-case";
import { DECIDABLE } from "./dispensation.sql";
import type { RequestDispensationInput } from "./dispensation.inputs";

/** Who may decide, at the case's owner or the requester's agency; never who asked. */
export const DECIDERS: readonly Role[] = ["MASH_MANAGER", "CSC_MANAGER", "SF_MANAGER"];
export const LONGEST_WORKING_DAYS = 10;
const SHORTEST_FACTS = 20;

const requestShape = z.object({
  facts: z
    .string()
    .max(4_000)
    .refine(isStorable, "expected well-formed text")
    .refine((it) => it.trim().length >= SHORTEST_FACTS, `at least ${SHORTEST_FACTS} characters`),
  tellFamilyWhen: plainText(500),
  categories: z
    .array(z.string())
    .min(1, "name at least one category")
    .max(50)
    .refine((it) => new Set(it).size === it.length, "says something twice"),
});
const refusalShape = z.object({ because: plainText(500) });

interface Decidable {
  readonly requestedBy: string;
  readonly requestedAgency: string | null;
  readonly caseOpen: boolean;
  readonly decided: boolean;
  readonly validTo: Date;
}

export class Dispensations {
  constructor(
    private readonly dataSource: DataSource,
    private readonly ids: OpaqueIds,
  ) {}

  async request(input: RequestDispensationInput, request: RequestContext): Promise<{ dispensationId: string }> {
    mustBePractitioner(request);
    const { viewer, at } = request;
    const latest = plusWorkingDays(at, LONGEST_WORKING_DAYS);
    const validTo = input.validTo?.getTime() ?? latest;
    const shaped = requestShape.safeParse(input);
    return this.dataSource.transaction(async (manager) => {
      const { caseId, personId, standing } = await memberOfCase(manager, this.ids, input.memberId, request);
      const faults: Fault[] = shaped.success ? [] : toFaults(shaped.error);
      if (validTo <= at) faults.push({ path: "validTo", code: "IN_THE_PAST", message: "ends before it begins" });
      if (validTo > latest) {
        faults.push({ path: "validTo", code: "TOO_LONG", message: `at most ${LONGEST_WORKING_DAYS} working days` });
      }
      if (input.categories.some((it) => CATEGORIES[it].sensitivity === "HR")) {
        const message = "highly restricted data is released by its source alone";
        faults.push({ path: "categories", code: "SOURCE_DECIDES", message });
      }
      if (faults.length > 0) throw new Refusal(faults, "requestDispensation");
      const id = randomUUID();
      await manager.query(
        `INSERT INTO dispensation (id, case_id, subject_id, reason, categories, facts, requested_by, requested_agency,
           requested_at, valid_from, valid_to, tell_family_when)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, $10, $11)`,
        [
          ...[id, caseId, personId, input.reason, input.categories, input.facts, viewer.userId, viewer.agencyId],
          ...[new Date(at), new Date(validTo), input.tellFamilyWhen],
        ],
      );
      const deciders = [...new Set([standing.owner, viewer.agencyId])].map((agency) => ({
        topic: "DISPENSATION_TO_AUTHORISE" as const,
        agency,
        roles: DECIDERS,
        reference: id,
        dueAt: validTo,
      }));
      await notify(manager, at, deciders);
      return { dispensationId: this.ids.seal("dispensation", agencyScope(viewer.agencyId), id) };
    });
  }

  authorise(sealedId: string, request: RequestContext): Promise<{ dispensationId: string }> {
    return this.decide(sealedId, request, (manager, id, { viewer, at }) =>
      manager.query(
        `UPDATE dispensation SET authorised_by = $2, decided_at = $3
         WHERE id = $1 AND authorised_by IS NULL AND refused_by IS NULL AND valid_to > $3 RETURNING requested_by`,
        [id, viewer.userId, new Date(at)],
      ),
    );
  }

  async refuse(sealedId: string, because: string, request: RequestContext): Promise<{ dispensationId: string }> {
    mustHaveRole(request, DECIDERS);
    parseOrListFaults(refusalShape, { because }, "refuseDispensation");
    return this.decide(sealedId, request, (manager, id, { viewer, at }) =>
      manager.query(
        `UPDATE dispensation SET refused_by = $2, refused_because = $4, decided_at = $3
         WHERE id = $1 AND authorised_by IS NULL AND refused_by IS NULL AND valid_to > $3 RETURNING requested_by`,
        [id, viewer.userId, new Date(at), because],
      ),
    );
  }

  /** Of two who decide at once the database takes the first. */
  private async decide(
    sealedId: string,
    request: RequestContext,
    write: (manager: EntityManager, id: string, request: RequestContext) => Promise<unknown>,
  ): Promise<{ dispensationId: string }> {
    mustHaveRole(request, DECIDERS);
    const { viewer, at } = request;
    const refusal = (code: string, message: string) => new Refusal([{ path: "dispensationId", code, message }]);
    const id = this.ids.open("dispensation", agencyScope(viewer.agencyId), sealedId) ?? NOBODY;
    await this.dataSource.transaction(async (manager) => {
      await mustBeActive(manager, request);
      const asked = [viewer.userId, viewer.agencyId, new Date(at), id];
      const [known] = await manager.query<Decidable[]>(DECIDABLE, asked);
      if (!known) throw refusal("UNKNOWN_DISPENSATION", "no such request for you to decide");
      if (known.requestedBy === viewer.userId)
        throw refusal("YOUR_OWN", "somebody else decides what you have asked for");
      if (!known.caseOpen) throw refusal("CASE_CLOSED", "the case is closed");
      if (known.decided) throw refusal("ALREADY_DECIDED", "it has been decided");
      if (known.validTo.getTime() <= at) throw refusal("EXPIRED", "it has run out; a new request is needed");
      const [, affected] = (await write(manager, id, request)) as [unknown, number];
      if (affected === 0) throw refusal("ALREADY_DECIDED", "it has been decided");
      if (known.requestedAgency) {
        const told = { agency: known.requestedAgency, user: known.requestedBy, reference: id };
        await notify(manager, at, [{ topic: "DISPENSATION_DECIDED", ...told }]);
      }
    });
    return { dispensationId: sealedId };
  }
}
