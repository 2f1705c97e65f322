/**
 * What the finished schema declares, as a table: for each partner its shared fields, their category and elements.
 * Decisions, fetches, the chronology, writing and `schema/sharing.md` all read this one table.
 */
import {
  getNamedType,
  getNullableType,
  isListType,
  isObjectType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from "graphql";
import type { Elements } from "../sharing/items";
import type { AgencyKind, Category, MinimumLevel, Mode } from "../sharing/vocabulary";
import type { ElementKind, SharedDeclaration } from "./declare";
import type { Partner } from "./partner";

export interface SharedField {
  readonly name: string;
  readonly category: Category;
  readonly mode: Mode;
  readonly minimumLevel: MinimumLevel | undefined;
  readonly manual: boolean;
  /** Fields of one key are decided together: category, mode and tightening. */
  readonly key: string;
  /** The field whose items it reads: itself, or the one whose existence it tells. */
  readonly stored: string;
  readonly list: boolean;
  readonly itemType: GraphQLObjectType | null;
  readonly elements: Elements;
}

export interface ContributionType {
  readonly partner: Partner;
  readonly type: GraphQLObjectType;
  readonly fields: ReadonlyMap<string, SharedField>;
}

export interface Catalogue {
  readonly contributions: readonly ContributionType[];
  /** The contribution that an agency of this kind makes, if it makes any. */
  readonly ofKind: (kind: AgencyKind) => ContributionType | undefined;
}

export function compileCatalogue(schema: GraphQLSchema, partners: readonly Partner[]): Catalogue {
  const contributions = partners.map((partner) => {
    const type = schema.getType(partner.contribution.name) as GraphQLObjectType;
    return { partner, type, fields: sharedFields(type) };
  });
  const kinds = new Map(contributions.flatMap((it) => it.partner.kinds.map((kind) => [kind, it] as const)));
  return { contributions, ofKind: (kind) => kinds.get(kind) };
}

function sharedFields(type: GraphQLObjectType): Map<string, SharedField> {
  const shared = new Map<string, SharedField>();
  for (const field of Object.values(type.getFields())) {
    const declaration = field.extensions["shared"] as SharedDeclaration | undefined;
    if (!declaration) continue;
    const mode = declaration.existence ? "EXISTENCE" : "CONTENT";
    const named = getNamedType(field.type);
    const itemType = isObjectType(named) ? named : null;
    const manual = declaration.manual ?? false;
    shared.set(field.name, {
      name: field.name,
      category: declaration.category,
      mode,
      minimumLevel: declaration.minimumLevel,
      manual,
      key: `${declaration.category}/${mode}/${declaration.minimumLevel ?? ""}/${manual ? "manual" : ""}`,
      stored: declaration.existence ? "involvements" : field.name,
      list: isListType(getNullableType(field.type)),
      itemType,
      elements: itemType ? elementsOf(itemType) : { location: [], thirdParty: [], narrative: [] },
    });
  }
  return shared;
}

/** Dotted paths of the declared elements, at any depth. A type that holds itself is walked once a path. */
function elementsOf(type: GraphQLObjectType): Elements {
  const found: Record<ElementKind, string[]> = { LOCATION: [], THIRD_PARTY: [], NARRATIVE: [] };
  const walk = (at: GraphQLObjectType, path: readonly string[], above: readonly GraphQLObjectType[]): void => {
    for (const field of Object.values(at.getFields())) {
      if (field.name === "provenance") continue;
      const here = [...path, field.name];
      const kind = field.extensions["element"] as ElementKind | undefined;
      if (kind) found[kind].push(here.join("."));
      const inner = getNamedType(field.type);
      if (isObjectType(inner) && !above.includes(inner)) walk(inner, here, [...above, at]);
    }
  };
  walk(type, [], []);
  return { location: found.LOCATION, thirdParty: found.THIRD_PARTY, narrative: found.NARRATIVE };
}
