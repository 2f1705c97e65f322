/** Conflicts of interest: from their second on the family does not exist for that user, and the user never ends it. */
import type { SignedInViewer } from "../../../src/identity/viewer";
import { caller, NOON, startGateway, type Answer, type TestGateway } from "../gateway";
import { FAULTS, ids, onStage } from "./on-stage";
import { writingNothing } from "./on-file";
import { faultsOf, resultOf } from "./result";

const AMARA = caller("amara.mash");
const { one, member } = onStage(() => gate);

let gate: TestGateway;
let second: TestGateway;
beforeAll(async () => {
  gate = await startGateway();
  second = await gate.another();
  await gate.owner.query("DELETE FROM conflict_of_interest");
});
afterAll(() => gate.stop());
beforeEach(() => gate.owner.query("DELETE FROM conflict_of_interest; DELETE FROM conflict_declaration"));
const expectNothingWritten = writingNothing(() => gate, ["conflict_of_interest", "conflict_declaration", "person"]);

const declare = (as: SignedInViewer | string, input: object, on = gate) =>
  on.ask(
    as,
    `mutation ($input: DeclareConflictInput!) { result: declareConflict(input: $input) { __typename ... on ConflictChanged { conflictId } ${FAULTS} } }`,
    { input },
  );
const end = (as: SignedInViewer | string, id: string, on = gate) =>
  on.ask(as, `mutation ($id: ID!) { result: endConflict(conflictId: $id) { __typename ${FAULTS} } }`, { id });
const list = (as: SignedInViewer | string) =>
  gate.ask(
    as,
    `{ result: conflictsOfInterest { __typename ${FAULTS} ... on ConflictList { inForce conflicts { conflictId userId declaredAt endedAt } } } }`,
  );
const idOf = (answer: Answer): string => (resultOf(answer) as unknown as { conflictId: string }).conflictId;

const KNOWN = { system: "LOCAL_ID", value: "HUB:okafor-reid.ada", name: "Ada Okafor" };
const ife = { system: "UPN", value: "L312402119001" };
/** Does the family exist for this user: its case, the people on it, somebody by number? */
async function exists(as: SignedInViewer | string, on = second): Promise<boolean[]> {
  const caseId = await gate.caseId("MASH", "MASH-0001");
  const answers = [
    await on.ask(as, `{ familyRecord(caseId: "${caseId}", purpose: MASH_SCREENING) { members { name } } }`),
    await on.ask(as, `query ($i: IdentifierInput!) { person(identifier: $i, purpose: MASH_SCREENING) { name } }`, {
      i: ife,
    }),
    await on.ask(as, "{ viewer { cases { reference } } }"),
  ];
  return [/Ada/, /Ife/, /MASH-0001/].map((it, i) => it.test(answers[i]!.text));
}

test("from the answer on the family exists for nobody but others; ended, it is back", async () => {
  expect(await exists(AMARA)).toEqual([true, true, true]);
  const id = idOf(await declare(AMARA, { person: KNOWN }));
  // a clock that is behind is no way in
  second.setNow(NOON - 60_000);
  expect(await exists(AMARA)).toEqual([false, false, false]);
  second.setNow(NOON);
  expect(await exists(AMARA)).toEqual([false, false, false]);
  expect(await exists("gareth.mash")).toEqual([true, true, true]);
  expect(faultsOf(await end("mabel.mash", id))).toEqual([]);
  expect(await exists(AMARA)).toEqual([true, true, true]);
});

test("of two declarations ending one ends no other", async () => {
  const first = idOf(await declare(AMARA, { memberId: await member("MASH", "MASH-0001", "okafor-reid.ife") }));
  const other = idOf(await declare("gareth.mash", { userId: "amara.mash", person: KNOWN }));
  expect(faultsOf(await end("mabel.mash", first))).toEqual([]);
  expect(await exists(AMARA)).toEqual([false, false, false]);
  expect(faultsOf(await end("mabel.mash", other))).toEqual([]);
  expect(await exists(AMARA)).toEqual([true, true, true]);
});

test("who is unknown here is known by nobody's answer, and barred once they are", async () => {
  const unknown = { system: "NHS_NUMBER", value: "9990009996", name: "Nobody Yet" };
  const answers = [await declare(AMARA, { person: unknown }), await declare(AMARA, { person: KNOWN })];
  const bare = answers.map((it) => it.text.replace(/"conflictId":"[\w-]+"/, ""));
  expect(bare[0]).toBe(bare[1]);
  expect(idOf(answers[0]!)).toHaveLength(idOf(answers[1]!).length);
  const person = { ...unknown, system: "NHS_NUMBER" };
  const linked = await gate.ask(
    "gareth.mash",
    `mutation ($input: LinkPersonInput!) { result: linkPerson(input: $input) { __typename ${FAULTS} } }`,
    {
      input: {
        ...{ caseId: await gate.caseId("MASH", "MASH-0002"), person, relationship: "AUNT", isChild: false },
        ...{ inHousehold: true, contactWithChild: true, reason: "Lives with the family now" },
      },
    },
  );
  expect(faultsOf(linked)).toEqual([]);
  expect((await gate.ask(AMARA, "{ viewer { cases { reference } } }")).text).not.toContain("MASH-0002");
});

test("declared by oneself, one's manager or one's governance lead, of users of one's own agency", async () => {
  for (const [as, userId] of [
    ["amara.mash", null],
    ["gareth.mash", "amara.mash"],
    ["mabel.mash", "amara.mash"],
  ] as const) {
    expect(faultsOf(await declare(as, { userId, person: KNOWN }))).toEqual([]);
  }
  await expectNothingWritten(async () => {
    const texts = new Set<string>();
    for (const [as, userId] of [
      ["joel.mash", "amara.mash"],
      ["amara.mash", "gareth.mash"],
      ["hugo.csc", "amara.mash"],
      ["mabel.mash", "nobody"],
      ["mabel.mash", "no\0body"],
    ] as const) {
      texts.add((await declare(as, { userId, person: KNOWN })).text);
    }
    expect(texts.size).toBe(1);
    expect([...texts][0]).toContain("UNKNOWN_USER");
    const wrong = { userId: "nobody", memberId: "made-up", person: { ...KNOWN, value: "CSC:1", name: "" } };
    expect(faultsOf(await declare(AMARA, wrong))).toEqual([
      " ONE_TARGET",
      "person.name TOO_SMALL",
      "person.value NOT_YOUR_NUMBER",
      "userId UNKNOWN_USER",
    ]);
    expect(faultsOf(await declare(AMARA, {}))).toEqual([" ONE_TARGET"]);
    expect(faultsOf(await declare(AMARA, { memberId: "made-up" }))).toEqual(["memberId UNKNOWN_MEMBER"]);
  });
});

test("ended by the agency's governance lead alone, once, and never one's own", async () => {
  await gate.owner.query(
    "UPDATE app_user SET roles = '{MASH_ADVANCED_PRACTITIONER,INFORMATION_GOVERNANCE_LEAD}' WHERE id = 'amara.mash'",
  );
  const id = idOf(await declare(AMARA, { person: KNOWN }));
  const foreign = ids.seal("conflict", "CSC", ids.open("conflict", "MASH", id)!);
  await expectNothingWritten(async () => {
    const texts = new Set([
      (await end({ ...AMARA, role: "INFORMATION_GOVERNANCE_LEAD" }, id)).text,
      (await end("hugo.csc", foreign)).text,
      (await end("mabel.mash", "made-up")).text,
    ]);
    expect([...texts].map((it) => /UNKNOWN_CONFLICT/.test(it))).toEqual([true]);
    for (const as of [AMARA, "gareth.mash"]) expect(faultsOf(await end(as, id))).toEqual([" NOT_YOUR_ROLE"]);
  });
  await expect(
    gate.owner.query("UPDATE conflict_declaration SET ended_by = user_id, ended_at = now()"),
  ).rejects.toMatchObject({ code: "23514" });
  const ends = await Promise.all(Array.from({ length: 8 }, (_, i) => end("mabel.mash", id, i % 2 ? gate : second)));
  expect(ends.filter((it) => faultsOf(it).length === 0)).toHaveLength(1);
  await gate.owner.query("UPDATE app_user SET roles = '{MASH_ADVANCED_PRACTITIONER}' WHERE id = 'amara.mash'");
});

test("who governs sees whose and since when, and never with whom", async () => {
  const id = idOf(await declare(AMARA, { person: KNOWN }));
  const answer = await list("mabel.mash");
  expect(resultOf(answer)).toMatchObject({
    inForce: 1,
    conflicts: [{ conflictId: id, userId: "amara.mash", declaredAt: new Date(NOON).toISOString(), endedAt: null }],
  });
  expect(answer.text).not.toMatch(/Ada|Okafor|MASH-0001/);
  expect(resultOf(await list("hugo.csc"))).toMatchObject({ inForce: 0, conflicts: [] });
  expect(faultsOf(await list(AMARA))).toEqual([" NOT_YOUR_ROLE"]);
  expect(await one("SELECT count(*)::int AS n FROM conflict_declaration")).toEqual({ n: 1 });
});
