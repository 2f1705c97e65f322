/** Going ahead without consent: one asks, another decides, it opens at the next decision, and never for longer. */
import { randomUUID } from "node:crypto";
import { agencyScope } from "../../../src/gateway/opaque-ids";
import { plusWorkingDays } from "../../../src/people/london-time";
import type { SignedInViewer } from "../../../src/identity/viewer";
import { caller, NOON, startGateway, type Answer, type TestGateway } from "../gateway";
import { FAULTS, ids, onStage } from "./on-stage";
import { writingNothing } from "./on-file";
import { faultsOf, resultOf } from "./result";

const AMARA = caller("amara.mash");
const GARETH = caller("gareth.mash");
const SHONA = caller("shona.csc");
const IMRAN = caller("imran.csc");
const { one, personIdOf, member } = onStage(() => gate);

let gate: TestGateway;
let second: TestGateway;
beforeAll(async () => {
  gate = await startGateway();
  second = await gate.another();
});
afterAll(() => gate.stop());
beforeEach(() => gate.owner.query("DELETE FROM dispensation; DELETE FROM notification"));
const expectNothingWritten = writingNothing(() => gate, ["dispensation", "notification"]);

const ID = "__typename ... on DispensationChanged { dispensationId }";
const ask = (as: SignedInViewer | string, input: object, on = gate) =>
  on.ask(
    as,
    `mutation ($input: RequestDispensationInput!) { result: requestDispensation(input: $input) { ${ID} ${FAULTS} } }`,
    { input },
  );
const authorise = (as: SignedInViewer | string, id: string, on = gate) =>
  on.ask(as, `mutation ($id: ID!) { result: authoriseDispensation(dispensationId: $id) { ${ID} ${FAULTS} } }`, { id });
const refuse = (as: SignedInViewer | string, id: string, on = gate, because = "Ask her first") =>
  on.ask(
    as,
    `mutation ($id: ID!, $because: String!) { result: refuseDispensation(dispensationId: $id, because: $because) { ${ID} ${FAULTS} } }`,
    { id, because },
  );
const LIST = `__typename ${FAULTS} ... on DispensationList { dispensations {
  dispensationId memberId standing reason categories facts tellFamilyWhen refusedBecause validTo } }`;
const ofCase = async (as: SignedInViewer | string, reference = "MASH-0001", agency = "MASH") =>
  gate.ask(as, `query ($id: ID!) { result: dispensations(caseId: $id) { ${LIST} } }`, {
    id: await gate.caseId(agency, reference),
  });
const toDecide = (as: SignedInViewer | string) => gate.ask(as, `{ result: dispensationsToDecide { ${LIST} } }`);
interface Listed {
  readonly dispensationId: string;
  readonly standing: string;
  readonly facts: string | null;
  readonly refusedBecause: string | null;
}
const listOf = (answer: Answer) => (resultOf(answer) as unknown as { dispensations: Listed[] }).dispensations;
const idOf = (answer: Answer): string => (resultOf(answer) as unknown as { dispensationId: string }).dispensationId;

const TEN_DAYS = new Date(plusWorkingDays(NOON, 10)).toISOString();
const request = async (more: object = {}, agency = "MASH") => ({
  memberId: await member(agency, "MASH-0001", "okafor-reid.ada"),
  reason: "WOULD_PREJUDICE_PROTECTION",
  facts: "Asking her would tell Dee that somebody has talked.",
  categories: ["mental-health"],
  tellFamilyWhen: "When the children are safe, at the latest at the review",
  ...more,
});
/** For another agency the id of the same request. */
const forAgency = (agency: string, id: string, from = "MASH") =>
  ids.seal("dispensation", agencyScope(agency), ids.open("dispensation", agencyScope(from), id)!);

/** What the hub is told, on the other instance, of the mother's mental health. */
async function reason(): Promise<string> {
  const answer = await second.ask(
    AMARA,
    `{ familyRecord(caseId: "${await gate.caseId("MASH", "MASH-0001")}", purpose: MASH_SCREENING) { members { name
      health { agency { id } adultMentalHealth { __typename } sharing { decisions { category reason } } } } } }`,
  );
  type Health = { agency: { id: string }; sharing: { decisions: { category: string; reason: string }[] } };
  const ada = (answer.data.familyRecord.members as { name: string; health: Health[] }[]).find((it) =>
    it.name.startsWith("Ada"),
  )!;
  const gp = ada.health.find((it) => it.agency.id === "MHT" || it.agency.id === "GP")!;
  return gp.sharing.decisions.find((it) => it.category === "mental-health")!.reason;
}

test("opens nothing until another has authorised it, then at the next decision on another instance, then no more", async () => {
  expect(await reason()).toBe("W-CONSENT-SCOPE");
  const id = idOf(await ask(AMARA, await request()));
  expect(await reason()).toBe("W-CONSENT-SCOPE");
  expect(faultsOf(await authorise(GARETH, id))).toEqual([]);
  expect(await reason()).toBe("P-DISPENSED");
  second.setNow(Date.parse(TEN_DAYS) - 1);
  expect(await reason()).toBe("P-DISPENSED");
  second.setNow(Date.parse(TEN_DAYS));
  expect(await reason()).toBe("W-CONSENT-SCOPE");
  second.setNow(NOON);
  const refused = idOf(await ask(AMARA, await request({ categories: ["domestic-abuse"] })));
  expect(faultsOf(await refuse(GARETH, refused))).toEqual([]);
  expect(
    listOf(await ofCase(AMARA))
      .map((it) => it.standing)
      .sort(),
  ).toEqual(["AUTHORISED", "REFUSED"]);
  expect(listOf(await ofCase(AMARA)).find((it) => it.standing === "REFUSED")?.refusedBecause).toBe("Ask her first");
});

test("is recorded as it was asked, and tells those who may decide, and then who asked", async () => {
  const id = idOf(await ask(SHONA, await request({}, "CSC")));
  expect(await one("SELECT * FROM dispensation", [])).toMatchObject({
    subject_id: await personIdOf("okafor-reid.ada"),
    reason: "WOULD_PREJUDICE_PROTECTION",
    categories: ["mental-health"],
    requested_by: "shona.csc",
    requested_agency: "CSC",
    authorised_by: null,
    valid_from: new Date(NOON),
    valid_to: new Date(TEN_DAYS),
  });
  await authorise(IMRAN, id);
  const { rows } = await gate.owner.query(
    "SELECT topic, agency_id, user_id, roles FROM notification ORDER BY topic, agency_id",
  );
  const roles = ["CSC_MANAGER", "MASH_MANAGER", "SF_MANAGER"];
  expect(rows).toEqual([
    { topic: "DISPENSATION_DECIDED", agency_id: "CSC", user_id: "shona.csc", roles: [] },
    { topic: "DISPENSATION_TO_AUTHORISE", agency_id: "CSC", user_id: null, roles },
    { topic: "DISPENSATION_TO_AUTHORISE", agency_id: "MASH", user_id: null, roles },
  ]);
});

test("every fault of a request, and nothing written", async () => {
  await expectNothingWritten(async () => {
    const wrong = await request({
      facts: "  too short        ",
      categories: [],
      tellFamilyWhen: "",
      validTo: "2020-01-01T00:00:00Z",
    });
    expect(faultsOf(await ask(AMARA, wrong))).toEqual([
      "categories TOO_SMALL",
      "facts CUSTOM",
      "tellFamilyWhen TOO_SMALL",
      "validTo IN_THE_PAST",
    ]);
    const long = new Date(Date.parse(TEN_DAYS) + 1).toISOString();
    expect(faultsOf(await ask(AMARA, await request({ validTo: long, categories: ["sexual-health"] })))).toEqual([
      "categories SOURCE_DECIDES",
      "validTo TOO_LONG",
    ]);
    for (const memberId of ["made-up", await member("CSC", "MASH-0001", "okafor-reid.ada")]) {
      expect(faultsOf(await ask(AMARA, await request({ memberId })))).toEqual(["memberId UNKNOWN_MEMBER"]);
    }
    expect(faultsOf(await ask("felix.mash", await request()))).toEqual([" NOT_YOUR_ROLE"]);
  });
});

describe("who decides", () => {
  test("never who asked, whatever their role; the database says so too", async () => {
    const id = idOf(await ask(GARETH, await request()));
    for (const decide of [authorise, refuse]) {
      await expectNothingWritten(async () =>
        expect(faultsOf(await decide(GARETH, id))).toEqual(["dispensationId YOUR_OWN"]),
      );
    }
    for (const column of ["authorised_by", "refused_by"]) {
      await expect(gate.owner.query(`UPDATE dispensation SET ${column} = requested_by`)).rejects.toMatchObject({
        code: "23514",
      });
    }
  });

  test("a manager of the owner or of the requester's agency, without a conflict: to all others there is no such request", async () => {
    const id = idOf(await ask(AMARA, await request()));
    const answers = [
      await authorise(IMRAN, forAgency("CSC", id)), // on the case, neither owner nor requester
      await authorise(GARETH, "made-up"),
      await authorise(GARETH, ids.seal("dispensation", "MASH", randomUUID())),
    ];
    await gate.owner.query(
      "INSERT INTO conflict_of_interest SELECT 'gareth.mash', person_id, '2026-01-01', NULL FROM case_member",
    );
    answers.push(await authorise(GARETH, id), await refuse(GARETH, id));
    expect(listOf(await toDecide(GARETH))).toEqual([]);
    await gate.owner.query("DELETE FROM conflict_of_interest WHERE user_id = 'gareth.mash'");
    expect(new Set(answers.map((it) => it.text)).size).toBe(1);
    expect(faultsOf(answers[0]!)).toEqual(["dispensationId UNKNOWN_DISPENSATION"]);
    for (const as of [AMARA, "mabel.mash", "felix.mash"]) {
      expect(faultsOf(await authorise(as, id))).toEqual([" NOT_YOUR_ROLE"]);
    }
    expect(listOf(await toDecide(GARETH)).map((it) => it.dispensationId)).toEqual([id]);
    expect(faultsOf(await refuse(GARETH, id, gate, " "))).not.toEqual([]);
  });

  test("many at once on two instances, both ways: one wins", async () => {
    const id = idOf(await ask(SHONA, await request({}, "CSC")));
    const deciders: [SignedInViewer, string][] = [
      [GARETH, forAgency("MASH", id, "CSC")],
      [IMRAN, id],
    ];
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, i) => {
        const [as, own] = deciders[i % 2]!;
        return (i % 3 ? authorise : refuse)(as, own, i % 4 < 2 ? gate : second);
      }),
    );
    expect(answers.filter((it) => faultsOf(it).length === 0)).toHaveLength(1);
    expect(answers.filter((it) => faultsOf(it).join() === "dispensationId ALREADY_DECIDED")).toHaveLength(7);
    expect(await one("SELECT count(*)::int AS n FROM notification WHERE topic = 'DISPENSATION_DECIDED'")).toEqual({
      n: 1,
    });
  });

  test("not once it has run out, and not on a closed case", async () => {
    const id = idOf(await ask(AMARA, await request()));
    gate.setNow(Date.parse(TEN_DAYS));
    expect(faultsOf(await authorise(GARETH, id))).toEqual(["dispensationId EXPIRED"]);
    gate.setNow(NOON);
    await gate.owner.query("UPDATE case_file SET closed_at = '2026-11-22T12:00:00Z' WHERE reference = 'MASH-0001'");
    expect(faultsOf(await authorise(GARETH, id))).toEqual(["dispensationId CASE_CLOSED"]);
    await gate.owner.query("UPDATE case_file SET closed_at = NULL WHERE reference = 'MASH-0001'");
  });
});

test("those who work on the case see it; the facts stay with its owner and who asked", async () => {
  await ask(SHONA, await request({}, "CSC"));
  expect(listOf(await ofCase(AMARA))[0]?.facts).toContain("Dee");
  expect(listOf(await ofCase(SHONA, "MASH-0001", "CSC"))[0]?.facts).toContain("Dee");
  expect(listOf(await ofCase("owen.police", "MASH-0001", "POLICE"))[0]?.facts).toBeNull();
  expect(faultsOf(await ofCase("kemi.eh", "MASH-0001", "EH"))).toEqual(["caseId UNKNOWN_CASE"]);
});
