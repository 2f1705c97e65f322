/**
 * Any executable schema as a subgraph of a federated graph: `_service` and `_entities` of the Apollo Federation subgraph
 * specification (v2). What the entities are and how they are found is the caller's to say.
 */
import {
  extendSchema,
  GraphQLError,
  GraphQLScalarType,
  isObjectType,
  parse,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
} from "graphql";

/** What another graph sends in place of an object: its type's name and its key. */
export interface Representation {
  readonly __typename: string;
  readonly [field: string]: unknown;
}

export interface Entity<Context> {
  /** As in `@key(fields:)`. */
  readonly keys: readonly string[];
  /** One answer for each representation, in their order; null for what is not there, or not the caller's. */
  readonly find: (
    representations: readonly Representation[],
    context: Context,
    info: GraphQLResolveInfo,
  ) => Promise<readonly (object | null)[]>;
}

export interface SubgraphParts<Context> {
  /** The types by themselves, with their federation directives: what a composer reads. */
  readonly sdl: (context: Context) => string | null;
  readonly entities: Readonly<Record<string, Entity<Context>>>;
  /** Why the two fields are open to every signed-in caller (`gateway/declare.ts`). */
  readonly open: string;
}

/** Sent by an engine, never by hand; what is in it is checked by whoever finds the entity. */
const ANY = (value: unknown): Representation => {
  if (typeof value === "object" && value !== null && typeof (value as Representation).__typename === "string")
    return value as Representation;
  throw new GraphQLError("_Any takes an object with __typename");
};

export function asSubgraph<Context>(schema: GraphQLSchema, parts: SubgraphParts<Context>): GraphQLSchema {
  const names = Object.keys(parts.entities);
  const extended = extendSchema(
    schema,
    parse(`
      "A key and the type that it is of."
      scalar _Any
      "The types and directives of this subgraph."
      type _Service { "Null where this is not the caller's to read." sdl: String }
      union _Entity = ${names.join(" | ")}
      extend type Query {
        "What a composer reads of this subgraph."
        _service: _Service!
        "Objects of this subgraph by the keys that it gave out. Null alike for unknown, not yours and barred."
        _entities(representations: [_Any!]!): [_Entity]!
      }
    `),
  );
  const any = extended.getType("_Any") as GraphQLScalarType;
  any.parseValue = ANY;
  const query = extended.getQueryType()!.getFields();
  const service = (extended.getType("_Service") as GraphQLObjectType).getFields()["sdl"]!;
  query["_service"]!.resolve = () => ({});
  service.resolve = (_, __, context) => parts.sdl(context as Context);
  query["_entities"]!.resolve = (_, args, context, info) =>
    findAll((args as { representations: Representation[] }).representations, parts.entities, context as Context, info);
  for (const field of [query["_service"]!, query["_entities"]!, service]) field.extensions = { open: parts.open };
  for (const name of names) mustBeObject(extended, name);
  return extended;
}

/** Asked once a type, whatever their number; answered in the order in which they were asked. */
async function findAll<Context>(
  representations: readonly Representation[],
  entities: SubgraphParts<Context>["entities"],
  context: Context,
  info: GraphQLResolveInfo,
): Promise<(object | null)[]> {
  const answers: (object | null)[] = representations.map(() => null);
  for (const [name, entity] of Object.entries(entities)) {
    const places = representations.flatMap((it, place) => (it.__typename === name ? [place] : []));
    if (places.length === 0) continue;
    const found = await entity.find(
      places.map((it) => representations[it]!),
      context,
      info,
    );
    for (const [i, place] of places.entries()) {
      const it = found[i];
      answers[place] = it ? Object.assign(it, { __typename: name }) : null;
    }
  }
  return answers;
}

function mustBeObject(schema: GraphQLSchema, name: string): void {
  if (!isObjectType(schema.getType(name))) throw new Error(`the entity ${name} is no object type of the schema`);
}
