/**
 * The gateway's schema with the partners in force in it. Their types get what every contribution and every item has from
 * the gateway, declared as the gateway declares it; so the catalogue, the guard and the record treat them as they treat
 * the types of the code.
 */
import {
  extendSchema,
  Kind,
  parse,
  visit,
  type DocumentNode,
  type GraphQLFieldMap,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLSchema,
  type NamedTypeNode,
  type ObjectTypeDefinitionNode,
} from "graphql";
import type { AcceptedPartner } from "./sdl/accepted-partner";

export type Joining = Pick<AcceptedPartner, "field" | "description" | "contributionType" | "fields" | "definitions">;

const WHY_OPEN = "Which agencies a record asks depends on the case's area, never on the person.";

/** @returns a schema that has yet to be protected */
export function joinPartners(base: GraphQLSchema, partners: readonly Joining[]): GraphQLSchema {
  const schema = partners.reduce(
    (joined, it) => extendSchema(joined, documentOf(it, joined), { assumeValid: true, assumeValidSDL: true }),
    base,
  );
  for (const partner of partners) declare(partner, schema);
  return schema;
}

function documentOf(partner: Joining, schema: GraphQLSchema): DocumentNode {
  const items = new Set([...partner.fields.values()].flatMap((it) => it.itemType ?? []));
  const types = visit(partner.definitions, {
    [Kind.OBJECT_TYPE_DEFINITION]: (node: ObjectTypeDefinitionNode) => {
      if (node.name.value === partner.contributionType) return implementing(node, interfaceIn(schema, "Contribution"));
      return items.has(node.name.value) ? implementing(node, interfaceIn(schema, "ContributionItem")) : undefined;
    },
  });
  const member = parse(`extend type FamilyMember { ${partner.field}: [${partner.contributionType}!]! }`);
  return { ...types, definitions: [...types.definitions, ...member.definitions] };
}

const interfaceIn = (schema: GraphQLSchema, name: string): GraphQLInterfaceType =>
  schema.getType(name) as GraphQLInterfaceType;

function implementing(node: ObjectTypeDefinitionNode, it: GraphQLInterfaceType): ObjectTypeDefinitionNode {
  const given = Object.values(it.getFields()).map((field) => `${field.name}: ${String(field.type)}`);
  const [type] = parse(`type T { ${given.join(" ")} }`).definitions as [ObjectTypeDefinitionNode];
  const name: NamedTypeNode = { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: it.name } };
  return { ...node, interfaces: [...(node.interfaces ?? []), name], fields: [...type.fields!, ...(node.fields ?? [])] };
}

/** What the gateway adds is declared like its own; below it everything stands on a field that was decided. */
function declare(partner: Joining, schema: GraphQLSchema): void {
  const member = (schema.getType("FamilyMember") as GraphQLObjectType).getFields()[partner.field]!;
  member.extensions = { open: WHY_OPEN };
  member.description = partner.description ?? `What ${partner.contributionType} holds, from the agency's own system.`;
  const contribution = (schema.getType(partner.contributionType) as GraphQLObjectType).getFields();
  asOn(interfaceIn(schema, "Contribution"), contribution);
  for (const { itemType } of partner.fields.values()) {
    if (itemType === null) continue;
    asOn(interfaceIn(schema, "ContributionItem"), (schema.getType(itemType) as GraphQLObjectType).getFields());
  }
}

function asOn(it: GraphQLInterfaceType, fields: GraphQLFieldMap<unknown, unknown>): void {
  for (const [name, { extensions, description }] of Object.entries(it.getFields())) {
    fields[name]!.extensions = extensions;
    fields[name]!.description = description;
  }
}
