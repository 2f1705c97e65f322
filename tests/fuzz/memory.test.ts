/**
 * Memory does not grow with what was asked: after tens of thousands of requests of every kind, most of them bad, what is
 * still referenced once the garbage is collected is what was referenced before. A planted leak is seen.
 */
import fc from "fast-check";
import { proofSize } from "../proof-size";
import { bodies } from "./bodies";
import { documents } from "./documents";
import { FuzzedGateway, graphqlPost, type HttpRequest } from "./fuzzed-gateway";
import { nastyText } from "./nasty-text";
import { operationsOf, placesIn, requestOf, valueAt, withValue, type Json } from "./operations";
import { faultsOf } from "./verdict";

const MEGABYTE = 1_000_000;
/** Caches that fill up to their bounds, compiled code, counters. */
const ALLOWED_BYTES = 6 * MEGABYTE;
const ROUND = 1_000;
/** In the whole size the heap stands after the fourth: 25,000 requests, 112 MB to 116 MB and back. */
const WARM_UP_ROUNDS = proofSize(4, 5);
const ROUNDS = proofSize(2, 20);

/** As a caller would: good requests, bent ones, and ones that nobody should send. */
async function requestsFor(gateway: FuzzedGateway): Promise<fc.Arbitrary<HttpRequest>> {
  const operations = await operationsOf(gateway);
  const token = await gateway.token("amara.mash");
  const operation = fc.constantFrom(...operations);
  const bent = fc.tuple(operation, fc.nat(), nastyText).map(([it, at, text]) => {
    const variables = it.variables as Json;
    const texts = placesIn(variables).filter((place) => typeof valueAt(variables, place) === "string");
    return requestOf(it, texts.length === 0 ? variables : withValue(variables, texts[at % texts.length]!, text));
  });
  const ask = (query: string): HttpRequest => graphqlPost(token, JSON.stringify({ query }));
  // never the same text twice: what is remembered by its text must be forgotten again
  const everNew = fc
    .tuple(fc.uuid(), fc.constantFrom(10, 1_000, 100_000))
    .map(([id, n]) => ask(`{ viewer { userId } } # ${id} ${"x".repeat(n)}`));
  return fc.oneof(
    { weight: 3, arbitrary: operation.map((it) => requestOf(it)) },
    { weight: 3, arbitrary: bent },
    { weight: 1, arbitrary: documents.map(ask) },
    { weight: 1, arbitrary: bodies.map((it) => graphqlPost(token, it)) },
    { weight: 2, arbitrary: everNew },
    { weight: 1, arbitrary: nastyText.map((it) => graphqlPost(encodeURIComponent(it.toWellFormed()), "{}")) },
  );
}

/** How many bytes more are referenced after the rounds than before them. */
async function growth(gateway: FuzzedGateway, warmUp: number, rounds: number): Promise<number> {
  const requests = await requestsFor(gateway);
  const round = async (): Promise<void> => {
    const answers = await gateway.sendAll(fc.sample(requests, ROUND));
    expect([...new Set(answers.flatMap((it) => faultsOf(it)))]).toEqual([]);
  };
  for (let i = 0; i < warmUp; i += 1) await round();
  const before = await gateway.heapUsed();
  const course: number[] = [];
  for (let i = 0; i < rounds; i += 1) {
    await round();
    course.push(await gateway.heapUsed());
  }
  const shown = [before, ...course].map((it) => (it / MEGABYTE).toFixed(1)).join(" ");
  console.log(`${gateway.requests} requests; heap in MB after warm-up and each ${ROUND} more: ${shown}`);
  return course.at(-1)! - before;
}

test("what is held does not grow", async () => {
  const gateway = await FuzzedGateway.start();
  try {
    expect(await growth(gateway, WARM_UP_ROUNDS, ROUNDS)).toBeLessThan(ALLOWED_BYTES);
  } finally {
    await gateway.stop();
  }
}, 900_000);

test("a leak is seen: a gateway that keeps every request grows by more than that in as many", async () => {
  const gateway = await FuzzedGateway.start({ leak: true });
  try {
    expect(await growth(gateway, 1, 2)).toBeGreaterThan(ALLOWED_BYTES);
  } finally {
    await gateway.stop();
  }
}, 300_000);
