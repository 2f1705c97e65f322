/** A second subgraph that knows a member by the key that the gateway gave out, and nothing else about them. */
import http from "node:http";
import { buildASTSchema, graphql, isObjectType, parse } from "graphql";

export const courtsSdl = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: ["@key"])
  type Query { hearings: [Hearing!]! }
  type Hearing @key(fields: "id") { id: ID! court: String! about: FamilyMember }
  type FamilyMember @key(fields: "key", resolvable: false) { key: ID! }
`;

export async function serveCourts(port: number, key: string): Promise<() => Promise<void>> {
  const schema = buildASTSchema(parse(courtsSdl.replace(/^\s*extend schema.*$/m, "")), { assumeValidSDL: true });
  const query = schema.getType("Query");
  if (isObjectType(query)) {
    query.getFields()["hearings"]!.resolve = () => [{ id: "1", court: "Family Court at Ealing", about: { key } }];
  }
  const server = http.createServer((request, response) => {
    let text = "";
    request.on("data", (chunk: Buffer) => (text += chunk.toString()));
    request.on("end", () => {
      const { query: source, variables } = JSON.parse(text) as { query: string; variables?: Record<string, unknown> };
      void graphql({ schema, source, variableValues: variables }).then((result) => {
        response.setHeader("content-type", "application/json");
        response.end(JSON.stringify(result));
      });
    });
  });
  await new Promise<void>((done) => server.listen(port, done));
  return () => new Promise((done) => server.close(() => done()));
}
