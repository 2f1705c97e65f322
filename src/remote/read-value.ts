/**
 * A partner's value, read by what was asked and by its own approved types: what was not asked is left behind and told to
 * the operator by its name, and what is not of its type makes the answer no answer.
 */
import {
  getNullableType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLObjectType,
  type GraphQLOutputType,
} from "graphql";
import type { Selection } from "../sources/source";
import { PartnerFailure } from "./transport/partner-failure";

export type Raw = Readonly<Record<string, unknown>>;

/** @param surplus told of each thing that came without being asked, by the partner's own approved name for it */
export function readValue(
  value: unknown,
  type: GraphQLOutputType,
  below: Selection | null,
  surplus: (name: string) => void,
): unknown {
  // a field that was asked for and is not there is not the same as nothing
  if (value === undefined) throw new PartnerFailure("BAD_RESPONSE");
  if (value === null) {
    if (isNonNullType(type)) throw new PartnerFailure("BAD_RESPONSE");
    return null;
  }
  const nullable = getNullableType(type) as GraphQLOutputType;
  if (isListType(nullable)) {
    if (!Array.isArray(value)) throw new PartnerFailure("BAD_RESPONSE");
    return value.map((it) => readValue(it, nullable.ofType as GraphQLOutputType, below, surplus));
  }
  if (isLeafType(nullable)) return readLeaf(value, nullable);
  if (isObjectType(nullable) && isRaw(value)) return readObject(value, nullable, below ?? new Map(), surplus);
  throw new PartnerFailure("BAD_RESPONSE");
}

function readObject(raw: Raw, type: GraphQLObjectType, below: Selection, surplus: (name: string) => void): Raw {
  const fields = type.getFields();
  tellSurplus(raw, below, type, surplus);
  return Object.fromEntries(
    [...below].map(([name, inner]) => [name, readValue(raw[name], fields[name]!.type, inner, surplus)]),
  );
}

/** A name that the approved SDL does not have may be anything, a person's included: it is not repeated. */
export function tellSurplus(
  raw: Raw,
  asked: { has(name: string): boolean },
  type: GraphQLObjectType,
  surplus: (name: string) => void,
): void {
  for (const name of Object.keys(raw)) {
    if (name === "__typename" || asked.has(name)) continue;
    surplus(Object.hasOwn(type.getFields(), name) ? `${type.name}.${name}` : `${type.name}, a field that it has not`);
  }
}

/** Checked as if it came from a caller; it is kept as it came, for that is how it leaves. */
function readLeaf(value: unknown, type: { parseValue(value: unknown): unknown }): unknown {
  try {
    type.parseValue(value);
    return value;
  } catch {
    throw new PartnerFailure("BAD_RESPONSE");
  }
}

export const isRaw = (it: unknown): it is Raw => typeof it === "object" && it !== null && !Array.isArray(it);
