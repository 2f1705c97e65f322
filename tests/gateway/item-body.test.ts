/** An item's body on its way in: what is stored is what the schema can serve, and every fault has its place. */
import fc from "fast-check";
import {
  getNullableType,
  GraphQLBoolean,
  GraphQLEnumType,
  GraphQLFloat,
  GraphQLID,
  GraphQLInt,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLString,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLOutputType,
} from "graphql";
import { GraphQLDateTimeISO, GraphQLLocalDate } from "graphql-scalars";
import { checkBody, isStorable } from "../../src/gateway/item-body";
import { codeList } from "../../src/gateway/code-list";
import type { Fault } from "../../src/gateway/faults";
import { NhsNumber } from "../../src/people/identifier.scalars";
import { buildGatewaySchema } from "../../src/schema";

const needed = <T extends GraphQLOutputType>(type: T) => new GraphQLNonNull(type as never);
const Inner = new GraphQLObjectType({
  name: "Inner",
  fields: { code: { type: needed(GraphQLString) }, note: { type: GraphQLString } },
});
const Item: GraphQLObjectType = new GraphQLObjectType({
  name: "Item",
  fields: () => ({
    id: { type: needed(GraphQLID) },
    provenance: { type: needed(GraphQLString) },
    title: { type: needed(GraphQLString) },
    note: { type: GraphQLString },
    count: { type: GraphQLInt },
    rate: { type: GraphQLFloat },
    flag: { type: GraphQLBoolean },
    local: { type: GraphQLID },
    at: { type: GraphQLDateTimeISO },
    on: { type: GraphQLLocalDate },
    colour: { type: new GraphQLEnumType({ name: "Colour", values: { RED: {}, BLUE: { value: "blue-inside" } } }) },
    coded: { type: codeList("Coded", "A standard", { "3A": "First", "/": "Second" }) },
    nhs: { type: NhsNumber },
    inner: { type: Inner },
    inners: { type: new GraphQLList(needed(Inner)) },
    tags: { type: new GraphQLList(needed(GraphQLString)) },
    maybes: { type: new GraphQLList(GraphQLString) },
    grid: { type: new GraphQLList(new GraphQLList(GraphQLInt)) },
    self: { type: Item },
  }),
});

function check(value: unknown) {
  const faults: Fault[] = [];
  const body = checkBody(Item, value, "body", faults);
  return { body, faults, places: faults.map((it) => `${it.path} ${it.code}`) };
}
/** What is wrong with a body that has its one needed field. */
const placesOf = (change: object): string[] => check({ title: "t", ...change }).places;

describe("what is right is stored as it was given", () => {
  test.each([
    [{ title: "t" }, { title: "t" }],
    [{ title: "" }, { title: "" }],
    [{ title: "t", note: null, inner: null, tags: null }, { title: "t" }],
    [
      { title: "t", count: 0, rate: 1.5, flag: false },
      { title: "t", count: 0, rate: 1.5, flag: false },
    ],
    [
      { title: "t", local: 7 },
      { title: "t", local: "7" },
    ],
    [
      { title: "t", at: "2026-11-22T12:00:00+01:00" },
      { title: "t", at: "2026-11-22T11:00:00.000Z" },
    ],
    [
      { title: "t", on: "2024-02-29" },
      { title: "t", on: "2024-02-29" },
    ],
    [
      { title: "t", colour: "RED", coded: "/" },
      { title: "t", colour: "RED", coded: "/" },
    ],
    [
      { title: "t", colour: "BLUE" },
      { title: "t", colour: "BLUE" },
    ],
    [
      { title: "t", nhs: "9990001006" },
      { title: "t", nhs: "9990001006" },
    ],
    [
      { title: "t", inner: { code: "c" } },
      { title: "t", inner: { code: "c" } },
    ],
    [
      { title: "t", inners: [{ code: "c", note: "n" }] },
      { title: "t", inners: [{ code: "c", note: "n" }] },
    ],
    [
      { title: "t", tags: [], maybes: ["a", null] },
      { title: "t", tags: [], maybes: ["a", null] },
    ],
    [
      { title: "t", grid: [[1], null, [2, null]] },
      { title: "t", grid: [[1], null, [2, null]] },
    ],
    [{ title: "😀 Ω\n\t\u2028" }, { title: "😀 Ω\n\t\u2028" }],
    [Object.assign(Object.create(null) as object, { title: "t" }), { title: "t" }],
  ])("%j", (given, stored) => expect(check(given)).toMatchObject({ body: stored, faults: [] }));

  test("an item holds items, as deep as it likes", () => {
    const deep = Array.from({ length: 40 }).reduce<object>((self) => ({ title: "t", self }), { title: "t" });
    expect(check(deep)).toMatchObject({ body: deep, faults: [] });
  });
  test("ten thousand characters and five hundred entries", () => {
    expect(placesOf({ note: "a".repeat(10_000), tags: Array<string>(500).fill("a") })).toEqual([]);
  });
});

describe("each fault alone, by its path", () => {
  test.each<[string, object]>([
    ["body.title MISSING", { title: null }],
    ["body.title MISSING", { title: undefined }],
    ["body.title WRONG_TYPE", { title: 1 }],
    ["body.title WRONG_TYPE", { title: ["t"] }],
    ["body.title WRONG_TYPE", { title: { toString: "t" } }],
    ["body.title WRONG_TYPE", { title: true }],
    ["body.title BAD_TEXT", { title: "a\0b" }],
    ["body.title BAD_TEXT", { title: "\ud83d" }],
    ["body.title BAD_TEXT", { title: "\ude00\ud83d" }],
    ["body.title BAD_TEXT", { title: "a".repeat(10_001) }],
    ["body.count WRONG_TYPE", { count: "1" }],
    ["body.count WRONG_TYPE", { count: 1.5 }],
    ["body.count WRONG_TYPE", { count: 2 ** 31 }],
    ["body.count WRONG_TYPE", { count: true }],
    ["body.rate WRONG_TYPE", { rate: "1.5" }],
    ["body.rate WRONG_TYPE", { rate: NaN }],
    ["body.flag WRONG_TYPE", { flag: "true" }],
    ["body.flag WRONG_TYPE", { flag: 0 }],
    ["body.local WRONG_TYPE", { local: 1.5 }],
    ["body.at WRONG_TYPE", { at: "2026-11-22" }],
    ["body.at WRONG_TYPE", { at: "2026-11-22T12:00:00" }],
    ["body.at WRONG_TYPE", { at: "2026-02-30T12:00:00Z" }],
    ["body.at WRONG_TYPE", { at: 1_700_000_000_000 }],
    ["body.on WRONG_TYPE", { on: "2026-02-29" }],
    ["body.on WRONG_TYPE", { on: "22/11/2026" }],
    ["body.on WRONG_TYPE", { on: 20261122 }],
    ["body.colour WRONG_TYPE", { colour: "GREEN" }],
    ["body.colour WRONG_TYPE", { colour: "red" }],
    ["body.colour WRONG_TYPE", { colour: "blue-inside" }],
    ["body.colour WRONG_TYPE", { colour: "__proto__" }],
    ["body.colour WRONG_TYPE", { colour: 0 }],
    ["body.coded WRONG_TYPE", { coded: "3B" }],
    ["body.coded WRONG_TYPE", { coded: "toString" }],
    ["body.coded WRONG_TYPE", { coded: "constructor" }],
    ["body.nhs WRONG_TYPE", { nhs: "9990001007" }],
    ["body.nhs WRONG_TYPE", { nhs: 9990001006 }],
    ["body.inner NOT_AN_OBJECT", { inner: "c" }],
    ["body.inner NOT_AN_OBJECT", { inner: [{ code: "c" }] }],
    ["body.inner.code MISSING", { inner: {} }],
    ["body.inner UNKNOWN_KEY", { inner: { code: "c", title: "t" } }],
    ["body.inners WRONG_TYPE", { inners: { code: "c" } }],
    ["body.inners.1 MISSING", { inners: [{ code: "c" }, null] }],
    ["body.inners.0.code MISSING", { inners: [{ note: "n" }] }],
    ["body.tags WRONG_TYPE", { tags: "a" }],
    ["body.tags WRONG_TYPE", { tags: Array<string>(501).fill("a") }],
    ["body.tags.2 MISSING", { tags: ["a", "b", null] }],
    ["body.tags.0 BAD_TEXT", { tags: ["\0"] }],
    ["body.grid.0.1 WRONG_TYPE", { grid: [[1, "2"]] }],
    ["body.grid.0 WRONG_TYPE", { grid: [1] }],
    ["body.self.title MISSING", { self: {} }],
    ["body UNKNOWN_KEY", { id: "1" }],
    ["body UNKNOWN_KEY", { provenance: "p" }],
    ["body UNKNOWN_KEY", { __typename: "Item" }],
    ["body UNKNOWN_KEY", { constructor: "t" }],
    ["body UNKNOWN_KEY", { toString: null }],
    ["body UNKNOWN_KEY", { "": 1 }],
    ["body UNKNOWN_KEY", { Title: "t" }],
    ["body UNKNOWN_KEY", { "title ": "t" }],
    ["body UNKNOWN_KEY", JSON.parse('{"__proto__": {"title": "t", "polluted": true}}') as object],
  ])("%s", (place, change) => expect(placesOf(change)).toEqual([place]));

  test.each([null, undefined, "t", 1, true, [], [{ title: "t" }], () => ({ title: "t" })])(
    "a whole body that is %p",
    (it) => {
      expect(check(it)).toMatchObject({ body: {}, places: ["body NOT_AN_OBJECT"] });
    },
  );
});

test("all of them together, each once", () => {
  const { places } = check({
    title: "\0",
    count: "1",
    colour: "GREEN",
    inner: { note: 1, more: 1 },
    tags: ["a", null, 3],
    self: { note: 1 },
    id: "x",
    other: 1,
  });
  expect(places.sort()).toEqual(
    [
      "body UNKNOWN_KEY",
      "body UNKNOWN_KEY",
      "body.title BAD_TEXT",
      "body.count WRONG_TYPE",
      "body.colour WRONG_TYPE",
      "body.inner UNKNOWN_KEY",
      "body.inner.code MISSING",
      "body.inner.note WRONG_TYPE",
      "body.tags.1 MISSING",
      "body.tags.2 WRONG_TYPE",
      "body.self.title MISSING",
      "body.self.note WRONG_TYPE",
    ].sort(),
  );
});

test("no fault repeats a value, or a key that was made up", () => {
  const marker = "MARKER9990001006";
  const { faults } = check({
    title: `${marker}\0`,
    on: marker,
    colour: marker,
    nhs: marker,
    [marker]: marker,
    inner: marker,
    tags: { [marker]: 1 },
  });
  expect(faults).toHaveLength(7);
  expect(JSON.stringify(faults)).not.toContain(marker);
});

test("nothing that was not declared comes through, and nobody's prototype changes", () => {
  const { body } = check(
    JSON.parse('{"title": "t", "__proto__": {"polluted": 1}, "inner": {"code": "c", "__proto__": {"x": 1}}}'),
  );
  expect(JSON.stringify(body)).toBe('{"title":"t","inner":{"code":"c"}}');
  expect(Object.getPrototypeOf(body)).toBe(Object.prototype);
  expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
});

test.each([
  ["", true],
  ["a", true],
  ["😀", true],
  ["a".repeat(10_000), true],
  ["a".repeat(10_001), false],
  ["\0", false],
  ["\ud800", false],
  [1, true],
  [null, true],
])("storable: %#", (value, expected) => expect(isStorable(value)).toBe(expected));

describe("the schema that is served", () => {
  let types: GraphQLObjectType[];
  beforeAll(async () => {
    const { catalogue } = await buildGatewaySchema(() => null);
    types = catalogue.contributions.flatMap((it) => [...it.fields.values()].flatMap((field) => field.itemType ?? []));
  });

  test("what passes, the type can serve; what does not, is refused and never throws", () => {
    expect(types.length).toBeGreaterThan(50);
    let passed = 0;
    fc.assert(
      fc.property(fc.nat(), fc.infiniteStream(fc.nat()), fc.infiniteStream(NOISE), (n, choices, noise) => {
        const type = types[n % types.length]!;
        const given = bodyOf(type, choices, noise, 0);
        const faults: Fault[] = [];
        const body = checkBody(type, given, "body", faults);
        if (faults.length > 0) return;
        passed += 1;
        serve(type, JSON.parse(JSON.stringify(body)) as object);
        const again: Fault[] = [];
        expect(checkBody(type, JSON.parse(JSON.stringify(body)), "body", again)).toEqual(body);
        expect(again).toEqual([]);
      }),
      { numRuns: 600 },
    );
    expect(passed).toBeGreaterThan(20);
  });
});

const NOISE = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom("2026-11-22", "2026-11-22T12:00:00Z", "N", "1", "9990001006", "FACT") },
  { weight: 2, arbitrary: fc.oneof(fc.integer({ min: 0, max: 99 }), fc.boolean(), fc.string({ unit: "binary" })) },
  { weight: 1, arbitrary: fc.jsonValue() },
);

/** A body that is mostly right: the type's own fields, with the odd value that is not. */
function bodyOf(type: GraphQLObjectType, choices: Iterator<number>, noise: Iterator<unknown>, depth: number): unknown {
  const value = (of: GraphQLOutputType): unknown => {
    const inner = getNullableType(of) as GraphQLOutputType;
    const choice = choices.next().value as number;
    if (!isNonNullType(of) && choice % 3 === 0) return null;
    if (isListType(inner)) return [value(inner.ofType as GraphQLOutputType)];
    if (isObjectType(inner)) return depth > 4 ? null : bodyOf(inner, choices, noise, depth + 1);
    if (inner instanceof GraphQLEnumType && choice % 17 !== 0)
      return inner.getValues()[choice % inner.getValues().length]!.name;
    if (inner === GraphQLBoolean && choice % 17 !== 0) return choice % 2 === 0;
    if (inner === GraphQLInt && choice % 17 !== 0) return choice % 100;
    return noise.next().value;
  };
  const fields = Object.values(type.getFields()).filter((it) => it.name !== "id" && it.name !== "provenance");
  return Object.fromEntries(fields.map((it) => [it.name, value(it.type)]));
}

/** Serves every value as GraphQL would. @throws where it could not */
function serve(type: GraphQLOutputType, value: unknown): void {
  if (value === null || value === undefined) {
    if (isNonNullType(type)) throw new Error(`${String(type)} is missing`);
    return;
  }
  const inner = getNullableType(type) as GraphQLOutputType;
  if (isListType(inner)) for (const it of value as unknown[]) serve(inner.ofType as GraphQLOutputType, it);
  else if (isLeafType(inner)) expect(inner.serialize(value)).not.toBeUndefined();
  else if (isObjectType(inner)) {
    for (const field of Object.values(inner.getFields())) {
      if (field.name !== "id" && field.name !== "provenance")
        serve(field.type, (value as Record<string, unknown>)[field.name]);
    }
  }
}
