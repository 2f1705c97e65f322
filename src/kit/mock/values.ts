/** Values for any accepted SDL, from a seed and a person's key alone: the same question has the same answer for ever. */
import { createHash } from "node:crypto";
import {
  getNullableType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLObjectType,
  type GraphQLOutputType,
} from "graphql";

/** A number from 0 to 1 that only the words decide. */
const chance = (...words: readonly string[]): number =>
  createHash("sha256").update(words.join("\0")).digest().readUInt32BE() / 2 ** 32;

const below = (limit: number, ...words: readonly string[]): number => Math.floor(chance(...words) * limit);

/** Days before the last of 2025, so that nothing made up lies in the future. */
const dayOf = (days: number): string => new Date(Date.UTC(2025, 11, 31) - days * 86_400_000).toISOString();

const SCALARS: Readonly<Record<string, (path: string, field: string, seed: string) => unknown>> = {
  ID: (path, _, seed) => `R-${String(below(1_000_000, seed, path)).padStart(6, "0")}`,
  Int: (path, _, seed) => below(20, seed, path),
  Float: (path, _, seed) => below(1_000, seed, path) / 10,
  Boolean: (path, _, seed) => chance(seed, path) < 0.5,
  LocalDate: (path, _, seed) => dayOf(below(1_500, seed, path)).slice(0, 10),
  DateTimeISO: (path, _, seed) => dayOf(below(1_500, seed, path)),
};
const text = (path: string, field: string, seed: string): string => `Invented ${field} ${below(1_000, seed, path)}`;

/** @param seed with the person's key in it */
export function valuesOf(type: GraphQLObjectType, seed: string, path = ""): Record<string, unknown> {
  return Object.fromEntries(
    Object.values(type.getFields()).map((it) => [it.name, value(it.type, seed, `${path}.${it.name}`, it.name)]),
  );
}

function value(type: GraphQLOutputType, seed: string, path: string, field: string): unknown {
  // one in six is not held
  if (!isNonNullType(type) && chance(seed, path, "null") < 1 / 6) return null;
  const nullable = getNullableType(type);
  if (isListType(nullable)) {
    const item = getNullableType(nullable.ofType);
    return Array.from({ length: below(4, seed, path, "length") }, (_, i) => present(item, seed, `${path}.${i}`, field));
  }
  return present(nullable, seed, path, field);
}

function present(type: GraphQLOutputType, seed: string, path: string, field: string): unknown {
  if (isObjectType(type)) return valuesOf(type, seed, path);
  if (isEnumType(type)) return type.getValues()[below(type.getValues().length, seed, path)]!.value;
  return (SCALARS[String(type)] ?? text)(path, field, seed);
}
