/** `/graphql`, in an order that matters: who → body → execute → record → send (docs/adr/0003). */
import type http from "node:http";
import { HeaderMap, type ApolloServer, type HTTPGraphQLResponse } from "@apollo/server";
import { disclosuresOf, NOT_ANCHORED, NotAnchored } from "../audit/anchor/anchored-log";
import type { DisclosureLog } from "../audit/disclosure-log";
import type { RequestContext } from "../identity/request-context";
import type { TokenVerifier } from "../identity/token-verifier";
import { failure, send } from "./answer";
import { LARGEST_BODY, readBody } from "./read-body";

export interface EndpointParts {
  readonly tokens: TokenVerifier;
  readonly log: Pick<DisclosureLog, "append">;
  /** Not while the record cannot be anchored. */
  readonly mayRelease: () => boolean;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly newId: () => string;
  readonly requestTimeoutMs: number;
  /** A line for the operator; never holds personal data. */
  readonly report: (event: string) => void;
}

export async function answerGraphql(
  request: http.IncomingMessage,
  response: http.ServerResponse,
  apollo: ApolloServer<RequestContext>,
  parts: EndpointParts,
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
  const text = await readBody(request);
  if (text === null) {
    response.setHeader("Connection", "close");
    return send(response, 413, failure("E-REQUEST", `A request has at most ${LARGEST_BODY} bytes.`));
  }
  const body = parseJson(text);
  if (!isOneOperation(body)) {
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
    httpGraphQLRequest: { method: "POST", headers: toHeaderMap(request), search: "", body },
    context: () => Promise.resolve(context),
  });
  await recordThenSend(result, context, response, parts);
}

/** The one place where an answer leaves. What cannot be recorded is not released. */
async function recordThenSend(
  result: HTTPGraphQLResponse,
  context: RequestContext,
  response: http.ServerResponse,
  { log, report }: EndpointParts,
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
