/**
 * Whatever is sent, the gateway stays up and keeps its composure: no 5xx, no fault of its own, no look inside, a code on
 * every error, and a good request is served as ever. `PROOF=whole` sends 100,000 (docs/proofs/fuzz.md).
 */
import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import { buildGatewaySchema } from "../../src/schema";
import { proofSize } from "../proof-size";
import { forgeries } from "./authorization";
import { bodies, contentTypes } from "./bodies";
import { documents, enormousDocuments } from "./documents";
import { FuzzedGateway, graphqlPost, type HttpRequest } from "./fuzzed-gateway";
import { nastyText } from "./nasty-text";
import {
  operationsOf,
  placesIn,
  placesOfSchema,
  requestOf,
  valueAt,
  withValue,
  type Json,
  type Operation,
} from "./operations";
import { answersIn, conversations, converse, SLOW_STARTS, SlowClient } from "./sockets";
import { faultsOf } from "./verdict";

const AT_ONCE = 16;
jest.setTimeout(1_800_000); // for the whole size

let gateway: FuzzedGateway;
let operations: Operation[];
let token: string;
/** They stand about while all the rest happens. */
const slow: SlowClient[] = [];
beforeAll(async () => {
  gateway = await FuzzedGateway.start();
  operations = await operationsOf(gateway);
  token = await gateway.token("amara.mash");
  for (let i = 0; i < 60; i += 1) {
    const start = SLOW_STARTS[i % SLOW_STARTS.length]!.replace("TOKEN", token);
    slow.push(new SlowClient(gateway.port, start));
  }
});
afterAll(async () => {
  for (const it of slow) it.leave();
  console.log(`${gateway.requests} requests, ${conversationsHeld} conversations on raw sockets`);
  expect(await gateway.stop()).toBe(0);
});

/** After each kind of harm: it is there, it has said nothing untoward, and a good request is served. */
afterEach(async () => {
  expect(gateway.isRunning).toBe(true);
  expect(gateway.said).not.toMatch(/Error|unhandled|request failed|apollo: error|\n\s+at |not released/i);
  const answer = await gateway.send(graphqlPost(token, '{"query":"{ viewer { userId } }"}'));
  expect(answer).toMatchObject({ status: 200, text: '{"data":{"viewer":{"userId":"amara.mash"}}}\n' });
});

const shown = ({ method, path, headers, body }: HttpRequest): string =>
  `${method} ${path} ${headers["content-type"]} ${headers.authorization?.slice(0, 12)} ${body.toString().slice(0, 900)}`;

async function expectComposure(requests: readonly HttpRequest[]): Promise<void> {
  const answers = await gateway.sendAll(requests);
  const bad = answers.flatMap((it, i) => {
    const faults = faultsOf(it, requests[i]!.method === "HEAD");
    return faults.length > 0 ? [`${faults.join(", ")}: ${shown(requests[i]!)}\n  → ${it.text.slice(0, 500)}`] : [];
  });
  if (bad.length > 0) throw new Error(bad.slice(0, 5).join("\n"));
}

/** So many of them, some at once; what fails is shrunk to the smallest that does. */
const all = (requests: fc.Arbitrary<HttpRequest>, count: number): Promise<void> =>
  fc.assert(
    fc.asyncProperty(fc.array(requests, { minLength: AT_ONCE, maxLength: AT_ONCE }), (it) => expectComposure(it)),
    { numRuns: Math.ceil(count / AT_ONCE) },
  );

const anyOperation = fc.nat().map((i) => operations[i % operations.length]!);
const nastyVariables = fc
  .tuple(anyOperation, fc.array(fc.tuple(fc.nat(), nastyText), { minLength: 1, maxLength: 2 }))
  .map(([operation, planted]) => {
    const texts = placesIn(operation.variables as Json).filter(
      (it) => typeof valueAt(operation.variables as Json, it) === "string",
    );
    const bent = planted.reduce<Json>(
      (it, [at, text]) => (texts.length === 0 ? it : withValue(it, texts[at % texts.length]!, text)),
      operation.variables as Json,
    );
    return requestOf(operation, bent);
  });
const posted = fc.tuple(bodies, contentTypes).map(([body, type]) => graphqlPost(token, body, { "content-type": type }));
const asked = fc
  .oneof({ weight: 60, arbitrary: documents }, { weight: 1, arbitrary: enormousDocuments })
  .map((query) => graphqlPost(token, JSON.stringify({ query, variables: { v: null } })));
const forged = (): fc.Arbitrary<HttpRequest> =>
  forgeries(token).map((authorization) => graphqlPost("", '{"query":"{ viewer { userId } }"}', { authorization }));
const elsewhere = fc
  .tuple(
    fc.constantFrom("GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"),
    fc.oneof(
      fc.constantFrom(
        "/explorer",
        "/explorer/",
        "/demonstration/token/",
        "/demonstration/callers",
        "/ready",
        "/health",
        "/.well-known/jwks.json",
        "/graphql?query={viewer{userId}}",
      ),
      fc.webPath(),
      nastyText.map((it) => `/demonstration/token/${encodeURIComponent(it.toWellFormed()).slice(0, 4_000)}`),
      nastyText.map((it) => `/explorer/${encodeURIComponent(it.toWellFormed()).slice(0, 4_000)}`),
    ),
  )
  .map(([method, path]): HttpRequest => ({ method, path: path || "/", headers: {}, body: "" }));

const WRONG: readonly (Json | undefined)[] = [
  undefined,
  null,
  true,
  0,
  -1,
  1.5,
  2 ** 31,
  2 ** 53,
  1e308,
  "",
  "x",
  "1",
  "true",
  "2026-01-01",
  [],
  [null],
  [[]],
  ["x"],
  [1, "x", null],
  {},
  { a: 1 },
  JSON.parse('{"__proto__": {"a": 1}, "constructor": 1}') as Json,
  { length: 3 },
  "x".repeat(20_000),
  "\0",
  "\ud800",
  JSON.parse("[".repeat(500) + "]".repeat(500)) as Json,
  Array.from({ length: 1_000 }, () => "x"),
];

describe("any wrong thing in any variable", () => {
  test("the operations fill in everything that the schema lets a caller fill in, and are served as they stand", async () => {
    const { schema } = await buildGatewaySchema(() => null);
    const filled = operations.flatMap(({ name, variables }) =>
      placesIn(variables as Json).map((place) => `${name} ${place.filter((it) => typeof it === "string").join(".")}`),
    );
    expect(placesOfSchema(schema).filter((it) => !filled.includes(it))).toEqual([]);
    const answers = await gateway.sendAll(operations.map((it) => requestOf(it)));
    expect(answers.map((it, i) => [operations[i]!.name, it.status, /"errors"/.test(it.text)])).toEqual(
      operations.map((it) => [it.name, 200, false]),
    );
  });

  test("each argument and input field × each wrong type", async () => {
    const requests = operations.flatMap((operation) =>
      placesIn(operation.variables as Json).flatMap((place) =>
        WRONG.map((wrong) => requestOf(operation, withValue(operation.variables as Json, place, wrong))),
      ),
    );
    for (let i = 0; i < requests.length; i += 200) await expectComposure(requests.slice(i, i + 200));
  });

  test("each text and id × text that trips programs", () => all(nastyVariables, proofSize(1_200, 30_000)));
});

test("bodies that are hardly JSON", () => all(posted, proofSize(600, 12_000)));
test("queries that are deep, wide, circular, repeated or endless", () => all(asked, proofSize(480, 12_000)));
test("forged, bent and noisy tokens", () => all(forged(), proofSize(400, 10_000)));
test("every other door", () => all(elsewhere, proofSize(300, 6_000)));

let conversationsHeld = 0;
test("bytes on the socket, whole, cut, slow and unfinished", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(conversations, { minLength: AT_ONCE, maxLength: AT_ONCE }), async (held) => {
      conversationsHeld += held.length;
      const heard = await Promise.all(held.map((it) => converse(gateway.port, it)));
      const bad = heard.flatMap((said, i) =>
        answersIn(said).flatMap((it) =>
          faultsOf(it, held[i]!.writes.join("").includes("HEAD ")).map(
            (fault) => `${fault}: ${held[i]!.writes.join("|").slice(0, 300)}\n  → ${said.slice(0, 500)}`,
          ),
        ),
      );
      if (bad.length > 0) throw new Error(bad.join("\n"));
    }),
    { numRuns: Math.ceil(proofSize(400, 8_000) / AT_ONCE) },
  );
});

test("clients that never finish stand in nobody's way, and are turned away in time", async () => {
  // node looks every half minute for requests that have taken longer than they may; a sample does not wait for it
  const limit = Date.now() + proofSize(0, 75_000);
  while (slow.some((it) => !it.isTurnedAway) && Date.now() < limit) await sleep(200);
  if (limit > Date.now()) expect(slow.filter((it) => !it.isTurnedAway)).toHaveLength(0);
  const heard = slow.filter((it) => it.isTurnedAway).flatMap((it) => answersIn(it.heard));
  expect(heard.map((it) => it.status).filter((it) => it !== 408)).toEqual([]);
  expect(heard.flatMap((it) => faultsOf(it))).toEqual([]);
  if (proofSize(0, 1) === 1) expect(heard).toHaveLength(slow.length);
});
