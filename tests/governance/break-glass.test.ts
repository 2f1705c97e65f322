/**
 * Break-glass over HTTP, on two instances: Amara breaks the glass on Kai's case and everybody is told; her organisation
 * and the sources that released review it; a review that is late suspends her, and one that finds against her opens a
 * breach, which has to be closed before she may again.
 */
import { randomUUID } from "node:crypto";
import { caller, NOON, startGateway, type TestGateway } from "../api/gateway";
import type { Json } from "../api/stories/reading";

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;
/** Monday 23 November 2026, 12:00 in London: NOON is a Sunday. */
const MONDAY = NOON + DAY;
const NARRATIVE = "Missing since last night without his coat, and a call says he is hurt.";

let gate: TestGateway;
let second: TestGateway;
let ofKai: string | undefined;

beforeAll(async () => {
  gate = await startGateway();
  second = await gate.another();
  await gate.owner.query(`
    INSERT INTO app_user (id, agency_id, display_name, roles, manager_id) VALUES
      ('boss.mash', 'MASH', 'Boss of Gareth', '{MASH_MANAGER}', NULL), ('ward.mash', 'MASH', 'Ward', '{MASH_MANAGER}', 'amara.mash'),
      ('lone.mash', 'MASH', 'Lone', '{MASH_MANAGER}', NULL);
    UPDATE app_user SET manager_id = 'boss.mash' WHERE id = 'gareth.mash';
    INSERT INTO case_assignment (case_id, user_id, valid_from, assigned_by)
      SELECT id, 'lone.mash', opened_at, 'test' FROM case_file WHERE reference = 'MASH-0003'`);
});
afterAll(() => gate.stop());
beforeEach(() => setNow(MONDAY));

function setNow(at: number): void {
  gate.setNow(at);
  second.setNow(at);
}
const manager = (userId: string) => ({ userId, agencyId: "MASH", role: "MASH_MANAGER" as const });
type Who = Parameters<TestGateway["ask"]>[0];

const BREAK = `mutation ($input: BreakGlassInput!) { result: breakGlass(input: $input) {
  __typename ... on GlassBroken { grantId banner { text until opens toldSources toldGovernance toldManager } }
  ... on Refused { faults { path code } } } }`;
const run = async (who: Who, query: string, variables: object, on = gate): Promise<Json> => {
  const { data, errors } = await on.ask(who, query, variables);
  expect(errors).toBeUndefined();
  return data.result;
};
const RECORD = `query ($id: ID!, $purpose: Purpose!) { record: familyRecord(caseId: $id, purpose: $purpose) { members { id name
  health { agency { id } ... on Contribution { sharing { decisions { category outcome reason } } } camhs { status } conditions { id } } } } }`;

async function kai(who: Who, purpose = "EARLY_HELP", on = gate, reference = "MASH-0003"): Promise<Json> {
  const agency = typeof who === "string" ? caller(who).agencyId : who.agencyId;
  const { data, errors } = await on.ask(who, RECORD, { id: await gate.caseId(agency, reference), purpose });
  expect(errors).toBeUndefined();
  return data.record.members.find((it: Json) => it.name === "Kai Marsh");
}
const reasonOf = (member: Json, agency = "GP", category = "mental-health"): string =>
  member.health
    .find((it: Json) => it.agency.id === agency)
    .sharing.decisions.find((it: Json) => it.category === category).reason;

const inputFor = async (who: Who, more: object = {}): Promise<object> => ({
  caseId: await gate.caseId("MASH", "MASH-0003"),
  // read before the glass is broken, so that nothing is released in making the input
  memberIds: [(ofKai ??= (await kai(who)).id as string)],
  categories: ["mental-health"],
  reason: "CHILD_MISSING_HIGH_RISK",
  narrative: NARRATIVE,
  incidentRef: "CAD 4471/22NOV26",
  ...more,
});
const breakGlass = async (who: Who, more: object = {}, on = gate): Promise<Json> =>
  run(who, BREAK, { input: await inputFor(who, more) }, on);
const faultsOf = (it: Json): string[] => it.faults?.map((f: Json) => `${f.path} ${f.code}`).sort() ?? [];

const approve = (who: Who, grantId: string, on = gate): Promise<Json> =>
  run(
    who,
    `mutation ($id: ID!) { result: approveBreakGlassRenewal(grantId: $id) { __typename ... on Refused { faults { path code } } } }`,
    { id: grantId },
    on,
  );
const reviewsOf = (who: Who): Promise<Json> =>
  run(
    who,
    `{ result: breakGlassReviews { id review { side agency openBy decideBy openedAt outcome overdue }
       grant { user agency role reason narrative incidentRef categories subjects released { source category items }
         reviews { agency } } } }`,
    {},
  );
const REVIEW = "{ __typename ... on Refused { faults { path code } } }";
const open = (who: Who, id: string, on = gate): Promise<Json> =>
  run(who, `mutation ($id: ID!) { result: openBreakGlassReview(reviewId: $id) ${REVIEW} }`, { id }, on);
const decide = (
  who: Who,
  reviewId: string,
  outcome: string,
  on = gate,
  rationale = "Read the call log and the record.",
): Promise<Json> =>
  run(
    who,
    `mutation ($input: DecideReviewInput!) { result: decideBreakGlassReview(input: $input) ${REVIEW} }`,
    { input: { reviewId, outcome, rationale } },
    on,
  );
const grants = (who: Who): Promise<Json> =>
  run(who, "{ result: breakGlassGrants { id user breach reviews { side agency outcome overdue } } }", {});
const notified = async (topic: string): Promise<string[]> =>
  (
    await gate.owner.query<{ who: string }>(
      `SELECT agency_id || coalesce(' ' || user_id, '') AS who FROM notification WHERE topic = $1 ORDER BY who`,
      [topic],
    )
  ).rows.map((it) => it.who);

let first: Json;

describe("breaking the glass", () => {
  test("lists every fault, and nothing is written", async () => {
    const bad = {
      memberIds: [(await kai("amara.mash")).id, "made-up"],
      categories: ["mental-health", "police-intelligence", "sexual-health"],
      narrative: "too short",
      incidentRef: "",
      minutes: 241,
    };
    expect(faultsOf(await breakGlass("amara.mash", bad))).toEqual([
      "categories.1 NOT_ON_LIST",
      "categories.2 NOT_ON_LIST",
      "incidentRef TOO_SMALL",
      "memberIds.1 UNKNOWN_MEMBER",
      "minutes TOO_BIG",
      "narrative TOO_SMALL",
    ]);
    const elsewhere = await gate.caseId("CSC", "MASH-0003");
    expect(faultsOf(await breakGlass("amara.mash", { caseId: elsewhere }))).toEqual([
      "caseId UNKNOWN_CASE",
      "memberIds.0 UNKNOWN_MEMBER",
    ]);
    // a role that the protocol does not list; who works on no person's record; who audits
    expect(faultsOf(await breakGlass("joel.mash"))).toEqual([" NOT_YOUR_ROLE", "categories.0 NOT_ON_LIST"].slice(0, 1));
    const others = await inputFor("amara.mash");
    for (const who of ["felix.mash", "mabel.mash", "petra.school"]) {
      expect(faultsOf(await run(who, BREAK, { input: others }))).toEqual([" NOT_YOUR_ROLE"]);
    }
    const { rowCount } = await gate.owner.query(
      "SELECT 1 FROM break_glass_use UNION ALL SELECT 1 FROM break_glass_grant",
    );
    expect(rowCount).toBe(0);
  });

  test("of twelve at once on two instances one is granted", async () => {
    expect(reasonOf(await kai("amara.mash"))).toBe("W-PROTOCOL-PURPOSE");
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, i) => breakGlass("amara.mash", {}, i % 2 ? gate : second)),
    );
    const granted = answers.filter((it) => it.__typename === "GlassBroken");
    expect(granted).toHaveLength(1);
    expect(new Set(answers.flatMap(faultsOf))).toEqual(new Set(["caseId RENEWAL_NEEDS_MANAGER"]));
    first = granted[0];
    expect(first.banner).toEqual({
      text: expect.stringContaining("until 16:00 on 23 November 2026") as string,
      until: new Date(MONDAY + 4 * HOUR).toISOString(),
      opens: ["mental-health"],
      toldSources: ["CSC", "GP", "MHT"],
      toldGovernance: true,
      toldManager: true,
    });
  });

  test("tells the sources, who governs and the manager, at once and without a word about anybody", async () => {
    expect(await notified("BREAK_GLASS_USED")).toEqual(["CSC", "GP", "MASH", "MASH gareth.mash", "MHT"]);
    const { rows } = await gate.owner.query<{ it: string }>("SELECT n::text AS it FROM notification n");
    expect(rows.map((it) => it.it).join()).not.toMatch(/Kai|Marsh|MASH-0003|coat|CAD/);
  });

  test("opens what it names, for him and for her, on both instances, for four hours", async () => {
    for (const on of [gate, second]) {
      setNow(MONDAY);
      expect(reasonOf(await kai("amara.mash", "EARLY_HELP", on))).toBe("P-BREAKGLASS");
      setNow(MONDAY + 4 * HOUR - 1);
      expect(reasonOf(await kai("amara.mash", "EARLY_HELP", on))).toBe("P-BREAKGLASS");
      setNow(MONDAY + 4 * HOUR);
      expect(reasonOf(await kai("amara.mash", "EARLY_HELP", on))).toBe("W-PROTOCOL-PURPOSE");
    }
    setNow(MONDAY);
    expect(reasonOf(await kai("amara.mash"), "GP", "health-conditions")).toBe("W-PROTOCOL-PURPOSE");
    expect(reasonOf(await kai("gareth.mash"))).toBe("W-PROTOCOL-PURPOSE");
  });
});

describe("another time on the same case", () => {
  test("needs the manager: theirs, and no other", async () => {
    setNow(MONDAY + HOUR);
    expect(faultsOf(await breakGlass("amara.mash"))).toEqual(["caseId RENEWAL_NEEDS_MANAGER"]);
    // listed beside the other faults
    expect(faultsOf(await breakGlass("amara.mash", { narrative: "short" }))).toEqual([
      "caseId RENEWAL_NEEDS_MANAGER",
      "narrative TOO_SMALL",
    ]);
    for (const who of ["amara.mash", manager("boss.mash"), manager("lone.mash"), "imran.csc", "mabel.mash"]) {
      expect(faultsOf(await approve(who, first.grantId))).toEqual(["grantId NOT_TO_APPROVE"]);
    }
  });

  test("is approved once, used once, and not after four hours", async () => {
    setNow(MONDAY + HOUR);
    const approvals = await Promise.all([gate, second].map((on) => approve("gareth.mash", first.grantId, on)));
    expect(approvals.map((it) => it.__typename).sort()).toEqual(["Refused", "RenewalApproved"]);
    setNow(MONDAY + 5 * HOUR);
    expect(faultsOf(await breakGlass("amara.mash"))).toEqual(["caseId RENEWAL_NEEDS_MANAGER"]);
    expect((await approve("gareth.mash", first.grantId)).__typename).toBe("RenewalApproved");
    const again = await Promise.all(
      [gate, second, gate, second].map((on) => breakGlass("amara.mash", { minutes: 30 }, on)),
    );
    expect(again.map((it) => it.__typename).sort()).toEqual(["GlassBroken", "Refused", "Refused", "Refused"]);
    expect(faultsOf(await breakGlass("amara.mash"))).toEqual(["caseId RENEWAL_NEEDS_MANAGER"]);
    expect(await grants("felix.mash")).toHaveLength(2);
  });

  test("a user without a manager on file is approved by any manager of the agency, and not by themselves", async () => {
    const { grantId } = await breakGlass(manager("lone.mash"));
    expect(faultsOf(await approve(manager("lone.mash"), grantId))).toEqual(["grantId NOT_TO_APPROVE"]);
    expect((await approve("gareth.mash", grantId)).__typename).toBe("RenewalApproved");
  });
});

describe("the reviews", () => {
  test("wait for the user's organisation, and for each source that released; for no other source", async () => {
    const waiting: Json[] = await reviewsOf("mabel.mash");
    const forOrganisation = waiting.find((it) => it.grant.user === "Amara Nwosu");
    expect(forOrganisation).toMatchObject({
      review: {
        side: "ORGANISATION",
        agency: "MASH",
        openBy: new Date(MONDAY + DAY).toISOString(),
        decideBy: new Date(MONDAY + 7 * DAY).toISOString(),
        outcome: null,
        overdue: false,
      },
      grant: {
        user: "Amara Nwosu",
        narrative: NARRATIVE,
        subjects: 1,
        released: [{ source: "GP", category: "mental-health" }],
      },
    });
    const [forSource, ...more] = await reviewsOf("naomi.gp");
    expect(more).toEqual([]);
    expect(forSource).toMatchObject({
      review: { side: "SOURCE", agency: "GP" },
      grant: { reviews: [{ agency: "GP" }] },
    });
    // told, and nothing of theirs was released: there is nothing to review
    expect(await reviewsOf("hugo.csc")).toEqual([]);
    expect(await reviewsOf("felix.mash")).toBeNull();
  });

  test("are nobody's in the user's line, up or down, nor of who is in conflict with the family", async () => {
    for (const who of ["gareth.mash", manager("boss.mash"), manager("ward.mash")]) {
      expect((await reviewsOf(who)).filter((it: Json) => it.grant.user === "Amara Nwosu")).toEqual([]);
      expect(faultsOf(await open(who, first.grantId))).toEqual(["reviewId UNKNOWN_REVIEW"]);
    }
    await gate.owner.query(
      `INSERT INTO conflict_of_interest (user_id, person_id, valid_from)
       SELECT 'naomi.gp', subject_id, $1 FROM break_glass_grant LIMIT 1`,
      [new Date(NOON)],
    );
    expect(await reviewsOf("naomi.gp")).toEqual([]);
    await gate.owner.query("DELETE FROM conflict_of_interest WHERE user_id = 'naomi.gp'");
  });

  test("are opened once and decided once, whoever is first on whichever instance", async () => {
    const [{ id }] = await reviewsOf("naomi.gp");
    expect(faultsOf(await decide("naomi.gp", id, "JUSTIFIED"))).toEqual(["reviewId NOT_TO_DECIDE"]);
    const opened = await Promise.all([gate, second, gate, second].map((on) => open("naomi.gp", id, on)));
    expect(opened.map((it) => it.__typename).sort()).toEqual(["Refused", "Refused", "Refused", "ReviewRecorded"]);
    expect(faultsOf(await decide("naomi.gp", "made-up", "JUSTIFIED", gate, "short"))).toEqual([
      "rationale TOO_SMALL",
      "reviewId UNKNOWN_REVIEW",
    ]);
    // more to know is no end of it
    expect((await decide("naomi.gp", id, "MORE_INFO")).__typename).toBe("ReviewRecorded");
    expect(await reviewsOf("naomi.gp")).toHaveLength(1);
    const decided = await Promise.all(
      ["JUSTIFIED", "NOT_JUSTIFIED", "JUSTIFIED"].map((it, i) => decide("naomi.gp", id, it, i % 2 ? gate : second)),
    );
    expect(decided.map((it) => it.__typename).sort()).toEqual(["Refused", "Refused", "ReviewRecorded"]);
    expect(await reviewsOf("naomi.gp")).toEqual([]);
    // whichever it was, it is as it was found for the rest of the story
    await gate.owner.query(`UPDATE break_glass_review SET outcome = 'JUSTIFIED'; DELETE FROM breach;
       DELETE FROM notification WHERE topic = 'BREACH_OPENED'`);
  });
});

/** On the other case of hers, so that no manager is needed. */
const elsewhere = async (on = gate): Promise<Json> => {
  const id = await gate.caseId("MASH", "MASH-0002");
  const { data } = await on.ask("amara.mash", RECORD, { id, purpose: "EARLY_HELP" });
  const memberIds = [data.record.members[0].id as string];
  return breakGlass("amara.mash", { caseId: id, memberIds }, on);
};

describe("a review that is late", () => {
  test("suspends the user at its instant, wherever they ask; nothing else does", async () => {
    setNow(MONDAY + DAY);
    for (const on of [gate, second]) expect(faultsOf(await elsewhere(on))).toEqual([" BREAK_GLASS_SUSPENDED"]);
    expect((await grants("felix.mash")).map((it: Json) => it.reviews)).toContainEqual([
      { side: "ORGANISATION", agency: "MASH", outcome: null, overdue: true },
      { side: "SOURCE", agency: "GP", outcome: "JUSTIFIED", overdue: false },
    ]);
  });

  test("is told once to its reviewers, and to the user", async () => {
    await Promise.all([gate, second].map((it) => it.gateway.remindOfOverdue(MONDAY + DAY)));
    await gate.gateway.remindOfOverdue(MONDAY + DAY + HOUR);
    // Amara's first and Lone's; her second was granted five hours later
    expect(await notified("BREAK_GLASS_REVIEW_OVERDUE")).toEqual(["MASH", "MASH"]);
    expect(await notified("BREAK_GLASS_SUSPENDED")).toEqual(["MASH amara.mash", "MASH lone.mash"]);
  });

  test("lets them again as soon as it is made, though late, and no sooner", async () => {
    setNow(MONDAY + DAY + HOUR);
    const waiting = (await reviewsOf("mabel.mash")).filter((it: Json) => it.grant.user === "Amara Nwosu");
    for (const { id } of waiting) expect((await open("mabel.mash", id)).__typename).toBe("ReviewRecorded");
    setNow(MONDAY + 7 * DAY + 12 * HOUR);
    expect(faultsOf(await elsewhere())).toEqual([" BREAK_GLASS_SUSPENDED"]);
    for (const { id } of waiting) await decide("mabel.mash", id, "JUSTIFIED");
    expect((await elsewhere()).__typename).toBe("GlassBroken");
  });
});

describe("what was not justified", () => {
  const LATER = MONDAY + 8 * DAY;
  const NOTE = "Spoke to her and to the clinic; printed copies destroyed.";
  const move = (who: Who, breachId: string, step: string, more: object = {}, on = gate): Promise<Json> =>
    run(
      who,
      `mutation ($input: MoveBreachInput!) { result: moveBreach(input: $input) { __typename ... on Refused { faults { path code } } } }`,
      { input: { breachId, step, note: NOTE, ...more } },
      on,
    );
  const breaches = (who: Who): Promise<Json> =>
    run(who, "{ result: breaches { id status reportDueAt reportOverdue steps { status by note icoReference } } }", {});

  test("opens one breach, tells of it, and suspends the user until it is closed", async () => {
    setNow(LATER);
    const [{ id }] = (await reviewsOf("mabel.mash")).filter((it: Json) => it.grant.user === "Amara Nwosu");
    await open("mabel.mash", id);
    expect((await decide("mabel.mash", id, "NOT_JUSTIFIED")).__typename).toBe("ReviewRecorded");
    expect(await breaches("mabel.mash")).toEqual([
      {
        id: expect.any(String) as string,
        status: "OPEN",
        reportDueAt: new Date(LATER + 72 * HOUR).toISOString(),
        reportOverdue: false,
        steps: [],
      },
    ]);
    expect(await notified("BREACH_OPENED")).toEqual(["MASH", "MASH amara.mash"]);
    expect(await breaches("amara.mash")).toBeNull();
    expect(await breaches("hugo.csc")).toEqual([]);
  });

  test("is contained, reported, closed: in that order, each once, by who governs", async () => {
    setNow(LATER + 72 * HOUR);
    const [{ id, reportOverdue }] = await breaches("mabel.mash");
    expect(reportOverdue).toBe(true);
    const suspended = async () => faultsOf(await elsewhere());
    const both = [" BREAK_GLASS_SUSPENDED", "caseId RENEWAL_NEEDS_MANAGER"];
    expect(await suspended()).toEqual(both);
    expect(faultsOf(await move("mabel.mash", id, "CLOSED", { note: "short", icoReference: "IC-1" }))).toEqual([
      "icoReference NOT_WITH_THIS_STEP",
      "note TOO_SMALL",
      "step NOT_NEXT",
    ]);
    expect(faultsOf(await move("gareth.mash", id, "CONTAINED"))).toEqual([" NOT_YOUR_ROLE"]);
    expect(faultsOf(await move("hugo.csc", id, "CONTAINED"))).toEqual(["breachId UNKNOWN_BREACH"]);
    expect(faultsOf(await move("mabel.mash", randomUUID(), "CONTAINED"))).toEqual(["breachId UNKNOWN_BREACH"]);
    const contained = await Promise.all(
      Array.from({ length: 10 }, (_, i) => move("mabel.mash", id, "CONTAINED", {}, i % 2 ? gate : second)),
    );
    expect(contained.filter((it) => it.__typename === "BreachMoved")).toHaveLength(1);
    expect(new Set(contained.flatMap(faultsOf))).toEqual(new Set(["step NOT_NEXT"]));
    expect(await suspended()).toEqual(both);
    expect(faultsOf(await move("mabel.mash", id, "REPORTED"))).toEqual(["icoReference MISSING"]);
    expect((await move("mabel.mash", id, "REPORTED", { icoReference: "IC-204417-X" })).__typename).toBe("BreachMoved");
    expect(faultsOf(await move("mabel.mash", id, "NOT_REPORTABLE"))).toEqual(["step NOT_NEXT"]);
    expect(await suspended()).toEqual(both);
    expect((await move("mabel.mash", id, "CLOSED")).__typename).toBe("BreachMoved");
    expect(await suspended()).toEqual(["caseId RENEWAL_NEEDS_MANAGER"]);
    expect((await breaches("felix.mash"))[0]).toMatchObject({
      status: "CLOSED",
      reportOverdue: false,
      steps: [
        { status: "CLOSED" },
        { status: "CONTAINED", by: "Mabel Osei", note: NOTE },
        { status: "REPORTED", icoReference: "IC-204417-X" },
      ],
    });
  });
});
