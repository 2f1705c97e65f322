/** Questions to a partner, made from its accepted SDL as the gateway makes them. */
import { buildSchema, getNamedType, isObjectType, type GraphQLObjectType } from "graphql";
import type { AcceptedPartner } from "../sdl/accepted-partner";

export interface Group {
  readonly ids: readonly string[];
  /** What to ask below FamilyMember, such as `id probation { supervision { status } }`. */
  readonly selection: string;
  readonly typename?: string;
}
export interface EntitiesQuestion {
  readonly query: string;
  readonly variables: Readonly<Record<string, readonly object[]>>;
}

/** One alias a group, keys alone in the variables. */
export function entitiesQuestion(groups: readonly Group[]): EntitiesQuestion {
  const variables = groups.map((_, i) => `$r${i}: [_Any!]!`).join(", ");
  const asked = groups.map(
    ({ selection }, i) =>
      `g${i}: _entities(representations: $r${i}) { __typename ... on FamilyMember { ${selection} } }`,
  );
  return {
    query: `query(${variables}) { ${asked.join(" ")} }`,
    variables: Object.fromEntries(
      groups.map(({ ids, typename = "FamilyMember" }, i) => [`r${i}`, ids.map((id) => ({ __typename: typename, id }))]),
    ),
  };
}

export interface Shape {
  readonly member: GraphQLObjectType;
  readonly contribution: GraphQLObjectType;
}

export function shapeOf(partner: AcceptedPartner): Shape {
  const schema = buildSchema(partner.sdl, { assumeValidSDL: true });
  return {
    member: schema.getType("FamilyMember") as GraphQLObjectType,
    contribution: schema.getType(partner.contributionType) as GraphQLObjectType,
  };
}

/** Everything below a type, to its last level. */
export const everything = (type: GraphQLObjectType): string =>
  Object.values(type.getFields())
    .map((it) => selectionOf(type, it.name))
    .join(" ");

/** One field with everything below it. */
export function selectionOf(type: GraphQLObjectType, field: string): string {
  const named = getNamedType(type.getFields()[field]!.type);
  return isObjectType(named) ? `${field} { ${everything(named)} }` : field;
}
