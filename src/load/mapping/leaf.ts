/** How one value is got from a row: an expression, with a code list or a format of dates; or a value that is always the same. */
import type { GraphQLLeafType } from "graphql";
import { isStorable } from "../../gateway/item-body";
import type { Fault } from "../../gateway/faults";
import { didYouMean } from "../../governance/protocols/did-you-mean";
import { faultOfFormat, readDate, readInstant } from "./date-format";
import { compileExpression, type Expression, type Scope } from "./expression";
import { isObject, type Place } from "./place";

/** What is expected there. */
export interface LeafKind {
  readonly is: "TEXT" | "NUMBER" | "BOOLEAN" | "DATE" | "INSTANT";
  /** The only words that may stand there. */
  readonly words?: readonly string[];
  /** The type that it has in the schema, where it goes into one. */
  readonly type?: GraphQLLeafType;
}

/** @returns its values, empty where the row has none; faults name the place, never the value */
export type Leaf = (scope: Scope, faults: Fault[]) => Scalar[];
export type Scalar = string | number | boolean;

/** Gathers what a mapping reads of a row, so that a file without it is refused before anything is written. */
export interface Reading {
  readonly reads: { readonly name: string; readonly at: Place }[];
  /** Are names at the top those of the row? Not within a list in it. */
  readonly ofRow: boolean;
}

const KEYS = ["path", "map", "otherwise", "format", "value"];

/** @returns null where the place is faulty; the faults are told */
export function compileLeaf(place: Place, kind: LeafKind, reading: Reading): Leaf | null {
  if (typeof place.value === "string") return ofExpression(place, place, kind, reading);
  if (!isObject(place.value)) {
    return place.refuse(place.isThere ? "WRONG_TYPE" : "MISSING", "expected an expression, or path:, or value:");
  }
  if (!place.isObjectOf(KEYS)) return null;
  if (!place.child("value").isThere) return ofExpression(place, place.child("path"), kind, reading);
  const others = KEYS.filter((it) => it !== "value" && it in (place.value as object));
  if (others.length > 0) return place.refuse("TOO_MUCH", `value: stands alone, without ${others.join(", ")}`);
  const value = fixed(place.child("value"), kind);
  return value === null ? null : () => [value];
}

export function compilePath(place: Place, { reads, ofRow }: Reading): Expression | null {
  const text = place.text(/\S/, "expected a FHIRPath expression");
  if (text === null) return null;
  const compiled = compileExpression(text);
  if ("fault" in compiled) return place.refuse("BAD_EXPRESSION", compiled.fault);
  for (const name of [...(ofRow ? compiled.names : []), ...compiled.rowNames]) reads.push({ name, at: place });
  return compiled;
}

/** @returns the values, or null where they cannot be worked out, which is a fault */
export function valuesOf(
  expression: Expression,
  scope: Scope,
  path: string,
  faults: Fault[],
): readonly unknown[] | null {
  try {
    return expression.values(scope);
  } catch {
    // the engine's words quote the row
    faults.push({ path, code: "EXPRESSION_FAILED", message: "the expression cannot be worked out for this row" });
    return null;
  }
}

function ofExpression(place: Place, path: Place, kind: LeafKind, reading: Reading): Leaf | null {
  const expression = compilePath(path, reading);
  const isRich = isObject(place.value);
  const codes = isRich && place.child("map").isThere ? codeList(place.child("map"), kind) : undefined;
  const format = isRich && place.child("format").isThere ? formatOf(place.child("format"), kind) : undefined;
  let otherwise: Scalar | null | undefined;
  if (isRich && "otherwise" in (place.value as object)) {
    const it = place.child("otherwise");
    if (codes === undefined) it.refuse("TOO_MUCH", "otherwise: belongs to a map:");
    otherwise = it.value === null ? null : fixed(it, kind);
  }
  if (expression === null || codes === null || format === null) return null;
  const name = place.name;
  return (scope, faults) =>
    (valuesOf(expression, scope, name, faults) ?? []).flatMap((value): Scalar[] => {
      const refuse = (code: string, message: string) => {
        faults.push({ path: name, code, message });
        return [];
      };
      if (typeof value === "object") return refuse("NOT_A_VALUE", "expected one value, found an object");
      if (value === undefined || value === "") return [];
      const scalar = value as Scalar;
      if (!isStorable(scalar)) return refuse("BAD_TEXT", "expected well-formed text");
      if (codes) {
        const meant = codes.has(String(scalar)) ? codes.get(String(scalar)) : otherwise;
        if (meant === undefined) return refuse("NOT_IN_CODE_LIST", "not in the mapping's code list");
        return meant === null ? [] : [meant];
      }
      const read = convert(scalar, kind, format);
      return read === null ? refuse(...EXPECTED[kind.is]) : [read];
    });
}

const EXPECTED: Readonly<Record<LeafKind["is"], readonly [code: string, message: string]>> = {
  TEXT: ["NOT_A_TEXT", "expected a text"],
  NUMBER: ["NOT_A_NUMBER", "expected a number"],
  BOOLEAN: ["NOT_A_BOOLEAN", "expected true or false; other words need a map:"],
  DATE: ["NOT_A_DATE", "expected a date in the mapping's format"],
  INSTANT: ["NOT_AN_INSTANT", "expected a time in the mapping's format"],
};

/** A cell of a CSV file is text, whatever stands in it. */
function convert(value: Scalar, kind: LeafKind, format: string | undefined): Scalar | null {
  switch (kind.is) {
    case "TEXT":
      return String(value);
    case "NUMBER":
      if (typeof value === "string") return /^-?\d{1,15}(\.\d{1,9})?$/.test(value) ? Number(value) : null;
      return typeof value === "number" ? value : null;
    case "BOOLEAN":
      if (value === "true" || value === "false") return value === "true";
      return typeof value === "boolean" ? value : null;
    case "DATE":
      return readDate(String(value), format ?? "yyyy-MM-dd");
    case "INSTANT":
      // with an offset of its own it is checked with the item
      return format === undefined ? String(value) : readInstant(String(value), format);
  }
}

function fixed(place: Place, kind: LeafKind): Scalar | null {
  const { value } = place;
  const isRight =
    kind.is === "NUMBER" ? typeof value === "number" : typeof value === (kind.is === "BOOLEAN" ? "boolean" : "string");
  if (!isRight) return place.refuse("WRONG_TYPE", EXPECTED[kind.is][1].replace(/;.*| in the mapping's format/, ""));
  if (kind.words && !kind.words.includes(value as string)) {
    const message = `expected one of ${kind.words.join(", ")}${didYouMean(value, kind.words)}`;
    return place.refuse("UNKNOWN_WORD", message);
  }
  if (kind.type && !isValueOf(kind.type, value)) return place.refuse("NOT_A_CODE", `not a valid ${kind.type.name}`);
  return value as Scalar;
}

function isValueOf(type: GraphQLLeafType, value: unknown): boolean {
  try {
    return type.parseValue(value) !== undefined;
  } catch {
    return false;
  }
}

/** Theirs to ours; null leaves it out. */
function codeList(place: Place, kind: LeafKind): Map<string, Scalar | null> | null {
  if (!isObject(place.value) || Object.keys(place.value).length === 0) {
    return place.refuse("WRONG_TYPE", "expected a list of codes: theirs to ours");
  }
  const codes = Object.keys(place.value).map((theirs): [string, Scalar | null] => {
    const ours = place.child(theirs);
    return [theirs, ours.value === null ? null : fixed(ours, kind)];
  });
  return new Map(codes);
}

function formatOf(place: Place, kind: LeafKind): string | null {
  if (kind.is !== "DATE" && kind.is !== "INSTANT") return place.refuse("NO_EFFECT", "a format is for dates and times");
  const format = place.text();
  const fault = format === null ? null : faultOfFormat(format);
  return fault === null ? format : place.refuse("BAD_FORMAT", fault);
}
