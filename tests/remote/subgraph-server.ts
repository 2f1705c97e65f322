/** A partner's subgraph on a port of its own: real HTTP, real GraphQL execution, and every way to misbehave. */
import http from "node:http";
import type { AddressInfo, Socket } from "node:net";
import {
  buildASTSchema,
  concatAST,
  graphql,
  Kind,
  parse,
  visit,
  type ExecutionResult,
  type GraphQLSchema,
} from "graphql";

/** What a subgraph was asked. */
export interface Asked {
  readonly query: string;
  readonly variables: Record<string, { id: string }[]>;
  readonly headers: http.IncomingHttpHeaders;
}

export type Behaviour = (
  response: http.ServerResponse,
  honest: ExecutionResult,
  request: http.IncomingMessage,
) => void | Promise<void>;

export interface SubgraphServer {
  readonly url: string;
  readonly asked: Asked[];
  /** By key: what is held of a person, as the contribution. */
  data: Record<string, object>;
  /** What `_service` says. */
  sdl: string;
  behave: Behaviour;
  /** Every call that had people in it. */
  entityCalls(): Asked[];
  stop(): Promise<void>;
}

export const honestly: Behaviour = (response, honest) => sendJson(response, honest);

export function sendJson(response: http.ServerResponse, body: unknown): void {
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify(body));
}

/** The SDL as a schema that runs: without federation's directives, with federation's fields. */
function executable(sdl: string): GraphQLSchema {
  const own = visit(parse(sdl), {
    [Kind.SCHEMA_EXTENSION]: () => null,
    [Kind.DIRECTIVE]: () => null,
    [Kind.DIRECTIVE_DEFINITION]: () => null,
  });
  const federation = parse(`scalar _Any
    type _Service { sdl: String }
    union _Entity = FamilyMember
    type Query { _service: _Service! _entities(representations: [_Any!]!): [_Entity]! }`);
  return buildASTSchema(concatAST([own, federation]), { assumeValid: true, assumeValidSDL: true });
}

export async function startSubgraph(
  sdl: string,
  field: string,
  data: Record<string, object>,
  create: (listener: http.RequestListener) => http.Server = (it) => http.createServer(it),
): Promise<SubgraphServer> {
  const schema = executable(sdl);
  const sockets = new Set<Socket>();
  const asked: Asked[] = [];
  const answer = async (request: http.IncomingMessage, response: http.ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const it of request) chunks.push(it as Buffer);
    const { query, variables = {} } = JSON.parse(Buffer.concat(chunks).toString()) as Omit<Asked, "headers">;
    asked.push({ query, variables, headers: request.headers });
    const entities = ({ representations }: { representations: { id: string }[] }) =>
      representations.map(({ id }) =>
        self.data[id] ? { __typename: "FamilyMember", id, [field]: self.data[id] } : null,
      );
    const rootValue = { _service: () => ({ sdl: self.sdl }), _entities: entities };
    const honest = await graphql({ schema, source: query, variableValues: variables, rootValue });
    await (query.includes("_service") ? honestly : self.behave)(response, honest, request);
  };
  const server = create((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const scheme = "setSecureContext" in server ? "https" : "http";
  const self: SubgraphServer = {
    url: `${scheme}://${scheme === "https" ? "localhost" : "127.0.0.1"}:${(server.address() as AddressInfo).port}/graphql`,
    asked,
    data,
    sdl,
    behave: honestly,
    entityCalls: () => asked.filter((it) => it.query.includes("_entities")),
    stop: () => {
      for (const it of sockets) it.destroy();
      return new Promise<void>((done) => server.close(() => done()));
    },
  };
  return self;
}
