/**
 * One spelling for one meaning: the order of definitions, the layout, comments, `extend`, and what the gateway defines
 * itself make no difference; names, types, descriptions and classes do. What is approved is the hash of this.
 */
import { createHash } from "node:crypto";
import { Kind, parse, print, visit, type ASTNode, type DefinitionNode, type DocumentNode } from "graphql";
import { MEMBER, MOST_CHARACTERS, MOST_TOKENS } from "./profile";

type Named = { readonly name: { readonly value: string } };
// by code unit: the same everywhere, whatever the language of the machine
const byName = (a: Named, b: Named): number => (a.name.value < b.name.value ? -1 : a.name.value > b.name.value ? 1 : 0);
const sorted = <N extends Named>(nodes: readonly N[] | undefined): readonly N[] => [...(nodes ?? [])].sort(byName);

export function canonical(document: DocumentNode): DocumentNode {
  const kept = document.definitions.filter(
    (it): it is DefinitionNode & Named =>
      "name" in it &&
      it.name !== undefined &&
      it.kind !== Kind.DIRECTIVE_DEFINITION &&
      it.kind !== Kind.FRAGMENT_DEFINITION,
  );
  const definitions = sorted(kept.map(withoutExtend));
  const sortedWithin: DocumentNode = visit({ kind: Kind.DOCUMENT, definitions } as DocumentNode, {
    leave: (node: ASTNode): ASTNode | undefined => {
      const order: Record<string, unknown> = {};
      for (const part of ["directives", "arguments", "fields", "values"] as const) {
        const list = (node as unknown as Record<string, readonly Named[] | undefined>)[part];
        // a list that is written as a value says something by its order
        if (Array.isArray(list) && node.kind !== Kind.LIST) order[part] = sorted(list);
      }
      return { ...node, ...order, loc: undefined };
    },
    StringValue: { leave: (node) => ({ ...node, block: false }) },
  });
  return sortedWithin;
}

const withoutExtend = (node: DefinitionNode & Named): DefinitionNode & Named =>
  node.kind === Kind.OBJECT_TYPE_EXTENSION && node.name.value === MEMBER
    ? { ...node, kind: Kind.OBJECT_TYPE_DEFINITION }
    : node;

export const hashOf = (canonicalSdl: string): string => createHash("sha256").update(canonicalSdl).digest("hex");

/** The hash of any SDL that parses, accepted or not; null where it does not. */
export function hashSdl(sdl: string): string | null {
  if (sdl.length > MOST_CHARACTERS) return null;
  try {
    return hashOf(print(canonical(parse(sdl, { maxTokens: MOST_TOKENS }))));
  } catch {
    return null;
  }
}
