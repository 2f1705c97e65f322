/**
 * A conforming partner from its SDL alone: invented data, the same for the same seed and key. For those who build
 * against a partner before there is one, and the measure of what a faulty one does otherwise.
 */
import http from "node:http";
import { buildSchema, execute, parse, validate, type GraphQLObjectType } from "graphql";
import type { AcceptedPartner } from "../../remote/sdl/accepted-partner";
import { readQuestion, send } from "./http-question";
import { valuesOf } from "./values";

export interface MockParts {
  readonly accepted: AcceptedPartner;
  /** As it is to be served by `_service`. */
  readonly sdl: string;
  readonly seed: string;
  /** Whom it knows. */
  readonly known: readonly string[];
}

const MACHINERY = `
  scalar _Any
  union _Entity = FamilyMember
  type _Service { sdl: String! }
  type Query {
    _service: _Service!
    _entities(representations: [_Any!]!): [_Entity]!
  }
`;
const MOST_TOKENS = 10_000;

export interface MockAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** What the mock answers to the body of a request, without HTTP. */
export function mockAnswers({ accepted, sdl, seed, known }: MockParts): (body: unknown) => Promise<MockAnswer> {
  const schema = buildSchema(sdl + MACHINERY, { assumeValidSDL: true });
  const type = schema.getType(accepted.contributionType) as GraphQLObjectType;
  const people = new Set(known);
  const entity = (representation: unknown): object | null => {
    const { __typename, id } = (representation ?? {}) as { __typename?: unknown; id?: unknown };
    if (__typename !== "FamilyMember" || typeof id !== "string" || !people.has(id)) return null;
    return { __typename, id, [accepted.field]: valuesOf(type, `${seed}\0${id}`) };
  };
  const rootValue = {
    _service: { sdl },
    _entities: ({ representations }: { representations: readonly unknown[] }) => representations.map(entity),
  };
  return async (body) => {
    const { query, variables } = (body ?? {}) as { query?: unknown; variables?: Record<string, unknown> };
    try {
      const document = parse(String(query), { maxTokens: MOST_TOKENS });
      if (validate(schema, document).length > 0) return refused("the query is not valid");
      const { data, errors } = await execute({ schema, document, rootValue, variableValues: variables });
      if (errors)
        return { status: 200, body: { data, errors: errors.map(({ path }) => ({ message: "not available", path })) } };
      return { status: 200, body: { data } };
    } catch {
      return refused("the query cannot be read");
    }
  };
}

const refused = (message: string): MockAnswer => ({ status: 400, body: { errors: [{ message }] } });

export function mockServer(answers: (body: unknown) => Promise<MockAnswer>): http.Server {
  return http.createServer((request, response) => {
    const answered = async (): Promise<void> => {
      const { status, body } = await readQuestion(request).then((it) =>
        it === null ? refused("no question") : answers(it),
      );
      send(response, request.method === "POST" ? status : 405, request.method === "POST" ? body : {});
    };
    answered().catch(() => send(response, 500, { errors: [{ message: "not available" }] }));
  });
}
