/** Who the caller is in this hub: agency, role, purposes, protocols in force and the cases they work on. */
import type { Pool } from "pg";
import { RequestError } from "../gateway/errors";
import { agencyScope, type OpaqueIds } from "../gateway/opaque-ids";
import type { Hub, HubRepository } from "../governance/hub.repository";
import type { RequestContext } from "../identity/request-context";
import { toAgency } from "../record/released-contribution";
import { covers } from "../sharing/evidence";
import type { Flow } from "../sharing/rulebook";
import type { ProtocolSummary, Viewer } from "./viewer.type";

const VIEWER = `
  SELECT u.display_name AS name, coalesce((
    SELECT json_agg(json_build_object('id', c.id, 'reference', c.reference, 'localTier', c.local_tier,
             'level', c.common_level, 'open', c.closed_at IS NULL) ORDER BY c.opened_at DESC, c.id)
    FROM case_assignment s JOIN case_file c ON c.id = s.case_id
    WHERE s.user_id = u.id AND s.valid_from <= $4 AND (s.valid_to IS NULL OR s.valid_to > $4)
      AND (c.owner_id = $2 OR EXISTS (SELECT FROM case_agency g WHERE g.case_id = c.id AND g.agency_id = $2
           AND g.valid_from <= $4 AND (g.valid_to IS NULL OR g.valid_to > $4)))
      AND NOT EXISTS (SELECT FROM conflict_of_interest k JOIN case_member m ON m.person_id = k.person_id
           WHERE m.case_id = c.id AND k.user_id = u.id AND k.valid_from <= $4 AND (k.valid_to IS NULL OR k.valid_to > $4))
  ), '[]'::json) AS cases
  FROM app_user u JOIN agency a ON a.id = u.agency_id
  WHERE u.id = $1 AND u.agency_id = $2 AND $3 = ANY (u.roles) AND u.active AND a.active`;

interface ViewerRow {
  readonly name: string;
  readonly cases: Viewer["cases"];
}

export class Viewers {
  constructor(
    private readonly pool: Pool,
    private readonly hub: HubRepository,
    private readonly ids: OpaqueIds,
  ) {}

  /** @throws RequestError where the user, agency or role is not active */
  async get({ viewer, at }: RequestContext): Promise<Viewer> {
    const hub = await this.hub.latest();
    const { rows } = await this.pool.query<ViewerRow>(VIEWER, [
      viewer.userId,
      viewer.agencyId,
      viewer.role,
      new Date(at),
    ]);
    const [row] = rows;
    const agency = hub.agencies.get(viewer.agencyId);
    if (!row || !agency) throw new RequestError("Your user, agency or role is not active in this hub.");
    const flows = flowsTo(hub, viewer.agencyId, at).filter((it) => it.flow.roles.has(viewer.role));
    return {
      userId: viewer.userId,
      name: row.name,
      agency: toAgency(agency),
      role: viewer.role,
      purposes: [...new Set(flows.flatMap((it) => it.flow.protocol.purposes))].sort(),
      protocols: summaries(flows),
      cases: row.cases.map((it) => ({ ...it, id: this.ids.seal("case", agencyScope(viewer.agencyId), it.id) })),
    };
  }
}

interface SourcedFlow {
  readonly source: string;
  readonly flow: Flow;
}

const flowsTo = (hub: Hub, recipient: string, at: number): SourcedFlow[] =>
  [...hub.agencies.keys()].flatMap((source) =>
    hub.rulebook
      .flows(source, recipient)
      .filter((it) => covers(it, at))
      .map((flow) => ({ source, flow })),
  );

function summaries(flows: readonly SourcedFlow[]): ProtocolSummary[] {
  const byProtocol = new Map<string, ProtocolSummary>();
  for (const { source, flow } of flows) {
    const known = byProtocol.get(flow.reference);
    if (known) known.sources.push(source);
    else {
      byProtocol.set(flow.reference, {
        id: flow.reference,
        sources: [source],
        purposes: flow.protocol.purposes,
        categories: flow.protocol.categories,
        validTo: new Date(flow.to),
      });
    }
  }
  return [...byProtocol.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}
