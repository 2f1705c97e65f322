/**
 * How a partner's answers become its fields, as its SDL says it: where the documents of a field come from, which part of
 * a document is an item, and where in an item each of its fields stands. Read once, at acceptance.
 */
import type { FhirOrigin } from "./fhir-origin";
import type { MappedPath } from "./mapped-path";

/** Where a field's documents come from; one more kind for each kind of partner. */
export type Origin = FhirOrigin;

export interface MappedValue {
  readonly path: MappedPath;
  /** As in the SDL: several values, or one at most. */
  readonly list: boolean;
  /** The scalar's or the enum's name. */
  readonly type: string;
  /** The fields of an object, by name; null for a scalar or an enum. */
  readonly below: ReadonlyMap<string, MappedValue> | null;
}

export interface MappedField {
  readonly origin: Origin;
  /** On a document: its items. */
  readonly value: MappedValue;
}

export interface Mapping {
  readonly people: MappedPeople;
  /** By the contribution's fields. */
  readonly fields: ReadonlyMap<string, MappedField>;
}

/** How people are named to the partner. */
export interface MappedPeople {
  /** The system of the identifier, a URI; null where the partner needs none. */
  readonly system: string | null;
  /** Whether the partner is asked for its own consents, which may only narrow. */
  readonly consents: boolean;
}
