/**
 * How a partner's answers become its fields, as its SDL says it: where the documents of a field come from, which part of
 * a document is an item, and where in an item each of its fields stands. Read once, at acceptance.
 */
import type { FhirOrigin } from "./fhir-origin";
import type { MappedPath } from "./mapped-path";
import type { RestOrigin } from "./rest-origin";

/** Where a field's documents come from; one more kind for each kind of partner. */
export type Origin = FhirOrigin | RestOrigin;

export interface MappedValue {
  readonly path: MappedPath;
  /** As in the SDL: several values, or one at most. */
  readonly list: boolean;
  /** The scalar's or the enum's name. */
  readonly type: string;
  /** The fields of an object, by name; null for a scalar or an enum. */
  readonly below: ReadonlyMap<string, MappedValue> | null;
}

export interface MappedField<O extends Origin = Origin> {
  readonly origin: O;
  /** On a document: its items. */
  readonly value: MappedValue;
}

export interface Mapping {
  readonly people: MappedPeople;
  /** By the contribution's fields. */
  readonly fields: ReadonlyMap<string, MappedField>;
}

/** A field of a partner whose every field has this origin, as its kind was checked to have. */
export function mappedFrom<K extends Origin["kind"]>(
  field: MappedField,
  kind: K,
): MappedField<Extract<Origin, { readonly kind: K }>> {
  if (field.origin.kind !== kind) throw new Error(`not mapped from ${kind}`);
  return field as MappedField<Extract<Origin, { readonly kind: K }>>;
}

/** How people are named to the partner. */
export interface MappedPeople {
  /** The system of the identifier, a URI; null where the partner needs none. */
  readonly system: string | null;
  /** Whether the partner is asked for its own consents, which may only narrow. */
  readonly consents: boolean;
}
