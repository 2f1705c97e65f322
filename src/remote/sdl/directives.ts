/** Which directives stand where. One that the gateway does not know would be passed over in silence, so none may. */
import { Kind, print, visit, type ASTNode, type DirectiveDefinitionNode, type DirectiveNode } from "graphql";
import { checkMappingUse, MAPPING_DIRECTIVES } from "../mapping/mapping-directives";
import type { PartnerKind } from "../partner-in-force";
import { argumentOf } from "./directive-arguments";
import { didYouMean } from "./did-you-mean";
import { FEDERATION_2, FEDERATION_DIRECTIVES, LINK_EXAMPLE, MEMBER } from "./profile";
import type { Reading } from "./reading";
import type { SdlFaults } from "./sdl-faults";

const KNOWN = ["shared", "element", "key", "link", "deprecated", "specifiedBy"];
/** The arguments that each has, as the gateway defines it; a partner may define them, and only so. */
const DEFINED: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map([
  [
    "shared",
    new Map([
      ["category", "String!"],
      ["minimumLevel", "String"],
      ["manual", "String"],
      ["existence", "String"],
    ]),
  ],
  ["element", new Map([["is", "String!"]])],
  ...MAPPING_DIRECTIVES,
]);

export function checkDirectives(
  reading: Reading,
  contribution: string | null,
  kind: PartnerKind,
  faults: SdlFaults,
): void {
  checkLinks(reading, faults);
  visit(reading.document, {
    DirectiveDefinition: (node) => {
      checkDefinition(node, faults);
      return false;
    },
    Directive: (node, _key, _parent, _path, ancestors) => {
      const above = ancestors.filter((it): it is ASTNode => !Array.isArray(it));
      checkUse(node, above, contribution, kind, faults);
    },
  });
}

function checkLinks({ links }: Reading, faults: SdlFaults): void {
  if (links.length === 0) faults.add("FEDERATION_1", null, `add: ${LINK_EXAMPLE}`);
  for (const link of links) {
    const url: unknown = argumentOf(link, "url");
    if (typeof url !== "string" || !FEDERATION_2.test(url)) {
      faults.add(
        "LINK",
        link,
        `remove the link to ${JSON.stringify(url ?? null)}; the one to have is: ${LINK_EXAMPLE}`,
      );
      continue;
    }
    const given = argumentOf(link, "import");
    const imports: readonly unknown[] = Array.isArray(given) ? given : [];
    if (!imports.includes("@key")) faults.add("LINK", link, 'write import: ["@key"], so that @key is federation\'s');
    if (imports.some((it) => typeof it !== "string") || argumentOf(link, "as") !== undefined)
      faults.add("LINK", link, "import by the names that federation gives; nothing may be renamed");
  }
}

function checkDefinition(node: DirectiveDefinitionNode, faults: SdlFaults): void {
  const name = node.name.value;
  const args = DEFINED.get(name);
  if (!args) {
    faults.add("DIRECTIVE_DEFINITION", node, `remove the definition of @${name}${didYouMean(name, DEFINED.keys())}`);
    return;
  }
  const wrong = node.arguments?.find((it) => args.get(it.name.value) !== print(it.type));
  const missing = !node.arguments?.some((it) => it.type.kind === Kind.NON_NULL_TYPE);
  const elsewhere = node.locations.length !== 1 || node.locations[0]?.value !== "FIELD_DEFINITION";
  if (wrong || missing || elsewhere || node.repeatable) {
    const list = [...args].map(([arg, type]) => `${arg}: ${type}`).join(", ");
    faults.add("DIRECTIVE_DEFINITION", node, `write: directive @${name}(${list}) on FIELD_DEFINITION, or nothing`);
  }
}

function checkUse(
  node: DirectiveNode,
  above: readonly ASTNode[],
  contribution: string | null,
  kind: PartnerKind,
  faults: SdlFaults,
): void {
  const name = node.name.value;
  const on = above.at(-1)!;
  const type = above.find((it) => it.kind === Kind.OBJECT_TYPE_DEFINITION || it.kind === Kind.OBJECT_TYPE_EXTENSION);
  const typeName = type && "name" in type ? (type.name as { readonly value: string }).value : null;
  switch (name) {
    case "link":
      if (on.kind !== Kind.SCHEMA_EXTENSION && on.kind !== Kind.SCHEMA_DEFINITION)
        faults.add("LINK", node, `@link stands on the schema: ${LINK_EXAMPLE}`);
      return;
    case "key":
      if (on !== type || typeName !== MEMBER)
        faults.add("KEY_ELSEWHERE", node, `remove @key from ${placeOf(on, typeName)}`);
      return;
    case "shared":
      if (on.kind !== Kind.FIELD_DEFINITION || (contribution !== null && typeName !== contribution))
        faults.add(
          "SHARED_ELSEWHERE",
          node,
          `remove @shared from ${placeOf(on, typeName)}: it stands on the fields of ${contribution ?? "the contribution"} alone`,
        );
      return;
    case "element":
      if (on.kind !== Kind.FIELD_DEFINITION || typeName === MEMBER || typeName === contribution)
        faults.add(
          "ELEMENT_ELSEWHERE",
          node,
          `remove @element from ${placeOf(on, typeName)}: it stands on the fields below`,
        );
      return;
    case "deprecated":
    case "specifiedBy":
      for (const it of node.arguments ?? [])
        if (it.value.kind !== Kind.STRING)
          faults.add("INVALID", it, `write ${it.name.value} of @${name} in quotation marks`);
      return;
    default: {
      const place = { on, type: typeName, words: placeOf(on, typeName), contribution, kind, member: MEMBER };
      if (checkMappingUse(node, place, faults)) return;
      const plain = name.replace(/^federation__/, "");
      const advice = FEDERATION_DIRECTIVES.get(plain);
      if (advice) faults.add("FEDERATION_DIRECTIVE", node, `remove @${name} from ${placeOf(on, typeName)}: ${advice}`);
      else faults.add("UNKNOWN_DIRECTIVE", node, `remove @${name}${didYouMean(plain, KNOWN)}`);
    }
  }
}

function placeOf(on: ASTNode, type: string | null): string {
  const name = "name" in on ? (on.name as { readonly value: string } | undefined)?.value : undefined;
  if (name === undefined) return "the schema";
  return on.kind === Kind.FIELD_DEFINITION && type ? `${type}.${name}` : name;
}
