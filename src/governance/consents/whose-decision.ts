/**
 * What decides whose a consent is to give: competence, parental responsibility and legal status. Recorded by those who
 * know it; weighed by the rules when a consent is recorded and again at every use.
 */
import { randomUUID } from "node:crypto";
import type { DataSource, EntityManager } from "typeorm";
import { z } from "zod";
import { Refusal, toFaults, type Fault } from "../../gateway/faults";
import { agencyScope, type OpaqueIds } from "../../gateway/opaque-ids";
import { refuse } from "../../gateway/refused.type";
import type { RequestContext } from "../../identity/request-context";
import { birthdayInstant } from "../../people/london-time";
import { plainText } from "../../people/person-shape";
import type { Role } from "../../sharing/vocabulary";
import { mustBePractitioner, mustHaveRole } from "../case-standing";
import { memberOfCase } from "../member-of-case";
import type {
  RecordCompetenceAssessmentInput,
  RecordLegalStatusInput,
  RecordParentalResponsibilityInput,
} from "./whose-decision.inputs";

const CHILDRENS_SERVICES: readonly Role[] = ["SOCIAL_WORKER", "CSC_MANAGER"];

const assessmentShape = z.object({ assessedBy: plainText(200) });

/** Children's services know of orders and of parental responsibility; nobody else's word counts here. */
async function mustBeChildrensServices(manager: EntityManager, request: RequestContext): Promise<void> {
  mustHaveRole(request, CHILDRENS_SERVICES);
  const rows = await manager.query<unknown[]>("SELECT 1 FROM agency WHERE id = $1 AND kind = 'CSC'", [
    request.viewer.agencyId,
  ]);
  if (rows.length === 0) refuse("", "NOT_YOUR_AGENCY", "children's services record this");
}

interface Span {
  readonly from: Date;
  readonly to?: Date | null;
}

function spanFaults({ from, to }: Span, at: number): Fault[] {
  const faults: Fault[] = [];
  if (from.getTime() > at) faults.push({ path: "from", code: "IN_THE_FUTURE", message: "what stands, not what may" });
  if (to && to <= from) faults.push({ path: "to", code: "BEFORE_ITS_BEGINNING", message: "ends after it begins" });
  return faults;
}

export class WhoseDecision {
  constructor(
    private readonly dataSource: DataSource,
    private readonly ids: OpaqueIds,
  ) {}

  async recordCompetence(
    input: RecordCompetenceAssessmentInput,
    request: RequestContext,
  ): Promise<{ competenceAssessmentId: string }> {
    mustBePractitioner(request);
    const { viewer, at } = request;
    const assessedAt = input.assessedAt ?? new Date(at);
    const shaped = assessmentShape.safeParse(input);
    return this.dataSource.transaction(async (manager) => {
      const { personId } = await memberOfCase(manager, this.ids, input.memberId, request);
      const faults = shaped.success ? [] : toFaults(shaped.error);
      if (assessedAt.getTime() > at) {
        faults.push({ path: "assessedAt", code: "IN_THE_FUTURE", message: "when it was done" });
      }
      // how old somebody is is not to be had with input that is refused anyway
      if (faults.length === 0) faults.push(...(await this.ageFaults(manager, personId, at)));
      if (faults.length > 0) throw new Refusal(faults, "recordCompetenceAssessment");
      const id = randomUUID();
      await manager.query(
        `INSERT INTO competence_assessment (id, person_id, outcome, assessed_at, assessed_by, framework, recorded_by, recorded_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [id, personId, input.outcome, assessedAt, input.assessedBy, input.framework, viewer.userId, new Date(at)],
      );
      return { competenceAssessmentId: this.ids.seal("assessment", agencyScope(viewer.agencyId), id) };
    });
  }

  /** From 16 on everybody decides for themselves, so there is nothing to assess. */
  private async ageFaults(manager: EntityManager, personId: string, at: number): Promise<Fault[]> {
    const [person] = await manager.query<{ born: string | null }[]>(
      "SELECT birth_date::text AS born FROM person WHERE id = $1",
      [personId],
    );
    if (!person?.born || at < birthdayInstant(person.born, 16)) return [];
    return [{ path: "memberId", code: "DECIDES_ALREADY", message: "from 16 on a person decides without assessment" }];
  }

  async recordParentalResponsibility(
    input: RecordParentalResponsibilityInput,
    request: RequestContext,
  ): Promise<{ memberId: string }> {
    return this.dataSource.transaction(async (manager) => {
      await mustBeChildrensServices(manager, request);
      const child = await memberOfCase(manager, this.ids, input.memberId, request);
      const holder = await memberOfCase(manager, this.ids, input.holderId, request, "holderId");
      const faults = spanFaults(input, request.at);
      const { from, to = null, restrictedFrom = null } = input;
      if (holder.caseId !== child.caseId) {
        faults.push({ path: "holderId", code: "UNKNOWN_MEMBER", message: "a member of the same case" });
      }
      if (holder.personId === child.personId) {
        faults.push({ path: "holderId", code: "WRONG_PERSON", message: "nobody holds it for themselves" });
      }
      if (restrictedFrom && restrictedFrom < from) {
        faults.push({ path: "restrictedFrom", code: "BEFORE_ITS_BEGINNING", message: "not before it is held" });
      }
      if (faults.length > 0) throw new Refusal(faults, "recordParentalResponsibility");
      const pair = [child.personId, holder.personId, from];
      await this.oneAtATime(manager, child.personId);
      await manager.query(
        `UPDATE parental_responsibility SET valid_to = $3
         WHERE child_id = $1 AND holder_id = $2 AND valid_from < $3 AND (valid_to IS NULL OR valid_to > $3)`,
        pair,
      );
      await manager.query(
        "DELETE FROM parental_responsibility WHERE child_id = $1 AND holder_id = $2 AND valid_from >= $3",
        pair,
      );
      await manager.query(
        `INSERT INTO parental_responsibility (child_id, holder_id, valid_from, valid_to, restricted_from)
         VALUES ($1, $2, $3, $4, $5)`,
        [...pair, to, restrictedFrom],
      );
      return { memberId: input.memberId };
    });
  }

  async recordLegalStatus(input: RecordLegalStatusInput, request: RequestContext): Promise<{ memberId: string }> {
    return this.dataSource.transaction(async (manager) => {
      await mustBeChildrensServices(manager, request);
      const { personId } = await memberOfCase(manager, this.ids, input.memberId, request);
      const faults = spanFaults(input, request.at);
      if (faults.length > 0) throw new Refusal(faults, "recordLegalStatus");
      const { code, from, to = null } = input;
      await this.oneAtATime(manager, personId);
      await manager.query(
        `UPDATE legal_status SET valid_to = $2
         WHERE person_id = $1 AND valid_from < $2 AND (valid_to IS NULL OR valid_to > $2)`,
        [personId, from],
      );
      await manager.query("DELETE FROM legal_status WHERE person_id = $1 AND valid_from >= $2", [personId, from]);
      await manager.query("INSERT INTO legal_status (person_id, code, valid_from, valid_to) VALUES ($1, $2, $3, $4)", [
        personId,
        code,
        from,
        to,
      ]);
      return { memberId: input.memberId };
    });
  }

  /** Of two who replace what stands about one child at once, the second replaces what the first recorded. */
  private async oneAtATime(manager: EntityManager, personId: string): Promise<void> {
    await manager.query("SELECT 1 FROM person WHERE id = $1 FOR NO KEY UPDATE", [personId]);
  }
}
