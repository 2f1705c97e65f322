/** A partner's text as definitions by kind. What has no place in a partner's SDL is said here, once. */
import {
  Kind,
  Lexer,
  parse,
  Source,
  TokenKind,
  type DefinitionNode,
  type DirectiveNode,
  type DocumentNode,
  type EnumTypeDefinitionNode,
  type FieldDefinitionNode,
  type ObjectTypeDefinitionNode,
  type ObjectTypeExtensionNode,
  type ScalarTypeDefinitionNode,
  type TypeNode,
} from "graphql";
import { GraphQLError } from "graphql";
import { LINK_EXAMPLE, MEMBER, MOST_CHARACTERS, MOST_TOKENS, ROOTS } from "./profile";
import { SdlFaults } from "./sdl-faults";

export type MemberNode = ObjectTypeDefinitionNode | ObjectTypeExtensionNode;

export interface Reading {
  readonly document: DocumentNode;
  /** Object types of the partner's own: neither FamilyMember nor roots. */
  readonly objects: ReadonlyMap<string, ObjectTypeDefinitionNode>;
  readonly enums: ReadonlyMap<string, EnumTypeDefinitionNode>;
  readonly scalars: ReadonlyMap<string, ScalarTypeDefinitionNode>;
  /** Every place that speaks of FamilyMember; one is right. */
  readonly members: readonly MemberNode[];
  readonly links: readonly DirectiveNode[];
  /** Names that are defined, as something refused; a field that uses one is not reported again. */
  readonly refused: ReadonlySet<string>;
}

/** Even in a comment, where GraphQL does not mind: the text is kept as it was sent, and no store takes these. */
const NO_TEXT = /\0|\p{Surrogate}/u;

/** @returns null where the text cannot be read at all; the one fault is then in `faults` */
export function readSdl(sdl: string): { readonly reading: Reading | null; readonly faults: SdlFaults } {
  const source = new Source(sdl, "partner");
  const faults = new SdlFaults(source);
  if (sdl.length > MOST_CHARACTERS) {
    faults.add("SYNTAX", null, `more than ${MOST_CHARACTERS} characters; a contribution is something a reviewer reads`);
    return { reading: null, faults };
  }
  const noText = sdl.search(NO_TEXT);
  if (noText !== -1) {
    faults.addAt("SYNTAX", noText, "a character that is no text: U+0000, or half of a pair");
    return { reading: null, faults };
  }
  const tooDeep = nestedTooDeep(source);
  if (tooDeep !== null) {
    faults.addAt("SYNTAX", tooDeep, `brackets within brackets, more than ${MOST_BRACKETS}`);
    return { reading: null, faults };
  }
  try {
    return { reading: sort(parse(source, { maxTokens: MOST_TOKENS }), faults), faults };
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    faults.addAt("SYNTAX", error.positions?.[0] ?? null, error.message);
    return { reading: null, faults };
  }
}

/** A description of a type nests three or four; at some thousands whatever reads it falls over. */
const MOST_BRACKETS = 20;
const OPENING: ReadonlySet<string> = new Set([TokenKind.BRACKET_L, TokenKind.BRACE_L, TokenKind.PAREN_L]);
const CLOSING: ReadonlySet<string> = new Set([TokenKind.BRACKET_R, TokenKind.BRACE_R, TokenKind.PAREN_R]);

/** @returns where it is too deep */
function nestedTooDeep(source: Source): number | null {
  const lexer = new Lexer(source);
  let open = 0;
  try {
    for (let it = lexer.advance(); it.kind !== TokenKind.EOF; it = lexer.advance()) {
      if (OPENING.has(it.kind)) open += 1;
      else if (CLOSING.has(it.kind)) open -= 1;
      if (open > MOST_BRACKETS) return it.start;
    }
  } catch {
    // what is no token is told by the parser
  }
  return null;
}

/** Every object of a program has something by this name, which would be taken for what a partner said. */
export const isOfEveryObject = (name: string): boolean => name in Object.prototype;

/** The type behind lists and non-nulls. */
export const namedType = (type: TypeNode): string =>
  type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
/** The type without its own non-null. */
export const nullable = (type: TypeNode): Exclude<TypeNode, { kind: Kind.NON_NULL_TYPE }> =>
  type.kind === Kind.NON_NULL_TYPE ? type.type : type;
export const fieldsOf = (type: MemberNode): readonly FieldDefinitionNode[] => type.fields ?? [];

function sort(document: DocumentNode, faults: SdlFaults): Reading {
  const objects = new Map<string, ObjectTypeDefinitionNode>();
  const enums = new Map<string, EnumTypeDefinitionNode>();
  const scalars = new Map<string, ScalarTypeDefinitionNode>();
  const members: MemberNode[] = [];
  const links: DirectiveNode[] = [];
  const refused = new Set<string>();

  for (const definition of document.definitions) {
    switch (definition.kind) {
      case Kind.OBJECT_TYPE_DEFINITION:
      case Kind.OBJECT_TYPE_EXTENSION:
        if (ROOTS.has(definition.name.value)) refuseRoot(definition, faults);
        else if (definition.name.value === MEMBER) members.push(definition);
        else if (definition.kind === Kind.OBJECT_TYPE_DEFINITION) setFirst(objects, definition);
        else refuseExtension(definition, faults);
        if (definition.interfaces?.length)
          faults.add("ABSTRACT_TYPE", definition.interfaces[0]!, `${definition.name.value}: remove "implements"`);
        break;
      case Kind.ENUM_TYPE_DEFINITION:
        setFirst(enums, definition);
        break;
      case Kind.SCALAR_TYPE_DEFINITION:
        setFirst(scalars, definition);
        break;
      case Kind.SCHEMA_DEFINITION:
      case Kind.SCHEMA_EXTENSION:
        links.push(...(definition.directives ?? []).filter((it) => it.name.value === "link"));
        for (const it of definition.operationTypes ?? [])
          faults.add("ROOT_FIELD", it, `remove "${it.operation}: ${it.type.name.value}"; write ${LINK_EXAMPLE}`);
        break;
      default:
        refuse(definition, refused, faults);
    }
  }
  return { document, objects, enums, scalars, members, links, refused };
}

/** A name given twice is reported by GraphQL's own rule; the first is what the text meant. */
function setFirst<N extends { readonly name: { readonly value: string } }>(into: Map<string, N>, node: N): void {
  if (!into.has(node.name.value)) into.set(node.name.value, node);
}

function refuseRoot(definition: MemberNode, faults: SdlFaults): void {
  if (fieldsOf(definition).length === 0)
    faults.add("ROOT_FIELD", definition, `remove ${definition.name.value}: the record is the only entrance`);
  for (const field of fieldsOf(definition)) {
    const own = ["_service", "_entities"].includes(field.name.value);
    const why = own
      ? "serve it, and leave it out of the SDL, as _service { sdl } does"
      : "move what it returns into the contribution";
    faults.add("ROOT_FIELD", field, `remove ${definition.name.value}.${field.name.value}: ${why}`);
  }
}

const refuseExtension = (
  definition: { readonly name: { readonly value: string } } & DefinitionNode,
  faults: SdlFaults,
) => faults.add("EXTENSION", definition, `write what this adds to ${definition.name.value} into its type`);

function refuse(definition: DefinitionNode, refused: Set<string>, faults: SdlFaults): void {
  switch (definition.kind) {
    case Kind.INTERFACE_TYPE_DEFINITION:
    case Kind.UNION_TYPE_DEFINITION:
    case Kind.INTERFACE_TYPE_EXTENSION:
    case Kind.UNION_TYPE_EXTENSION:
      refused.add(definition.name.value);
      faults.add("ABSTRACT_TYPE", definition, `${definition.name.value}: write one object type with every field`);
      return;
    case Kind.INPUT_OBJECT_TYPE_DEFINITION:
    case Kind.INPUT_OBJECT_TYPE_EXTENSION:
      refused.add(definition.name.value);
      faults.add("INPUT_TYPE", definition, `remove ${definition.name.value}`);
      return;
    case Kind.SCALAR_TYPE_EXTENSION:
    case Kind.ENUM_TYPE_EXTENSION:
      refuseExtension(definition, faults);
      return;
    case Kind.DIRECTIVE_DEFINITION:
      return; // directives.ts
    default:
      faults.add("INVALID", definition, "a query or a fragment has no place in a schema; remove it");
  }
}
