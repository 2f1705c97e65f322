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
import { elementOf, sharedOf } from "./declared";
import type { ElementKind } from "./declare";
import type { HeldElsewhere, Partner } from "./partner";

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
  readonly partner: Pick<Partner, "field" | "kinds">;
  /** Null where this hub holds what agencies of these kinds contribute. */
  readonly elsewhere: HeldElsewhere | null;
  readonly type: GraphQLObjectType;
  readonly fields: ReadonlyMap<string, SharedField>;
}

export interface Catalogue {
  readonly contributions: readonly ContributionType[];
  /** The contribution that an agency of this kind places with this hub, if it places any. */
  readonly ofKind: (kind: AgencyKind) => ContributionType | undefined;
  /** The contribution that this agency makes: its own system's where it has one, else that of its kind. */
  readonly of: (agency: { readonly id: string; readonly kind: AgencyKind }) => ContributionType | undefined;
}

/** What a request is answered by: the schema's own table, and the partners that it was made for. */
export interface ServedSchema {
  readonly catalogue: Catalogue;
  /** Names the partners and their states; another set of them is another text. */
  readonly partners: string;
}

export function compileCatalogue(
  schema: GraphQLSchema,
  partners: readonly Partner[],
  elsewhere: readonly HeldElsewhere[] = [],
): Catalogue {
  const typeOf = (name: string) => schema.getType(name) as GraphQLObjectType;
  const hosted = partners.map((partner): ContributionType => {
    const type = typeOf(partner.contribution.name);
    return { partner, elsewhere: null, type, fields: sharedFields(type) };
  });
  const remote = elsewhere.map((it): ContributionType => {
    const type = typeOf(it.contributionType);
    // what every contribution has from the gateway is not this partner's to tell
    const fields = new Map([...sharedFields(type)].filter(([name]) => it.fields.has(name)));
    return { partner: { field: it.field, kinds: [] }, elsewhere: it, type, fields };
  });
  const kinds = new Map(hosted.flatMap((it) => it.partner.kinds.map((kind) => [kind, it] as const)));
  const agencies = new Map(remote.map((it) => [it.elsewhere!.agency, it]));
  return {
    contributions: [...hosted, ...remote],
    ofKind: (kind) => kinds.get(kind),
    of: ({ id, kind }) => agencies.get(id) ?? kinds.get(kind),
  };
}

function sharedFields(type: GraphQLObjectType): Map<string, SharedField> {
  const shared = new Map<string, SharedField>();
  for (const field of Object.values(type.getFields())) {
    const declaration = sharedOf(field);
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
      const kind = elementOf(field);
      if (kind) found[kind].push(here.join("."));
      const inner = getNamedType(field.type);
      if (isObjectType(inner) && !above.includes(inner)) walk(inner, here, [...above, at]);
    }
  };
  walk(type, [], []);
  return { location: found.LOCATION, thirdParty: found.THIRD_PARTY, narrative: found.NARRATIVE };
}
