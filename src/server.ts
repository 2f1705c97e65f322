/**
 * HTTP → GraphQL → disclosure record → answer, from parts handed in. Plain `node:http` (docs/adr/0003): one route
 * matters, and every answer passes the one place where it is recorded before it leaves.
 */
import http from "node:http";
import { ApolloServer, HeaderMap, type HTTPGraphQLResponse } from "@apollo/server";
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from "@apollo/server/plugin/disabled";
import { maxAliasesRule } from "@escape.tech/graphql-armor-max-aliases";
import { maxDepthRule } from "@escape.tech/graphql-armor-max-depth";
import { maxDirectivesRule } from "@escape.tech/graphql-armor-max-directives";
import type { GraphQLError, GraphQLSchema, ValidationContext } from "graphql";
import { disclosuresOf, NOT_ANCHORED, NotAnchored } from "./audit/anchor/anchored-log";
import type { DisclosureLog } from "./audit/disclosure-log";
import { DocumentStore } from "./gateway/document-store";
import { formatError } from "./gateway/errors";
import { knownOperationsRule } from "./gateway/known-operations";
import { answerUnreadable, UNREADABLE } from "./gateway/unreadable";
import type { RequestContext } from "./identity/request-context";
import type { TokenVerifier } from "./identity/token-verifier";

export interface Route {
  /** Answers, or returns false for a path that is not its own. */
  (request: http.IncomingMessage, response: http.ServerResponse): Promise<boolean> | boolean;
}

export interface ServerParts {
  readonly schema: GraphQLSchema;
  readonly tokens: TokenVerifier;
  readonly log: Pick<DisclosureLog, "append">;
  /** Not while the record cannot be anchored. */
  readonly mayRelease: () => boolean;
  /** Pages beside the API: explorer and demonstration, where they are on. */
  readonly routes: readonly Route[];
  readonly introspection: boolean;
  readonly isReady: () => Promise<boolean>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly newId: () => string;
  readonly requestTimeoutMs: number;
  /** A line for the operator; never holds personal data. */
  readonly report: (event: string) => void;
}

export interface GatewayServer {
  readonly http: http.Server;
  /** From now on `/ready` says no; requests under way are finished. */
  readonly stopReadiness: () => void;
  readonly stop: () => Promise<void>;
}

const LARGEST_BODY = 1_000_000;
const MAX_TOKENS = 6_000;
/** Left to themselves these rules throw, which Apollo takes for a fault of its own; so they report, as any rule does. */
const REPORTED = {
  propagateOnRejection: false,
  onReject: [(context: ValidationContext | null, error: GraphQLError) => context!.reportError(error)],
};

export async function createServer(parts: ServerParts): Promise<GatewayServer> {
  const apollo = new ApolloServer<RequestContext>({
    schema: parts.schema,
    introspection: parts.introspection,
    hideSchemaDetailsFromClientErrors: !parts.introspection,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    formatError,
    parseOptions: { maxTokens: MAX_TOKENS },
    // rules, not their packages' plugins: those are Envelop's, and Apollo runs them without a word to no effect
    validationRules: [
      knownOperationsRule,
      maxDepthRule({ n: 16, ...REPORTED }),
      maxAliasesRule({ n: 60, allowList: [], ...REPORTED }),
      maxDirectivesRule({ n: 60, ...REPORTED }),
    ],
    // what one caller typed is not kept for another
    persistedQueries: false,
    documentStore: new DocumentStore(),
    plugins: [ApolloServerPluginCacheControlDisabled(), ApolloServerPluginLandingPageDisabled()],
    logger: silent(parts.report),
  });
  await apollo.start();
  let ready = true;
  let stopping = false;

  const answer = async (request: http.IncomingMessage, response: http.ServerResponse): Promise<void> => {
    // RFC 9112: a server must refuse it; node would, with an empty body
    if (request.httpVersion === "1.1" && request.headers.host === undefined) return send(response, 400, UNREADABLE);
    const path = (request.url ?? "/").split("?")[0];
    if (path === "/graphql") return graphql(request, response, apollo, parts);
    if (path === "/health") return send(response, 200, { status: "ok" });
    if (path === "/ready") {
      const isReady = ready && parts.mayRelease() && (await parts.isReady());
      return send(response, isReady ? 200 : 503, { status: isReady ? "ready" : "not ready" });
    }
    for (const route of parts.routes) if (await route(request, response)) return;
    send(response, 404, failure("E-REQUEST", "There is nothing here. POST to /graphql."));
  };

  const server = http.createServer({ requireHostHeader: false }, (request, response) => {
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Content-Type-Options", "nosniff");
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
      await apollo.stop();
    },
  };
}

async function graphql(
  request: http.IncomingMessage,
  response: http.ServerResponse,
  apollo: ApolloServer<RequestContext>,
  parts: ServerParts,
): Promise<void> {
  const at = parts.now();
  const viewer = await parts.tokens.viewerOf(request.headers.authorization, at);
  if (!viewer) {
    // nobody who is not signed in learns anything, not even whether their query would parse
    request.resume();
    response.setHeader("WWW-Authenticate", "Bearer");
    return send(response, 401, failure("E-UNAUTHENTICATED", "Sign in first."));
  }
  if (request.method !== "POST") {
    request.resume();
    response.setHeader("Allow", "POST");
    return send(response, 405, failure("E-REQUEST", "POST a query: people's identifiers do not belong in URLs."));
  }
  const body = await readBody(request);
  if (body === null) {
    response.setHeader("Connection", "close");
    return send(response, 413, failure("E-REQUEST", `A request has at most ${LARGEST_BODY} bytes.`));
  }
  const parsed = parseJson(body);
  if (!isOneOperation(parsed)) {
    return send(response, 400, failure("E-REQUEST", "The body is one JSON object with a query."));
  }
  const context: RequestContext = {
    viewer,
    at,
    elapsed: () => parts.now() - at,
    newId: parts.newId,
    deadline: { at: at + parts.requestTimeoutMs },
    disclosures: disclosuresOf(parts.mayRelease()),
    recordsAsked: 0,
  };
  const result = await apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest: { method: "POST", headers: toHeaderMap(request), search: "", body: parsed },
    context: () => Promise.resolve(context),
  });
  await recordThenSend(result, context, response, parts);
}

/** The one place where an answer leaves. What cannot be recorded is not released. */
async function recordThenSend(
  result: HTTPGraphQLResponse,
  context: RequestContext,
  response: http.ServerResponse,
  { log, report }: ServerParts,
): Promise<void> {
  try {
    await Promise.all(context.disclosures.map((it) => log.append(it)));
  } catch (error) {
    if (error instanceof NotAnchored) return send(response, 503, failure("E-ANCHOR", NOT_ANCHORED));
    report("disclosure record failed: answer not released");
    return send(response, 503, failure("E-RECORD", "This could not be recorded, so nothing is released. Try again."));
  }
  for (const [name, value] of result.headers) if (name !== "cache-control") response.setHeader(name, value);
  response.statusCode = result.status ?? 200;
  response.end(result.body.kind === "complete" ? result.body.string : "");
}

/** The body as text, or null where it is too large. */
const readBody = (request: http.IncomingMessage): Promise<string | null> =>
  new Promise((read, failed) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= LARGEST_BODY) chunks.push(chunk);
      else read(null);
    });
    request.on("end", () => read(Buffer.concat(chunks).toString("utf8")));
    request.on("error", failed);
    request.on("aborted", () => failed(new Error("the client went away")));
  });

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isOneOperation = (body: unknown): body is Record<string, unknown> =>
  typeof body === "object" && body !== null && !Array.isArray(body);

function toHeaderMap(request: http.IncomingMessage): HeaderMap {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(", ") : value);
  }
  return headers;
}

const failure = (code: string, message: string) => ({ errors: [{ message, extensions: { code } }] });

export function send(response: http.ServerResponse, status: number, body: object): void {
  response.statusCode = status;
  response.setHeader("Content-Type", "application/json; charset=utf-8");
  response.end(JSON.stringify(body));
}

/** Apollo's own log lines may carry query text; the operator is told that something happened, not what was asked. */
const silent = (report: (event: string) => void) => ({
  debug: () => undefined,
  info: () => undefined,
  warn: () => report("apollo: warning"),
  error: () => report("apollo: error"),
});
