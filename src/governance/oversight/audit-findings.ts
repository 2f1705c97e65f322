/** What auditors found of single disclosures: each auditor says it once, of what they may see. */
import type { Pool } from "pg";
import { z } from "zod";
import type { DisclosureIndex } from "../../audit/disclosure-index";
import { Refusal, toFaults } from "../../gateway/faults";
import { refuse } from "../../gateway/refused.type";
import { isStorable } from "../../gateway/item-body";
import type { RequestContext } from "../../identity/request-context";
import { mustHaveRole } from "../case-standing";
import type { Finding } from "./oversight.inputs";
import { scopeOf } from "./auditor";
import { RequestError } from "../../gateway/errors";

const shape = z.object({
  note: z.string().trim().min(10, "at least 10 characters").max(1000).refine(isStorable, "expected well-formed text"),
});
const SEEN = `SELECT 1 FROM disclosure_fact f WHERE f.id = $1 AND ($2::text IS NULL OR f.agency = $2 OR f.sources @> ARRAY[$2])`;
const INSERT = `
  INSERT INTO audit_finding (disclosure_id, finding, note, found_by, agency_id, found_at) VALUES ($1, $2, $3, $4, $5, $6)
  ON CONFLICT DO NOTHING`;

export class AuditFindings {
  constructor(
    private readonly pool: Pool,
    private readonly index: DisclosureIndex,
  ) {}

  async record(
    { disclosureId, finding, note }: { disclosureId: string; finding: Finding; note: string },
    request: RequestContext,
  ): Promise<{ disclosureId: string }> {
    mustHaveRole(request, ["CASE_AUDITOR"]);
    const { viewer, at } = request;
    const shaped = shape.safeParse({ note });
    const faults = shaped.success ? [] : toFaults(shaped.error);
    if (!(await this.isTheirs(disclosureId, request))) {
      faults.push({ path: "disclosureId", code: "UNKNOWN_DISCLOSURE", message: "no such disclosure for you" });
    }
    if (faults.length > 0) throw new Refusal(faults, "recordAuditFinding");
    const values = [disclosureId, finding, note.trim(), viewer.userId, viewer.agencyId, new Date(at)];
    const { rowCount } = await this.pool.query(INSERT, values);
    if (rowCount === 0) refuse("disclosureId", "ALREADY_FOUND", "you have said what you found of this one");
    return { disclosureId };
  }

  private async isTheirs(disclosureId: string, request: RequestContext): Promise<boolean> {
    if (!isStorable(disclosureId)) return false;
    try {
      const { agency } = await scopeOf(this.pool, request, ["CASE_AUDITOR"]);
      await this.index.catchUp(1);
      return (await this.pool.query(SEEN, [disclosureId, agency])).rowCount === 1;
    } catch (error) {
      if (error instanceof RequestError) return false;
      throw error;
    }
  }
}
