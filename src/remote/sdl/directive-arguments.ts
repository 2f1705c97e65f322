/** What is written in a directive, and which of a field's directives it is. */
import { Kind, print, valueFromASTUntyped, type DirectiveNode, type FieldDefinitionNode } from "graphql";

/** The value of a directive's argument, as it is written; undefined where it is left out. */
export const argumentOf = (directive: DirectiveNode, name: string): unknown => {
  const found = directive.arguments?.find((it) => it.name.value === name);
  // a bare word is not the string of that name, and a composer refuses it
  if (found?.value.kind === Kind.ENUM) return null;
  return found && valueFromASTUntyped(found.value);
};

/** The same as text, for a message; without quotation marks. */
export function writtenArgument(directive: DirectiveNode, name: string): string {
  const found = directive.arguments?.find((it) => it.name.value === name);
  return found ? print(found.value).replace(/^"|"$/g, "") : "";
}

export const directiveOn = (field: FieldDefinitionNode, name: string): DirectiveNode | undefined =>
  field.directives?.find((it) => it.name.value === name);
