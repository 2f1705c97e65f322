/**
 * What a FHIR server is searched for: one search for each kind of resource and set of elements, about the people of whom
 * just that is permitted and selected. Two fields that need different elements of one kind are two searches: together,
 * each would bring what only the other may hold.
 */
import type { GraphQLObjectType } from "graphql";
import type { Selection } from "../../sources/source";
import { askedOf } from "../asked";
import { FHIR_RESOURCES } from "../mapping/fhir-resources";
import type { FhirOrigin } from "../mapping/fhir-origin";
import { mappedFrom, type MappedField, type MappedValue } from "../mapping/mapping";
import type { KeyedAsk } from "../partner-source";
import type { AcceptedPartner } from "../sdl/accepted-partner";

/** A field as one person's answer needs it. */
export interface WantedField {
  readonly name: string;
  readonly mapped: MappedField<FhirOrigin>;
  readonly selection: Selection | null;
}

export interface Search {
  readonly resource: string;
  readonly by: string;
  readonly fixed: FhirOrigin["search"];
  readonly elements: readonly string[];
  /** By person. */
  readonly wanted: ReadonlyMap<string, readonly WantedField[]>;
}

/** @param type the partner's contribution in the schema that is served */
export function searchesOf(asks: readonly KeyedAsk[], partner: AcceptedPartner, type: GraphQLObjectType): Search[] {
  const searches = new Map<string, Search & { readonly wanted: Map<string, WantedField[]> }>();
  for (const ask of asks) {
    for (const [name, selection] of askedOf(ask, partner, type)) {
      const mapped = mappedFrom(partner.mapping!.fields.get(name)!, "FHIR");
      const { resource, by, search: fixed } = mapped.origin;
      const elements = elementsOf(mapped, selection);
      const key = JSON.stringify([resource, by, fixed, elements]);
      const search = searches.get(key) ?? { resource, by, fixed, elements, wanted: new Map<string, WantedField[]>() };
      search.wanted.set(ask.person, [...(search.wanted.get(ask.person) ?? []), { name, mapped, selection }]);
      searches.set(key, search);
    }
  }
  return [...searches.values()];
}

/** The elements that the selected paths begin with, and those that say whose the resource is and whether it counts. */
export function elementsOf({ origin, value }: MappedField<FhirOrigin>, selection: Selection | null): string[] {
  const { subject } = FHIR_RESOURCES.get(origin.resource)!;
  const elements = new Set([
    ...rootsOf(value, selection),
    ...(origin.where?.roots ?? []),
    ...(subject === null ? [] : [subject]),
    ...(origin.profile === null ? [] : ["meta"]),
  ]);
  return (elements.size > 0 ? [...elements] : ["id"]).sort();
}

function rootsOf({ path, below }: MappedValue, selection: Selection | null): string[] {
  const inner = path.whole ? [...(selection ?? [])].flatMap(([name, it]) => rootsOf(below!.get(name)!, it)) : [];
  return [...path.roots, ...inner];
}
