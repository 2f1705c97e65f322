/**
 * What waits for a source, as its deciders see it; and what became of what an agency asked, as its practitioners see it.
 * A decider is shown the request and the source's own: its own numbers for the person, its own references, no content.
 */
import { noticeOf } from "../../audit/disclosure";
import { RequestError } from "../../gateway/errors";
import { agencyScope, NOBODY, type OpaqueIds } from "../../gateway/opaque-ids";
import type { RequestContext } from "../../identity/request-context";
import { isHealth, type AgencyKind } from "../../sharing/vocabulary";
import type { DataSource } from "typeorm";
import { isActive } from "../case-standing";
import { isTheirs, type EvidenceOnFile } from "../evidence.repository";
import { sealMember } from "../member-id";
import { DECIDERS } from "./deciders";
import type { DisclosureRequestAtSource, RequestedDisclosure, RequestStatus } from "./source-decision.type";

const MOST = 200;

/** Numbers that a kind of agency keeps itself, beside its local ones. */
function ownSystems(kind: AgencyKind): string[] {
  if (isHealth(kind)) return ["NHS_NUMBER"];
  if (kind === "EDUCATION") return ["UPN"];
  return kind === "POLICE" ? ["PNC_ID", "CRO_NUMBER"] : [];
}

/**
 * $1 source, $2 status, $3 how many, $4 caller, $5 now, $6 systems. A number is the source's own where it issued it, or
 * where it is of its kind and the source holds something about the person.
 */
const AT_SOURCE = `
  SELECT q.id, q.status, q.recipient_id AS agency, u.display_name AS "requestedBy", q.role, q.purpose, q.category,
    q.reason, q.level, q.rag, q.needed_by AS "neededBy", q.requested_at AS "requestedAt", q.due_at AS "dueAt",
    q.status = 'OPEN' AND q.due_at <= $5 AS overdue, q.answered_at AS "answeredAt", q.covert, r.valid_to AS "validTo",
    p.disclosure_key AS "disclosureKey",
    coalesce((SELECT json_agg(json_build_object('system', i.system, 'value', i.value) ORDER BY i.system, i.value)
      FROM person_identifier i WHERE i.person_id = q.subject_id AND i.confidence >= 0.95
        AND (i.system = 'LOCAL_ID' AND starts_with(i.value, $1 || ':')
          OR i.system = ANY ($6) AND EXISTS (SELECT FROM contribution_item c
             WHERE c.person_id = q.subject_id AND c.agency_id = $1 AND c.superseded_at IS NULL))), '[]') AS subject,
    coalesce((SELECT json_agg(json_build_object('sourceRef', c.source_ref, 'field', c.field,
        'occurredOn', c.occurred_on, 'restricted', c.restrictions <> '[]') ORDER BY c.occurred_on DESC, c.source_ref)
      FROM contribution_item c WHERE c.person_id = q.subject_id AND c.agency_id = $1 AND c.category = q.category
        AND c.superseded_at IS NULL), '[]') AS items
  FROM disclosure_request q JOIN app_user u ON u.id = q.requested_by JOIN person p ON p.id = q.subject_id
  LEFT JOIN source_release r ON r.request_id = q.id
  WHERE q.source_id = $1 AND q.status = $2 AND NOT is_barred(q.subject_id, $4, $5)
  ORDER BY q.due_at, q.id LIMIT $3`;

/** A covert answer is, for who asked, a release of what turns out to be nothing. */
const OF_CASE = `
  SELECT q.id, q.subject_id AS "subjectId", q.source_id AS source, q.category, q.purpose,
    CASE WHEN q.covert THEN 'RELEASED' ELSE q.status END AS status, q.requested_at AS "requestedAt",
    q.due_at AS "dueAt", q.status = 'OPEN' AND q.due_at <= $3 AS overdue, q.answered_at AS "answeredAt", q.answer,
    r.valid_to AS "validTo"
  FROM disclosure_request q LEFT JOIN source_release r ON r.request_id = q.id
  WHERE q.case_id = $1 AND q.recipient_id = $2 ORDER BY q.requested_at DESC, q.id LIMIT ${MOST}`;

type AtSource = DisclosureRequestAtSource & { disclosureKey: string };
type OfCase = RequestedDisclosure & { subjectId: string };

export class DisclosureQueues {
  constructor(
    private readonly dataSource: DataSource,
    private readonly evidence: EvidenceOnFile,
    private readonly ids: OpaqueIds,
  ) {}

  async atSource(
    status: RequestStatus,
    first: number,
    request: RequestContext,
  ): Promise<DisclosureRequestAtSource[] | null> {
    if (first < 1 || first > MOST) {
      const fault = { path: "first", code: "OUT_OF_RANGE", message: `first takes 1 to ${MOST}` };
      throw new RequestError("disclosureRequests: bad page.", [fault]);
    }
    const { viewer, at } = request;
    if (!DECIDERS.includes(viewer.role) || !(await isActive(this.dataSource.manager, request))) return null;
    const [agency] = await this.dataSource.query<{ kind: AgencyKind }[]>("SELECT kind FROM agency WHERE id = $1", [
      viewer.agencyId,
    ]);
    const systems = ownSystems(agency!.kind);
    const values = [viewer.agencyId, status, first, viewer.userId, new Date(at), systems];
    const rows = await this.dataSource.query<AtSource[]>(AT_SOURCE, values);
    const looked = [...new Set(rows.map((it) => it.disclosureKey))];
    if (looked.length > 0) request.disclosures.push(noticeOf("REQUESTS", request, null, looked));
    return rows.map(({ disclosureKey: _, ...it }) => ({ ...it, id: this.seal(it.id, request) }));
  }

  async ofCase(caseId: string, request: RequestContext): Promise<RequestedDisclosure[] | null> {
    const { viewer, at } = request;
    const opened = this.ids.open("case", agencyScope(viewer.agencyId), caseId) ?? NOBODY;
    const context = await this.evidence.ofCase(viewer, opened, at);
    if (!context.viewerActive || !isTheirs(context, request)) return null;
    const shown = new Set(context.members.filter((it) => !it.barred).map((it) => it.id));
    const rows = await this.dataSource.query<OfCase[]>(OF_CASE, [opened, viewer.agencyId, new Date(at)]);
    return rows
      .filter((it) => shown.has(it.subjectId))
      .map(({ subjectId, ...it }) => ({
        ...it,
        id: this.seal(it.id, request),
        memberId: sealMember(this.ids, viewer.agencyId, { caseId: opened, personId: subjectId }),
      }));
  }

  private seal(id: string, { viewer }: RequestContext): string {
    return this.ids.seal("disclosure-request", agencyScope(viewer.agencyId), id);
  }
}
