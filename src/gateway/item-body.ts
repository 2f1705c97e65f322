/** Checks the body of an item against its GraphQL type on its way in: what is stored is what the schema can serve. */
import {
  getNullableType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  isScalarType,
  type GraphQLObjectType,
  type GraphQLOutputType,
} from "graphql";
import type { Fault } from "./faults";

/** Given by the gateway, never by the source. */
const GIVEN: ReadonlySet<string> = new Set(["id", "provenance"]);
const LONGEST_TEXT = 10_000;
const LONGEST_LIST = 500;

/**
 * @param faults receives every fault, by its path; values are never repeated
 * @returns the body as it is to be stored
 */
export function checkBody(
  type: GraphQLObjectType,
  value: unknown,
  path: string,
  faults: Fault[],
): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    faults.push({ path, code: "NOT_AN_OBJECT", message: `expected an object of type ${type.name}` });
    return {};
  }
  const fields = type.getFields();
  const body: Record<string, unknown> = {};
  for (const name of Object.keys(value)) {
    if (!Object.hasOwn(fields, name) || GIVEN.has(name)) {
      // the key is the sender's own text and may be anything, so it is not repeated
      const known = Object.keys(fields).filter((it) => !GIVEN.has(it));
      faults.push({
        path,
        code: "UNKNOWN_KEY",
        message: `a key that ${type.name} does not have; it has ${known.join(", ")}`,
      });
    }
  }
  for (const field of Object.values(fields)) {
    if (GIVEN.has(field.name)) continue;
    const checked = check(field.type, (value as Record<string, unknown>)[field.name], `${path}.${field.name}`, faults);
    if (checked !== null) body[field.name] = checked;
  }
  return body;
}

function check(type: GraphQLOutputType, value: unknown, path: string, faults: Fault[]): unknown {
  if (value === null || value === undefined) {
    if (isNonNullType(type)) faults.push({ path, code: "MISSING", message: `expected ${String(type)}` });
    return null;
  }
  const nullable = getNullableType(type);
  if (isObjectType(nullable)) return checkBody(nullable, value, path, faults);
  if (isListType(nullable)) return checkList(nullable.ofType, value, path, faults);
  if (!isStorable(value)) {
    faults.push({ path, code: "BAD_TEXT", message: `expected well-formed text of at most ${LONGEST_TEXT} characters` });
    return null;
  }
  try {
    if (isEnumType(nullable)) return nullable.serialize(nullable.parseValue(value));
    if (isScalarType(nullable)) {
      const parsed: unknown = nullable.parseValue(value);
      return parsed instanceof Date ? parsed.toISOString() : parsed;
    }
  } catch {
    faults.push({ path, code: "WRONG_TYPE", message: `not a valid ${nullable.name}` });
  }
  return null;
}

function checkList(type: GraphQLOutputType, value: unknown, path: string, faults: Fault[]): unknown[] {
  if (!Array.isArray(value) || value.length > LONGEST_LIST) {
    faults.push({ path, code: "WRONG_TYPE", message: `expected a list of at most ${LONGEST_LIST}` });
    return [];
  }
  return value.map((it, i) => check(type, it, `${path}.${i}`, faults));
}

/** PostgreSQL stores neither NUL nor half of a surrogate pair. */
export const isStorable = (value: unknown): boolean =>
  typeof value !== "string" || (value.length <= LONGEST_TEXT && !value.includes("\0") && value.isWellFormed());
