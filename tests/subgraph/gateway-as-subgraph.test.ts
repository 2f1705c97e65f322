/** The gateway as one graph of a larger one: composed, asked by key, and as close as ever. */
import { composeServices, compositionHasErrors } from "@theguild/federation-composition";
import { parse } from "graphql";
import request from "supertest";
import { lintSupergraph } from "../../src/subgraph/lint-supergraph";
import { startGateway, type TestGateway } from "../api/gateway";

// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Json = any;
let gate: TestGateway;
let sdl: string;

beforeAll(async () => {
  gate = await startGateway();
  sdl = (await gate.ask("petra.school", "{ _service { sdl } }")).data._service.sdl;
});
afterAll(() => gate.stop());

const COURTS = (more = "") => `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: ["@key", "@external", "@requires"])
  type Query { hearings: [Hearing!]! }
  type Hearing @key(fields: "id") { id: ID! court: String! about: FamilyMember }
  type FamilyMember @key(fields: "key") { key: ID! ${more} }`;

function compose(courts: string): string {
  const result = composeServices([
    { name: "family-record", typeDefs: parse(sdl) },
    { name: "courts", typeDefs: parse(courts) },
  ]);
  if (compositionHasErrors(result)) throw new Error(result.errors.map((it) => it.message).join("\n"));
  return result.supergraphSdl;
}

const FIELDS = `id age education { agency { id } attendance { __typename provenance { occurredOn } } sharing { decisions { category outcome reason } } }
  police { intelligence { __typename } sharing { decisions { category outcome reason } } }`;
const RECORD = `query ($id: ID!, $purpose: Purpose!) { familyRecord(caseId: $id, purpose: $purpose) { members { key ${FIELDS} } } }`;
const ENTITIES = `query ($r: [_Any!]!) { _entities(representations: $r) { __typename ... on FamilyMember { ${FIELDS} } } }`;
const members = async (user: string, agency: string, reference: string, purpose: string): Promise<Json[]> => {
  const { data } = await gate.ask(user, RECORD, { id: await gate.caseId(agency, reference), purpose });
  return data.familyRecord.members;
};
const asked = (keys: readonly unknown[]) => ({ r: keys.map((key) => ({ __typename: "FamilyMember", key })) });

describe("composed", () => {
  test("with a second subgraph; what is shared says so in the supergraph as well", () => {
    const supergraph = compose(COURTS());
    expect(supergraph.match(/@shared\(/g)!.length).toBe(sdl.match(/@shared\(category/g)!.length);
    expect(lintSupergraph(supergraph)).toEqual([]);
  });

  test("a subgraph that requires a shared field is not to be served", () => {
    const supergraph = compose(
      COURTS(
        `education: [EducationContribution!]! @external  risk: Int @requires(fields: "education { attendance { attendancePct } }")`,
      ) +
        `type EducationContribution { attendance: AttendanceSummary @external } type AttendanceSummary { attendancePct: Float @external }`,
    );
    const faults = lintSupergraph(supergraph);
    expect(faults.map((it) => it.message)).toContain(
      "FamilyMember.risk requires attendance, which is shared: it would be passed on without a decision",
    );
    expect(supergraph.split("\n")[faults[0]!.line - 1]).toMatch(/attendance|risk/);
  });
});

describe("asked by key", () => {
  test("each member reads as in the record, in the order asked, and again where asked twice", async () => {
    const shown = await members("amara.mash", "MASH", "MASH-0001", "MASH_SCREENING");
    const keys = [...shown].reverse().map((it) => it.key);
    const { data, errors } = await gate.ask("amara.mash", ENTITIES, asked([...keys, keys[0]]));
    expect(errors).toBeUndefined();
    const expected = shown.map(({ key: _, ...it }) => ({ __typename: "FamilyMember", ...it })).reverse();
    expect(data._entities).toEqual([...expected, expected[0]]);
    expect(data._entities[0].education[0].sharing.decisions.length).toBeGreaterThan(0);
  });

  test("one answer is on record, about those alone who were asked for", async () => {
    const [first] = await members("amara.mash", "MASH", "MASH-0001", "MASH_SCREENING");
    await gate.ask("amara.mash", ENTITIES, asked([first.key]));
    const { rows } = await gate.owner.query<{ subjects: string[]; body: string }>(
      "SELECT subjects, body FROM disclosure_record ORDER BY seq DESC LIMIT 1",
    );
    expect(rows[0]!.subjects).toHaveLength(1);
    expect(JSON.parse(rows[0]!.body)).toMatchObject({ kind: "RECORD", purpose: "MASH_SCREENING", found: true });
  });

  test("a key of another agency, of a case that is not theirs, a made-up one: nobody", async () => {
    const [own] = await members("amara.mash", "MASH", "MASH-0001", "MASH_SCREENING");
    const [theirs] = await members("shona.csc", "CSC", "MASH-0001", "CHILD_PROTECTION_ENQUIRY");
    for (const [user, key] of [
      ["amara.mash", theirs.key],
      ["shona.csc", own.key],
      ["amara.mash", own.id], // a member's id is no key: it names no purpose
      ["mabel.mash", own.key], // works no case
      ["amara.mash", "made-up"],
      ["amara.mash", 7],
      ["amara.mash", null],
    ] as const) {
      const { data, errors } = await gate.ask(user, ENTITIES, asked([key]));
      expect([user, data, errors]).toEqual([user, { _entities: [null] }, undefined]);
    }
    const other = { r: [{ __typename: "CaseFile", key: own.key }, { __typename: "Nothing" }] };
    expect((await gate.ask("amara.mash", ENTITIES, other)).data).toEqual({ _entities: [null, null] });
  });

  test("keys of two purposes, and what is no representation, are refused", async () => {
    const [screening] = await members("amara.mash", "MASH", "MASH-0001", "MASH_SCREENING");
    const [enquiry] = await members("amara.mash", "MASH", "MASH-0001", "CHILD_PROTECTION_ENQUIRY");
    const { errors } = await gate.ask("amara.mash", ENTITIES, asked([screening.key, enquiry.key]));
    expect(errors[0]).toMatchObject({ extensions: { code: "E-REQUEST" } });
    for (const r of [["x"], [7], [{}], [null]]) {
      const answer = await gate.ask("amara.mash", ENTITIES, { r });
      expect([answer.data, answer.errors[0].extensions.code]).toEqual([undefined, "BAD_USER_INPUT"]);
    }
  });

  test("nobody gets in without a credential of their own", async () => {
    const [own] = await members("amara.mash", "MASH", "MASH-0001", "MASH_SCREENING");
    for (const query of [ENTITIES, "{ _service { sdl } }"]) {
      const { status } = await request(gate.server)
        .post("/graphql")
        .send({ query, variables: asked([own.key]) });
      expect(status).toBe(401);
    }
  });
});

test("the types are for those who compose graphs, and for those who answer for them", async () => {
  for (const user of ["mabel.mash", "petra.school"]) {
    expect((await gate.ask(user, "{ _service { sdl } }")).data._service.sdl).toContain("@composeDirective");
  }
  expect((await gate.ask("amara.mash", "{ _service { sdl } }")).data).toEqual({ _service: { sdl: null } });
});
