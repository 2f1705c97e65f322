/** What stands below each field of a contribution, by its path: what is released with the field, and what a reviewer reads. */
import { Kind, print, type ObjectTypeDefinitionNode } from "graphql";
import type { AcceptedPartner } from "./accepted-partner";
import { fieldsOf, namedType } from "./reading";

export interface InnerFields {
  /** Dotted path below the field → its type, as printed. */
  readonly types: ReadonlyMap<string, string>;
  /** The words that a value may be, by the enum that has them. */
  readonly words: ReadonlyMap<string, readonly string[]>;
}

export function innerFieldsOf({ definitions, contributionType }: AcceptedPartner, field: string): InnerFields {
  const objects = new Map<string, ObjectTypeDefinitionNode>();
  const enums = new Map<string, readonly string[]>();
  for (const it of definitions.definitions) {
    if (it.kind === Kind.OBJECT_TYPE_DEFINITION) objects.set(it.name.value, it);
    if (it.kind === Kind.ENUM_TYPE_DEFINITION)
      enums.set(
        it.name.value,
        (it.values ?? []).map((value) => value.name.value),
      );
  }
  const types = new Map<string, string>();
  const words = new Map<string, readonly string[]>();
  // an accepted text has no circles
  const visit = (name: string, above: string): void => {
    if (enums.has(name)) words.set(name, enums.get(name)!);
    const type = objects.get(name);
    for (const it of type ? fieldsOf(type) : []) {
      types.set(`${above}${it.name.value}`, print(it.type));
      visit(namedType(it.type), `${above}${it.name.value}.`);
    }
  };
  const contribution = objects.get(contributionType)!;
  const start = fieldsOf(contribution).find((it) => it.name.value === field);
  if (start) visit(namedType(start.type), "");
  return { types, words };
}
