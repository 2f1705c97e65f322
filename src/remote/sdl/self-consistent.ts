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
import { MAPPING_DEFINITIONS } from "../mapping/mapping-directives";
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
const OURS = parse(`
  directive @shared(category: String!, minimumLevel: String, manual: String, existence: String) on FIELD_DEFINITION
  directive @element(is: String!) on FIELD_DEFINITION
  ${MAPPING_DEFINITIONS}
`);
const FEDERATIONS = parse(`
  directive @key(fields: String!, resolvable: Boolean) repeatable on OBJECT
  directive @link(url: String!, as: String, for: String, import: [String]) repeatable on SCHEMA
`);

export function checkSelfConsistent(document: DocumentNode, faults: SdlFaults): void {
  const whole = withDefinitions(withDefinitions(document, OURS), FEDERATIONS);
  for (const error of validateSDL(whole, null, RULES)) {
    // where something stands twice, the second is the one too many
    faults.add("INVALID", error.nodes?.at(-1) ?? null, error.message);
  }
}

/** The text with the directives of the gateway defined, where it leaves that to the gateway. */
export const withOurDirectives = (document: DocumentNode): DocumentNode => withDefinitions(document, OURS);

function withDefinitions(document: DocumentNode, { definitions }: DocumentNode): DocumentNode {
  const own = new Set(
    document.definitions.flatMap((it) => (it.kind === Kind.DIRECTIVE_DEFINITION ? [it.name.value] : [])),
  );
  const missing = definitions.filter((it) => it.kind === Kind.DIRECTIVE_DEFINITION && !own.has(it.name.value));
  return { ...document, definitions: [...document.definitions, ...missing] };
}
