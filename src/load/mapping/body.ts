/** How the body of an item is got from a row, checked against the type that the field has in the schema. */
import {
  getNullableType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
} from "graphql";
import type { Fault } from "../../gateway/faults";
import type { Scope } from "./expression";
import { compileLeaf, compilePath, valuesOf, type LeafKind, type Reading } from "./leaf";
import { isObject, type Place } from "./place";

/** @returns undefined where the row has nothing there */
type Part = (scope: Scope, faults: Fault[]) => unknown;

/** Given by the gateway, never by the sender. */
const GIVEN: ReadonlySet<string> = new Set(["id", "provenance"]);

export function compileBody(place: Place, type: GraphQLObjectType, reading: Reading): Part | null {
  const fields = Object.values(type.getFields()).filter((it) => !GIVEN.has(it.name));
  if (!place.isObjectOf(fields.map((it) => it.name))) return null;
  const parts: [name: string, part: Part | null][] = [];
  for (const { name, type: expected } of fields) {
    const child = place.child(name);
    if (child.isThere) parts.push([name, compilePart(child, expected, reading)]);
    else if (isNonNullType(expected)) child.refuse("MISSING", `${type.name} always has it`);
  }
  return (scope, faults) => {
    const body: Record<string, unknown> = {};
    for (const [name, part] of parts) {
      const value = part!(scope, faults);
      if (value !== undefined) body[name] = value;
    }
    return Object.keys(body).length === 0 ? undefined : body;
  };
}

function compilePart(place: Place, expected: GraphQLOutputType, reading: Reading): Part | null {
  const type = getNullableType(expected);
  if (isObjectType(type)) return compileBody(place, type, reading);
  if (!isListType(type)) {
    const leaf = compileLeaf(place, leafKind(type as GraphQLLeafType), reading);
    return leaf && ((scope, faults) => one(leaf(scope, faults), place.name, faults));
  }
  const inner = getNullableType(type.ofType);
  if (isObjectType(inner)) return compileList(place, inner, reading);
  if (isListType(inner)) return place.refuse("NOT_SUPPORTED", "a list of lists cannot be mapped");
  const leaf = compileLeaf(place, leafKind(inner as GraphQLLeafType), reading);
  return (
    leaf &&
    ((scope, faults) => {
      const values = leaf(scope, faults);
      return values.length > 0 ? values : undefined;
    })
  );
}

function compileList(place: Place, type: GraphQLObjectType, reading: Reading): Part | null {
  if (!place.isObjectOf(["each", "item"])) return null;
  const each = compilePath(place.child("each"), reading);
  const item = compileBody(place.child("item"), type, { ...reading, ofRow: false });
  if (!each || !item) return null;
  return (scope, faults) => {
    const items = entriesOf(valuesOf(each, scope, place.name, faults) ?? [], place.name, faults);
    const bodies = items.map((it) => item({ ...scope, it }, faults)).filter((it) => it !== undefined);
    return bodies.length > 0 ? bodies : undefined;
  };
}

export function entriesOf(values: readonly unknown[], path: string, faults: Fault[]): object[] {
  return values.flatMap((it) => {
    if (isObject(it)) return [it];
    faults.push({ path, code: "NOT_AN_OBJECT", message: "expected a list of objects" });
    return [];
  });
}

export function one<T>(values: readonly T[], path: string, faults: Fault[]): T | undefined {
  if (values.length > 1) faults.push({ path, code: "MANY_VALUES", message: "expected one value, found several" });
  return values[0];
}

const KINDS: Readonly<Record<string, LeafKind["is"]>> = {
  Int: "NUMBER",
  Float: "NUMBER",
  SafeInt: "NUMBER",
  Boolean: "BOOLEAN",
  LocalDate: "DATE",
  DateTimeISO: "INSTANT",
};

const leafKind = (type: GraphQLLeafType): LeafKind => ({
  is: KINDS[type.name] ?? "TEXT",
  type,
  ...(isEnumType(type) ? { words: type.getValues().map((it) => it.name) } : {}),
});
