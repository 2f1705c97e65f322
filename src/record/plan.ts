/** What one record query selects, as shared fields of each contribution type, before anything is decided. */
import type { FieldNode, GraphQLObjectType, GraphQLResolveInfo } from "graphql";
import type { Catalogue, ContributionType, SharedField } from "../gateway/catalogue";
import { RequestError } from "../gateway/errors";
import { argumentsOf, selectedOn, selectionBelow } from "../gateway/selection";
import type { Selection } from "../sources/source";

/** Each is as long as the family's history. */
const MOST_CHRONOLOGIES = 3;

export interface Plan {
  /** For each contribution type that is selected, its selected fields grouped by what is decided together. */
  readonly groups: ReadonlyMap<ContributionType, readonly (readonly SharedField[])[]>;
  /** For each that is held elsewhere, what is selected below each of its fields: its partner is asked no more. */
  readonly selections: ReadonlyMap<ContributionType, Selection>;
}

/**
 * The plan of a `familyRecord` or `person` field: `members { health { … } }` and the same below `chronology`, which
 * selects every dated field of the categories it names.
 */
export function planRecord(info: GraphQLResolveInfo, catalogue: Catalogue): Plan {
  const record = info.schema.getType("FamilyRecord") as GraphQLObjectType;
  const selected = selectedOn(info.fieldNodes, record, info);
  const chronology = selected.get("chronology") ?? [];
  if (chronology.length > MOST_CHRONOLOGIES)
    throw new RequestError(`At most ${MOST_CHRONOLOGIES} chronologies a record.`);
  return plan(
    selected.get("members") ?? [],
    chronology.map((it) => ({
      categories: argumentsOf(it, record, info)["categories"],
      items: chronologyItems(it, info),
    })),
    info,
    catalogue,
  );
}

export const planPerson = (info: GraphQLResolveInfo, catalogue: Catalogue): Plan =>
  plan(info.fieldNodes, [], info, catalogue);

interface AskedChronology {
  readonly categories: unknown;
  /** The `item` nodes of its events. */
  readonly items: readonly FieldNode[];
}

function chronologyItems(node: FieldNode, info: GraphQLResolveInfo): readonly FieldNode[] {
  const steps = [
    ["ChronologyConnection", "edges"],
    ["ChronologyEdge", "node"],
    ["ChronologyEvent", "item"],
  ] as const;
  return steps.reduce<readonly FieldNode[]>(
    (nodes, [type, field]) => selectedOn(nodes, info.schema.getType(type) as GraphQLObjectType, info).get(field) ?? [],
    [node],
  );
}

function plan(
  members: readonly FieldNode[],
  chronologies: readonly AskedChronology[],
  info: GraphQLResolveInfo,
  catalogue: Catalogue,
): Plan {
  const memberType = info.schema.getType("FamilyMember") as GraphQLObjectType;
  const onMember = selectedOn(members, memberType, info);
  const groups = new Map<ContributionType, readonly (readonly SharedField[])[]>();
  const selections = new Map<ContributionType, Selection>();
  for (const contribution of catalogue.contributions) {
    const onContribution = selectedOn(onMember.get(contribution.partner.field) ?? [], contribution.type, info);
    const wanted = [...contribution.fields.values()].filter(
      (field) => onContribution.has(field.name) || chronologies.some((it) => isInChronology(field, it.categories)),
    );
    if (wanted.length > 0 || onMember.has(contribution.partner.field))
      groups.set(contribution, decidedTogether(wanted));
    if (contribution.elsewhere === null) continue;
    const below = wanted.map((field) => {
      const nodes = [onContribution.get(field.name) ?? [], ...chronologies.map((it) => it.items)].flat();
      return [field.name, field.itemType && selectionBelow(nodes, field.itemType, info)] as const;
    });
    selections.set(contribution, new Map(below));
  }
  return { groups, selections };
}

/** Existence says nothing that a chronology could date. */
const isInChronology = (field: SharedField, categories: unknown): boolean =>
  field.mode === "CONTENT" && (!Array.isArray(categories) || categories.includes(field.category));

export function decidedTogether(fields: readonly SharedField[]): SharedField[][] {
  const groups = new Map<string, SharedField[]>();
  for (const field of fields) groups.set(field.key, [...(groups.get(field.key) ?? []), field]);
  return [...groups.values()];
}
