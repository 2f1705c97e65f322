/** What a partner may declare, as tables: the profile of Federation that this gateway takes part in. */
import type { ElementKind } from "../../gateway/declare";

export const MOST_CHARACTERS = 200_000;
export const MOST_TOKENS = 40_000;
/** Fields of one contribution. */
export const MOST_FIELDS = 100;
/** Fields in all, each counted as often as a way leads to it. */
export const MOST_PATHS = 1_000;
/** Levels of objects below the contribution; a query has room for no more. */
export const MOST_LEVELS = 6;

/** The name a member of the family has in every subgraph. */
export const MEMBER = "FamilyMember";
export const FEDERATION_2 = /^https:\/\/specs\.apollo\.dev\/federation\/v2\.\d+$/;
export const LINK_EXAMPLE = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])';

export const BUILT_IN_SCALARS: ReadonlySet<string> = new Set(["String", "Int", "Float", "Boolean", "ID"]);
/** A scalar that the gateway has and that could carry anything. */
export const SHAPELESS_SCALARS: ReadonlySet<string> = new Set(["JSON", "JSONObject"]);

export const ROOTS: ReadonlySet<string> = new Set(["Query", "Mutation", "Subscription"]);
/** Names by which partners call people; the record's own way to a person is FamilyMember. */
export const PEOPLE: ReadonlySet<string> = new Set([
  "Family",
  "FamilyMember",
  "FamilyRecord",
  "Household",
  "People",
  "Person",
]);

/** Federation's own directives, whatever their version, except @key and @link. */
export const FEDERATION_DIRECTIVES: ReadonlyMap<string, string> = new Map([
  ["external", "declare only what you hold yourself"],
  ["requires", "your field may not take another partner's data: ask for that data nowhere"],
  ["provides", "declare only what you hold yourself"],
  ["override", "no field of another partner may be taken over"],
  ["interfaceObject", "write an object type"],
  ["shareable", "each of your types is yours alone; remove it"],
  ["inaccessible", "leave out what nobody may ask for"],
  ["tag", "remove it; @shared says who may see a field"],
  ["extends", 'write `type FamilyMember @key(fields: "id")`'],
  ["composeDirective", "remove it; the gateway keeps @shared and @element through composition"],
  ["authenticated", "remove it; the gateway decides for each caller"],
  ["requiresScopes", "remove it; the gateway decides for each caller"],
  ["policy", "remove it; the gateway decides for each caller"],
  ["context", "declare only what you hold yourself"],
  ["fromContext", "declare only what you hold yourself"],
  ["cost", "remove it"],
  ["listSize", "remove it"],
]);

/** What every contribution has from the gateway. */
export const GIVEN_TO_CONTRIBUTIONS: ReadonlySet<string> = new Set([
  "agency",
  "sharing",
  "involved",
  "involvements",
  "isReleased",
]);
/** What every item has from the gateway. */
export const GIVEN_TO_ITEMS: ReadonlySet<string> = new Set(["id", "provenance"]);

export const ELEMENTS: readonly ElementKind[] = ["LOCATION", "THIRD_PARTY", "NARRATIVE"];
