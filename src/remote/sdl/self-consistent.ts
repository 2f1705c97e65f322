/** What GraphQL itself asks of a schema's text: nothing named twice, directives' arguments as they are defined. */
import {
  Kind,
  parse,
  UniqueArgumentDefinitionNamesRule,
  UniqueArgumentNamesRule,
  UniqueDirectiveNamesRule,
  UniqueDirectivesPerLocationRule,
  UniqueEnumValueNamesRule,
  UniqueFieldDefinitionNamesRule,
  UniqueTypeNamesRule,
  type DocumentNode,
} from "graphql";
import { KnownArgumentNamesOnDirectivesRule } from "graphql/validation/rules/KnownArgumentNamesRule";
import { ProvidedRequiredArgumentsOnDirectivesRule } from "graphql/validation/rules/ProvidedRequiredArgumentsRule";
import { validateSDL } from "graphql/validation/validate";
import type { SdlFaults } from "./sdl-faults";

/** Rules on directives' places and on types are this folder's own: they say what to do instead. */
const RULES = [
  UniqueTypeNamesRule,
  UniqueFieldDefinitionNamesRule,
  UniqueEnumValueNamesRule,
  UniqueArgumentNamesRule,
  UniqueArgumentDefinitionNamesRule,
  UniqueDirectiveNamesRule,
  UniqueDirectivesPerLocationRule,
  KnownArgumentNamesOnDirectivesRule,
  ProvidedRequiredArgumentsOnDirectivesRule,
];
const DIRECTIVES = parse(`
  directive @shared(category: String!, minimumLevel: String, manual: String, existence: String) on FIELD_DEFINITION
  directive @element(is: String!) on FIELD_DEFINITION
  directive @key(fields: String!, resolvable: Boolean) repeatable on OBJECT
  directive @link(url: String!, as: String, for: String, import: [String]) repeatable on SCHEMA
`).definitions;

export function checkSelfConsistent(document: DocumentNode, faults: SdlFaults): void {
  const own = new Set(
    document.definitions.flatMap((it) => (it.kind === Kind.DIRECTIVE_DEFINITION ? [it.name.value] : [])),
  );
  const ours = DIRECTIVES.filter((it) => it.kind === Kind.DIRECTIVE_DEFINITION && !own.has(it.name.value));
  const whole: DocumentNode = { ...document, definitions: [...document.definitions, ...ours] };
  for (const error of validateSDL(whole, null, RULES)) {
    // where something stands twice, the second is the one too many
    faults.add("INVALID", error.nodes?.at(-1) ?? null, error.message);
  }
}
