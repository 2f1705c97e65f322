/** Decide, then fetch: the heart of a record. */
import type { Catalogue, ContributionType, SharedField } from "../gateway/catalogue";
import type { MemberOnFile } from "../governance/evidence.repository";
import type { HubAgency } from "../governance/hub.repository";
import { askKey, type Deadline, type Source, type SourceAnswer, type SourceAsk } from "../sources/source";
import { decideCell, permittedFields, settle, type Cell, type Decider } from "./cell";
import { askedAgencies, type Inquiry } from "./inquiry";
import type { Plan } from "./plan";

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
  const { context, hub, facts } = inquiry;
  const asked = askedAgencies(inquiry).flatMap((agency) => groupsOf(agency, plan, catalogue));
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
  { request, facts, today }: Inquiry,
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
  const answers = await answersOf(source, asks, request.deadline);
  for (const { member, contributed } of decided) {
    for (const { agency, cells } of contributed) {
      const answer = answers.get(askKey(member.id, agency.id));
      for (const cell of cells) settle(cell, answer, facts, today);
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
