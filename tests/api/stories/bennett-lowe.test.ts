/** Nobody's threshold, told over HTTP: each agency at level 2, the drift by date, and a birth record that stays sealed. */
import { FAMILIES, USERS } from "../../../src/demonstration";
import { buildGatewaySchema } from "../../../src/schema";
import { PURPOSES, type Purpose } from "../../../src/sharing/vocabulary";
import { caller, NOON, startGateway, type TestGateway } from "../gateway";
import { asking, everythingIn, PERSON, valuesIn } from "./asking";
import { contributions, from, memberOf, openedTo, why, type Json } from "./reading";

const CASE = "EH-0003";
const MINUTE = 60_000;

let story: TestGateway;
/** Every field there is about a member, and the same without the decisions. */
let everything: string;
let values: string;
let now = NOON;

beforeAll(async () => {
  story = await startGateway();
  const { schema } = await buildGatewaySchema(() => null);
  everything = everythingIn(schema);
  values = valuesIn(schema);
});
afterAll(() => story.stop());

const caseOf = (user: string) => story.caseId(caller(user).agencyId, CASE);
const ask = asking(() => story);
const change = (user: string, mutation: string, variables: object): Promise<Json> => {
  story.setNow((now += MINUTE));
  return ask(user, mutation, variables);
};

const RECORD = (
  fields: string,
) => `query ($id: ID!, $purpose: Purpose!) { familyRecord(caseId: $id, purpose: $purpose) {
  case { localTier level statutory } members ${fields} } }`;
/** The same query each time. */
const record = async (user: string, purpose: Purpose): Promise<Json> =>
  ask(user, RECORD(everything), { id: await caseOf(user), purpose });

interface Page {
  readonly first: number;
  readonly after?: string | null;
  readonly from?: string;
  readonly to?: string;
  readonly categories?: readonly string[];
}
const chronology = async (user: string, purpose: Purpose, page: Page): Promise<Json> => {
  const query = `query ($id: ID!, $purpose: Purpose!, $first: Int!, $after: String, $from: LocalDate, $to: LocalDate, $categories: [Category!]) {
    familyRecord(caseId: $id, purpose: $purpose) { chronology(first: $first, after: $after, from: $from, to: $to, categories: $categories) {
      totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      edges { cursor node { occurredOn member field category agency { id } item { id __typename
        ... on SchoolConcern { action } ... on WasNotBrought { setting } } } } } } }`;
  return (await ask(user, query, { id: await caseOf(user), purpose, ...page })).chronology;
};
const days = (it: Json): string[] => it.edges.map((edge: Json) => edge.node.occurredOn);
const agencies = (it: Json): string[] => [...new Set<string>(it.edges.map((edge: Json) => edge.node.agency.id))].sort();

/** Leafs through to the end, three at a time. */
async function leafThrough(user: string, purpose: Purpose): Promise<Json[]> {
  const pages: Json[] = [];
  let after: string | null = null;
  do {
    const page: Json = await chronology(user, purpose, { first: 3, after });
    pages.push(page);
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after !== null && pages.length < 100);
  return pages;
}

const RECORD_CONSENT = `mutation ($input: RecordConsentInput!) { recordConsent(input: $input) {
  __typename ... on ConsentRecorded { consentId } ... on Refused { faults { path code } } } }`;
const WITHDRAW_CONSENT = `mutation ($id: ID!) { withdrawConsent(consentId: $id) { __typename } }`;
const ASSIGN = `mutation ($input: AssignUserInput!) { assignUser(input: $input) { __typename } }`;
const CHANGE_LEVEL = `mutation ($input: ChangeLevelInput!) { changeLevel(input: $input) {
  __typename ... on Refused { faults { code } } } }`;
const LINK = `mutation ($input: LinkPersonInput!) { linkPerson(input: $input) { __typename } }`;

const moveTo = async (user: string, localTier: string, statutoryBasis?: "S47") =>
  change(user, CHANGE_LEVEL, { input: { caseId: await caseOf(user), localTier, statutoryBasis } });

describe("the assessment that the teacher began, with the mother's agreement", () => {
  test("opens attendance, needs at school, the home, child health and who is involved, for the children alone", async () => {
    const seen = await record("kemi.eh", "EARLY_HELP");
    expect(openedTo(seen, "P-CONSENT")).toEqual({
      "Skye Bennett": ["HOUSING involvement", "HOUSING tenancy", "SCHOOL attendance", "SCHOOL send"],
      "Reece Bennett": ["GP immunisation-development", "HOUSING tenancy", "SCHOOL involvement", "SCHOOL attendance"],
      "Poppy Bennett": ["GP involvement", "GP immunisation-development", "HOUSING tenancy", "SCHOOL attendance"],
      "Carol Lowe": [],
      "Tom Bennett": [],
    });
    const [skye, reece, poppy] = seen.members;
    expect(from(skye, "SCHOOL").attendance.attendancePct).toBe(84);
    expect(from(skye, "SCHOOL").senProvision).toMatchObject({ provision: "K", needs: ["SEMH"] });
    expect(from(skye, "HOUSING")).toMatchObject({ dwelling: { noAccessVisits12m: 7 }, hazards: [{ category: "1" }] });
    expect(from(reece, "GP").wasNotBrought).toHaveLength(4);
    expect(from(poppy, "GP").wasNotBrought).toHaveLength(2);
    expect(from(poppy, "SCHOOL").twoYearOffer).toMatchObject({ eligible: true, takenUp: false });
  });

  test("leaves closed what it does not cover, each for its own reason", async () => {
    const [skye, reece, , carol, tom] = (await record("kemi.eh", "EARLY_HELP")).members;
    expect(why(skye, "SCHOOL", "safeguarding-concerns")).toBe("W-PROTOCOL-CATEGORY");
    expect(why(reece, "HOSP", "urgent-care")).toBe("W-NO-PROTOCOL");
    expect(why(skye, "GP", "mental-health")).toBe("W-CONSENT-SCOPE");
    expect(why(tom, "POLICE", "police-callouts")).toBe("W-NO-PROTOCOL");
    // what she agreed to for her children says nothing about her own home in her own name
    expect(why(carol, "HOUSING", "tenancy")).toBe("W-CONSENT-NONE");
    expect(from(carol, "HOUSING").hazards).toBeNull();
  });

  test("names the charity as a recipient, which has signed no protocol and so receives nothing", async () => {
    const { members } = await record("nadine.vcs", "EARLY_HELP");
    const decisions = members.flatMap(contributions).flatMap((it: Json) => it.sharing.decisions);
    expect(new Set(decisions.map((d: Json) => d.reason))).toEqual(new Set(["W-NO-PROTOCOL"]));
  });

  test("shows the safeguarding lead that appointments were missed, and not what was said about them", async () => {
    const [, reece] = (await record("dilys.school", "EARLY_HELP")).members;
    expect(from(reece, "GP").wasNotBrought[3]).toMatchObject({ appointmentOn: "2025-11-04", reason: null });
    expect(from(reece, "SCHOOL").concernLog[0].action).toContain("Hides food in his tray");
  });
});

describe("Carol's own health", () => {
  const agreeing = (memberId: string, more: object = {}) => ({
    input: {
      memberId,
      capacity: "SELF",
      decision: "GRANTED",
      categories: ["mental-health"],
      recipients: ["EH"],
      purposes: ["EARLY_HELP"],
      method: "In person, alone, at the children's centre",
      soughtSafely: true,
      ...more,
    },
  });
  const carolNow = async () => memberOf(await record("kemi.eh", "EARLY_HELP"), "Carol Lowe");

  // B4: consent is each person's for their own data. Nothing that she signed is about her, so nobody has been asked:
  // that is NONE, and SCOPE would claim that she was asked and left it out.
  test("has not been asked for: W-CONSENT-NONE, and the next step is to ask her", async () => {
    const carol = await carolNow();
    const decision = from(carol, "GP").sharing.decisions.find((d: Json) => d.category === "mental-health");
    expect(decision).toMatchObject({
      outcome: "WITHHELD",
      reason: "W-CONSENT-NONE",
      nextStep: { code: "NS-SEEK-CONSENT", who: ["Carol Lowe"] },
    });
    expect(why(carol, "MHT", "mental-health")).toBe("W-NO-PROTOCOL");
  });

  test("is hers to open and hers to close again", async () => {
    const { id } = await carolNow();
    const { consentId } = await change("kemi.eh", RECORD_CONSENT, agreeing(id));
    const agreed = await carolNow();
    expect(why(agreed, "GP", "mental-health")).toBe("P-CONSENT");
    expect(from(agreed, "GP").riskToChildFromIllness[0].statement).toContain("Some days does not get up");
    // asked now, and about this alone
    expect(why(agreed, "HOUSING", "tenancy")).toBe("W-CONSENT-SCOPE");

    await change("kemi.eh", WITHDRAW_CONSENT, { id: consentId });
    const withdrawn = await carolNow();
    expect(why(withdrawn, "GP", "mental-health")).toBe("W-CONSENT-WITHDRAWN");
    expect(from(withdrawn, "GP").riskToChildFromIllness).toBeNull();
  });

  test("is not her partner's to open", async () => {
    const seen = await record("kemi.eh", "EARLY_HELP");
    const [carol, tom] = ["Carol Lowe", "Tom Bennett"].map((name) => memberOf(seen, name).id);
    expect(await change("kemi.eh", RECORD_CONSENT, agreeing(carol, { capacity: "PR_HOLDER", givenBy: tom }))).toEqual({
      __typename: "Refused",
      faults: [{ path: "givenBy", code: "WRONG_PERSON" }],
    });
    expect(why(memberOf(seen, "Tom Bennett"), "GP", "mental-health")).toBe("W-CONSENT-NONE");
  });
});

describe("the chronology at level 2", () => {
  test("shows by date what four agencies hold of what was agreed", async () => {
    const all = await chronology("kemi.eh", "EARLY_HELP", { first: 200 });
    expect(agencies(all)).toEqual(["EH", "GP", "HOUSING", "SCHOOL"]);
    expect(days(all)).toEqual([...days(all)].sort().reverse());
    expect(all.edges.filter((it: Json) => it.node.field === "wasNotBrought")).toHaveLength(6);
    expect(all.edges.filter((it: Json) => it.node.category === "safeguarding-concerns")).toEqual([]);
  });

  test("leafed through three at a time is the same as at once", async () => {
    const all = await chronology("kemi.eh", "EARLY_HELP", { first: 200 });
    const pages = await leafThrough("kemi.eh", "EARLY_HELP");
    expect(pages.flatMap((it) => it.edges)).toEqual(all.edges);
    expect(pages).toHaveLength(Math.ceil(all.totalCount / 3));
    expect(new Set(pages.map((it) => it.totalCount))).toEqual(new Set([all.edges.length]));
    expect(pages.map((it) => it.pageInfo.hasPreviousPage)).toEqual(pages.map((_, i) => i > 0));
    expect(pages.map((it) => it.pageInfo.hasNextPage)).toEqual(pages.map((_, i) => i < pages.length - 1));
  });
});

describe("the network meeting steps it up", () => {
  const hubs = (purpose: Purpose) => record("amara.mash", purpose);
  const drift = (page: Page) => chronology("amara.mash", "CHILD_PROTECTION_ENQUIRY", page);
  const REFUSED = (code: string) => ({ __typename: "Refused", faults: [{ code }] });

  test("early help's key worker cannot move the level; she brings in those who may", async () => {
    expect(await moveTo("kemi.eh", "Level 3 Complex")).toEqual(REFUSED("NOT_YOUR_ROLE"));
    expect(await hubs("MASH_SCREENING")).toBeNull();
    for (const userId of ["amara.mash", "gareth.mash"]) {
      await change("kemi.eh", ASSIGN, { input: { caseId: await caseOf("kemi.eh"), userId } });
    }
    const seen = await hubs("MASH_SCREENING");
    expect(seen.case).toEqual({ localTier: "Level 2 Early Intervention", level: 2, statutory: false });
  });

  test("at level 3 the schools' concerns and the closed contacts open, in the same second", async () => {
    const [skye, reece] = (await hubs("MASH_SCREENING")).members;
    expect([why(skye, "SCHOOL", "attendance"), why(skye, "SCHOOL", "safeguarding-concerns")]).toEqual([
      "P-16LA",
      "W-LEVEL",
    ]);
    expect(from(reece, "SCHOOL").concernLog).toBeNull();
    expect(why(reece, "CSC", "csc-status")).toBe("W-LEVEL");

    expect(await moveTo("amara.mash", "Level 3 Complex")).toEqual({ __typename: "CaseChanged" });
    const [skyeNow, reeceNow, , carolNow, tomNow] = (await hubs("MASH_SCREENING")).members;
    expect(why(skyeNow, "SCHOOL", "safeguarding-concerns")).toBe("P-16LA");
    expect(from(skyeNow, "SCHOOL").concernLog).toHaveLength(3);
    expect(from(reeceNow, "CSC").contacts).toMatchObject([{ outcome: "NO_FURTHER_ACTION" }]);
    // what she gave early help, and took back, she never gave the hub; nobody has asked him at all
    expect(why(carolNow, "GP", "mental-health")).toBe("W-CONSENT-SCOPE");
    expect(why(tomNow, "GP", "substance-misuse")).toBe("W-CONSENT-NONE");
    expect(why(reeceNow, "HOSP", "urgent-care")).toBe("W-CONSENT-SCOPE");
    // early help's protocol allows no more categories for it; within one it now allows the marks as well
    const skyes = memberOf(await record("kemi.eh", "EARLY_HELP"), "Skye Bennett");
    expect(why(skyes, "SCHOOL", "safeguarding-concerns")).toBe("W-PROTOCOL-CATEGORY");
    expect(from(skyes, "SCHOOL").sharing.decisions.filter((d: Json) => d.reason === "W-LEVEL")).toEqual([]);
  });

  test("an enquiry is the manager's to begin", async () => {
    expect(await moveTo("amara.mash", "Level 4 Acute", "S47")).toEqual(REFUSED("NOT_YOUR_ROLE"));
    expect(why((await hubs("CHILD_PROTECTION_ENQUIRY")).members[1], "HOSP", "urgent-care")).toBe("W-NO-BASIS");
    expect(await moveTo("gareth.mash", "Level 4 Acute", "S47")).toEqual({ __typename: "CaseChanged" });
  });

  test("at level 4 it sees the whole drift: eight agencies, fourteen months", async () => {
    const [, reece, , carol, tom] = (await hubs("CHILD_PROTECTION_ENQUIRY")).members;
    expect(from(reece, "HOSP").admissions[0].diagnoses[0].display).toContain("eight teeth");
    expect([why(carol, "GP", "mental-health"), why(carol, "MHT", "mental-health")]).toEqual(["P-S47", "P-S47"]);
    expect(from(tom, "GP").substanceUse).toMatchObject([{ auditScore: 23 }]);
    expect(from(tom, "POLICE").incidents.map((it: Json) => it.reportedBy)).toEqual([null, null]);

    const recent = await drift({ first: 200, from: "2025-09-01" });
    expect(agencies(recent)).toEqual(["CSC", "EH", "GP", "HOSP", "HOUSING", "MHT", "POLICE", "SCHOOL"]);
    expect(days(recent)).toEqual([...days(recent)].sort().reverse());
    expect([days(recent).at(-1)!.slice(0, 7), days(recent)[0]!.slice(0, 7)]).toEqual(["2025-09", "2026-11"]);
    // each agency's first concern, two months apart or so, and none of them saw the next one's
    const first = new Map(recent.edges.map((it: Json) => [it.node.field, it.node.occurredOn]));
    expect(["concernLog", "wasNotBrought", "hazards", "contacts"].map((it) => first.get(it))).toEqual([
      "2025-10-07",
      "2025-11-04",
      "2025-12-03",
      "2026-02-16",
    ]);

    const pages = await leafThrough("amara.mash", "CHILD_PROTECTION_ENQUIRY");
    const all = await drift({ first: 200 });
    expect(pages.flatMap((it) => it.edges)).toEqual(all.edges);
    expect(new Set(all.edges.map((it: Json) => it.node.item.id)).size).toBe(all.totalCount);
  });

  test("the chronology can be cut to a time and to categories", async () => {
    const categories = ["safeguarding-concerns"];
    const some = await drift({ first: 200, from: "2025-10-07", to: "2026-06-18", categories });
    // from this day on, and before that
    expect(days(some)).toEqual(["2026-02-12", "2025-11-19", "2025-10-07"]);
    expect(some.totalCount).toBe(3);
  });

  test("stepping down is not for guests; where the owner's manager does it, the record closes in the same second", async () => {
    for (const user of ["amara.mash", "gareth.mash"]) {
      expect(await moveTo(user, "Level 2 Early Intervention")).toEqual(REFUSED("NOT_YOUR_CASE"));
    }
    // early help has no manager among the demonstration's callers
    await story.owner.query("INSERT INTO app_user VALUES ('test.eh', 'EH', 'A manager', '{SF_MANAGER}', true)");
    await change("kemi.eh", ASSIGN, { input: { caseId: await caseOf("kemi.eh"), userId: "test.eh" } });
    const down = { caseId: await story.caseId("EH", CASE), localTier: "Level 2 Early Intervention" };
    const { data } = await story.ask({ userId: "test.eh", agencyId: "EH", role: "SF_MANAGER" }, CHANGE_LEVEL, {
      input: down,
    });
    expect(data.changeLevel).toEqual({ __typename: "CaseChanged" });

    const [skye, reece] = (await hubs("MASH_SCREENING")).members;
    expect([why(skye, "SCHOOL", "safeguarding-concerns"), why(reece, "HOSP", "urgent-care")]).toEqual([
      "W-LEVEL",
      "W-LEVEL",
    ]);
    const enquiry = await hubs("CHILD_PROTECTION_ENQUIRY");
    expect(why(memberOf(enquiry, "Carol Lowe"), "GP", "mental-health")).toBe("W-LEVEL");
    await moveTo("gareth.mash", "Level 4 Acute", "S47");
  });
});

describe("Poppy, and the child she was before", () => {
  const BEFORE = "HUB:fenn.amelie";
  const HISTORY = /Amelie|Fenn|Bryony|C-760020|F-1190|P96\.1|Lugg Valley Hospital, neonatal/;
  const sealed = FAMILIES.flatMap((it) => it.items).filter((it) => it.person === "fenn/amelie");
  const SOURCES = [...new Set(sealed.map((it) => it.agency))];

  const grant = (localId: string) =>
    story.owner.query(
      `INSERT INTO break_glass_grant (case_id, subject_id, user_id, reason, narrative, categories, valid_from, valid_to)
       SELECT c.id, i.person_id, 'amara.mash', 'IMMEDIATE_DANGER', 'A stranger says that she is the mother', '{*}', $1, $2
       FROM case_file c, person_identifier i WHERE c.reference = $3 AND i.value = $4`,
      [new Date(now), new Date(now + 60 * MINUTE), CASE, localId],
    );

  test("are two people whom nothing on file joins", async () => {
    expect(SOURCES.sort()).toEqual(["CSC", "GP", "HOSP"]);
    const { rows } = await story.owner.query(
      `WITH before AS (SELECT person_id AS id FROM person_identifier WHERE value = $1)
       SELECT (SELECT count(*)::int FROM before) AS people,
         (SELECT count(*)::int FROM relationship r, before b WHERE b.id IN (r.person_id, r.related_id)) AS relationships,
         (SELECT count(*)::int FROM parental_responsibility r, before b WHERE b.id IN (r.child_id, r.holder_id)) AS holders,
         (SELECT count(*)::int FROM case_member m, before b WHERE b.id = m.person_id) AS cases,
         (SELECT array_agg(i.system) FROM person_identifier i, before b WHERE b.id = i.person_id) AS systems`,
      [BEFORE],
    );
    expect(rows).toEqual([{ people: 1, relationships: 0, holders: 0, cases: 0, systems: ["LOCAL_ID"] }]);
  });

  test("share nothing in any answer, to anybody, for any purpose, under broken glass neither", async () => {
    expect(JSON.stringify(sealed).match(new RegExp(HISTORY, "g"))!.length).toBeGreaterThan(4);
    await grant("HUB:bennett-lowe.poppy");
    const broken = memberOf(await record("amara.mash", "EARLY_HELP"), "Poppy Bennett");
    expect(why(broken, "GP", "immunisation-development")).toBe("P-BREAKGLASS");
    for (const category of ["csc-status", "csc-assessment", "demographics", "household"]) {
      expect([category, why(broken, "CSC", category)]).toEqual([category, "N-NOTHING-AVAILABLE"]);
    }
    expect(why(broken, "HOSP", "urgent-care")).toBe("N-NOTHING-AVAILABLE");

    for (const { id } of USERS) {
      const onCase = ["kemi.eh", "dilys.school", "nadine.vcs", "amara.mash", "gareth.mash"].includes(id);
      const asked = PURPOSES.flatMap((purpose) => [
        story.ask(id, PERSON(values), { system: "LOCAL_ID", value: BEFORE, purpose }),
        ...(onCase ? [caseOf(id).then((it) => story.ask(id, RECORD(values), { id: it, purpose }))] : []),
      ]);
      for (const { status, errors, text } of await Promise.all(asked)) {
        expect([status, errors]).toEqual([200, undefined]);
        expect(text.match(HISTORY)).toBeNull();
      }
    }
  });

  test("the agencies that hold the birth record find nobody in it themselves", async () => {
    for (const user of ["imran.csc", "shona.csc", "rosa.gp"]) {
      const variables = { system: "LOCAL_ID", purpose: "CHILD_PROTECTION_ENQUIRY" };
      const answer = await story.ask(user, PERSON(everything), { ...variables, value: BEFORE });
      expect(answer).toMatchObject({ status: 200, data: { person: null } });
      expect(answer.text).toBe(
        (await story.ask(user, PERSON(everything), { ...variables, value: "HUB:fenn.nobody" })).text,
      );
    }
  });

  test("linked to a case by somebody who knows the number, with the glass broken, the record reads like none at all", async () => {
    for (const [value, name] of [
      [BEFORE, "Amelie Fenn"],
      ["HUB:twin.nobody", "Nobody Twin"],
    ] as const) {
      const linked = await change("amara.mash", LINK, {
        input: {
          caseId: await caseOf("amara.mash"),
          person: { system: "LOCAL_ID", value, name, birthDate: "2023-05-17" },
          relationship: "CHILD",
          isChild: true,
          inHousehold: true,
          reason: "Said to be of the household",
        },
      });
      expect(linked).toEqual({ __typename: "PersonLinked" });
      await grant(value);
    }
    for (const purpose of ["CHILD_PROTECTION_ENQUIRY", "MASH_SCREENING"] as const) {
      const seen = await record("amara.mash", purpose);
      const [birth, twin] = ["Amelie Fenn", "Nobody Twin"].map((name) =>
        contributions(memberOf(seen, name)).map((it) => ({
          ...it,
          sharing: it.sharing.decisions.map((d: Json) => ({ ...d, id: "" })),
        })),
      );
      expect(birth).toEqual(twin);
      for (const agency of SOURCES) {
        const { decisions } = from(memberOf(seen, "Amelie Fenn"), agency).sharing;
        const outcomes = decisions.map((d: Json) => d.outcome).filter((it: string) => it !== "WITHHELD");
        expect(new Set(outcomes)).toEqual(new Set(["NOTHING_AVAILABLE"]));
      }
      // and nobody of this family is hers
      expect(memberOf(seen, "Amelie Fenn")).toMatchObject({ relationships: [], parentalResponsibility: [] });
    }
    const { id } = memberOf(await record("amara.mash", "CHILD_PROTECTION_ENQUIRY"), "Amelie Fenn");
    const events = (await chronology("amara.mash", "CHILD_PROTECTION_ENQUIRY", { first: 200 })).edges;
    expect(events.filter((it: Json) => it.node.member === id)).toEqual([]);
  });
});
