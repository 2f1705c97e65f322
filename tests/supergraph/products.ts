/** The subgraph that the compatibility suite asks for, made a subgraph by the same function as the gateway. */
import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import { ApolloServer, HeaderMap } from "@apollo/server";
import { ApolloServerPluginInlineTrace } from "@apollo/server/plugin/inlineTrace";
import { buildASTSchema, isObjectType, parse, type GraphQLSchema } from "graphql";
import { asSubgraph, type Entity, type Representation } from "../../src/subgraph/as-subgraph";

const SUITE = path.join(__dirname, "engine/node_modules/@apollo/federation-subgraph-compatibility-tests");
const sdl = fs.readFileSync(path.join(SUITE, "products.graphql"), "utf8");

const user = {
  email: "support@apollographql.com",
  name: "Jane Smith",
  totalProductsCreated: 1337,
  yearsOfEmployment: 10,
};
const deprecated = {
  sku: "apollo-federation-v1",
  package: "@apollo/federation-v1",
  reason: "Migrate to Federation V2",
  createdBy: user,
};
const research = [
  { study: { caseNumber: "1234", description: "Federation Study" }, outcome: null },
  { study: { caseNumber: "1235", description: "Studio Study" }, outcome: null },
];
const dimensions = { size: "small", weight: 1, unit: "kg" };
const products = [
  {
    id: "apollo-federation",
    sku: "federation",
    package: "@apollo/federation",
    variation: { id: "OSS" },
    dimensions,
    research: [research[0]],
    createdBy: user,
    notes: null,
  },
  {
    id: "apollo-studio",
    sku: "studio",
    package: "",
    variation: { id: "platform" },
    dimensions,
    research: [research[1]],
    createdBy: user,
    notes: null,
  },
];

type Fields = Record<string, unknown>;
/** Has everything that the representation says, however deep. */
const matches = (it: unknown, said: unknown): boolean =>
  typeof said === "object" && said !== null
    ? Object.entries(said).every(([k, v]) => k === "__typename" || matches((it as Fields | undefined)?.[k], v))
    : it === said;
const among = (list: readonly object[]): Entity<unknown> => ({
  keys: [],
  find: (asked) => Promise.resolve(asked.map((said) => list.find((it) => matches(it, said)) ?? null)),
});
const users: Entity<unknown> = {
  keys: ["email"],
  find: (asked) => Promise.resolve(asked.map((said: Representation) => ({ ...user, ...said, name: user.name }))),
};

function schemaOf(): GraphQLSchema {
  const runnable = sdl.replace(/^extend schema[\s\S]*?(?=^directive)/m, "").replace(/^extend type/gm, "type");
  const schema = buildASTSchema(parse(runnable), { assumeValidSDL: true });
  const query = schema.getQueryType()!.getFields();
  query["product"]!.resolve = (_, { id }) => products.find((it) => it.id === id) ?? null;
  query["deprecatedProduct"]!.resolve = (_, key) => (matches(deprecated, key) ? deprecated : null);
  const userType = schema.getType("User");
  if (!isObjectType(userType)) throw new Error("products.graphql has no User");
  userType.getFields()["averageProductsCreatedPerYear"]!.resolve = (it: typeof user) =>
    it.yearsOfEmployment > 0 ? Math.round(it.totalProductsCreated / it.yearsOfEmployment) : null;
  const subgraph = asSubgraph<unknown>(schema, {
    sdl: () => sdl,
    open: "it is nobody's data",
    entities: {
      Product: among(products),
      DeprecatedProduct: among([deprecated]),
      ProductResearch: among(research),
      User: users,
      Inventory: among([{ id: "apollo-oss", deprecatedProducts: [deprecated] }]),
    },
  });
  for (const type of Object.values(subgraph.getTypeMap())) if (isObjectType(type)) type.isTypeOf = undefined;
  const entity = subgraph.getType("_Entity") as { resolveType?: unknown };
  entity.resolveType = (it: { __typename: string }) => it.__typename;
  return subgraph;
}

export async function serveProducts(port: number): Promise<() => Promise<void>> {
  const apollo = new ApolloServer({ schema: schemaOf(), plugins: [ApolloServerPluginInlineTrace()] });
  await apollo.start();
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => void answer(Buffer.concat(chunks).toString()));
    const answer = async (text: string): Promise<void> => {
      const headers = new HeaderMap();
      for (const [name, value] of Object.entries(request.headers)) headers.set(name, String(value));
      const body: unknown = text === "" ? undefined : JSON.parse(text);
      const result = await apollo.executeHTTPGraphQLRequest({
        httpGraphQLRequest: { method: request.method!, headers, search: "", body },
        context: () => Promise.resolve({}),
      });
      response.statusCode = result.status ?? 200;
      for (const [name, value] of result.headers) response.setHeader(name, value);
      response.end(result.body.kind === "complete" ? result.body.string : "");
    };
  });
  await new Promise<void>((done) => server.listen(port, done));
  return async () => {
    await new Promise((done) => server.close(done));
    await apollo.stop();
  };
}
