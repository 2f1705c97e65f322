/** `@rest` and the OpenAPI document it reads by: every fault of both at once, each in its text, before anything is approved. */
import { checkPartnerSdl } from "../../../src/remote/sdl/check-partner-sdl";
import { ledTo } from "../../../src/remote/mapping/rest-origin";
import { OpenApi } from "../../../src/remote/rest/openapi";
import { GATEWAY_SDL } from "../sdl/given";
import { CHARITY_OPENAPI, CHARITY_SDL } from "./charity";

const check = (sdl = CHARITY_SDL, openapi: string | null = CHARITY_OPENAPI) =>
  checkPartnerSdl(sdl, { gatewaySdl: GATEWAY_SDL, active: [], kind: "REST", openapi });

const changed = (text: string, from: string | RegExp, to: string): string => {
  const after = text.replace(from, to);
  expect(after).not.toBe(text);
  return after;
};
const inSdl = (from: string | RegExp, to: string) => check(changed(CHARITY_SDL, from, to)).faults;
const inDocument = (from: string | RegExp, to: string) => check(undefined, changed(CHARITY_OPENAPI, from, to)).faults;

test("the example is accepted", () => {
  expect(check().faults).toEqual([]);
});

test.each<[what: string, from: string | RegExp, to: string, message: RegExp]>([
  [
    "no origin",
    /\n {4}@rest\(operation: "searchReferrals".*\)/,
    "",
    /^CharityContribution.referrals: add @rest\(operation/,
  ],
  [
    "another kind's origin",
    'key: "client.id")',
    'key: "client.id") @fhir(resource: "Patient")',
    /a partner of the kind REST has @rest/,
  ],
  [
    "an origin on a field below",
    "phone: String",
    'phone: String @rest(operation: "x", items: "y", key: "z")',
    /it stands on the fields of the contribution/,
  ],
  [
    "an operation that is none",
    "searchReferrals",
    "searchReferal",
    /searchReferal is no operation of the OpenAPI document – did you mean "searchReferrals"\?/,
  ],
  [
    "items that are not there",
    "data.referrals",
    "data.referal",
    /items: searchReferrals describes no referal there – did you mean "referrals"\?/,
  ],
  ["items that are no list", "data.referrals", "data", /items: data is no list/],
  ["items by more than names", "data.referrals", "data.referrals.where(true)", /items: write the names on the way/],
  [
    "a key that is not there",
    'key: "client.id"',
    'key: "client.ids"',
    /key: ids is no property .* – did you mean "id"\?/,
  ],
  ["a key that is an object", 'key: "client.id"', 'key: "client"', /key: client is no value/],
  ["a key of several", 'key: "client.id"', 'key: "needs.code"', /key: needs.code finds several/],
  ["a key that is no path", 'key: "client.id"', 'key: "client..id"', /key: this is no FHIRPath expression/],
  ["a key by a function that is not taken", 'key: "client.id"', 'key: "resolve()"', /key: resolve\(\) is not taken/],
  [
    "a path to a property that is not there",
    "source.organisation",
    "source.organization",
    /CharityReferral.referredBy: organization is no property .* did you mean "organisation"/,
  ],
  [
    "a name that is not there",
    "phone: String",
    "phones: String",
    /CharityWorker.phones: phones is no property .* did you mean "phone"/,
  ],
  [
    "an expression of a name that is not there",
    "iif(state =",
    "iif(status =",
    /CharityReferral.status: status is no property/,
  ],
  [
    "an object for a value",
    "source.organisation",
    "source",
    /CharityReferral.referredBy: source is an object; name a part of it/,
  ],
  [
    "a value for an object",
    '@path(is: "leadWorker")',
    '@path(is: "state")',
    /CharityReferral.worker: state is no object, and CharityWorker is one/,
  ],
  [
    "several for one",
    'referredBy: String @path(is: "source.organisation")',
    'referredBy: String @path(is: "needs.label")',
    /needs.label finds several; write a list, or .first\(\)/,
  ],
  [
    "a number for a text",
    "id.toString()",
    "id",
    /id is described as integer, and String is string; write .toString\(\)/,
  ],
  [
    "a text for true or false",
    "attended: Boolean!",
    'attended: Boolean! @path(is: "venue")',
    /venue is described as string, and Boolean is boolean/,
  ],
])("in the SDL, %s", (_, from, to, message) => {
  expect(inSdl(from, to).map((it) => it.message)).toEqual([expect.stringMatching(message)]);
  expect(inSdl(from, to)[0]!.text).toBeUndefined();
});

test.each<[what: string, from: string | RegExp, to: string, place: string, message: RegExp]>([
  [
    "identifiers in the path",
    "/v2/referrals/search:",
    "/v2/clients/{id}/referrals:",
    "post:",
    /searchReferrals: its path takes a value, which would stand in logs/,
  ],
  [
    "an operation by GET",
    /post:(\n {6}operationId: searchReferrals)/,
    "get:$1",
    "get:",
    /searchReferrals: GET would carry identifiers in its URL/,
  ],
  [
    "a query that is required",
    "operationId: searchReferrals",
    "operationId: searchReferrals\n      parameters: [{ name: clientId, in: query, required: true }]",
    "post:",
    /query parameter clientId is required; nothing is sent but the body/,
  ],
  [
    "a path that leads elsewhere",
    "/v2/referrals/search:",
    "//elsewhere.example/search:",
    "post:",
    /its path is one of plain names/,
  ],
  [
    "a body with nothing for identifiers",
    /clientIds: { type: array, items: { type: string }, maxItems: 100 }(\n {16}include)/,
    "clientIds: { type: string }$1",
    "post:",
    /its body has no property that is a list of texts/,
  ],
  ["a body that requires more", "const: open-and-closed", "description: which", "post:", /its body requires include/],
  [
    "a reference out of it",
    '"#/components/schemas/Worker"',
    '"https://elsewhere.example/worker.yaml"',
    '"',
    /refer to #\/components/,
  ],
  [
    "a reference to nothing",
    '"#/components/schemas/Worker"',
    '"#/components/schemas/Workers"',
    '"',
    /there is no #\/components\/schemas\/Workers/,
  ],
  ["another version", "openapi: 3.1.0", 'openapi: "2.0"', "openapi:", /write openapi: 3/],
  ["no YAML", "openapi: 3.1.0", "openapi: [", "", /^this is no JSON and no YAML$/],
])("in the document, %s", (_, from, to, place, message) => {
  const faults = inDocument(from, to).filter((it) => it.text === "openapi");
  expect(faults.map((it) => it.message)).toEqual([expect.stringMatching(message)]);
  expect(faults[0]!.code).toBe("OPENAPI");
  const { line, column } = faults[0]!;
  const lines = changed(CHARITY_OPENAPI, from, to).split("\n");
  const at = lines[line - 1]!.slice(column - 1);
  expect(at.startsWith(place)).toBe(true);
});

test("which property takes the identifiers is said where there are two", () => {
  const two = changed(
    CHARITY_OPENAPI,
    "include: { type: string, const: open-and-closed }",
    "include: { type: string, const: open-and-closed }\n                kinds: { type: array, items: { type: string } }",
  );
  expect(check(CHARITY_SDL, two).faults.map((it) => it.message)).toEqual([
    "CharityContribution.referrals: by: say which property takes the identifiers: clientIds or kinds",
  ]);
  const said = (by: string) => changed(CHARITY_SDL, 'key: "client.id")', `key: "client.id", by: "${by}")`);
  expect(check(said("clientIds"), two).faults).toEqual([]);
  expect(check(said("clientId"), two).faults[0]!.message).toMatch(
    /by: clientId is no property of the body – did you mean "clientIds"\?/,
  );
  expect(check(said("include"), two).faults[0]!.message).toMatch(/by: include is no list of texts/);
});

test("JSON is the same document as YAML", async () => {
  const { parse } = await import("yaml");
  const json = JSON.stringify(parse(CHARITY_OPENAPI));
  expect(check(CHARITY_SDL, json).accepted!.sha256).toBe(check().accepted!.sha256);
});

test("nothing of the mapping stands in what is served", () => {
  const { print } = jest.requireActual<typeof import("graphql")>("graphql");
  expect(print(check().accepted!.definitions)).not.toMatch(/@rest|@path/);
});

describe("a document that leads round and round is read to its end", () => {
  test("a list of itself", () => {
    const circle = "$1\n    Round:\n      type: array\n      items: { $$ref: '#/components/schemas/Round' }\n";
    const openapi = changed(CHARITY_OPENAPI, /(\n {2}schemas:)\n/, circle);
    const round = openapi.replace(/( {8}id:) .*/g, "$1 { $$ref: '#/components/schemas/Round' }");
    expect(round).not.toBe(openapi);
    expect(() => check(undefined, round)).not.toThrow();
  });

  test("what is made of itself, ten times over", () => {
    const all = Array.from({ length: 10 }, () => ({ $ref: "#/components/schemas/A" }));
    const document = new OpenApi({
      components: { schemas: { A: { allOf: all }, B: { allOf: [{ type: "object" }] } } },
    });
    expect(document.shapeOf({ $ref: "#/components/schemas/A" })).toEqual({ is: "UNKNOWN" });
  });

  test("names on the way through a list of itself", () => {
    const schemas = { A: { type: "array", items: { $ref: "#/components/schemas/A" } } };
    const document = new OpenApi({ components: { schemas } });
    expect(ledTo(["a"], { $ref: "#/components/schemas/A" }, document)).toBeNull();
  });
});
