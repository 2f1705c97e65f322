/** What an agency's own users did with break-glass, and what became of it, for those who audit, govern or manage them. */
import type { DataSource } from "typeorm";
import { agencyScope, type OpaqueIds } from "../../gateway/opaque-ids";
import type { RequestContext } from "../../identity/request-context";
import { isActive } from "../case-standing";
import type { Breach, BreakGlassGrant } from "./break-glass.type";
import { toGrant } from "./break-glass-shown";
import type { BreakGlassUses } from "./break-glass-uses";
import { GOVERNANCE, MANAGERS } from "./reviewers";

const BREACHES = `
  SELECT x.id, x.use_id AS "grantId", x.status, x.opened_at AS "openedAt", x.report_due_at AS "reportDueAt",
    x.status IN ('OPEN', 'CONTAINED') AND x.report_due_at <= $2 AS "reportOverdue",
    coalesce((SELECT json_agg(json_build_object('status', s.status, 'at', s.taken_at, 'by', u.display_name,
        'note', s.note, 'icoReference', s.ico_reference) ORDER BY s.taken_at, s.status)
      FROM breach_step s JOIN app_user u ON u.id = s.taken_by WHERE s.breach_id = x.id), '[]'::json) AS steps
  FROM breach x WHERE x.agency_id = $1 ORDER BY x.opened_at DESC, x.id`;

const OVERSEERS = [...GOVERNANCE, ...MANAGERS, "CASE_AUDITOR"] as const;

export class BreakGlassOversight {
  constructor(
    private readonly dataSource: DataSource,
    private readonly uses: BreakGlassUses,
    private readonly ids: OpaqueIds,
  ) {}

  /** Of the caller's own agency's users, newest first; null for who does not oversee them. */
  async grants(request: RequestContext): Promise<BreakGlassGrant[] | null> {
    if (!(await this.oversees(request))) return null;
    const { viewer, at } = request;
    const uses = await this.uses.ofAgency(this.dataSource.manager, viewer.agencyId);
    return uses.map((it) => toGrant(it, at, this.seal("break-glass", it.id, request), viewer.agencyId));
  }

  async breaches(request: RequestContext): Promise<Breach[] | null> {
    if (!(await this.oversees(request))) return null;
    const rows = await this.dataSource.query<Breach[]>(BREACHES, [request.viewer.agencyId, new Date(request.at)]);
    return rows.map((it) => ({
      ...it,
      id: this.seal("breach", it.id, request),
      grantId: this.seal("break-glass", it.grantId, request),
      steps: it.steps.map((step) => ({ ...step, at: new Date(step.at) })),
    }));
  }

  private async oversees(request: RequestContext): Promise<boolean> {
    const overseers: readonly string[] = OVERSEERS;
    return overseers.includes(request.viewer.role) && (await isActive(this.dataSource.manager, request));
  }

  private seal(kind: "breach" | "break-glass", id: string, { viewer }: RequestContext): string {
    return this.ids.seal(kind, agencyScope(viewer.agencyId), id);
  }
}
