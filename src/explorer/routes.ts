/** GraphiQL at /explorer, for a browser that reaches this server and nothing else. Everything it loads comes from here. */
import fs from "node:fs";
import path from "node:path";
import { failure, send } from "../http/answer";
import type { Route } from "../http/route";
import { explorerScript } from "./browser-script";
import { EXPLORER_STYLE, explorerPage } from "./page";

interface Asset {
  readonly type: string;
  readonly body: Buffer;
}

/** GraphiQL's editor sets styles on its elements; all else is refused that this page does not need. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

const HTML = "text/html; charset=utf-8";
const SCRIPT = "text/javascript; charset=utf-8";
const STYLE = "text/css; charset=utf-8";

/**
 * @param options.callers whether the demonstration's callers can be played; else the page asks for a bearer token
 * @throws Error at the start, not at the first visit, where a package is not installed
 */
export function explorerRoutes(options: { readonly callers: boolean }): Route[] {
  const assets = assetsOf(options);
  const explorer: Route = (request, response) => {
    const [place] = (request.url ?? "/").split("?") as [string];
    if (place !== "/explorer" && !place.startsWith("/explorer/")) return false;
    request.resume();
    response.setHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY);
    response.setHeader("Referrer-Policy", "no-referrer");
    if (request.method !== "GET" && request.method !== "HEAD") {
      response.setHeader("Allow", "GET, HEAD");
      send(response, 405, failure("E-REQUEST", "The explorer is read with GET."));
      return true;
    }
    // names are looked up and never made into a path, so there is nothing to climb out of
    const asset = assets.get(place);
    if (asset) reply(response, asset);
    else send(response, 404, failure("E-REQUEST", "There is nothing here. The explorer is at /explorer."));
    return true;
  };
  return [explorer];
}

function assetsOf(options: { readonly callers: boolean }): ReadonlyMap<string, Asset> {
  const page = { type: HTML, body: Buffer.from(explorerPage(options)) };
  return new Map<string, Asset>([
    ["/explorer", page],
    ["/explorer/", page],
    ["/explorer/explorer.js", { type: SCRIPT, body: Buffer.from(explorerScript(options)) }],
    ["/explorer/explorer.css", { type: STYLE, body: Buffer.from(EXPLORER_STYLE) }],
    ["/explorer/graphiql.min.js", { type: SCRIPT, body: published("graphiql", "graphiql.min.js") }],
    ["/explorer/graphiql.min.css", { type: STYLE, body: published("graphiql", "graphiql.min.css") }],
    ["/explorer/react.production.min.js", { type: SCRIPT, body: published("react", "umd/react.production.min.js") }],
    [
      "/explorer/react-dom.production.min.js",
      { type: SCRIPT, body: published("react-dom", "umd/react-dom.production.min.js") },
    ],
  ]);
}

/** The packages do not export these files, so they are found beside what every package exports. */
const published = (name: string, file: string): Buffer =>
  fs.readFileSync(path.join(path.dirname(require.resolve(`${name}/package.json`)), file));

function reply(response: Parameters<Route>[1], { type, body }: Asset): void {
  response.statusCode = 200;
  response.setHeader("Content-Type", type);
  response.setHeader("Content-Length", body.length);
  response.end(body);
}
