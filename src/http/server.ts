/** Plain `node:http` (docs/adr/0003): one route that matters, two for whoever balances the load, and the pages beside. */
import http from "node:http";
import { EVERY_ANSWER, failure, send } from "./answer";
import type { ApolloParts } from "./apollo";
import { Engines, type Schemas } from "./engines";
import { answerGraphql, type EndpointParts } from "./graphql-endpoint";
import type { Route } from "./route";
import { answerUnreadable, UNREADABLE } from "./unreadable";

export interface ServerParts extends Omit<ApolloParts, "schema">, EndpointParts {
  readonly schemas: Schemas;
  /** Pages beside the API: explorer and demonstration, where they are on. */
  readonly routes: readonly Route[];
  readonly isReady: () => Promise<boolean>;
}

export interface GatewayServer {
  readonly http: http.Server;
  /** From now on `/ready` says no; requests under way are finished. */
  readonly stopReadiness: () => void;
  readonly stop: () => Promise<void>;
}

export async function createServer(parts: ServerParts): Promise<GatewayServer> {
  const engines = await Engines.start(parts.schemas, parts);
  let ready = true;
  let stopping = false;

  const answer = async (request: http.IncomingMessage, response: http.ServerResponse): Promise<void> => {
    // RFC 9112: a server must refuse it; node would, with an empty body
    if (request.httpVersion === "1.1" && request.headers.host === undefined) return send(response, 400, UNREADABLE);
    const path = (request.url ?? "/").split("?")[0];
    if (path === "/graphql") return answerGraphql(request, response, engines, parts);
    if (path === "/health") return send(response, 200, { status: "ok" });
    if (path === "/ready") {
      const isReady = ready && parts.mayRelease() && (await parts.isReady());
      return send(response, isReady ? 200 : 503, { status: isReady ? "ready" : "not ready" });
    }
    for (const route of parts.routes) if (await route(request, response)) return;
    send(response, 404, failure("E-REQUEST", "There is nothing here. POST to /graphql."));
  };

  const server = http.createServer({ requireHostHeader: false }, (request, response) => {
    for (const [name, value] of Object.entries(EVERY_ANSWER)) response.setHeader(name, value);
    // else a client that asks without pause on one connection would keep a stopping server for ever
    if (stopping) response.setHeader("Connection", "close");
    response.once("close", () => stopping && server.closeIdleConnections());
    answer(request, response).catch(() => {
      // who never finished, or went away while asking, is nobody to answer and no fault to report
      if (request.destroyed && !request.complete) return void response.destroy();
      parts.report("request failed");
      if (response.headersSent) response.destroy();
      else send(response, 500, failure("E-INTERNAL", "The gateway could not serve this."));
    });
  });
  answerUnreadable(server);
  server.requestTimeout = parts.requestTimeoutMs + 5_000;
  server.headersTimeout = 10_000;
  server.keepAliveTimeout = 65_000;

  return {
    http: server,
    stopReadiness: () => {
      ready = false;
    },
    stop: async () => {
      stopping = true;
      const closed = new Promise((done) => server.close(done));
      server.closeIdleConnections();
      await closed;
      await engines.stop();
    },
  };
}
