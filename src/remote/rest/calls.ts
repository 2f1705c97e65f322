/**
 * Which operations of a JSON interface are called, and about whom: one call for each operation and set of fields, about
 * the people of whom just that is permitted and selected. What is permitted to nobody is called for nobody.
 */
import type { GraphQLObjectType } from "graphql";
import type { Selection } from "../../sources/source";
import { askedOf } from "../asked";
import { mappedFrom, type MappedField } from "../mapping/mapping";
import type { RestOrigin } from "../mapping/rest-origin";
import type { KeyedAsk } from "../partner-source";
import type { AcceptedPartner } from "../sdl/accepted-partner";

export interface WantedField {
  readonly name: string;
  readonly mapped: MappedField<RestOrigin>;
  readonly selection: Selection | null;
}

export interface Call {
  readonly operation: string;
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly fields: readonly WantedField[];
  /** By the partner's identifiers: whom they mean. */
  readonly people: ReadonlyMap<string, string>;
}

/** @param type the partner's contribution in the schema that is served */
export function callsOf(asks: readonly KeyedAsk[], partner: AcceptedPartner, type: GraphQLObjectType): Call[] {
  const calls = new Map<string, { readonly fields: readonly WantedField[]; readonly people: Map<string, string> }>();
  for (const ask of asks) {
    for (const fields of byOperation(ask, partner, type)) {
      const key = JSON.stringify(fields.map(({ name, selection }) => [name, textOf(selection)]));
      const call = calls.get(key) ?? { fields, people: new Map<string, string>() };
      for (const it of ask.keys) call.people.set(it, ask.person);
      calls.set(key, call);
    }
  }
  return [...calls.values()].map(({ fields, people }) => {
    const { operation, path, by, fixed } = fields[0]!.mapped.origin;
    return { operation, path, fields, people, body: { ...fixed, [by]: [...people.keys()] } };
  });
}

/** One person's fields, by the operation that answers them. */
function byOperation(ask: KeyedAsk, partner: AcceptedPartner, type: GraphQLObjectType): WantedField[][] {
  const operations = new Map<string, WantedField[]>();
  for (const [name, selection] of askedOf(ask, partner, type)) {
    const mapped = mappedFrom(partner.mapping!.fields.get(name)!, "REST");
    const { operation, by } = mapped.origin;
    const key = `${operation} ${by}`;
    operations.set(key, [...(operations.get(key) ?? []), { name, mapped, selection }]);
  }
  return [...operations.values()];
}

/** A selection as text; the same for the same. */
export const textOf = (selection: Selection | null): unknown =>
  selection && [...selection].map(([name, below]) => [name, textOf(below)]);
