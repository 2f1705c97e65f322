/** Decide, then fetch: the heart of a record. */
import type { Catalogue, ContributionType, SharedField } from "../gateway/catalogue";
import { anyCovers, type MemberOnFile, type RecordContext } from "../governance/evidence.repository";
import type { Hub, HubAgency } from "../governance/hub.repository";
import type { RequestContext } from "../identity/request-context";
import { londonDate } from "../people/london-time";
import { covers, type CaseFacts, type Viewer } from "../sharing/evidence";
import type { Purpose } from "../sharing/vocabulary";
import { askKey, type Deadline, type Source, type SourceAnswer, type SourceAsk } from "../sources/source";
import { decideCell, permittedFields, settle, type Cell, type CommonFacts, type Decider } from "./cell";
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
  const asked = askedAgencies(inquiry).map((agency) => ({ agency, groups: groupsOf(agency, plan, catalogue) }));
  const facts = factsOf(inquiry);
  const cells: Cell[] = [];
  for (const member of members) {
    for (const { agency, groups } of asked) {
      const about = { ...facts, subject: member.subject, source: agency };
      for (const fields of groups) cells.push(decideCell(about, member, agency, fields, hub.rulebook, decider));
    }
  }
  return { members, cells };
}

/** What this query selects of what this agency contributes, grouped by what is decided together. */
const groupsOf = (agency: HubAgency, plan: Plan, catalogue: Catalogue): readonly (readonly SharedField[])[] =>
  (plan.groups.get(catalogue.ofKind(agency.kind) as ContributionType) ?? [])
    .map((fields) => fields.filter((it) => agency.categories.has(it.category)))
    .filter((fields) => fields.length > 0);

/** Fills the cells that permit, from one fetch of everything that is permitted and nothing else. */
export async function fetchPermitted(inquiry: Inquiry, cells: readonly Cell[], source: Source): Promise<void> {
  const asks = new Map<string, SourceAsk & { fields: string[] }>();
  for (const cell of cells) {
    const fields = permittedFields(cell);
    if (fields.length === 0) continue;
    const key = askKey(cell.member.id, cell.agency.id);
    const ask = asks.get(key);
    if (ask) ask.fields.push(...fields);
    else asks.set(key, { person: cell.member.id, agency: cell.agency.id, fields });
  }
  const answers = await answersOf(source, [...asks.values()], inquiry.request.deadline);
  const question = { ...factsOf(inquiry), today: londonDate(inquiry.request.at) };
  for (const cell of cells) settle(cell, answers.get(askKey(cell.member.id, cell.agency.id)), question);
}

/** A source that fails altogether has answered nothing, and every cell that asked it says so. */
async function answersOf(
  source: Source,
  asks: readonly SourceAsk[],
  deadline: Deadline,
): Promise<ReadonlyMap<string, SourceAnswer>> {
  try {
    return await source.fetch(asks, deadline);
  } catch {
    return new Map();
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

/** What every ask of one inquiry has in common. */
const factsOf = (inquiry: Inquiry): CommonFacts => ({
  at: inquiry.request.at,
  viewer: viewerOf(inquiry),
  purpose: inquiry.purpose,
  publicTaskStated: inquiry.publicTask !== null,
  case: caseFacts(inquiry),
});

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
