/** The directives of a mapping: what each may say, where each may stand, and for which kind of partner. */
import { Kind, type ASTNode, type DirectiveNode } from "graphql";
import type { PartnerKind } from "../partner-in-force";
import type { SdlFaults } from "../sdl/sdl-faults";

export const MAPPING_DEFINITIONS = `
  directive @path(is: String!) on FIELD_DEFINITION
  directive @patient(system: String!, consents: String) on FIELD_DEFINITION
  directive @fhir(resource: String!, by: String, search: String, where: String, profile: String) on FIELD_DEFINITION
  directive @rest(operation: String!, items: String!, key: String!, by: String) on FIELD_DEFINITION
`;

/** Name → its arguments with their types. */
export const MAPPING_DIRECTIVES: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map([
  ["path", new Map([["is", "String!"]])],
  [
    "patient",
    new Map([
      ["system", "String!"],
      ["consents", "String"],
    ]),
  ],
  [
    "fhir",
    new Map([
      ["resource", "String!"],
      ["by", "String"],
      ["search", "String"],
      ["where", "String"],
      ["profile", "String"],
    ]),
  ],
  [
    "rest",
    new Map([
      ["operation", "String!"],
      ["items", "String!"],
      ["key", "String!"],
      ["by", "String"],
    ]),
  ],
]);

/** Who maps, and by which directive a contribution's field says where it comes from. */
export const ORIGIN_DIRECTIVE: ReadonlyMap<PartnerKind, string> = new Map([
  ["FHIR", "fhir"],
  ["REST", "rest"],
]);
/** What says how people are named, on the one field of FamilyMember. */
export const PEOPLE_DIRECTIVE: ReadonlyMap<PartnerKind, string> = new Map([["FHIR", "patient"]]);

export interface PlaceOfUse {
  readonly on: ASTNode;
  /** The type that it stands in. */
  readonly type: string | null;
  /** The place in words. */
  readonly words: string;
  readonly contribution: string | null;
  readonly kind: PartnerKind;
  readonly member: string;
}

/** @returns whether the directive is a mapping's */
export function checkMappingUse(node: DirectiveNode, place: PlaceOfUse, faults: SdlFaults): boolean {
  const name = node.name.value;
  if (!MAPPING_DIRECTIVES.has(name)) return false;
  const { kind, words } = place;
  const origin = ORIGIN_DIRECTIVE.get(kind);
  if (origin === undefined)
    faults.add(
      "MAPPING_NOT_TAKEN",
      node,
      `remove @${name} from ${words}: a subgraph answers in its own schema's words`,
    );
  else if (name !== "path" && name !== origin && name !== PEOPLE_DIRECTIVE.get(kind))
    faults.add(
      "MAPPING_NOT_TAKEN",
      node,
      `remove @${name} from ${words}: a partner of the kind ${kind} has @${origin}`,
    );
  else if (!standsRight(name, place))
    faults.add(
      "MAPPING_ELSEWHERE",
      node,
      `remove @${name} from ${words}: ${RIGHT_PLACE[name] ?? RIGHT_PLACE["origin"]}`,
    );
  return true;
}

const RIGHT_PLACE: Readonly<Record<string, string>> = {
  path: "it stands on the fields of the contribution and on fields below",
  patient: "it stands on the one field that FamilyMember gets",
  origin: "it stands on the fields of the contribution",
};

function standsRight(name: string, { on, type, contribution, member }: PlaceOfUse): boolean {
  if (on.kind !== Kind.FIELD_DEFINITION) return false;
  if (name === "patient") return type === member && on.name.value !== "id";
  if (type === member) return false;
  return name === "path" || contribution === null || type === contribution;
}
