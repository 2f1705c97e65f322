/** Decide, then fetch: the heart of a record. */
import type { Catalogue, ContributionType, SharedField } from "../gateway/catalogue";
import { anyCovers, type MemberOnFile, type RecordContext } from "../governance/evidence.repository";
import type { Hub, HubAgency } from "../governance/hub.repository";
import type { RequestContext } from "../identity/request-context";
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
  /** In London, `yyyy-mm-dd`. */
  readonly today: string;
  readonly request: RequestContext;
}

/** What one agency is asked about one member: a contribution in the making. */
export interface Contributed {
  readonly agency: HubAgency;
  readonly type: ContributionType;
  /** Empty where the query asks for nothing that has to be decided. */
  readonly cells: readonly Cell[];
}

export interface DecidedMember {
  readonly member: MemberOnFile;
  readonly contributed: readonly Contributed[];
}

/** Members who are barred resolve to no match: they are left out. */
export function decideAll(
  inquiry: Inquiry,
  plan: Plan,
  catalogue: Catalogue,
  decider: Decider,
): readonly DecidedMember[] {
  const { context, hub } = inquiry;
  const asked = askedAgencies(inquiry).flatMap((agency) => groupsOf(agency, plan, catalogue));
  const facts = factsOf(inquiry);
  let position = 0;
  return context.members
    .filter((it) => !it.barred)
    .map((member) => ({
      member,
      contributed: asked.map(({ agency, type, groups }) => ({
        agency,
        type,
        cells: groups.map((fields) => decideCell(facts, position++, member, agency, fields, hub.rulebook, decider)),
      })),
    }));
}

export const cellsOf = (decided: readonly DecidedMember[]): Cell[] =>
  decided.flatMap((it) => it.contributed.flatMap(({ cells }) => cells));

interface AskedAgency {
  readonly agency: HubAgency;
  readonly type: ContributionType;
  readonly groups: readonly (readonly SharedField[])[];
}

/** What this query selects of what this agency contributes, grouped by what is decided together; nothing if nothing. */
function groupsOf(agency: HubAgency, plan: Plan, catalogue: Catalogue): AskedAgency[] {
  const type = catalogue.ofKind(agency.kind);
  const selected = type && plan.groups.get(type);
  if (!selected) return [];
  const groups = selected
    .map((fields) => fields.filter((it) => agency.categories.has(it.category)))
    .filter((fields) => fields.length > 0);
  return [{ agency, type, groups }];
}

/** Fills the cells that permit, from one fetch of everything that is permitted and nothing else. */
export async function fetchPermitted(
  inquiry: Inquiry,
  decided: readonly DecidedMember[],
  source: Source,
): Promise<void> {
  const asks: SourceAsk[] = [];
  for (const { member, contributed } of decided) {
    for (const { agency, cells } of contributed) {
      const fields = cells.flatMap(permittedFields);
      if (fields.length > 0) asks.push({ person: member.id, agency: agency.id, fields });
    }
  }
  const answers = await answersOf(source, asks, inquiry.request.deadline);
  const facts = factsOf(inquiry);
  for (const { member, contributed } of decided) {
    for (const { agency, cells } of contributed) {
      const answer = answers.get(askKey(member.id, agency.id));
      for (const cell of cells) settle(cell, answer, facts, inquiry.today);
    }
  }
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
