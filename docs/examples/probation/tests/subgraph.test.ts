/** What the gateway relies on, asked of the real server. `partner check endpoint` asks much more. */
import assert from "node:assert/strict";
import fs from "node:fs";
import type { AddressInfo } from "node:net";
import { after, before, test } from "node:test";
import { FIELD, find, TEST_PEOPLE } from "../src/people";
import { createServer } from "../src/server";
import { createSubgraph } from "../src/subgraph";

const sdl = fs.readFileSync("schema.graphql", "utf8");
const {
  known: [KNOWN, ALSO_KNOWN],
  unknown: UNKNOWN,
} = TEST_PEOPLE;
const server = createServer({ answer: createSubgraph(sdl, FIELD, find), token: "secret" });
before(() => new Promise<void>((started) => server.listen(0, started)));
after(() => server.close());

interface Answered {
  readonly data?: {
    readonly _entities: readonly ({ readonly id: string } | null)[];
    readonly _service: { sdl: string };
  };
  readonly errors?: unknown;
}

async function post(body: unknown, token = "secret") {
  const { port } = server.address() as AddressInfo;
  const answer = await fetch(`http://localhost:${port}/`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  });
  return { status: answer.status, body: (await answer.json()) as Answered };
}
const entities = (...ids: string[]) =>
  post({
    query: `query($r: [_Any!]!) { _entities(representations: $r) { ... on FamilyMember { id ${FIELD} { __typename } } } }`,
    variables: { r: ids.map((id) => ({ __typename: "FamilyMember", id })) },
  });

void test("each person is answered where it was asked for, null where we know nobody", async () => {
  const { body } = await entities(ALSO_KNOWN, UNKNOWN, KNOWN, ALSO_KNOWN);
  const ids = body.data?._entities.map((it) => it?.id ?? null);
  assert.deepEqual(ids, [ALSO_KNOWN, null, KNOWN, ALSO_KNOWN]);
  assert.equal(body.errors, undefined);
});

void test("the SDL that is served is the file", async () => {
  const { body } = await post({ query: "{ _service { sdl } }" });
  assert.equal(body.data?._service.sdl, sdl);
});

void test("without the credential nothing is answered", async () => {
  const { status, body } = await post({ query: "{ _service { sdl } }" }, "guess");
  assert.equal(status, 401);
  assert.equal(body.data, undefined);
});

void test("a query that is not valid is refused without a word of why", async () => {
  const { status, body } = await post({ query: "{ everyone { name } }" });
  assert.equal(status, 400);
  assert.deepEqual(body.errors, [{ message: "the query is not valid" }]);
});
