/** Answers that would put one person's data under another's name, or make two items one. */
import { buildASTSchema, parse, type GraphQLObjectType } from "graphql";
import { mappedPath } from "../../src/remote/mapping/mapped-path";
import type { RestOrigin } from "../../src/remote/mapping/rest-origin";
import { readAnswer as readRest } from "../../src/remote/rest/answer-items";
import type { Call } from "../../src/remote/rest/calls";
import { readAnswer as readSubgraph } from "../../src/remote/subgraph/answer";
import type { Question } from "../../src/remote/subgraph/question";
import { itemsOf } from "../../src/sources/source";

const schema = buildASTSchema(parse("type Visit { note: String } type FireContribution { visits: [Visit!] }"));
const type = schema.getType("FireContribution") as GraphQLObjectType;
const selection = new Map([["note", null]]);
const maker = {
  type,
  fetchedAt: "2026-03-09T12:00:00.000Z",
  itemId: (...of: readonly string[]) => of.join(" "),
  surplus: () => undefined,
};

describe("a JSON interface that says about whom an entry is by a number", () => {
  const text = mappedPath("$this", "JSON");
  const note = mappedPath("note", "JSON");
  const below = new Map([["note", { path: note, list: false, type: "String", below: null }]]);
  const origin = { kind: "REST", items: [], key: mappedPath("id", "JSON"), known: null } as unknown as RestOrigin;
  const call = (...keys: string[]): Call => ({
    operation: "visits",
    path: "/visits",
    body: {},
    fields: [
      { name: "visits", selection, mapped: { origin, value: { path: text, list: true, type: "Visit", below } } },
    ],
    people: new Map(keys.map((it) => [it, `person ${it}`])),
  });
  const read = (json: string, ...keys: string[]) => readRest(json, call(...keys), maker);

  test("one that JSON keeps whole is theirs", () => {
    const people = read('[{"id": 17, "note": "a"}]', "17", "18");
    expect([...people].map(([person, it]) => [person, it.items.length])).toEqual([
      ["person 17", 1],
      ["person 18", 0],
    ]);
  });

  test.each(["9007199254740993", "1.0000000000000000001e3", "1e400", "0.5"])("%s may be anybody", (number) => {
    const read993 = () => read(`[{"id": ${number}, "note": "of …993"}]`, "9007199254740992", "0.5", "Infinity");
    expect(read993).toThrow("BAD_RESPONSE");
  });
});

describe("a person by two numbers", () => {
  const people = ["K1", "K2"].map((key) => ({ person: "ada", key }));
  const group = { alias: "g0", fields: ["visits"], selection: new Map([["visits", selection]]), people };
  const question: Question = { groups: [group], query: "", variables: {} };
  const answer = people.map(({ key }) => ({ id: key, fire: { visits: [{ note: `of ${key}` }] } }));

  test("has the items of both, each with an id of its own", () => {
    const read = readSubgraph(JSON.stringify({ data: { g0: answer } }), question, { ...maker, member: "fire" });
    const items = itemsOf(read.get("ada"));
    expect(items.map((it) => it.body["note"])).toEqual(["of K1", "of K2"]);
    expect(new Set(items.map((it) => it.id)).size).toBe(2);
    expect(JSON.stringify(items.map((it) => it.sourceRef))).not.toMatch(/K[12]/);
  });
});
