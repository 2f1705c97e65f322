/**
 * What is shared here is decided here, for each caller. A supergraph in which another subgraph requires a shared field
 * sends it there unseen by any caller: the engine fetches it and passes it on inside `representations`. So such a
 * supergraph is not to be served.
 */
import { Kind, parse, type ConstDirectiveNode, type FieldDefinitionNode } from "graphql";

export interface SupergraphFault {
  readonly line: number;
  readonly message: string;
}

/** @returns every fault; empty where the supergraph may be served */
export function lintSupergraph(sdl: string): SupergraphFault[] {
  const fields = fieldsOf(sdl);
  // what a selection names below its first field belongs to types that its text does not name; so any of them counts
  const shared = new Set(fields.filter(({ field }) => has(field, "shared")).map(({ field }) => field.name.value));
  return fields.flatMap(({ type, field }) =>
    (field.directives ?? [])
      .filter((it) => it.name.value === "join__field")
      .flatMap((join) => takenBy(join, field))
      .filter(({ name }) => shared.has(name))
      .map(({ name, how }) => ({
        line: field.loc?.startToken.line ?? 0,
        message: `${type}.${field.name.value} ${how} ${name}, which is shared: it would be passed on without a decision`,
      })),
  );
}

const fieldsOf = (sdl: string): { type: string; field: FieldDefinitionNode }[] =>
  parse(sdl).definitions.flatMap((it) =>
    it.kind === Kind.OBJECT_TYPE_DEFINITION || it.kind === Kind.INTERFACE_TYPE_DEFINITION
      ? (it.fields ?? []).map((field) => ({ type: it.name.value, field }))
      : [],
  );

const has = (field: FieldDefinitionNode, directive: string): boolean =>
  field.directives?.some((it) => it.name.value === directive) ?? false;

/** What another subgraph takes from elsewhere for this field, by name. */
function takenBy(join: ConstDirectiveNode, field: FieldDefinitionNode): { name: string; how: string }[] {
  const required = (argumentOf(join, "requires") ?? "").match(/[_A-Za-z]\w*/g) ?? [];
  const external = argumentOf(join, "external") === "true" ? [field.name.value] : [];
  return [
    ...required.map((name) => ({ name, how: "requires" })),
    ...external.map((name) => ({ name, how: "holds as external" })),
  ];
}

function argumentOf(directive: ConstDirectiveNode, argument: string): string | null {
  const value = directive.arguments?.find((it) => it.name.value === argument)?.value;
  if (value?.kind === Kind.STRING) return value.value;
  return value?.kind === Kind.BOOLEAN ? String(value.value) : null;
}
