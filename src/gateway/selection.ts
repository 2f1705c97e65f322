/**
 * What a query selects, read before anything is decided or fetched: aliases, fragments, `@skip` and `@include` with
 * their variables are followed exactly as the executor will follow them.
 */
import {
  getArgumentValues,
  getDirectiveValues,
  getNamedType,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  isInterfaceType,
  isObjectType,
  Kind,
  typeFromAST,
  type FieldNode,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  type SelectionNode,
  type SelectionSetNode,
} from "graphql";
import type { Selection } from "../sources/source";

type Info = Pick<GraphQLResolveInfo, "schema" | "fragments" | "variableValues">;

/** The field nodes that `nodes` select on an object of `type`, by field name (not alias). */
export function selectedOn(
  nodes: readonly FieldNode[],
  type: GraphQLObjectType,
  info: Info,
): ReadonlyMap<string, readonly FieldNode[]> {
  const selected = new Map<string, FieldNode[]>();
  const collect = (set: SelectionSetNode): void => {
    for (const selection of set.selections) {
      if (isSkipped(selection, info)) continue;
      if (selection.kind === Kind.FIELD) {
        const same = selected.get(selection.name.value);
        if (same) same.push(selection);
        else selected.set(selection.name.value, [selection]);
        continue;
      }
      const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? info.fragments[selection.name.value] : selection;
      if (fragment && appliesTo(fragment.typeCondition, type, info)) collect(fragment.selectionSet);
    }
  };
  for (const node of nodes) if (node.selectionSet) collect(node.selectionSet);
  return selected;
}

function isSkipped(node: SelectionNode, info: Info): boolean {
  if (!node.directives?.length) return false;
  const skip = getDirectiveValues(GraphQLSkipDirective, node, info.variableValues);
  const include = getDirectiveValues(GraphQLIncludeDirective, node, info.variableValues);
  return skip?.["if"] === true || include?.["if"] === false;
}

function appliesTo(
  condition: Parameters<typeof typeFromAST>[1] | undefined,
  type: GraphQLObjectType,
  { schema }: Info,
): boolean {
  if (!condition) return true;
  const on = typeFromAST(schema, condition as never);
  return isObjectType(on) ? on === type : isInterfaceType(on) && schema.isSubType(on, type);
}

/** The arguments that a field node passes, with variables and defaults filled in. */
export const argumentsOf = (node: FieldNode, type: GraphQLObjectType, info: Info): Record<string, unknown> =>
  getArgumentValues(type.getFields()[node.name.value]!, node, info.variableValues);

/** All that is selected below these nodes, at any depth, but for what the gateway itself adds to a partner's types. */
export function selectionBelow(nodes: readonly FieldNode[], type: GraphQLObjectType, info: Info): Selection {
  const own = new Set(type.getInterfaces().flatMap((it) => Object.keys(it.getFields())));
  const below = new Map<string, Selection | null>();
  for (const [name, same] of selectedOn(nodes, type, info)) {
    if (name.startsWith("__") || own.has(name)) continue;
    const inner = getNamedType(type.getFields()[name]!.type);
    below.set(name, isObjectType(inner) ? selectionBelow(same, inner, info) : null);
  }
  return below;
}
