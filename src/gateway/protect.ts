/**
 * The second lock. Walks the finished schema from its roots: every field says what it is, or the server does not start;
 * every shared field is guarded, synchronously, whatever its resolver.
 */
import {
  defaultFieldResolver,
  getNamedType,
  isInterfaceType,
  isNonNullType,
  isObjectType,
  isUnionType,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
} from "graphql";
import { isCategory } from "../sharing/vocabulary";
import type { Guarded } from "./declare";
import { elementOf, sharedOf } from "./declared";

type Field = GraphQLField<unknown, unknown>;

/** @throws Error naming every field that is not declared, or is shared and cannot be null */
export function protect(schema: GraphQLSchema): GraphQLSchema {
  const faults: string[] = [];
  const seen = new Set<string>();

  const visit = (type: GraphQLNamedType, covered: boolean): void => {
    if (isInterfaceType(type) || isUnionType(type)) {
      for (const possible of schema.getPossibleTypes(type)) visit(possible, covered);
    }
    if (!isObjectType(type) && !isInterfaceType(type)) return;
    const key = `${type.name} ${covered}`;
    if (seen.has(key)) return;
    seen.add(key);
    for (const field of Object.values(type.getFields()) as Field[]) {
      const shared = sharedOf(field);
      const decided = shared !== undefined || field.extensions["decidedByItem"] === true;
      const open = typeof field.extensions["open"] === "string" && field.extensions["open"] !== "";
      if (!decided && !open && !covered) faults.push(`${type.name}.${field.name} is neither @Shared nor @Open`);
      if (decided && open) faults.push(`${type.name}.${field.name} is both @Shared and @Open`);
      if (shared && !isCategory(shared.category))
        faults.push(`${type.name}.${field.name} is shared as ${String(shared.category)}, which is no category`);
      if (decided && isNonNullType(field.type))
        faults.push(`${type.name}.${field.name} is shared, so it must be nullable`);
      if (elementOf(field) && isNonNullType(field.type)) {
        faults.push(`${type.name}.${field.name} is an element that may be removed, so it must be nullable`);
      }
      if (decided && isObjectType(type)) guard(field);
      visit(getNamedType(field.type), covered || decided);
    }
  };

  for (const root of [schema.getQueryType(), schema.getMutationType()]) if (root) visit(root, false);
  if (faults.length > 0) {
    throw new Error(`The schema is not safe to serve:\n${[...new Set(faults)].map((it) => `  ${it}`).join("\n")}`);
  }
  resolveByName(schema);
  return schema;
}

/** Anything but a plain yes from the object itself reads as null. A shared field has no resolver of its own to run. */
function guard(field: Field): void {
  field.resolve = (source, args, context, info) =>
    (source as Partial<Guarded>).isReleased?.(info.fieldName) === true
      ? defaultFieldResolver(source, args, context, info)
      : null;
}

/** Records are plain objects that carry their type's name; type-graphql's `instanceof` tests would refuse them. */
function resolveByName(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (isObjectType(type)) type.isTypeOf = undefined;
    if (isInterfaceType(type) || isUnionType(type))
      type.resolveType = (value) => (value as { __typename: string }).__typename;
  }
}
