/** A bruise on a baby, told over HTTP: what opens and closes, for whom and why, each time that somebody does something. */
import request from "supertest";
import { FAMILIES, USERS } from "../../../src/demonstration";
import { demonstrationRoutes } from "../../../src/demonstration/routes";
import { DemonstrationIssuer } from "../../../src/identity/demonstration-issuer";
import { buildGatewaySchema } from "../../../src/schema";
import { PURPOSES, type Purpose } from "../../../src/sharing/vocabulary";
import { caller, NOON, RULES, startGateway, type TestGateway } from "../gateway";
import { asking, everythingIn, PERSON, valuesIn } from "./asking";
import { contributions, decisionOn, from, memberOf, opened, openedTo, why, type Json } from "./reading";

const REID = "2009/0412233Q";
const NOBODYS_PNC = "2011/0123456H";
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

const caseOf = (user: string, reference: string) => story.caseId(caller(user).agencyId, reference);
const ask = asking(() => story);

/** The same query each time: only who asks, what for and what has happened since differ. */
async function record(user: string, reference: string, purpose: Purpose): Promise<Json> {
  const query = `query ($id: ID!, $purpose: Purpose!) { familyRecord(caseId: $id, purpose: $purpose) {
    case { level significantHarmSuspectedAt } sharing { tellFamily } members ${everything} } }`;
  return ask(user, query, { id: await caseOf(user, reference), purpose });
}

const person = (user: string, value: string, purpose: Purpose = "MASH_SCREENING") =>
  story.ask(user, PERSON(everything), { system: "PNC_ID", value, purpose });

const change = (user: string, mutation: string, variables: object): Promise<Json> => {
  story.setNow((now += MINUTE));
  return ask(user, mutation, variables);
};

const RECORD_CONSENT = `mutation ($input: RecordConsentInput!) { recordConsent(input: $input) {
  __typename ... on ConsentRecorded { consentId } ... on Refused { faults { code } } } }`;
const WITHDRAW_CONSENT = `mutation ($id: ID!) { withdrawConsent(consentId: $id) { __typename } }`;
const RECORD_HARM = `mutation ($id: ID!) { recordSignificantHarm(caseId: $id) {
  __typename ... on Refused { faults { code } } } }`;
const CHANGE_LEVEL = `mutation ($input: ChangeLevelInput!) { changeLevel(input: $input) { __typename } }`;
const LINK = `mutation ($input: LinkPersonInput!) { linkPerson(input: $input) {
  __typename ... on PersonLinked { memberId } } }`;

const linking = async (user: string, reference: string, standing: object) => ({
  input: {
    caseId: await caseOf(user, reference),
    person: { system: "PNC_ID", value: REID, name: "Dean Reid" },
    relationship: "PARTNER_OF_PARENT",
    reason: "Gave 12 Larkspur House as where he is staying",
    ...standing,
  },
});

describe("early help, at level 2, with Ada's agreement", () => {
  test("opens attendance, child health and the tenancy, and nothing else of anybody else's", async () => {
    const seen = await record("kemi.eh", "EH-0001", "EARLY_HELP");
    expect(openedTo(seen, "P-CONSENT")).toEqual({
      "Micah Okafor": ["GP immunisation-development"],
      "Ife Okafor": ["GP immunisation-development", "SCHOOL attendance"],
      "Ada Okafor": ["HOUSING tenancy"],
    });
    const others = seen.members.flatMap(contributions).filter((it: Json) => it.agency.id !== "EH");
    const reasons = others.flatMap((it: Json) => it.sharing.decisions).filter((d: Json) => d.outcome === "RELEASED");
    expect(new Set(reasons.map((d: Json) => d.reason))).toEqual(new Set(["P-CONSENT"]));

    const [micah, ife, ada] = seen.members;
    expect(from(ife, "SCHOOL").attendance.attendancePct).toBe(78);
    expect(from(micah, "GP").mandatedReviews[0]).toMatchObject({ review: "SIX_TO_EIGHT_WEEKS", status: "LATE" });
    expect(from(micah, "GP").wasNotBrought12m.count).toBe(2);
    expect(from(ada, "HOUSING").tenancies).toMatchObject([{ reference: "T-2210478", type: "SECURE" }]);
  });

  test("says of everything else why it stays closed", async () => {
    const [micah, ife, ada] = (await record("kemi.eh", "EH-0001", "EARLY_HELP")).members;
    expect({
      bruise: why(micah, "HOSP", "urgent-care"),
      lowMood: why(ada, "GP", "mental-health"),
      arguments: why(ada, "POLICE", "police-callouts"),
      neighbour: why(ada, "HOUSING", "arrears-asb"),
      concerns: why(ife, "SCHOOL", "safeguarding-concerns"),
      marks: why(ife, "SCHOOL", "attendance", "sessionMarks"),
      contact: why(ife, "CSC", "csc-status"),
    }).toEqual({
      bruise: "W-NO-PROTOCOL",
      lowMood: "W-CONSENT-SCOPE",
      arguments: "W-NO-PROTOCOL",
      neighbour: "W-PROTOCOL-CATEGORY",
      concerns: "W-PROTOCOL-CATEGORY",
      marks: "W-LEVEL",
      contact: "W-CONSENT-SCOPE",
    });
  });

  test("gives the designated safeguarding lead flag and date, and her own record in full", async () => {
    const [micah, ife] = (await record("dilys.school", "EH-0001", "EARLY_HELP")).members;
    expect(from(micah, "GP").wasNotBrought).toMatchObject([
      { appointmentOn: "2026-09-15", reason: null },
      { appointmentOn: "2026-08-04", reason: null },
    ]);
    expect(from(ife, "SCHOOL").concernLog[1]).toMatchObject({
      action: expect.stringContaining("Ife calls him Uncle Dee") as string,
    });
  });

  test("follows consent: recorded it opens, withdrawn it closes", async () => {
    const lowMood = async (): Promise<Json> => memberOf(await record("kemi.eh", "EH-0001", "EARLY_HELP"), "Ada Okafor");
    const before = await lowMood();
    expect(from(before, "GP").riskToChildFromIllness).toBeNull();

    const { consentId } = await change("kemi.eh", RECORD_CONSENT, {
      input: {
        memberId: before.id,
        capacity: "SELF",
        decision: "GRANTED",
        categories: ["tenancy", "mental-health"],
        recipients: ["EH"],
        purposes: ["EARLY_HELP"],
        method: "In person, alone",
        soughtSafely: true,
      },
    });
    const agreed = await lowMood();
    expect(why(agreed, "GP", "mental-health")).toBe("P-CONSENT");
    expect(from(agreed, "GP").riskToChildFromIllness[0].statement).toContain("Low mood since the birth");

    await change("kemi.eh", WITHDRAW_CONSENT, { id: consentId });
    const withdrawn = await lowMood();
    expect(why(withdrawn, "GP", "mental-health")).toBe("W-CONSENT-WITHDRAWN");
    expect(from(withdrawn, "GP").riskToChildFromIllness).toBeNull();
    // her latest record on early help is the one that counts, so the tenancy closes with it; the children's stand
    expect(why(withdrawn, "HOUSING", "tenancy")).toBe("W-CONSENT-WITHDRAWN");
    const children = openedTo(await record("kemi.eh", "EH-0001", "EARLY_HELP"), "P-CONSENT");
    expect(children["Ife Okafor"]).toEqual(["GP immunisation-development", "SCHOOL attendance"]);
  });
});

describe("what Ada signed on paper", () => {
  test("stands on the record of those it names, with what it covers", async () => {
    const ife = memberOf(await record("kemi.eh", "EH-0001", "EARLY_HELP"), "Ife Okafor");
    expect(ife.consents).toMatchObject([
      {
        standing: "GRANTED",
        givenBy: "PR_HOLDER",
        categories: ["attendance", "immunisation-development", "tenancy"],
        purposes: ["EARLY_HELP"],
      },
    ]);
    // the hub is no recipient of it
    expect(memberOf(await record("amara.mash", "MASH-0001", "MASH_SCREENING"), "Ife Okafor").consents).toEqual([]);
  });

  test("is hers to take back by telephone: that child's record closes in the same second, and no other", async () => {
    const ife = memberOf(await record("kemi.eh", "EH-0001", "EARLY_HELP"), "Ife Okafor");
    expect(from(ife, "SCHOOL").attendance.attendancePct).toBe(78);
    await change("kemi.eh", WITHDRAW_CONSENT, { id: ife.consents[0].id });
    const seen = await record("kemi.eh", "EH-0001", "EARLY_HELP");
    const closed = memberOf(seen, "Ife Okafor");
    expect(decisionOn(closed, "SCHOOL", "attendance")).toMatchObject({
      reason: "W-CONSENT-WITHDRAWN",
      nextStep: { code: "NS-RESPECT" },
    });
    expect(from(closed, "SCHOOL").attendance).toBeNull();
    expect(closed.consents).toMatchObject([{ standing: "WITHDRAWN" }]);
    expect(opened(memberOf(seen, "Micah Okafor"), "P-CONSENT")).toEqual(["GP immunisation-development"]);
  });
});

describe("screening in the hub, at level 3", () => {
  const DETERMINED = [
    "attendance",
    "contact-address",
    "csc-status",
    "demographics",
    "gp-registration",
    "household",
    "involvement",
    "safeguarding-concerns",
    "send",
  ];

  test("opens what the holders determined under s.16LA, without consent", async () => {
    const seen = await record("amara.mash", "MASH-0001", "MASH_SCREENING");
    const categories = Object.values(openedTo(seen, "P-16LA")).flatMap((it) => it.map((pair) => pair.split(" ")[1]));
    expect([...new Set(categories)].sort()).toEqual(DETERMINED);
    const [micah, ife, ada] = seen.members;
    expect(from(ife, "SCHOOL").concernLog.map((it: Json) => it.concernCategory)).toEqual([
      "Neglect",
      "Home circumstances",
    ]);
    expect(from(ife, "SCHOOL").sessionMarks).toMatchObject([{ mark: "U" }, { mark: "O" }]);
    expect(from(micah, "CSC").contacts).toMatchObject([{ outcome: "NO_FURTHER_ACTION" }]);
    expect(
      from(ada, "HOUSING")
        .householdMembers.map((it: Json) => it.name.given[0])
        .sort(),
    ).toEqual(["Ife", "Micah"]);
    expect(seen.sharing.tellFamily).toBe(true);
  });

  test("leaves the rest to consent, level and the source", async () => {
    const [micah, , ada] = (await record("amara.mash", "MASH-0001", "MASH_SCREENING")).members;
    expect(why(micah, "HOSP", "urgent-care")).toBe("W-CONSENT-SCOPE");
    expect(why(ada, "GP", "mental-health")).toBe("W-CONSENT-SCOPE");
    expect(why(ada, "POLICE", "police-callouts")).toBe("W-CONSENT-SCOPE");
    expect(decisionOn(ada, "POLICE", "convictions")).toMatchObject({
      reason: "W-LEVEL",
      levelNow: 3,
      levelNeeded: "4",
    });
    expect(why(ada, "POLICE", "police-intelligence")).toBe("W-LEVEL");
    expect(JSON.stringify(ada)).not.toContain("sertraline");
    // nobody calls it an enquiry before it is one
    const enquiry = await record("amara.mash", "MASH-0001", "CHILD_PROTECTION_ENQUIRY");
    expect(why(enquiry.members[0], "HOSP", "urgent-care")).toBe("W-NO-BASIS");
  });

  test("is for the roles that the protocol names: a colleague on the same case is told to ask one", async () => {
    const seen = await record("joel.mash", "MASH-0001", "MASH_SCREENING");
    expect(Object.values(openedTo(seen, "P-16LA")).flat()).toEqual([]);
    const decision = decisionOn(memberOf(seen, "Ife Okafor"), "SCHOOL", "attendance");
    expect(decision).toMatchObject({
      reason: "W-PROTOCOL-ROLE",
      nextStep: { code: "NS-RIGHT-PERSON", who: ["MASH_ADVANCED_PRACTITIONER", "MASH_MANAGER", "SOCIAL_WORKER"] },
    });
  });
});

describe("Dean Reid, before anybody has linked him", () => {
  test("is nobody to the hub: his PNC number answers byte for byte like one that nobody has", async () => {
    for (const user of ["amara.mash", "gareth.mash", "felix.mash"]) {
      for (const purpose of ["MASH_SCREENING", "CHILD_PROTECTION_ENQUIRY"] as const) {
        const [his, nobodys] = [await person(user, REID, purpose), await person(user, NOBODYS_PNC, purpose)];
        expect(his).toMatchObject({ status: 200, data: { person: null } });
        expect(his.text).toBe(nobodys.text);
      }
    }
  });

  test("stays closed to whoever writes him on a case that he has no part in", async () => {
    const closed = { isChild: false, inHousehold: false, contactWithChild: false };
    await change("amara.mash", LINK, await linking("amara.mash", "MASH-0003", closed));
    const fished = memberOf(await record("amara.mash", "MASH-0003", "CHILD_PROTECTION_ENQUIRY"), "Dean Reid");
    const decisions = contributions(fished).flatMap((it) => it.sharing.decisions);
    expect(new Set(decisions.map((d: Json) => d.reason))).toEqual(new Set(["W-NO-RELATIONSHIP"]));
    expect(from(fished, "POLICE").convictions).toBeNull();
    expect(decisionOn(fished, "POLICE", "convictions").nextStep.code).toBe("NS-LINK");
  });

  test("is on file with the police alone, who know him by both names", async () => {
    const { data } = await person("owen.police", REID, "CRIME_PREVENTION");
    expect(from(data.person, "POLICE")).toMatchObject({
      aliases: [{ name: { given: ["Dee"] } }],
      convictions: [{ spent: false }, { spent: true }],
    });
  });
});

describe("the manager records that significant harm is suspected", () => {
  test("and nobody else can", async () => {
    for (const user of ["amara.mash", "shona.csc", "joel.mash", "felix.mash"]) {
      const refused = await change(user, RECORD_HARM, { id: await caseOf(user, "MASH-0001") });
      expect(refused).toEqual({ __typename: "Refused", faults: [{ code: "NOT_YOUR_ROLE" }] });
    }
  });

  test("so what screening could not see opens under s.47, all but what needs level 4", async () => {
    const before = await record("amara.mash", "MASH-0001", "MASH_SCREENING");
    await change("gareth.mash", RECORD_HARM, { id: await caseOf("gareth.mash", "MASH-0001") });
    const after = await record("amara.mash", "MASH-0001", "MASH_SCREENING");

    const newly = (name: string) => {
      const known = opened(memberOf(before, name), "P-16LA");
      return opened(memberOf(after, name), "P-S47").filter((it) => !known.includes(it));
    };
    expect(newly("Micah Okafor")).toEqual([
      "GP immunisation-development",
      "HOSP urgent-care",
      "POLICE police-callouts",
    ]);
    expect(newly("Ife Okafor")).toEqual([
      "GP immunisation-development",
      "POLICE police-callouts",
      "POLICE domestic-abuse",
      "SCHOOL domestic-abuse",
      "EH early-help",
    ]);
    expect(newly("Ada Okafor")).toEqual([
      "GP mental-health",
      "HOSP urgent-care",
      "POLICE police-callouts",
      "POLICE domestic-abuse",
      "HOUSING tenancy",
      "HOUSING arrears-asb",
    ]);
    expect(Object.values(openedTo(after, "P-16LA")).flat()).toEqual([]);

    const [micah, , ada] = after.members;
    expect(from(micah, "HOSP").edAttendances).toMatchObject([
      {
        leftBeforeSeen: true,
        chiefComplaint: { display: "Bruise to upper arm, 3 cm; mother says he rolled on a toy" },
      },
    ]);
    expect(from(ada, "GP").riskToChildFromIllness[0].statement).toContain("Asked for sertraline");
    expect(from(ada, "POLICE").incidents).toHaveLength(3);
    expect(new Set(from(ada, "POLICE").incidents.map((it: Json) => it.childSeen))).toEqual(new Set([false]));
    expect(from(ada, "POLICE").dashAssessments).toMatchObject([{ score: 11, level: "MEDIUM" }]);
    expect(from(ada, "HOUSING").rentAccount.weeksArrears).toBe(5);
    expect(why(ada, "POLICE", "convictions")).toBe("W-LEVEL");
    expect(after.case.significantHarmSuspectedAt).toBe(new Date(now).toISOString());
  });

  test("the neighbour is heard and not named, with her own words and without who she is", async () => {
    const ada = memberOf(await record("amara.mash", "MASH-0001", "MASH_SCREENING"), "Ada Okafor");
    expect(from(ada, "HOUSING").neighbourReports).toMatchObject([
      {
        account: "Man shouting at night again, baby screaming.",
        reportedBy: null,
        provenance: { nature: "ALLEGATION" },
      },
      { account: "Baby screaming for an hour, man shouting.", reportedBy: null },
    ]);
    expect(from(ada, "HOUSING").asbCases).toMatchObject([{ reference: "ASB-5531", complainant: null }]);
  });
});

describe("the police link Dean Reid, who lives with the child", () => {
  test("and he opens like any member; his convictions once the case is at level 4", async () => {
    const lives = { inHousehold: true, contactWithChild: true };
    expect(await change("owen.police", LINK, await linking("owen.police", "MASH-0001", lives))).toMatchObject({
      __typename: "PersonLinked",
    });
    const linked = await record("amara.mash", "MASH-0001", "MASH_SCREENING");
    const dean = memberOf(linked, "Dean Reid");
    expect(dean).toMatchObject({ relationship: "PARTNER_OF_PARENT", inHousehold: true });
    expect(why(dean, "POLICE", "convictions")).toBe("W-LEVEL");
    // one address and a date: what nobody held alone
    const stayed = from(dean, "POLICE").incidents[0];
    const home = from(memberOf(linked, "Ada Okafor"), "HOUSING").addresses[0].address;
    expect(stayed.uprn).toBe(home.uprn);
    expect(stayed.circumstances).toContain("Dee to friends");

    await change("gareth.mash", CHANGE_LEVEL, {
      input: {
        caseId: await caseOf("gareth.mash", "MASH-0001"),
        localTier: "Specialist: child at risk",
        statutoryBasis: "S47",
      },
    });
    for (const purpose of ["MASH_SCREENING", "CHILD_PROTECTION_ENQUIRY"] as const) {
      const open = memberOf(await record("amara.mash", "MASH-0001", purpose), "Dean Reid");
      expect(decisionOn(open, "POLICE", "convictions")).toMatchObject({ outcome: "RELEASED", reason: "P-S47" });
      expect(from(open, "POLICE").convictions[0].offence).toMatch(/^Cruelty to a person under sixteen/);
      expect(from(open, "POLICE").aliases[0].name.given).toEqual(["Dee"]);
    }
    expect((await record("amara.mash", "MASH-0001", "MASH_SCREENING")).case.level).toBe(4);
  });

  test("his PNC number finds him now, for those on the case and for nobody else", async () => {
    const { data } = await person("amara.mash", REID);
    expect(from(data.person, "POLICE").convictions).toHaveLength(2);
    for (const user of ["kemi.eh", "dilys.school", "rosa.gp", "imran.csc", "nadine.vcs"]) {
      expect((await person(user, REID)).text).toBe((await person(user, NOBODYS_PNC)).text);
    }
  });
});

test("the neighbour's identity is in no answer, to nobody, for no purpose", async () => {
  const identity = /14 Larkspur House|landing above/i;
  const people = ["okafor-reid/ada", "okafor-reid/micah", "okafor-reid/ife"];
  const onFile = JSON.stringify(FAMILIES[0]!.items.filter((it) => people.includes(it.person)));
  expect(onFile.match(new RegExp(identity, "gi"))).toHaveLength(4);
  for (const { id, agency } of USERS) {
    const cases = FAMILIES[0]!.cases.filter((it) => it.users.includes(id));
    const queries = PURPOSES.flatMap((purpose) => [
      ...cases.map(async ({ reference }) => {
        const variables = { id: await story.caseId(agency, reference), purpose };
        const query = `query ($id: ID!, $purpose: Purpose!) { familyRecord(caseId: $id, purpose: $purpose) {
          members ${values} chronology(first: 200) { edges { node { item {
            __typename ... on HousingAsbCase { complainant } ... on PoliceIncident { reportedBy circumstances }
          } } } } } }`;
        return story.ask(id, query, variables);
      }),
      story.ask(id, PERSON(values), { system: "NHS_NUMBER", value: "9990001006", purpose }),
    ]);
    for (const { status, errors, text } of await Promise.all(queries)) {
      expect([status, errors]).toEqual([200, undefined]);
      expect(text.match(identity)).toBeNull();
    }
  }
});

describe("who has asked about Dean Reid", () => {
  const ASKED = `query ($id: ID!) { disclosuresAbout(memberId: $id, first: 200) {
    userId agency role purpose level decisions { source category outcome reason itemsReleased internalReason itemsSuppressed } } }`;
  const asked = async (user: string, id: string) => (await story.ask(user, ASKED, { id })).data.disclosuresAbout;
  const convictionsOf = (about: Json[]) =>
    about
      .filter((it) => it.userId === "amara.mash" && it.decisions.length > 0)
      .map((it) => [it.level, it.decisions.find((d: Json) => d.category === "convictions")])
      .map(([level, d]) => [level, d.reason, d.itemsReleased]);
  let id: string;
  beforeAll(async () => {
    id = memberOf(await record("gareth.mash", "MASH-0001", "MASH_SCREENING"), "Dean Reid").id;
  });

  test("the auditor sees who linked him, who asked what at which level, and that the auditor has asked", async () => {
    await asked("felix.mash", id);
    const about: Json[] = await asked("felix.mash", id);
    expect(about[0]).toMatchObject({ userId: "felix.mash", purpose: null, decisions: [] });
    expect(about.at(-1)).toMatchObject({ userId: "owen.police", agency: "POLICE", purpose: null, decisions: [] });
    expect(convictionsOf(about).reverse().slice(0, 2)).toEqual([
      ["3", "W-LEVEL", 0],
      // two convictions and an alias
      ["4", "P-S47", 3],
    ]);
  });

  test("the look-up on another case stands on that case's list, with what became of it", async () => {
    const there = memberOf(await record("gareth.mash", "MASH-0003", "CHILD_PROTECTION_ENQUIRY"), "Dean Reid").id;
    expect(convictionsOf(await asked("felix.mash", there))).toEqual([["4", "W-NO-RELATIONSHIP", 0]]);
  });

  test("the manager sees the same without the people and the sealed part; everybody else sees nothing", async () => {
    const about: Json[] = await asked("gareth.mash", id);
    expect(new Set(about.map((it) => it.userId))).toEqual(new Set([null]));
    expect(about.map((it) => [it.purpose, it.level])).toContainEqual(["MASH_SCREENING", "4"]);
    const decisions = about.flatMap((it) => it.decisions);
    expect(decisions.length).toBeGreaterThan(100);
    expect(decisions.filter((d) => d.internalReason !== null || d.itemsSuppressed !== null)).toEqual([]);
    for (const user of USERS.map((it) => it.id).filter((it) => it !== "felix.mash" && it !== "gareth.mash")) {
      const seen = await record(user, "MASH-0001", "MASH_SCREENING");
      // whoever is on the case has an id to ask with; the others may try the hub's
      expect([user, await asked(user, seen ? memberOf(seen, "Dean Reid").id : id)]).toEqual([user, null]);
    }
  });
});

describe("every caller of the demonstration", () => {
  let other: TestGateway;
  beforeAll(async () => {
    const issuer = await DemonstrationIssuer.from(await DemonstrationIssuer.newKey(), RULES);
    other = await story.another({ tokenKeys: issuer.keys, routes: demonstrationRoutes(issuer, () => NOON) });
  });

  test.each(USERS.map((it) => [it.id, it] as const))("%s signs in and is told who they are", async (id, user) => {
    const token = (await request(other.server).get(`/demonstration/token/${id}`).expect(200)).text;
    const { body } = await request(other.server)
      .post("/graphql")
      .set("authorization", `Bearer ${token}`)
      .send({ query: "{ viewer { userId name role agency { id } cases { id reference } } }" });
    expect(body.errors).toBeUndefined();
    const { cases, ...viewer } = body.data.viewer;
    expect(viewer).toEqual({ userId: id, name: user.name, role: user.roles[0], agency: { id: user.agency } });
    const theirs = FAMILIES.flatMap((it) => it.cases).filter((it) => it.users.includes(id));
    expect(cases.map((it: Json) => it.reference).sort()).toEqual(theirs.map((it) => it.reference).sort());
    for (const it of cases) expect(it.id).toBe(await caseOf(id, it.reference));
  });
});
