/** Decide, then fetch: the heart of a record. */
import type { Catalogue, ContributionType } from "../gateway/catalogue";
import { anyCovers, type MemberOnFile, type RecordContext } from "../governance/evidence.repository";
import type { Hub, HubAgency } from "../governance/hub.repository";
import type { RequestContext } from "../identity/request-context";
import { londonDate } from "../people/london-time";
import { covers, type CaseFacts, type Viewer } from "../sharing/evidence";
import type { Purpose } from "../sharing/vocabulary";
import { askKey, type Source, type SourceAsk } from "../sources/source";
import { decideCell, permittedFields, settle, type AskBase, type Cell, type Decider } from "./cell";
import type { Plan } from "./plan";

/** One question to the record: who asks for what, and everything that is on file about it. */
export interface Inquiry {
  /** The id of its disclosure. */
  readonly id: string;
  readonly kind: "RECORD" | "PERSON";
  readonly context: RecordContext;
  readonly hub: Hub;
  /** The caller's own. */
  readonly agency: HubAgency;
  readonly purpose: Purpose;
  readonly publicTask: string | null;
  readonly request: RequestContext;
}

export interface Decided {
  /** Without those who are barred: they resolve to no match. */
  readonly members: readonly MemberOnFile[];
  readonly cells: readonly Cell[];
}

export function decideAll(inquiry: Inquiry, plan: Plan, catalogue: Catalogue, decider: Decider): Decided {
  const { context, hub } = inquiry;
  const members = context.members.filter((it) => !it.barred);
  const agencies = askedAgencies(inquiry);
  const cells = members.flatMap((member) =>
    agencies.flatMap((agency) => {
      const groups = plan.groups.get(catalogue.ofKind(agency.kind) as ContributionType) ?? [];
      const base = askBase(inquiry, member, agency);
      return groups
        .map((fields) => fields.filter((it) => agency.categories.has(it.category)))
        .filter((fields) => fields.length > 0)
        .map((fields) => decideCell(base, member, agency, fields, hub.rulebook, decider));
    }),
  );
  return { members, cells };
}

/** Fills the cells that permit, from one fetch of everything that is permitted and nothing else. */
export async function fetchPermitted(inquiry: Inquiry, cells: readonly Cell[], source: Source): Promise<void> {
  const asks = new Map<string, SourceAsk & { fields: string[] }>();
  for (const cell of cells) {
    const fields = permittedFields(cell);
    if (fields.length === 0) continue;
    const key = askKey(cell.member.id, cell.agency.id);
    const ask = asks.get(key) ?? { person: cell.member.id, agency: cell.agency.id, fields: [] };
    ask.fields.push(...fields);
    asks.set(key, ask);
  }
  const answers = await source.fetch([...asks.values()], inquiry.request.deadline);
  const today = londonDate(inquiry.request.at);
  for (const cell of cells) {
    const question = { ...askBase(inquiry, cell.member, cell.agency), today };
    settle(cell, answers.get(askKey(cell.member.id, cell.agency.id)), question);
  }
}

/** The agencies of the case's area, in a fixed order; without a case, the caller's own. Never a matter of the person. */
export function askedAgencies({ context, hub, agency }: Inquiry): HubAgency[] {
  const file = context.case;
  const serves = (it: HubAgency) =>
    it.id === agency.id || (file !== null && (it.authority === null || file.authorities.includes(it.authority)));
  return [...hub.agencies.values()]
    .filter((it) => it.active && it.categories.size > 0 && serves(it))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

function askBase(inquiry: Inquiry, member: MemberOnFile, source: HubAgency): AskBase {
  return {
    at: inquiry.request.at,
    viewer: viewerOf(inquiry),
    purpose: inquiry.purpose,
    publicTaskStated: inquiry.publicTask !== null,
    case: caseFacts(inquiry),
    subject: member.subject,
    source,
  };
}

const viewerOf = ({ context, agency, request }: Inquiry): Viewer => ({
  agency,
  userId: request.viewer.userId,
  role: request.viewer.role,
  onCase: context.case !== null && anyCovers(context.case.assignments, request.at),
  conflict: context.case !== null && anyCovers(context.case.conflicts, request.at),
});

/** Outside any case there is no relationship: a closed case of nobody's. */
const NO_CASE: CaseFacts = {
  id: "",
  open: false,
  level: { common: 1, statutory: false },
  statutoryBasis: null,
  significantHarm: null,
  highRisk: false,
  agencies: new Set(),
};

export function caseFacts({ context, request }: Inquiry): CaseFacts {
  const file = context.case;
  if (!file) return NO_CASE;
  return {
    id: file.id,
    open: file.openedAt <= request.at && (file.closedAt === null || request.at < file.closedAt),
    level: file.level,
    statutoryBasis: file.statutoryBasis,
    significantHarm:
      file.harmDecidedBy !== null && file.harmDecidedAt !== null
        ? { decidedBy: file.harmDecidedBy, decidedAt: file.harmDecidedAt }
        : null,
    highRisk: file.highRisk,
    agencies: new Set([file.owner, ...file.agencies.filter((it) => covers(it, request.at)).map((it) => it.id)]),
  };
}
