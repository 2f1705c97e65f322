/**
 * What a field says that it is, wherever it said so: in the code (declare.ts), or in a partner's SDL, where the directive
 * itself is all there is.
 */
import { GraphQLError, valueFromASTUntyped, type GraphQLField } from "graphql";
import { isCategory, type MinimumLevel } from "../sharing/vocabulary";
import type { ElementKind, SharedDeclaration } from "./declare";

type Field = Pick<GraphQLField<unknown, unknown>, "extensions" | "astNode">;

const LEVELS = new Map<unknown, MinimumLevel>(([1, 2, 3, "3s", 4] as const).map((it) => [String(it), it]));

export function sharedOf(field: Field): SharedDeclaration | undefined {
  const declared = field.extensions["shared"] as SharedDeclaration | undefined;
  return declared ?? fromDirective(field);
}

export const elementOf = (field: Field): ElementKind | undefined =>
  (field.extensions["element"] as ElementKind | undefined) ?? (argumentsOf(field, "element")?.["is"] as ElementKind);

/** @throws GraphQLError for words that nobody knows: read loosely, a field would be shared more freely than it says */
function fromDirective(field: Field): SharedDeclaration | undefined {
  const args = argumentsOf(field, "shared");
  if (!args) return undefined;
  const { category, minimumLevel, manual, existence } = args;
  const level = minimumLevel === undefined ? undefined : LEVELS.get(minimumLevel);
  const known = typeof category === "string" && isCategory(category) && existence === undefined;
  if (!known || (minimumLevel !== undefined && level === undefined) || !isFlag(manual))
    throw new GraphQLError("@shared says what nobody knows", { nodes: field.astNode });
  return {
    category: category,
    ...(level === undefined ? {} : { minimumLevel: level }),
    ...(manual === undefined ? {} : { manual: manual === "true" }),
  };
}

const isFlag = (it: unknown): boolean => it === undefined || it === "true" || it === "false";

function argumentsOf(field: Field, directive: string): Record<string, unknown> | undefined {
  const node = field.astNode?.directives?.find((it) => it.name.value === directive);
  return node && Object.fromEntries(node.arguments?.map((it) => [it.name.value, valueFromASTUntyped(it.value)]) ?? []);
}
