/** Whether a value is what its type says, with everything below selected: nothing missing, nothing more. */
import {
  getNullableType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLObjectType,
  type GraphQLOutputType,
} from "graphql";

const LOCAL_DATE = /^\d{4}-\d{2}-\d{2}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/;
const SCALARS: Readonly<Record<string, readonly [test: (value: unknown) => boolean, what: string]>> = {
  String: [(it) => typeof it === "string", "a string"],
  ID: [(it) => typeof it === "string", "a string"],
  Int: [(it) => Number.isInteger(it), "a whole number"],
  Float: [(it) => typeof it === "number", "a number"],
  Boolean: [(it) => typeof it === "boolean", "true or false"],
  LocalDate: [(it) => typeof it === "string" && LOCAL_DATE.test(it) && !isNaN(Date.parse(it)), "yyyy-mm-dd"],
  DateTimeISO: [
    (it) => typeof it === "string" && INSTANT.test(it) && !isNaN(Date.parse(it)),
    "an instant such as 2026-11-22T09:30:00Z",
  ],
};

/** @returns each misfit as `path: what is wrong`; values are never repeated, for they may be somebody's */
export function misfits(type: GraphQLOutputType, value: unknown, path: string): string[] {
  if (value === undefined) return [`${path}: left out; answer null where you hold nothing`];
  if (value === null) return isNonNullType(type) ? [`${path}: null, and the SDL says ${String(type)}`] : [];
  const nullable = getNullableType(type);
  if (isListType(nullable)) {
    if (!Array.isArray(value)) return [`${path}: not a list`];
    return value.flatMap((it, i) => misfits(nullable.ofType, it, `${path}.${i}`));
  }
  if (isObjectType(nullable)) return misfitsOfObject(nullable, value, path);
  if (isEnumType(nullable))
    return typeof value === "string" && nullable.getValue(value) ? [] : [`${path}: not a value of ${nullable.name}`];
  const scalar = SCALARS[String(nullable)];
  return !scalar || scalar[0](value) ? [] : [`${path}: not ${scalar[1]}`];
}

export function misfitsOfObject(type: GraphQLObjectType, value: unknown, path: string): string[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [`${path}: not an object`];
  const fields = type.getFields();
  const more = Object.keys(value).filter((it) => it !== "__typename" && !Object.hasOwn(fields, it));
  return [
    ...(more.length > 0 ? [`${path}: ${more.length} more than was asked for`] : []),
    ...Object.values(fields).flatMap((it) =>
      misfits(it.type, (value as Record<string, unknown>)[it.name], `${path}.${it.name}`),
    ),
  ];
}
