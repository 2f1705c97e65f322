/** Everything that can be wrong with a partner's SDL, by name. The names are stable: tests, guides and programs use them. */
import { getLocation, type ASTNode, type Source } from "graphql";
import type { SdlFault } from "./accepted-partner";

/** Code → why it is refused, in a sentence; the fault itself says what to do in the case at hand. */
export const SDL_FAULTS = {
  SYNTAX: "The text is not GraphQL, or is too long to read.",
  INVALID:
    "The text is GraphQL and contradicts itself: a name given twice, an argument that a directive does not have.",
  FEDERATION_1: "Federation version 2 is needed: without @link the text means something else.",
  LINK: "Of specifications, only Federation version 2 may be linked, and @key imported, by its own name.",
  DIRECTIVE_DEFINITION: "The gateway defines @shared and @element; no other directive means anything to it.",
  UNKNOWN_DIRECTIVE: "A directive that the gateway does not know would be passed over, so it is refused.",
  FEDERATION_DIRECTIVE:
    "A partner says what it holds; it takes nothing from, and replaces nothing of, another partner.",
  KEY_ELSEWHERE: "FamilyMember alone is an entity: anything else with a key could be reached past the decision.",
  WRONG_KEY: "A person is asked for by one key, `id`, and by nothing else.",
  NO_FAMILY_MEMBER: "A partner joins the record by one field on FamilyMember.",
  NO_CONTRIBUTION: "FamilyMember needs one field beside `id`: the contribution.",
  SEVERAL_CONTRIBUTIONS: "A partner contributes under one field, so that one decision covers what it adds.",
  NOT_A_CONTRIBUTION: "The contribution is one object type of the partner's own, nullable, not a list.",
  ROOT_FIELD: "A field on Query, Mutation or Subscription would be an entrance beside the record.",
  ABSTRACT_TYPE:
    "What an interface or a union may hold can change without a word; a category must cover a known shape.",
  INPUT_TYPE: "Nothing takes arguments, so nothing needs an input type.",
  EXTENSION: "A type is written once and whole, so that a reviewer reads it once.",
  CUSTOM_SCALAR: "A scalar of a partner's own could carry anything, unclassified.",
  UNCLASSIFIED: "A field without a category could not be decided, so it could never be shown.",
  UNKNOWN_CATEGORY: "Protocols and consents name the gateway's categories; no other word opens anything.",
  WRONG_LEVEL: "A minimum level is 1, 2, 3, 3s or 4, and only ever stricter than the category's own.",
  WRONG_MANUAL: 'manual says "true" or is left out.',
  EXISTENCE: "Whether anybody is involved is for the gateway to tell, in `involved`.",
  SHARED_ELSEWHERE: "@shared stands on the fields of the contribution: what is below a field is released with it.",
  ELEMENT_ELSEWHERE: "@element stands below the fields of the contribution: a field itself has its category.",
  UNKNOWN_ELEMENT: "An element is LOCATION, THIRD_PARTY or NARRATIVE.",
  NON_NULL: "What is withheld or taken out reads as null, so it must be able to.",
  ARGUMENTS: "A field without arguments is the same field for everybody who may see it.",
  LIST_OF_LISTS: "A field is a value or a list of values.",
  RESERVED_NAME: "The gateway gives this field or type itself.",
  RETURNS_PERSON: "A field that returns a person or a family is a way out of the record that was decided.",
  FOREIGN_TYPE: "A type belongs to one owner; its fields are classified there.",
  NAME_TAKEN: "Two owners cannot have a type of one name.",
  FIELD_TAKEN: "Two partners cannot stand under one field of FamilyMember.",
  UNKNOWN_TYPE: "The type is not in the text.",
  ITEM_BELOW:
    "The type of a field of the contribution gets an id and a provenance from the gateway; a type below does not.",
  UNUSED_TYPE: "A type that no field reaches would be approved unread.",
  EMPTY_TYPE: "A type without a single plain value holds nothing that could be shown.",
  RECURSIVE: "A type that holds itself has no last level, so a category could not cover a known shape.",
  TOO_DEEP: "What is nested deeper cannot be asked for in one query.",
  TOO_MANY: "A contribution is something a reviewer reads.",
  PROVENANCE_TYPE: "A field by this name is shown as where the item comes from, so its type is fixed.",
  MAPPING_NOT_TAKEN: "A mapping says where another kind of system keeps what is shared; here it would mean nothing.",
  MAPPING_MISSING: "What is not mapped could not be asked for.",
  MAPPING_ELSEWHERE: "Where a mapping stands decides what it maps.",
  WRONG_PATH: "A path must be read, and lead to what a reviewer sees it lead to.",
  WRONG_ORIGIN: "What a partner is asked for is fixed before it is approved.",
  OPENAPI: "A JSON interface is approved with the OpenAPI document that describes it, and with no other.",
  COMPOSITION: "With the gateway and every active partner it does not make one graph.",
} as const satisfies Record<string, string>;
export type SdlFaultCode = keyof typeof SDL_FAULTS;

/** Collects faults; a rule goes on after each, so that a developer mends them all at once. */
export class SdlFaults {
  private readonly found: SdlFault[] = [];
  private described: ((path: readonly string[]) => { line: number; column: number }) | null = null;
  constructor(private readonly source: Source) {}

  /** From now on, faults can be told of a second text, by where in it something stands. */
  readsOpenApi(placeOf: (path: readonly string[]) => { line: number; column: number }): void {
    this.described = placeOf;
  }

  addDescribed(at: readonly string[], message: string): void {
    this.put({ code: "OPENAPI", message, ...this.described!(at), text: "openapi" });
  }

  add(code: SdlFaultCode, at: ASTNode | null, message: string): void {
    this.addAt(code, at?.loc?.source === this.source ? at.loc.start : null, message);
  }

  addAt(code: SdlFaultCode, offset: number | null, message: string): void {
    this.put({ code, message, ...(offset === null ? { line: 1, column: 1 } : getLocation(this.source, offset)) });
  }

  put(fault: SdlFault): void {
    const { code, message, line, column, text } = fault;
    const same = (it: SdlFault) =>
      it.code === code && it.line === line && it.column === column && it.message === message && it.text === text;
    if (!this.found.some(same)) this.found.push(fault);
  }

  get any(): boolean {
    return this.found.length > 0;
  }

  inOrder(): readonly SdlFault[] {
    const text = (it: SdlFault): number => (it.text === undefined ? 0 : 1);
    return [...this.found].sort(
      (a, b) => text(a) - text(b) || a.line - b.line || a.column - b.column || a.code.localeCompare(b.code),
    );
  }
}
