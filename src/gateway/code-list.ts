import { GraphQLError, GraphQLScalarType, Kind } from "graphql";

/**
 * A published list of codes as a checked scalar. Codes such as `3A`, `/` or `18B` cannot be GraphQL enum values, and
 * translating them would hide the standard; so they travel as published and anything else is refused by name.
 *
 * @param standard the document that defines the list, with its section or field name
 * @param codes code → meaning; the meanings become part of the scalar's description
 * @throws GraphQLError naming the list, never the value
 */
export function codeList(name: string, standard: string, codes: Readonly<Record<string, string>>): GraphQLScalarType {
  const check = (value: unknown): string => {
    if (typeof value === "string" && Object.hasOwn(codes, value)) return value;
    throw new GraphQLError(`${name} takes one of: ${Object.keys(codes).join(" ")}`);
  };
  const list = Object.entries(codes).map(([code, meaning]) => `${code} ${meaning}`);
  return new GraphQLScalarType<string, string>({
    name,
    description: `${standard}. Codes: ${list.join(" · ")}`,
    serialize: (value) => value as string,
    parseValue: check,
    parseLiteral: (node) => check(node.kind === Kind.STRING ? node.value : undefined),
  });
}

/** A string with a published form (and check digit, where it has one), as a checked scalar. */
export function checked(name: string, description: string, isValid: (value: string) => boolean): GraphQLScalarType {
  const check = (value: unknown): string => {
    if (typeof value === "string" && isValid(value)) return value;
    throw new GraphQLError(`not a valid ${name}`);
  };
  return new GraphQLScalarType<string, string>({
    name,
    description,
    serialize: (value) => value as string,
    parseValue: check,
    parseLiteral: (node) => check(node.kind === Kind.STRING ? node.value : undefined),
  });
}
