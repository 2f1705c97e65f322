/** The queue: who may look, what it shows, and that any decision can be taken back as if it had not been made. */
import fc from "fast-check";
import { onFile } from "../../api/mutations/on-file";
import { faultsOf, resultOf } from "../../api/mutations/result";
import { startGateway, type Answer, type TestGateway } from "../../api/gateway";
import type { SignedInViewer } from "../../../src/identity/viewer";
import { addPartner, kindsOf, match, person } from "./matching";

const RHEA: SignedInViewer = { userId: "rhea.mash", agencyId: "MASH", role: "MASH_AGENCY_RESEARCHER" };
/** What a match may touch, and what it may never. */
const IDENTIFIERS = ["person_identifier"];
const UNTOUCHED = ["person", "contribution_item", "case_member", "relationship", "consent", "restriction"];

let gate: TestGateway;
let second: TestGateway;
beforeAll(async () => {
  gate = await startGateway();
  await addPartner(gate);
  second = await gate.another();
});
afterAll(() => gate.stop());
afterEach(async () => {
  await gate.owner.query("DELETE FROM match_decision");
  await gate.owner.query("DELETE FROM match_review");
  await gate.owner.query("DELETE FROM person_description");
  await gate.owner.query("DELETE FROM person_identifier WHERE value LIKE 'PARTNER:%'");
  await gate.owner.query("DELETE FROM restriction WHERE set_by = 'PARTNER'");
});

const FIELDS = `matchId recordId state kind probability described { name birthDate sex } onFile { name birthDate }
  comparisons { field outcome because againstStrangers againstHousehold } doubts history { decision by at reason }`;
const list = async (state = "OPEN", as: SignedInViewer | string = RHEA) =>
  (await gate.ask(as, `{ matches(state: ${state}) { ${FIELDS} } }`)).data.matches;
const decide = (
  what: string,
  matchId: string,
  as: SignedInViewer | string = RHEA,
  on = gate,
  reason = "I looked at both",
): Promise<Answer> =>
  on.ask(
    as,
    `mutation ($input: DecideMatchInput!) { result: ${what}Match(input: $input) { __typename ... on Refused { faults { path code message } } } }`,
    { input: { matchId, reason } },
  );
const TWIN_LIKE = person({ given: "Zarah", family: "Hussain" });
const waiting = async (): Promise<string> => {
  await match(gate, [TWIN_LIKE]);
  return (await list())[0].matchId as string;
};
const holderOf = async (value: string): Promise<string | undefined> =>
  (
    await gate.owner.query<{ name: string }>(
      "SELECT p.name FROM person_identifier i JOIN person p ON p.id = i.person_id WHERE i.value = $1 AND i.confidence >= 0.95",
      [value],
    )
  ).rows[0]?.name;

test("a potential match shows two sides as they were given, and how they compare", async () => {
  await waiting();
  const [it] = await list();
  expect(it).toMatchObject({
    state: "OPEN",
    kind: "POTENTIAL",
    described: { name: "Zarah Hussain", birthDate: "2016-02-14", sex: "F" },
    onFile: { name: "Zara Hussain", birthDate: "2016-02-14" },
    doubts: [expect.stringContaining("twins")],
    history: [],
  });
  expect(it.comparisons).toHaveLength(6);
  expect(it.comparisons[1]).toMatchObject({
    field: "FORENAME",
    outcome: "ALIKE",
    because: "Alike, but for a few letters.",
  });
  // neither who sent it nor under what number, and no place
  expect(JSON.stringify(it)).not.toMatch(/PARTNER|Probation|ZZ99/);
});

test("every look is on record, with whom it was about", async () => {
  await waiting();
  await list();
  await gate.gateway.log.drain();
  const { rows } = await gate.owner.query<{ body: string }>("SELECT body FROM disclosure_record ORDER BY 1");
  const looks = rows.map((it) => JSON.parse(it.body)).filter((it) => it.kind === "MATCH");
  expect(looks.at(-1)).toMatchObject({ user: "rhea.mash", subjects: [expect.any(String)] });
});

test.each([
  "amara.mash", // another role
  "felix.mash",
  "petra.school",
])("for %s nothing waits, and nothing is theirs to decide", async (as) => {
  const matchId = await waiting();
  expect(await list("OPEN", as)).toEqual([]);
  expect(faultsOf(await decide("confirm", matchId, as))).toEqual([" NOT_YOUR_ROLE"]);
});

test("the role alone is not enough: it takes a hub", async () => {
  await gate.owner.query(
    "INSERT INTO app_user (id, agency_id, display_name, roles) VALUES ('rob.housing', 'HOUSING', 'Rob', '{MASH_AGENCY_RESEARCHER}')",
  );
  await waiting();
  expect(await list("OPEN", { userId: "rob.housing", agencyId: "HOUSING", role: "MASH_AGENCY_RESEARCHER" })).toEqual(
    [],
  );
});

test("confirmed, the number means the person; taken back, it means nobody and waits again", async () => {
  const before = await onFile(gate, [...IDENTIFIERS, ...UNTOUCHED]);
  const matchId = await waiting();
  expect(faultsOf(await decide("confirm", matchId))).toEqual([]);
  expect(await holderOf("PARTNER:1")).toBe("Zara Hussain");
  expect(await list()).toEqual([]);
  expect(await kindsOf(gate, [TWIN_LIKE])).toEqual(["MATCH"]);
  expect(faultsOf(await decide("undo", matchId, "gareth.mash"))).toEqual([]);
  expect(await onFile(gate, [...IDENTIFIERS, ...UNTOUCHED])).toEqual(before);
  const [it] = await list();
  expect(it.history.map((d: { decision: string; by: string }) => `${d.decision} ${d.by}`)).toEqual([
    "CONFIRMED Rhea Cole",
    "UNDONE Gareth Pryce",
  ]);
  expect(await kindsOf(gate, [TWIN_LIKE])).toEqual(["POTENTIAL"]);
});

test("rejected, it is not asked again until somebody takes that back", async () => {
  const matchId = await waiting();
  expect(faultsOf(await decide("reject", matchId))).toEqual([]);
  expect(await kindsOf(gate, [TWIN_LIKE])).toEqual(["NONE"]);
  expect(await list()).toEqual([]);
  expect(faultsOf(await decide("confirm", matchId))).toEqual(["matchId ALREADY_DECIDED"]);
  expect(faultsOf(await decide("undo", matchId))).toEqual([]);
  expect(await kindsOf(gate, [TWIN_LIKE])).toEqual(["POTENTIAL"]);
});

test("what was matched by probability can be taken back, and is then not matched again without a person", async () => {
  const sure = person({ family: "Hussain" });
  expect(await kindsOf(gate, [sure])).toEqual(["MATCH"]);
  const [{ matchId, history }] = await list("MATCHED");
  expect(history).toMatchObject([{ decision: "MATCHED", by: null }]);
  expect(faultsOf(await decide("undo", matchId))).toEqual([]);
  expect(await holderOf("PARTNER:1")).toBeUndefined();
  expect(await kindsOf(gate, [sure])).toEqual(["POTENTIAL"]);
  expect(await holderOf("PARTNER:1")).toBeUndefined();
});

test("an unconfirmed number of Zara's is hers once confirmed, and exactly as unconfirmed as before once taken back", async () => {
  const before = await onFile(gate, IDENTIFIERS);
  await match(gate, [person({ key: { system: "NHS_NUMBER", value: "9990001162" } })]);
  const [{ matchId }] = await list();
  await decide("confirm", matchId);
  expect(await holderOf("9990001162")).toBe("Zara Hussain");
  await decide("undo", matchId);
  expect(await onFile(gate, IDENTIFIERS)).toEqual(before);
});

test("a number that has come to mean somebody else is not taken from them, and a link changed since is not taken back", async () => {
  const matchId = await waiting();
  await gate.owner.query(
    "INSERT INTO person_identifier SELECT 'LOCAL_ID', 'PARTNER:1', person_id FROM person_identifier WHERE value = 'HUB:hussain.bilal'",
  );
  expect(faultsOf(await decide("confirm", matchId))).toEqual(["matchId NUMBER_TAKEN"]);
  expect(await list()).toEqual([]);
  await gate.owner.query("DELETE FROM person_identifier WHERE value = 'PARTNER:1'");
  expect(faultsOf(await decide("confirm", matchId))).toEqual([]);
  await gate.owner.query(
    "UPDATE person_identifier SET person_id = (SELECT person_id FROM person_identifier WHERE value = 'HUB:hussain.bilal') WHERE value = 'PARTNER:1'",
  );
  expect(faultsOf(await decide("undo", matchId))).toEqual(["matchId CHANGED_SINCE"]);
});

test("a number of somebody protected: the same answers as if it were nobody's, and it stays theirs", async () => {
  const answersOf = async () => {
    const matchId = await waiting();
    const answers = [await decide("confirm", matchId), await decide("undo", matchId)].map((it) => it.text);
    return answers;
  };
  const nobodys = await answersOf();
  await gate.owner.query("DELETE FROM match_decision");
  await gate.owner.query("DELETE FROM match_review");
  await gate.owner.query(
    "INSERT INTO restriction (subject_id, set_by, code, valid_from) SELECT person_id, 'PARTNER', 'X-PROTECTED', '2026-01-01' FROM person_identifier WHERE value = 'HUB:hussain.bilal'",
  );
  await gate.owner.query(
    "INSERT INTO person_identifier SELECT 'LOCAL_ID', 'PARTNER:1', person_id FROM person_identifier WHERE value = 'HUB:hussain.bilal'",
  );
  expect(await answersOf()).toEqual(nobodys);
  expect(await holderOf("PARTNER:1")).toBe("Bilal Hussain");
});

test("once somebody is protected their matches are shown to nobody and cannot be decided", async () => {
  const matchId = await waiting();
  const unknown = (await decide("confirm", "made-up")).text;
  await gate.owner.query(
    "INSERT INTO restriction (subject_id, set_by, code, valid_from) SELECT person_id, 'PARTNER', 'X-PROTECTED', '2026-01-01' FROM person_identifier WHERE value = 'HUB:hussain.zara'",
  );
  expect(await list()).toEqual([]);
  expect((await decide("confirm", matchId)).text).toBe(unknown);
  expect(unknown).toContain("UNKNOWN_MATCH");
});

test("a decision takes a reason; a page has its bounds", async () => {
  const matchId = await waiting();
  expect(faultsOf(await decide("confirm", matchId, RHEA, gate, "no"))).toEqual(["reason TOO_SMALL"]);
  expect((await gate.ask(RHEA, "{ matches(first: 51) { matchId } }")).errors[0].extensions.code).toBe("E-REQUEST");
});

test("of many who confirm at once, on two gateways, one does; and of two people for one number one gets it", async () => {
  const matchId = await waiting();
  const all = await Promise.all(
    Array.from({ length: 8 }, (_, i) => decide("confirm", matchId, RHEA, i % 2 ? gate : second)),
  );
  expect(all.map((it) => resultOf(it).__typename).sort()).toEqual([
    "MatchDecided",
    ...Array<string>(7).fill("Refused"),
  ]);
  const { rows } = await gate.owner.query("SELECT decision FROM match_decision");
  expect(rows).toEqual([{ decision: "CONFIRMED" }]);

  await decide("undo", matchId);
  await gate.owner.query(
    `INSERT INTO match_review (system, value, agency_id, person_id, state, kind, probability, comparisons, doubts, described, raised_at)
     SELECT v.system, v.value, v.agency_id, i.person_id, 'OPEN', 'MANY', 0.9, '[]', '{}', v.described, v.raised_at
     FROM match_review v, person_identifier i WHERE i.value = 'HUB:hussain.bilal'`,
  );
  const both = (await list()).map((it: { matchId: string }) => it.matchId) as string[];
  const two = await Promise.all(both.map((it, i) => decide("confirm", it, RHEA, i ? gate : second)));
  expect(two.map((it) => resultOf(it).__typename).sort()).toEqual(["MatchDecided", "Refused"]);
});

test("of those who confirm and those who reject at once one side has it, and the number means what was decided", async () => {
  for (let round = 0; round < 4; round += 1) {
    const matchId = await waiting();
    const all = await Promise.all(
      Array.from({ length: 8 }, (_, i) =>
        decide(i % 2 ? "confirm" : "reject", matchId, RHEA, i % 4 > 1 ? gate : second),
      ),
    );
    expect(all.map((it) => resultOf(it).__typename).filter((it) => it === "MatchDecided")).toHaveLength(1);
    const { rows } = await gate.owner.query<{ state: string }>("SELECT state FROM match_review");
    expect(await holderOf("PARTNER:1")).toBe(rows[0]!.state === "CONFIRMED" ? "Zara Hussain" : undefined);
    await decide("undo", matchId);
  }
});

test("any run of matching and deciding, taken back, leaves items, people, identifiers and links where they were", async () => {
  const people = [
    TWIN_LIKE,
    person({ key: { system: "LOCAL_ID", value: "PARTNER:2" }, family: "Hussain" }),
    person({ key: { system: "NHS_NUMBER", value: "9990001162" } }),
  ];
  const before = await onFile(gate, [...IDENTIFIERS, ...UNTOUCHED]);
  const steps = fc.array(fc.tuple(fc.constantFrom("confirm", "reject", "undo", "match"), fc.nat(2)), { maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(steps, async (taken) => {
      await match(gate, people);
      for (const [what, which] of taken) {
        if (what === "match") await match(gate, [people[which]!]);
        const ids = (await allMatches()).map((it) => it.matchId);
        if (what !== "match" && ids[which]) await decide(what, ids[which]);
      }
      for (const { matchId, state } of await allMatches()) if (state !== "OPEN") await decide("undo", matchId);
      expect(await onFile(gate, [...IDENTIFIERS, ...UNTOUCHED])).toEqual(before);
    }),
    { numRuns: 8 },
  );
});

async function allMatches(): Promise<{ matchId: string; state: string }[]> {
  const states = ["OPEN", "MATCHED", "CONFIRMED", "REJECTED"];
  const { data } = await gate.ask(
    RHEA,
    `{ ${states.map((it) => `${it}: matches(state: ${it}) { matchId state }`).join(" ")} }`,
  );
  return (Object.values(data).flat() as { matchId: string; state: string }[]).sort((a, b) =>
    a.matchId < b.matchId ? -1 : 1,
  );
}
