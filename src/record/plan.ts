/** What one record query selects, as shared fields of each contribution type, before anything is decided. */
import type { FieldNode, GraphQLObjectType, GraphQLResolveInfo } from "graphql";
import type { Catalogue, ContributionType, SharedField } from "../gateway/catalogue";
import { RequestError } from "../gateway/errors";
import { argumentsOf, selectedOn } from "../gateway/selection";

/** Each is as long as the family's history. */
const MOST_CHRONOLOGIES = 3;

export interface Plan {
  /** For each contribution type that is selected, its selected fields grouped by what is decided together. */
  readonly groups: ReadonlyMap<ContributionType, readonly (readonly SharedField[])[]>;
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
    chronology.map((it) => argumentsOf(it, record, info)),
    info,
    catalogue,
  );
}

export const planPerson = (info: GraphQLResolveInfo, catalogue: Catalogue): Plan =>
  plan(info.fieldNodes, [], info, catalogue);

function plan(
  members: readonly FieldNode[],
  chronologies: readonly Record<string, unknown>[],
  info: GraphQLResolveInfo,
  catalogue: Catalogue,
): Plan {
  const memberType = info.schema.getType("FamilyMember") as GraphQLObjectType;
  const onMember = selectedOn(members, memberType, info);
  const groups = new Map<ContributionType, readonly (readonly SharedField[])[]>();
  for (const contribution of catalogue.contributions) {
    const onContribution = selectedOn(onMember.get(contribution.partner.field) ?? [], contribution.type, info);
    const wanted = [...contribution.fields.values()].filter(
      (field) => onContribution.has(field.name) || chronologies.some((it) => isInChronology(field, it["categories"])),
    );
    if (wanted.length > 0 || onMember.has(contribution.partner.field))
      groups.set(contribution, decidedTogether(wanted));
  }
  return { groups };
}

/** Existence says nothing that a chronology could date. */
const isInChronology = (field: SharedField, categories: unknown): boolean =>
  field.mode === "CONTENT" && (!Array.isArray(categories) || categories.includes(field.category));

export function decidedTogether(fields: readonly SharedField[]): SharedField[][] {
  const groups = new Map<string, SharedField[]>();
  for (const field of fields) groups.set(field.key, [...(groups.get(field.key) ?? []), field]);
  return [...groups.values()];
}
