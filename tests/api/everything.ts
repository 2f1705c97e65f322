/** The widest query there is: every field of every contribution, the chronology and the summary. */
import {
  getNamedType,
  isEnumType,
  isObjectType,
  isScalarType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from "graphql";
import type { Catalogue } from "../../src/gateway/catalogue";

/** A selection of everything below a type that takes no arguments; a type is not entered twice on one path. */
function selectionOf(type: GraphQLObjectType, above: readonly string[] = []): string {
  const fields = Object.values(type.getFields()).flatMap((field) => {
    const named = getNamedType(field.type);
    if (isScalarType(named) || isEnumType(named)) return [field.name];
    if (!isObjectType(named) || above.includes(named.name)) return [];
    return [`${field.name} { ${selectionOf(named, [...above, type.name])} }`];
  });
  return fields.join(" ");
}

export function everything(schema: GraphQLSchema, catalogue: Catalogue, purpose: string): string {
  const contributions = catalogue.contributions
    .map((it) => `${it.partner.field} { ${selectionOf(it.type)} }`)
    .join(" ");
  const items = [
    ...new Set(catalogue.contributions.flatMap((it) => [...it.fields.values()].flatMap((f) => f.itemType?.name ?? []))),
  ];
  const summary = selectionOf(schema.getType("SharingSummary") as GraphQLObjectType);
  return `query ($id: ID!) { familyRecord(caseId: $id, purpose: ${purpose}) {
    members { name age relationship ${contributions} }
    chronology(first: 200) { totalCount pageInfo { hasNextPage } edges { node { occurredOn category field agency { id }
      item { __typename provenance { nature occurredOn } } } } }
    sharing { ${summary} } caveat } } # ${items.length} item types`;
}
