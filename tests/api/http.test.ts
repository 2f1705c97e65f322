/** The edge: what may come in, what an answer looks like when it cannot be given, and what never comes back. */
import http from "node:http";
import type { AddressInfo } from "node:net";
import {
  getNamedType,
  getIntrospectionQuery,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLSchema,
} from "graphql";
import request from "supertest";
import { decide } from "../../src/sharing/decide";
import { buildGatewaySchema } from "../../src/schema";
import { askKey, type Source, type SourceAnswer, type SourceAsk } from "../../src/sources/source";
import { caller, NOON, startGateway, type TestGateway } from "./gateway";

const MARKER = "MARKER9990001006";
const AMARA = caller("amara.mash");

let gate: TestGateway;
let caseId: string;
beforeAll(async () => {
  gate = await startGateway();
  caseId = await gate.caseId("MASH", "MASH-0001");
});
afterAll(() => gate.stop());

const record = (purpose = "MASH_SCREENING") => `familyRecord(caseId: "${caseId}", purpose: ${purpose}) {
  caveat sharing { released withheld nothingAvailable sourceUnavailable byReason { reason outcome nextStep { code } } }
  members { name ${["health", "police", "housing", "education", "socialCare"].map(contribution).join(" ")} } }`;
/** Of each agency one field that screening sees, or would. */
const FIELDS: Record<string, string> = {
  health: "gpRegistration { id } edAttendances { id arrivedAt }",
  police: "incidents { id reference }",
  housing: "addresses { id }",
  education: "enrolments { id }",
  socialCare: "person { id } referrals { id }",
};
const contribution = (field: string) =>
  `${field} { agency { id } ${FIELDS[field]} sharing { decisions { outcome reason fields nextStep { code } basis { statute } } } }`;

/** A signed-in POST of exactly this body. */
async function post(body: string | object, headers: Record<string, string> = {}, to: TestGateway = gate) {
  const authorization = headers["authorization"] ?? `Bearer ${await to.token(AMARA)}`;
  const posted = request(to.server).post("/graphql");
  return posted.set({ "content-type": "application/json", ...headers, authorization }).send(body);
}

/** Every answer, whatever it says. */
function expectWellMade(answer: request.Response): void {
  expect(answer.headers["cache-control"]).toBe("no-store");
  expect(answer.headers["x-content-type-options"]).toBe("nosniff");
  expect(answer.headers["content-type"]).toMatch(/^application\/(graphql-response\+)?json; charset=utf-8$/);
  expect(answer.text).not.toMatch(/\bat .+\.[jt]s\b|node_modules|stacktrace|\/src\//);
  expect(Object.keys(answer.headers).filter((it) => /powered-by|^server$|etag/.test(it))).toEqual([]);
  expect(JSON.parse(answer.text)).toEqual(expect.any(Object));
}

interface Failure {
  readonly status: number;
  readonly code: string;
}
async function expectFailure(answer: request.Response, { status, code }: Failure): Promise<void> {
  expectWellMade(answer);
  const { data, errors } = answer.body as { data?: unknown; errors: { extensions: { code: string } }[] };
  expect({ status: answer.status, codes: [...new Set(errors.map((it) => it.extensions.code))] }).toEqual({
    status,
    codes: [code],
  });
  expect(data ?? null).toBeNull();
}

test("an ordinary answer is well made", async () => {
  const answer = await post({ query: "{ viewer { userId } }" });
  expectWellMade(answer);
  expect(answer.body).toEqual({ data: { viewer: { userId: "amara.mash" } } });
});

describe("the way in", () => {
  test.each(["get", "put", "patch", "delete", "options"] as const)("%s is not one", async (method) => {
    const token = await gate.token(AMARA);
    const send = request(gate.server);
    const answer = await send[method]("/graphql?query=%7Bviewer%7BuserId%7D%7D").set({
      authorization: `Bearer ${token}`,
      "apollo-require-preflight": "1",
    });
    await expectFailure(answer, { status: 405, code: "E-REQUEST" });
    expect(answer.headers["allow"]).toBe("POST");
  });

  test("a query in the URL is not read", async () => {
    const answer = await request(gate.server)
      .post("/graphql?query=%7Bviewer%7BuserId%7D%7D")
      .set({ authorization: `Bearer ${await gate.token(AMARA)}` })
      .send({});
    await expectFailure(answer, { status: 400, code: "BAD_REQUEST" });
  });

  test.each<[string, string, string]>([
    ["broken JSON", "{", "E-REQUEST"],
    ["no JSON", "query { viewer { userId } }", "E-REQUEST"],
    ["nothing", "", "E-REQUEST"],
    ["null", "null", "E-REQUEST"],
    ["a number", "9990001006", "E-REQUEST"],
    ["a text", '"{ viewer { userId } }"', "E-REQUEST"],
    ["a batch of one", '[{"query":"{ viewer { userId } }"}]', "E-REQUEST"],
    ["a batch of two", '[{"query":"{ viewer { userId } }"},{"query":"{ viewer { userId } }"}]', "E-REQUEST"],
    ["an empty batch", "[]", "E-REQUEST"],
    ["NUL bytes", '{"query":"{ viewer { userId } }\0"}', "E-REQUEST"],
    ["an empty object", "{}", "BAD_REQUEST"],
    ["no query", '{"variables":{}}', "BAD_REQUEST"],
    ["a query that is a number", '{"query":9990001006}', "BAD_REQUEST"],
    ["a query that is a list", '{"query":["{ viewer { userId } }"]}', "BAD_REQUEST"],
    ["variables that are a text", '{"query":"{ viewer { userId } }","variables":"{}"}', "BAD_REQUEST"],
    ["variables that are a list", '{"query":"{ viewer { userId } }","variables":[1]}', "BAD_REQUEST"],
    ["an operation name that is a number", '{"query":"{ viewer { userId } }","operationName":7}', "BAD_REQUEST"],
    ["a query that is empty", '{"query":""}', "BAD_REQUEST"],
    ["a query that is a comment", '{"query":"# nothing"}', "GRAPHQL_PARSE_FAILED"],
    ["NUL in a query", '{"query":"{ viewer { userId\\u0000 } }"}', "GRAPHQL_PARSE_FAILED"],
    ["half a surrogate in a query", '{"query":"{ viewer { userId\\ud800 } }"}', "GRAPHQL_PARSE_FAILED"],
    [
      "an operation that is not there",
      '{"query":"query A { viewer { userId } }","operationName":"B"}',
      "OPERATION_RESOLUTION_FAILURE",
    ],
    [
      "two operations and no name",
      '{"query":"query A { viewer { userId } } query B { viewer { name } }"}',
      "OPERATION_RESOLUTION_FAILURE",
    ],
  ])("%s is refused with 400 in JSON", async (_, body, code) => expectFailure(await post(body), { status: 400, code }));

  test.each([
    "text/plain",
    "text/plain; charset=utf-8",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
  ])("%s, which a page of another site could send, is refused", async (type) => {
    const answer = await post(JSON.stringify({ query: "{ viewer { userId } }" }), { "content-type": type });
    await expectFailure(answer, { status: 400, code: "BAD_REQUEST" });
  });

  test("no content type is refused too", async () => {
    const { status, text } = await raw(
      { authorization: `Bearer ${await gate.token(AMARA)}` },
      '{"query":"{ viewer { userId } }"}',
    );
    expect(status).toBe(400);
    expect(text).not.toContain("amara");
  });

  test("a body of a million bytes is read; one more is not", async () => {
    const padded = (size: number) => {
      const rest = JSON.stringify({ query: "{ viewer { userId } }", padding: "" }).length;
      return JSON.stringify({ query: "{ viewer { userId } }", padding: "x".repeat(size - rest) });
    };
    const whole = await post(padded(1_000_000));
    expect(whole.body).toEqual({ data: { viewer: { userId: "amara.mash" } } });
    const headers = { authorization: `Bearer ${await gate.token(AMARA)}`, "content-type": "application/json" };
    for (const size of [1_000_001, 1_100_000, 20_000_000]) {
      const { status, text } = await raw(headers, padded(size));
      expect({ size, status, code: JSON.parse(text).errors[0].extensions.code as string }).toEqual({
        size,
        status: 413,
        code: "E-REQUEST",
      });
    }
    const chunked = await raw({ ...headers, "transfer-encoding": "chunked" }, padded(1_100_000));
    expect(chunked.status).toBe(413);
  });

  test.each([
    "/",
    "/graphql/",
    "/GRAPHQL",
    "/graphql/x",
    "//graphql",
    "/graphql%00",
    "/../etc/passwd",
    `/${MARKER}`,
    "/.env",
    "/metrics",
    "/sign-in",
  ])("%s is nothing, in JSON", async (path) => {
    for (const method of ["GET", "POST"]) {
      const { status, text, headers } = await raw({}, method === "POST" ? "{}" : "", path, method);
      expect({ status, text }).toEqual({
        status: 404,
        text: '{"errors":[{"message":"There is nothing here. POST to /graphql.","extensions":{"code":"E-REQUEST"}}]}',
      });
      expect(headers["cache-control"]).toBe("no-store");
    }
  });
});

/** What supertest would not send, and what is heard while it is still being sent. */
function raw(headers: http.OutgoingHttpHeaders, body: string, path = "/graphql", method = "POST") {
  const { port } = gate.server.address() as AddressInfo;
  return new Promise<{ status: number; text: string; headers: http.IncomingHttpHeaders }>((done, failed) => {
    const sent = http.request({ port, host: "127.0.0.1", path, method, headers, agent: false }, (answer) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
      answer.on("end", () => done({ status: answer.statusCode!, text, headers: answer.headers }));
      answer.on("error", failed);
    });
    sent.on("error", failed);
    sent.end(body);
  });
}

describe("a query that asks too much", () => {
  const nested = (depth: number): string => (depth === 0 ? "__typename" : `ofType { ${nested(depth - 1)} }`);

  test.each<[string, string]>([
    ["17 deep", `{ __type(name: "Query") { ${nested(17)} } }`],
    ["500 deep", `{ __type(name: "Query") { ${nested(500)} } }`],
    [
      "17 deep by way of fragments",
      `{ __type(name: "Query") { ...f0 } } ${Array.from({ length: 17 }, (_, i) => `fragment f${i} on __Type { ofType { ${i < 16 ? `...f${i + 1}` : "name"} } }`).join(" ")}`,
    ],
    [
      "a hundred names by way of a fragment",
      `{ ${Array.from({ length: 10 }, (_, i) => `a${i}: viewer { ...f }`).join(" ")} } fragment f on Viewer { ${Array.from({ length: 10 }, (_, i) => `b${i}: userId`).join(" ")} }`,
    ],
    ["a thousand names for one field", `{ ${Array.from({ length: 1000 }, (_, i) => `a${i}: __typename`).join(" ")} }`],
    ["61 names for one field", `{ ${Array.from({ length: 61 }, (_, i) => `a${i}: viewer { userId }`).join(" ")} }`],
    ["7,000 tokens", `{ viewer { ${"userId ".repeat(7_000)} } }`],
    ["300,000 tokens", `{ ${"a ".repeat(150_000)} }`],
    ["a hundred directives", `{ viewer { userId ${"@include(if: true) ".repeat(100)} } }`],
    ["a fragment within itself", "{ viewer { ...a } } fragment a on Viewer { ...b } fragment b on Viewer { ...a }"],
    ["a list 3,000 deep", `{ viewer { userId(a: ${"[".repeat(2_900)}1${"]".repeat(2_900)}) } }`],
  ])("%s: refused before anything is read", async (_, query) => {
    const asked = jest.spyOn(gate.pool, "query");
    try {
      const answer = await post({ query });
      expectWellMade(answer);
      expect(answer.status).toBe(400);
      expect(answer.body.data).toBeUndefined();
      expect(answer.text.length).toBeLessThan(20_000);
      expect(asked).not.toHaveBeenCalled();
    } finally {
      asked.mockRestore();
    }
  });

  test("what a tool asks of a schema is not too much", async () => {
    const answer = await post({ query: getIntrospectionQuery() });
    expect(answer.status).toBe(200);
    expect(answer.body.data.__schema.types.length).toBeGreaterThan(100);
    const sixty = await post({ query: `{ ${Array.from({ length: 60 }, (_, i) => `a${i}: __typename`).join(" ")} }` });
    expect(Object.keys(sixty.body.data)).toHaveLength(60);
  });

  test("variables half a megabyte deep do not fell it", async () => {
    const deep = `${"[".repeat(250_000)}${"]".repeat(250_000)}`;
    const forms = [
      `{"query":"query ($v: ID!) { familyRecord(caseId: $v, purpose: EARLY_HELP) { caveat } }","variables":{"v":${deep}}}`,
      `{"query":"mutation ($v: [ContributionItemInput!]!) { contribute(items: $v) { __typename } }","variables":{"v":${deep}}}`,
      `{"query":"{ viewer { userId } }","variables":{"v":${deep}}}`,
      `{"query":"{ viewer { userId } }","extensions":{"v":${deep}}}`,
    ];
    for (const body of forms) {
      const answer = await post(body);
      expectWellMade(answer);
      expect([200, 400]).toContain(answer.status);
      expect(answer.text.length).toBeLessThan(20_000);
    }
    expect((await post({ query: "{ viewer { userId } }" })).status).toBe(200);
  });

  test.each([
    "subscription { viewer { userId } }",
    "subscription { __typename }",
    "query A { viewer { userId } } subscription B { a }",
  ])("%s: there is no such thing to ask for", async (query) => {
    await expectFailure(await post({ query, operationName: query.startsWith("query") ? "A" : null }), {
      status: 400,
      code: "GRAPHQL_VALIDATION_FAILED",
    });
  });

  test("two records at once: the second is refused, by any name and in any fragment", async () => {
    const person = 'person(identifier: {system: NHS_NUMBER, value: "9990001006"}, purpose: MASH_SCREENING) { name }';
    const family = `familyRecord(caseId: "${caseId}", purpose: MASH_SCREENING) { caveat }`;
    for (const query of [
      `{ a: ${family} b: ${family} }`,
      `{ a: ${family} b: ${person} }`,
      `{ a: ${person} b: ${person} }`,
      `{ ...one ...two } fragment one on Query { a: ${family} } fragment two on Query { b: ${family} }`,
    ]) {
      const { body } = await post({ query });
      expect(body.data.b).toBeNull();
      expect(body.errors).toEqual([
        {
          message: "One record a request: ask for the second one separately.",
          locations: [expect.any(Object)],
          path: ["b"],
          extensions: { code: "E-REQUEST" },
        },
      ]);
    }
  });
});

describe("liveness", () => {
  test("/health and /ready, without a token", async () => {
    const health = await request(gate.server).get("/health");
    expectWellMade(health);
    expect({ status: health.status, body: health.body }).toEqual({ status: 200, body: { status: "ok" } });
    const ready = await request(gate.server).get("/ready");
    expectWellMade(ready);
    expect({ status: ready.status, body: ready.body }).toEqual({ status: 200, body: { status: "ready" } });
  });

  test("without its database it lives and is not ready, and tells a caller nothing of why", async () => {
    const broken = jest.spyOn(gate.pool, "query").mockImplementation(() => {
      throw new Error(`password ${MARKER} of host 10.0.0.1 refused`);
    });
    try {
      expect((await request(gate.server).get("/health")).status).toBe(200);
      const ready = await request(gate.server).get("/ready");
      expect({ status: ready.status, body: ready.body }).toEqual({ status: 503, body: { status: "not ready" } });
      for (const query of [`{ ${record()} }`, "{ viewer { userId } }"]) {
        const answer = await post({ query });
        expectWellMade(answer);
        expect(answer.text).not.toMatch(/MARKER|password|10\.0\.0\.1/);
        expect(answer.body.errors).toEqual([
          expect.objectContaining({ message: "The gateway could not serve this.", extensions: { code: "E-INTERNAL" } }),
        ]);
        expect(Object.values((answer.body.data as object | null) ?? {})).toEqual(answer.body.data ? [null] : []);
      }
    } finally {
      broken.mockRestore();
    }
    expect((await request(gate.server).get("/ready")).status).toBe(200);
    expect(gate.reports.join()).not.toContain(MARKER);
  });

  test.each([0, 20])(
    "it stops under clients that keep their connections and ask on, with pauses of %i ms",
    async (pause) => {
      const other = await gate.another();
      const { port } = other.server.address() as AddressInfo;
      const authorization = `Bearer ${await other.token(AMARA)}`;
      let answers = 0;
      let isOver = false;
      const agent = new http.Agent({ keepAlive: true, maxSockets: 4 });
      const headers = { authorization, "content-type": "application/json" };
      const ask = (): Promise<boolean> =>
        new Promise((answered) => {
          const asked = http.request({ agent, port, method: "POST", path: "/graphql", headers });
          asked.on("error", () => answered(false));
          asked.on("response", (it) => it.resume().on("close", () => answered(it.complete)));
          asked.end('{"query":"{ viewer { userId } }"}');
        });
      const clients = Array.from({ length: 4 }, async () => {
        while (!isOver && (await ask())) {
          answers += 1;
          if (pause > 0) await new Promise((waited) => setTimeout(waited, pause));
        }
      });
      while (answers < 20) await new Promise((waited) => setTimeout(waited, 5));
      await other.gateway.stop(); // a server that did not stop would keep this test until it is given up
      isOver = true;
      await Promise.all(clients);
      agent.destroy();
    },
    20_000,
  );

  test("once it is to stop it says that it is not ready, and serves on", async () => {
    const leaving = await gate.another();
    leaving.gateway.stopReadiness();
    expect((await request(leaving.server).get("/ready")).status).toBe(503);
    expect((await request(leaving.server).get("/health")).status).toBe(200);
    expect((await post({ query: "{ viewer { userId } }" }, {}, leaving)).status).toBe(200);
  });
});

describe("where the schema is not for everybody", () => {
  let closed: TestGateway;
  beforeAll(async () => {
    closed = await gate.another({ introspection: false });
  });

  test.each([
    "{ __schema { types { name } } }",
    '{ __type(name: "Viewer") { fields { name } } }',
    "{ ...a } fragment a on Query { __schema { queryType { name } } }",
  ])("%s is refused, and gives nothing away", async (query) => {
    const answer = await post({ query }, {}, closed);
    expectWellMade(answer);
    expect(answer.status).toBe(400);
    expect(answer.body.data).toBeUndefined();
    expect(answer.text).not.toMatch(/familyRecord|FamilyMember|HealthContribution/);
  });

  test.each<[string, object?]>([
    ["{ familyRecor { caveat } }"],
    [`{ viewer { userI } }`],
    [`{ familyRecord(caseI: "a", purpose: EARLY_HELP) { caveat } }`],
    [`{ familyRecord(caseId: "a", purpose: EARLY_HEL) { caveat } }`],
    [`query ($p: Purpos!) { familyRecord(caseId: "a", purpose: $p) { caveat } }`],
    [`query ($p: Purpose!) { familyRecord(caseId: "a", purpose: $p) { caveat } }`, { p: "EARLY_HEL" }],
    [`query ($i: IdentifierInput!) { person(identifier: $i, purpose: EARLY_HELP) { name } }`, { i: { syste: 1 } }],
    [`{ person(identifier: {syste: NHS_NUMBER, value: "1"}, purpose: EARLY_HELP) { name } }`],
    ["{ viewer }"],
    ["{ ...a } fragment a on Viewe { userId }"],
    ["{ viewer { userId @includ(if: true) } }"],
  ])("no answer suggests what might have been meant: %s", async (query, variables = {}) => {
    const answer = await post({ query, variables }, {}, closed);
    expectWellMade(answer);
    expect(answer.status).toBe(400);
    expect(answer.body.errors.length).toBeGreaterThan(0);
    expect(answer.text).not.toMatch(/did you mean/i);
  });

  test("__typename and an ordinary query are served all the same", async () => {
    const { body } = await post({ query: "{ __typename viewer { __typename userId } }" }, {}, closed);
    expect(body).toEqual({ data: { __typename: "Query", viewer: { __typename: "Viewer", userId: "amara.mash" } } });
  });
});

describe("what was typed never comes back", () => {
  let schema: GraphQLSchema;
  let noisy: TestGateway;
  /** One for all: there are some two thousand requests. */
  let authorization: string;
  beforeAll(async () => {
    ({ schema } = await buildGatewaySchema(() => null));
    noisy = await gate.another();
    authorization = `Bearer ${await noisy.token(AMARA)}`;
  });
  // one of the numbers that are planted is somebody's, and what is said of them under it counts
  afterAll(() =>
    gate.owner.query(
      "DELETE FROM conflict_of_interest WHERE user_id = 'amara.mash'; DELETE FROM restriction WHERE set_by = 'MASH'",
    ),
  );

  const isEchoed = (text: string): boolean => /marker|9990001006/i.test(text);
  async function expectSilence(body: object, status?: number): Promise<void> {
    const answer = await post(body, { authorization }, noisy);
    expectWellMade(answer);
    if (isEchoed(answer.text)) throw new Error(`${JSON.stringify(body).slice(0, 400)} → ${answer.text.slice(0, 400)}`);
    const codes = ((answer.body.errors as { extensions: { code: string } }[] | undefined) ?? []).map(
      (it) => it.extensions.code,
    );
    if (codes.includes("E-INTERNAL")) throw new Error(`${JSON.stringify(body).slice(0, 400)} → E-INTERNAL`);
    if (status !== undefined) expect(answer.status).toBe(status);
  }

  /** Every place where a caller puts a value: a path of arguments and input fields down to a leaf. */
  interface Place {
    readonly operation: "query" | "mutation";
    readonly field: string;
    readonly path: readonly (GraphQLArgument | GraphQLInputField)[];
    readonly args: readonly GraphQLArgument[];
  }
  function places(): Place[] {
    const found: Place[] = [];
    const roots = [
      ["query", schema.getQueryType()!],
      ["mutation", schema.getMutationType()!],
    ] as const;
    for (const [operation, root] of roots) {
      for (const field of Object.values(root.getFields())) {
        const walk = (path: Place["path"]): void => {
          const type = getNamedType(path.at(-1)!.type);
          found.push({ operation, field: field.name, path, args: field.args });
          if (isInputObjectType(type)) for (const it of Object.values(type.getFields())) walk([...path, it]);
        };
        for (const arg of field.args) walk([arg]);
      }
    }
    return found;
  }

  const GOOD: Record<string, unknown> = {
    String: "Targeted",
    Int: 1,
    Boolean: false,
    LocalDate: "2026-01-01",
    DateTimeISO: "2026-01-01T00:00:00Z",
    JSONObject: {},
    RestrictionCode: "X-REFUGE",
  };
  /** A right value for everything but the place, which gets `planted`; `undefined` leaves out what may be left out. */
  function valueFor(it: GraphQLArgument | GraphQLInputField, path: Place["path"], planted: unknown): unknown {
    if (path[0] === it && path.length === 1) return planted;
    return valueOf(it.type, path[0] === it ? path.slice(1) : [], planted);
  }
  function valueOf(type: GraphQLInputType, path: Place["path"], planted: unknown): unknown {
    if (!isNonNullType(type) && path.length === 0) return undefined;
    const nullable = getNullableType(type);
    if (isListType(nullable)) return [valueOf(nullable.ofType, path, planted)];
    if (isInputObjectType(nullable)) {
      const entries = Object.values(nullable.getFields()).map((it) => [it.name, valueFor(it, path, planted)] as const);
      return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
    }
    if (isEnumType(nullable)) return new EnumWord(nullable.getValues()[0]!.name);
    return nullable.toString() === "ID" ? caseId : GOOD[nullable.toString()];
  }
  class EnumWord {
    constructor(readonly word: string) {}
    toJSON(): string {
      return this.word;
    }
  }
  /** Text that goes into a query as it stands. */
  class Literal {
    constructor(readonly text: string) {}
  }
  function print(value: unknown): string {
    if (value instanceof Literal) return value.text;
    if (value instanceof EnumWord) return value.word;
    if (Array.isArray(value)) return `[${value.map(print).join(", ")}]`;
    if (typeof value === "object" && value !== null) {
      return `{${Object.entries(value)
        .map(([key, it]) => `${key}: ${print(it)}`)
        .join(", ")}}`;
    }
    return JSON.stringify(value);
  }
  const selection = (field: string): string => {
    if (field === "person") return "{ name }";
    if (field === "familyRecord") return "{ caveat }";
    if (field === "disclosureProof") return "{ seq }";
    return field === "disclosuresAbout" ? "{ id }" : "{ __typename ... on Refused { faults { path code message } } }";
  };
  const argsOf = ({ args, path }: Place, planted: unknown) =>
    args.map((it) => [it, valueFor(it, path, planted)] as const).filter(([, value]) => value !== undefined);
  const literally = (place: Place, planted: unknown): object => {
    const args = argsOf(place, planted).map(([it, value]) => `${it.name}: ${print(value)}`);
    return { query: `${place.operation} { ${place.field}(${args.join(", ")}) ${selection(place.field)} }` };
  };
  const byVariable = (place: Place, planted: unknown): object => {
    const given = argsOf(place, planted);
    const variables = Object.fromEntries(given.map(([it, value]) => [it.name, value]));
    const defined = given.map(([it]) => `$${it.name}: ${String(it.type)}`).join(", ");
    const passed = given.map(([it]) => `${it.name}: $${it.name}`).join(", ");
    return {
      query: `${place.operation} (${defined}) { ${place.field}(${passed}) ${selection(place.field)} }`,
      variables,
    };
  };

  const WRITTEN = [
    `"${MARKER}"`,
    `"""${MARKER}"""`,
    MARKER,
    `["${MARKER}"]`,
    `{a: "${MARKER}"}`,
    `{a: ${MARKER}}`,
    "9990001006",
    `"${MARKER}, found ${MARKER} value: ${MARKER}; x"`,
    `"${MARKER}\\u0000"`,
    `"${MARKER}\\uD800"`.replace("\\uD800", "\\uFFFF"),
  ].map((it) => new Literal(it));
  const SENT: readonly unknown[] = [
    MARKER,
    `${MARKER}\0`,
    `\ud800${MARKER}`,
    `${MARKER}\n${MARKER}; at "${MARKER}"`,
    `${MARKER}${"x".repeat(20_000)}`,
    "9990001006",
    9990001006,
    [MARKER],
    [[MARKER]],
    { a: MARKER },
    { [MARKER]: MARKER },
    JSON.parse(`{"__proto__": "${MARKER}", "constructor": "${MARKER}"}`),
    true,
    "",
    " ",
    "%",
    "'; DROP TABLE person; --",
  ];

  test("there are as many places as the schema has", () => {
    const found = places().map((it) => `${it.field}.${it.path.map((at) => at.name).join(".")}`);
    expect(found).toContain("contribute.items.restrictions.elements");
    expect(found).toContain("person.identifier.value");
    expect(found.length).toBeGreaterThan(60);
  });

  test("as a literal, in every argument and input field", async () => {
    for (const place of places()) for (const planted of WRITTEN) await expectSilence(literally(place, planted));
  });

  test("in a variable, in every argument and input field", async () => {
    for (const place of places()) for (const planted of SENT) await expectSilence(byVariable(place, planted));
  });

  test("as a variable's default, a directive's argument or an argument of a selected field", async () => {
    for (const type of [
      "Purpose!",
      "ID!",
      "LocalDate",
      "DateTimeISO",
      "Int!",
      "[Category!]",
      "JSONObject",
      "IdentifierInput",
    ]) {
      for (const { text } of WRITTEN)
        await expectSilence({ query: `query ($v: ${type} = ${text}) { __typename }` }, 400);
    }
    for (const { text } of WRITTEN) {
      await expectSilence({ query: `{ viewer { userId @include(if: ${text}) } }` }, 400);
      for (const argument of ["first", "after", "from", "to", "categories"]) {
        const chronology = `chronology(${argument}: ${text}) { totalCount }`;
        await expectSilence({
          query: `{ familyRecord(caseId: "${caseId}", purpose: MASH_SCREENING) { ${chronology} } }`,
        });
      }
    }
  });

  test("beside the query: the operation's name, extensions, headers, unknown keys", async () => {
    const query = "query A { viewer { userId } }";
    await expectSilence({ query, operationName: MARKER }, 400);
    await expectSilence({ query, operationName: `"${MARKER}", found ${MARKER}` }, 400);
    await expectSilence({ query, operationName: [MARKER] }, 400);
    await expectSilence({ query, variables: MARKER }, 400);
    await expectSilence({ query, variables: [MARKER] }, 400);
    await expectSilence({ query, variables: { [MARKER]: MARKER } }, 200);
    await expectSilence({ query, extensions: MARKER });
    await expectSilence({ query, extensions: { persistedQuery: { version: 1, sha256Hash: MARKER } } });
    await expectSilence({ extensions: { persistedQuery: { version: 1, sha256Hash: MARKER } } });
    await expectSilence({ query, extensions: { persistedQuery: { version: MARKER, sha256Hash: 1 } } });
    await expectSilence({ query, [MARKER]: MARKER }, 200);
    const answer = await post(
      { query },
      { "x-request-id": MARKER, "apollographql-client-name": MARKER, origin: `https://${MARKER}` },
      noisy,
    );
    expect(isEchoed(answer.text + JSON.stringify(answer.headers))).toBe(false);
  });

  test("in broken syntax, wherever it breaks", async () => {
    const query = `{ person(identifier: {system: NHS_NUMBER, value: "${MARKER}"}, purpose: EARLY_HELP) { name } }`;
    for (let at = 1; at < query.length - 1; at += 1) await expectSilence({ query: query.slice(0, at) }, 400);
    for (let at = 1; at < query.length; at += 3)
      await expectSilence({ query: `${query.slice(0, at)}"${query.slice(at)}` });
  });

  test("and the operator's log has none of it", () => {
    expect(isEchoed([...noisy.reports, ...gate.reports].join("\n"))).toBe(false);
  });
});

describe("no record, no answer", () => {
  const FAILED =
    '{"errors":[{"message":"This could not be recorded, so nothing is released. Try again.","extensions":{"code":"E-RECORD"}}]}';
  const person = `{ person(identifier: {system: NHS_NUMBER, value: "9990001006"}, purpose: MASH_SCREENING) { name } }`;
  const unknown = `{ familyRecord(caseId: "unknown", purpose: MASH_SCREENING) { members { name } } }`;

  test.each([
    [
      "the log is gone",
      "ALTER FUNCTION append_disclosures RENAME TO gone",
      "ALTER FUNCTION gone RENAME TO append_disclosures",
    ],
    [
      "the log may not be written",
      "REVOKE INSERT ON disclosure_record FROM family_record_gateway",
      "GRANT INSERT ON disclosure_record TO family_record_gateway",
    ],
  ])("%s: 503, nothing released, and well again after", async (_, breaks, mends) => {
    const disclosures = async () =>
      (await gate.owner.query<{ n: string }>("SELECT count(*) AS n FROM disclosure_record")).rows[0]!.n;
    await gate.owner.query(breaks);
    try {
      const before = await disclosures();
      for (const query of [`{ ${record()} }`, person, unknown, `{ viewer { userId } ${record()} }`]) {
        const answer = await post({ query });
        expectWellMade(answer);
        expect({ status: answer.status, text: answer.text }).toEqual({ status: 503, text: FAILED });
      }
      // what discloses nothing needs no record
      expect((await post({ query: "{ viewer { userId } }" })).status).toBe(200);
      expect(await disclosures()).toBe(before);
    } finally {
      await gate.owner.query(mends);
    }
    expect(gate.reports).toContain("disclosure record failed: answer not released");
    const before = Number(await disclosures());
    for (const query of [`{ ${record()} }`, person, unknown]) expect((await post({ query })).status).toBe(200);
    expect(Number(await disclosures())).toBe(before + 3);
  });
});

describe("when a decision or a source fails", () => {
  interface Decided {
    readonly outcome: string;
    readonly reason: string;
    readonly fields: readonly string[];
    readonly nextStep: { readonly code: string } | null;
    readonly basis: unknown;
  }
  type Contribution = Record<string, unknown> & { agency: { id: string }; sharing: { decisions: Decided[] } };
  const contributionsIn = (data: { familyRecord: { members: Record<string, unknown>[] } }): Contribution[] =>
    data.familyRecord.members.flatMap((member) =>
      Object.values(member).flatMap((it) => (Array.isArray(it) ? (it as Contribution[]) : [])),
    );
  const valuesIn = (it: Contribution): unknown[] =>
    Object.entries(it).flatMap(([key, value]) =>
      ["agency", "sharing"].includes(key) || value === null ? [] : [value],
    );

  async function askOf(parts: Parameters<TestGateway["another"]>[0], purpose?: string) {
    const other = await gate.another(parts);
    return { other, answer: await post({ query: `{ ${record(purpose)} }` }, {}, other) };
  }

  test("ordinarily something is released here, and something withheld", async () => {
    const { data } = (await post({ query: `{ ${record()} }` })).body;
    const contributions = contributionsIn(data);
    expect(contributions.flatMap(valuesIn).length).toBeGreaterThan(3);
    expect(data.familyRecord.sharing.released).toBeGreaterThan(3);
    expect(data.familyRecord.sharing.withheld).toBeGreaterThan(3);
  });

  test.each<[string, typeof decide]>([
    [
      "throws",
      () => {
        throw new Error(MARKER);
      },
    ],
    [
      "throws what is no error",
      () => {
        // eslint-disable-next-line @typescript-eslint/only-throw-error -- that is the case under test
        throw MARKER as never;
      },
    ],
    ["gives nothing", () => undefined as never],
    ["gives null", () => null as never],
  ])("a decider that %s: every cell is unavailable, none is empty or released", async (_, decider) => {
    const source = {
      fetch: jest.fn((asks: readonly SourceAsk[]) =>
        Promise.resolve(new Map(asks.map((it) => [askKey(it.person, it.agency), []]))),
      ),
    };
    const { answer } = await askOf({ decider, source });
    expectWellMade(answer);
    expect(answer.text).not.toContain(MARKER);
    expect(answer.body.errors).toBeUndefined();
    const contributions = contributionsIn(answer.body.data);
    expect(contributions.flatMap(valuesIn)).toEqual([]);
    const decisions = contributions.flatMap((it) => it.sharing.decisions);
    expect(decisions.length).toBeGreaterThan(10);
    for (const it of decisions) {
      expect(it).toMatchObject({
        outcome: "SOURCE_UNAVAILABLE",
        reason: "E-SOURCE",
        basis: null,
        nextStep: { code: "NS-RETRY" },
      });
    }
    expect(answer.body.data.familyRecord.sharing).toMatchObject({
      released: 0,
      withheld: 0,
      nothingAvailable: 0,
      sourceUnavailable: decisions.length,
    });
    // and nothing was asked of anybody
    expect(source.fetch.mock.calls.flatMap(([asks]) => asks)).toEqual([]);
  });

  test("a decider that throws for one category spoils no other", async () => {
    const decider: typeof decide = (ask, ...rest) => {
      if (ask.category === "demographics") throw new Error(MARKER);
      return decide(ask, ...rest);
    };
    const plain = contributionsIn((await post({ query: `{ ${record()} }` })).body.data);
    const { answer } = await askOf({ decider });
    const failed = contributionsIn(answer.body.data);
    const outcomes = (all: Contribution[]) =>
      all.flatMap((it) => it.sharing.decisions.map((one) => `${it.agency.id} ${one.fields.join()} ${one.reason}`));
    const touched = outcomes(failed).filter((it, i) => it !== outcomes(plain)[i]);
    expect(touched.length).toBeGreaterThan(0);
    expect(touched.every((it) => it.endsWith("person E-SOURCE"))).toBe(true);
  });

  const unavailable: SourceAnswer = { unavailable: MARKER };
  test.each<[string, Source["fetch"]]>([
    [
      "is unavailable",
      (asks) => Promise.resolve(new Map(asks.map((it) => [askKey(it.person, it.agency), unavailable]))),
    ],
    ["answers nothing", () => Promise.resolve(new Map())],
    ["answers for somebody else", () => Promise.resolve(new Map([["another AGENCY", []]]))],
  ])("a source that %s: E-SOURCE where it was asked, the rest as ever", async (_, fetch) => {
    const { answer } = await askOf({ source: { fetch } });
    expectWellMade(answer);
    expect(answer.text).not.toContain(MARKER);
    expect(answer.body.errors).toBeUndefined();
    const contributions = contributionsIn(answer.body.data);
    expect(contributions.flatMap(valuesIn)).toEqual([]);
    const decisions = contributions.flatMap((it) => it.sharing.decisions);
    const failed = decisions.filter((it) => it.reason === "E-SOURCE");
    expect(failed.length).toBeGreaterThan(3);
    for (const it of failed)
      expect(it).toMatchObject({ outcome: "SOURCE_UNAVAILABLE", basis: null, nextStep: { code: "NS-RETRY" } });
    expect(decisions.filter((it) => it.outcome === "RELEASED" || it.outcome === "NOTHING_AVAILABLE")).toEqual([]);
    expect(decisions.some((it) => it.outcome === "WITHHELD")).toBe(true);
  });

  test("a source that is out for one agency leaves the others'", async () => {
    const fetch: Source["fetch"] = (asks) =>
      Promise.resolve(
        new Map(
          asks.map((it): [string, SourceAnswer] => [
            askKey(it.person, it.agency),
            it.agency === "SCHOOL" ? unavailable : it.fields.map((field) => itemOf(it, field)),
          ]),
        ),
      );
    const { answer } = await askOf({ source: { fetch } });
    const contributions = contributionsIn(answer.body.data);
    const reasons = (agency: string) =>
      new Set(
        contributions
          .filter((it) => it.agency.id === agency)
          .flatMap((it) => it.sharing.decisions.map((one) => one.outcome)),
      );
    expect(reasons("SCHOOL")).toEqual(new Set(["SOURCE_UNAVAILABLE"]));
    expect(reasons("HOUSING")).toEqual(new Set(["RELEASED"]));
  });

  const itemOf = (ask: SourceAsk, field: string) => ({
    field,
    id: `${ask.person}-${field}`,
    occurredOn: "2026-11-01",
    recordedAt: "2026-11-01T00:00:00Z",
    nature: "FACT" as const,
    authorRole: null,
    sourceRef: "one",
    restrictions: [],
    body: {},
  });

  const FAULTY: readonly [string, Source["fetch"]][] = [
    [
      "throws",
      () => {
        throw new Error(MARKER);
      },
    ],
    ["rejects", () => Promise.reject(new Error(MARKER))],
  ];
  test.each(FAULTY)("a source that %s releases nothing, and shows nothing of why", async (_, fetch) => {
    const { answer, other } = await askOf({ source: { fetch } });
    expectWellMade(answer);
    expect(answer.text).not.toMatch(/MARKER|RELEASED/);
    expect(other.reports.join()).not.toContain(MARKER);
    const contributions = answer.body.data?.familyRecord ? contributionsIn(answer.body.data) : [];
    expect(contributions.flatMap(valuesIn)).toEqual([]);
  });

  test.each(FAULTY)("a source that %s: E-SOURCE where it was asked", async (_, fetch) => {
    const { answer } = await askOf({ source: { fetch } });
    const decisions = contributionsIn(answer.body.data).flatMap((it) => it.sharing.decisions);
    expect(decisions.filter((it) => it.reason === "E-SOURCE").length).toBeGreaterThan(3);
  });
});

test("the clock of every answer is the request's", async () => {
  const other = await gate.another();
  other.setNow(NOON + 1_234);
  const { body } = await post(
    { query: `{ familyRecord(caseId: "${caseId}", purpose: MASH_SCREENING) { askedAt } }` },
    {},
    other,
  );
  expect(body.data.familyRecord.askedAt).toBe(new Date(NOON + 1_234).toISOString());
});
