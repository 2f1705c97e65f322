/**
 * A Federation v2 subgraph in one file. The gateway asks `_entities` for people by our own number and for the fields
 * that its caller may see; each person is answered in the place where it was asked for, null where we know nobody.
 */
import { buildSchema, execute, GraphQLError, parse, validate, type DocumentNode, type GraphQLSchema } from "graphql";

export interface Question {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly operationName?: string;
}
export interface Answer {
  readonly status: number;
  readonly body: { readonly data?: unknown; readonly errors?: readonly { readonly message: string }[] };
}
export type Find = (id: string) => Promise<object | null>;

const MACHINERY = `
  scalar _Any
  union _Entity = FamilyMember
  type _Service { sdl: String! }
  type Query {
    _service: _Service!
    _entities(representations: [_Any!]!): [_Entity]!
  }
`;
const MOST_TOKENS = 5_000;
const MOST_PEOPLE = 200;

/** @param field our field on FamilyMember */
export function createSubgraph(sdl: string, field: string, find: Find): (question: Question) => Promise<Answer> {
  const schema = buildSchema(sdl + MACHINERY, { assumeValidSDL: true });
  const rootValue = {
    _service: { sdl },
    _entities: ({ representations }: { representations: readonly unknown[] }) => {
      if (representations.length > MOST_PEOPLE) throw new GraphQLError("too many");
      return Promise.all(representations.map((it) => entity(it, field, find)));
    },
  };
  return async (question) => {
    const document = read(question, schema);
    if (!document) return { status: 400, body: { errors: [{ message: "the query is not valid" }] } };
    const { data, errors } = await execute({
      schema,
      document,
      rootValue,
      variableValues: question.variables,
      operationName: question.operationName,
    });
    if (!errors) return { status: 200, body: { data } };
    // the words of an error may name a person, a table or a file: ours go to our own log, and none goes out
    for (const it of errors) console.error(it.path ? it.originalError : "a question that does not fit the schema");
    return { status: 200, body: { data, errors: errors.map(({ path }) => ({ message: "not available", path })) } };
  };
}

async function entity(representation: unknown, field: string, find: Find): Promise<object | null> {
  const { __typename, id } = representation as { __typename?: unknown; id?: unknown };
  if (__typename !== "FamilyMember" || typeof id !== "string") return null;
  const held = await find(id);
  return held && { __typename: "FamilyMember", id, [field]: held };
}

function read({ query }: Question, schema: GraphQLSchema): DocumentNode | null {
  try {
    const document = parse(query, { maxTokens: MOST_TOKENS });
    return validate(schema, document).length === 0 ? document : null;
  } catch {
    return null;
  }
}
