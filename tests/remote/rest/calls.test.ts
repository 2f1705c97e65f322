/** Who stands in one call: those of whom the same fields of an operation are permitted, and nobody else. */
import { buildASTSchema, concatAST, parse, type GraphQLObjectType } from "graphql";
import { callsOf } from "../../../src/remote/rest/calls";
import type { KeyedAsk } from "../../../src/remote/partner-source";
import { checkPartnerSdl } from "../../../src/remote/sdl/check-partner-sdl";
import { GATEWAY_SDL } from "../sdl/given";
import { CHARITY_OPENAPI, SHARED_OPERATION_SDL } from "./charity";

const { accepted } = checkPartnerSdl(SHARED_OPERATION_SDL, {
  gatewaySdl: GATEWAY_SDL,
  active: [],
  kind: "REST",
  openapi: CHARITY_OPENAPI,
});
const schema = buildASTSchema(concatAST([accepted!.definitions, parse("scalar LocalDate scalar DateTimeISO")]), {
  assumeValidSDL: true,
});
const type = schema.getType("CharityContribution") as GraphQLObjectType;

const ask = (person: string, ...fields: string[]) =>
  ({
    person,
    agency: "VCS",
    fields,
    keys: [`${person}1`, `${person}2`],
    elsewhere: { batch: "RECORD", selections: new Map() },
  }) as unknown as KeyedAsk;
const calls = (...asks: KeyedAsk[]) =>
  callsOf(asks, accepted!, type).map(({ operation, fields, people, body }) => ({
    operation,
    fields: fields.map((it) => it.name),
    people: [...people],
    body,
  }));

test("an operation that answers two fields is called apart for those of whom one is permitted", () => {
  const all = calls(
    ask("a", "names", "postcodes"),
    ask("b", "names"),
    ask("c", "postcodes", "names"),
    ask("d", "sessions"),
  );
  expect(all).toEqual([
    {
      operation: "searchClients",
      fields: ["names", "postcodes"],
      people: [
        ["a1", "a"],
        ["a2", "a"],
        ["c1", "c"],
        ["c2", "c"],
      ],
      body: { clientIds: ["a1", "a2", "c1", "c2"] },
    },
    {
      operation: "searchClients",
      fields: ["names"],
      people: [
        ["b1", "b"],
        ["b2", "b"],
      ],
      body: { clientIds: ["b1", "b2"] },
    },
    {
      operation: "searchSessions",
      fields: ["sessions"],
      people: [
        ["d1", "d"],
        ["d2", "d"],
      ],
      body: { clientIds: ["d1", "d2"] },
    },
  ]);
});

test("nobody of whom something is permitted is nobody who is called about", () => {
  expect(calls()).toEqual([]);
});
