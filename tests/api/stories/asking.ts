/** How a story asks: always for everything there is about a member, so that nothing which opens is overlooked. */
import { getNamedType, isObjectType, type GraphQLSchema, type GraphQLType } from "graphql";
import type { TestGateway } from "../gateway";
import type { Json } from "./reading";

/** The answer of the one field that is asked for; errors fail the test. */
export const asking =
  (story: () => TestGateway) =>
  async (user: string, query: string, variables: object): Promise<Json> => {
    const { data, errors } = await story().ask(user, query, variables);
    expect(errors).toBeUndefined();
    return Object.values(data)[0];
  };

export const PERSON = (fields: string) => `query ($system: IdentifierSystem!, $value: String!, $purpose: Purpose!) {
  person(identifier: { system: $system, value: $value }, purpose: $purpose) ${fields} }`;

/** Every field of the type and of what is below, without those that are named. */
export function selection(type: GraphQLType, without: readonly string[] = []): string {
  const named = getNamedType(type);
  if (!isObjectType(named)) return "";
  const fields = Object.values(named.getFields()).filter((it) => !without.includes(it.name));
  return ` { ${fields.map((it) => it.name + selection(it.type, without)).join(" ")} }`;
}

/** Every field there is about a member. */
export const everythingIn = (schema: GraphQLSchema): string => selection(schema.getType("FamilyMember")!);

/** The same without the decisions: what is held, if anything. */
export const valuesIn = (schema: GraphQLSchema): string => selection(schema.getType("FamilyMember")!, ["sharing"]);
