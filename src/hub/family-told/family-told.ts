/** That a family was told what was shared about them: how and when, by those who work their case. */
import type { DataSource } from "typeorm";
import { z } from "zod";
import { Refusal, toFaults, type Fault } from "../../gateway/faults";
import type { OpaqueIds } from "../../gateway/opaque-ids";
import { refuse } from "../../gateway/refused.type";
import { mustBePractitioner, standingOn } from "../../governance/case-standing";
import type { RequestContext } from "../../identity/request-context";
import { plainText } from "../../people/person-shape";

const shape = z.object({ how: plainText(200) });
const INSERT = `
  INSERT INTO family_told (case_id, how, told_at, recorded_by, recorded_at) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT DO NOTHING RETURNING id`;

export class FamilyTold {
  constructor(
    private readonly dataSource: DataSource,
    private readonly ids: OpaqueIds,
  ) {}

  async record(caseId: string, how: string, at: Date, request: RequestContext): Promise<{ caseId: string }> {
    mustBePractitioner(request);
    await this.dataSource.transaction(async (manager) => {
      const standing = await standingOn(manager, this.ids, caseId, request);
      const [file] = await manager.query<{ opened: Date }[]>(
        "SELECT opened_at AS opened FROM case_file WHERE id = $1",
        [standing.caseId],
      );
      const shaped = shape.safeParse({ how });
      const faults = [...(shaped.success ? [] : toFaults(shaped.error)), ...timeFaults(at, file!.opened, request.at)];
      if (faults.length > 0) throw new Refusal(faults, "recordFamilyTold");
      const values = [standing.caseId, how, at, request.viewer.userId, new Date(request.at)];
      const rows = await manager.query<unknown[]>(INSERT, values);
      if (rows.length === 0) refuse("at", "ALREADY_RECORDED", "that they were told then is on record");
    });
    return { caseId };
  }
}

function timeFaults(at: Date, opened: Date, now: number): Fault[] {
  if (at.getTime() > now) return [{ path: "at", code: "IN_THE_FUTURE", message: "when it was, not when it will be" }];
  if (at < opened) return [{ path: "at", code: "BEFORE_THE_CASE", message: "not before the case was opened" }];
  return [];
}
