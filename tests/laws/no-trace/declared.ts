/** What the committed schema text declares of each shared field, read as text and by nothing of the gateway's own. */
import { Kind, parse, type ConstDirectiveNode, type ObjectTypeDefinitionNode } from "graphql";

export interface Declaration {
  readonly category: string;
  /** Above the category's own. */
  readonly minimumLevel: number;
  readonly byHand: boolean;
  readonly location: readonly string[];
  readonly thirdParty: readonly string[];
  readonly narrative: readonly string[];
}

/** By `Type.field`. */
export function declarationsOf(sdl: string): ReadonlyMap<string, Declaration> {
  const types = new Map<string, ObjectTypeDefinitionNode>();
  for (const it of parse(sdl).definitions) if (it.kind === Kind.OBJECT_TYPE_DEFINITION) types.set(it.name.value, it);
  const declared = new Map<string, Declaration>();
  for (const type of types.values()) {
    for (const field of type.fields ?? []) {
      const shared = field.directives?.find((it) => it.name.value === "shared");
      if (!shared) continue;
      const elements = elementsBelow(types, nameOf(field.type));
      declared.set(`${type.name.value}.${field.name.value}`, {
        category: argument(shared, "category")!,
        minimumLevel: Number(argument(shared, "minimumLevel")?.replace("s", "") ?? 0),
        byHand: argument(shared, "manual") === "true",
        location: elements.filter((it) => it.is === "LOCATION").map((it) => it.path),
        thirdParty: elements.filter((it) => it.is === "THIRD_PARTY").map((it) => it.path),
        narrative: elements.filter((it) => it.is === "NARRATIVE").map((it) => it.path),
      });
    }
  }
  return declared;
}

type TypeNode = NonNullable<ObjectTypeDefinitionNode["fields"]>[number]["type"];

const nameOf = (type: TypeNode): string => (type.kind === Kind.NAMED_TYPE ? type.name.value : nameOf(type.type));

const argument = (directive: ConstDirectiveNode, name: string): string | undefined => {
  const value = directive.arguments?.find((it) => it.name.value === name)?.value;
  return value?.kind === Kind.STRING ? value.value : undefined;
};

function elementsBelow(
  types: ReadonlyMap<string, ObjectTypeDefinitionNode>,
  name: string,
  path: readonly string[] = [],
  above: readonly string[] = [],
): { path: string; is: string }[] {
  if (above.includes(name)) return [];
  return (types.get(name)?.fields ?? []).flatMap((field) => {
    if (field.name.value === "provenance") return [];
    const here = [...path, field.name.value];
    const element = field.directives?.find((it) => it.name.value === "element");
    return [
      ...(element ? [{ path: here.join("."), is: argument(element, "is")! }] : []),
      ...elementsBelow(types, nameOf(field.type), here, [...above, name]),
    ];
  });
}
