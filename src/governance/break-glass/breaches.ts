/** What becomes of break-glass that was not justified: contained, reported or found not reportable, closed. One step at a time. */
import type { DataSource } from "typeorm";
import { z } from "zod";
import { isStorable } from "../../gateway/item-body";
import { Refusal, toFaults, type Fault } from "../../gateway/faults";
import { agencyScope, NOBODY, type OpaqueIds } from "../../gateway/opaque-ids";
import type { RequestContext } from "../../identity/request-context";
import { plainText } from "../../people/person-shape";
import { mustBeActive, mustHaveRole } from "../case-standing";
import type { BreachStep, MoveBreachInput } from "./break-glass.inputs";
import type { BreachStatus } from "./review-state";
import { areInOneLine, GOVERNANCE } from "./reviewers";

const shape = z.object({
  note: z.string().trim().min(20, "at least 20 characters").max(2000).refine(isStorable, "expected well-formed text"),
  icoReference: plainText(100).nullish(),
});

/** From where each step may be taken. */
const AFTER: Readonly<Record<BreachStep, readonly BreachStatus[]>> = {
  CONTAINED: ["OPEN"],
  REPORTED: ["CONTAINED"],
  NOT_REPORTABLE: ["CONTAINED"],
  CLOSED: ["REPORTED", "NOT_REPORTABLE"],
};

export class Breaches {
  constructor(
    private readonly dataSource: DataSource,
    private readonly ids: OpaqueIds,
  ) {}

  /** @throws Refusal listing every fault */
  async move(input: MoveBreachInput, request: RequestContext): Promise<{ breachId: string; status: BreachStatus }> {
    mustHaveRole(request, GOVERNANCE);
    const { viewer, at } = request;
    const { breachId, step } = input;
    const shaped = shape.safeParse(input);
    const faults: Fault[] = shaped.success ? [] : toFaults(shaped.error);
    if (step === "REPORTED" && !input.icoReference) {
      faults.push({ path: "icoReference", code: "MISSING", message: "the Information Commissioner's reference" });
    }
    if (step !== "REPORTED" && input.icoReference) {
      faults.push({ path: "icoReference", code: "NOT_WITH_THIS_STEP", message: "goes with REPORTED alone" });
    }
    const id = this.ids.open("breach", agencyScope(viewer.agencyId), breachId) ?? NOBODY;
    await this.dataSource.transaction(async (manager) => {
      await mustBeActive(manager, request);
      const [breach] = await manager.query<{ status: BreachStatus; user: string }[]>(
        `SELECT x.status, b.user_id AS "user" FROM breach x JOIN break_glass_use b ON b.id = x.use_id
         WHERE x.id = $1 AND x.agency_id = $2`,
        [id, viewer.agencyId],
      );
      if (!breach || (await areInOneLine(manager, breach.user, viewer.userId))) {
        faults.push({ path: "breachId", code: "UNKNOWN_BREACH", message: "no such breach that is yours to deal with" });
      } else if (!AFTER[step].includes(breach.status)) {
        faults.push(notNext(step));
      }
      if (faults.length > 0) throw new Refusal(faults, "moveBreach");
      const [, moved] = await manager.query<[unknown, number]>(
        "UPDATE breach SET status = $2 WHERE id = $1 AND status = ANY ($3)",
        [id, step, AFTER[step]],
      );
      // of two who move it at once the database takes the first
      if (moved === 0) throw new Refusal([notNext(step)], "moveBreach");
      await manager.query(
        `INSERT INTO breach_step (breach_id, status, taken_at, taken_by, note, ico_reference)
         VALUES ($1, $2, $3, $4, $5, $6)`,
        [id, step, new Date(at), viewer.userId, shaped.data!.note, input.icoReference ?? null],
      );
    });
    return { breachId, status: step };
  }
}

const notNext = (step: BreachStep): Fault => ({
  path: "step",
  code: "NOT_NEXT",
  message: `${step} comes after ${AFTER[step].join(" or ")}`,
});
