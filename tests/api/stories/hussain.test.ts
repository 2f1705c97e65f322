/** Home-educated and out of sight, told over HTTP: two councils, two surnames, and what stays sealed whatever opens. */
import { FAMILIES, USERS } from "../../../src/demonstration";
import { buildGatewaySchema } from "../../../src/schema";
import { PURPOSES, type Purpose } from "../../../src/sharing/vocabulary";
import { caller, NOON, startGateway, type TestGateway } from "../gateway";
import { asking, everythingIn, valuesIn } from "./asking";
import { decisionOn, from, why, type Json } from "./reading";

const NOBODYS_NHS = "9990001197";
const HUSSAIN = FAMILIES.find((it) => it.name === "Hussain")!;

let story: TestGateway;
/** Every field there is about a member, and the same without the decisions. */
let everything: string;
let values: string;

beforeAll(async () => {
  story = await startGateway();
  const { schema } = await buildGatewaySchema(() => null);
  everything = everythingIn(schema);
  values = valuesIn(schema);
});
afterAll(() => story.stop());

const caseOf = (user: string, reference: string) => story.caseId(caller(user).agencyId, reference);
const ask = asking(() => story);

/** The same query each time. */
const record = async (user: string, purpose: Purpose = "MASH_SCREENING", reference = "MASH-0002"): Promise<Json> =>
  ask(
    user,
    `query ($id: ID!, $purpose: Purpose!) { familyRecord(caseId: $id, purpose: $purpose) {
       case { localTier level statutory openedAt } members ${everything} } }`,
    { id: await caseOf(user, reference), purpose },
  );

const person = (user: string, value: string, purpose: Purpose = "MASH_SCREENING", fields = everything) =>
  story.ask(
    user,
    `query ($value: String!, $purpose: Purpose!) {
       person(identifier: { system: NHS_NUMBER, value: $value }, purpose: $purpose) ${fields} }`,
    { value, purpose },
  );

const RECORD_HARM = `mutation ($id: ID!) { recordSignificantHarm(caseId: $id) { __typename } }`;

describe("two councils, and what each calls a level", () => {
  const OPEN = `mutation ($input: OpenCaseInput!) { openCase(input: $input) {
    __typename ... on CaseChanged { caseId } ... on Refused { faults { path code } } } }`;
  const LINK = `mutation ($input: LinkPersonInput!) { linkPerson(input: $input) { __typename } }`;
  const opening = (reference: string, authority: string, localTier: string) => ({
    input: { reference, authority, localTier, alsoAuthorities: authority === "210" ? ["313"] : ["210"] },
  });

  test("the same number means a statutory child in need in Southwark, and in Hounslow it does not", async () => {
    expect((await record("amara.mash")).case).toMatchObject({
      localTier: "Tier 3 Complex",
      level: 3,
      statutory: false,
    });
    const { caseId } = await ask("amara.mash", OPEN, opening("MASH-SOUTHWARK", "210", "Tier 3 Children in Need"));
    await ask("amara.mash", LINK, {
      input: {
        caseId,
        person: { system: "UPN", value: "Y210460113002", name: "Zara Hussain" },
        relationship: "CHILD",
        isChild: true,
        reason: "Southwark asks about the child that it knew",
      },
    });
    const southwarks = await record("amara.mash", "MASH_SCREENING", "MASH-SOUTHWARK");
    expect(southwarks.case).toMatchObject({ localTier: "Tier 3 Children in Need", level: 3, statutory: true });
  });

  test.each([
    ["Tier 2 Specialist Family Focus Team", 3],
    ["Tier 1 Universal Plus", 1],
  ])("Southwark's %s is level %i, and a caller reads both", async (localTier, level) => {
    const reference = `MASH-LEVEL-${level}`;
    await ask("amara.mash", OPEN, opening(reference, "210", localTier));
    const { cases } = await ask("amara.mash", "{ viewer { cases { reference localTier level } } }", {});
    expect(cases).toContainEqual({ reference, localTier, level });
  });

  test("a council's word is no word of the other's", async () => {
    const refused = await ask("amara.mash", OPEN, opening("MASH-WRONG", "210", "Tier 3 Complex"));
    expect(refused).toEqual({ __typename: "Refused", faults: [{ path: "localTier", code: "UNKNOWN_TIER" }] });
  });
});

describe("screening joins both councils under s.16LA, without anybody's consent", () => {
  test("status, concerns and home education open; each says under which protocol", async () => {
    const [zara, bilal] = (await record("amara.mash")).members;
    const parts = [
      ["CSC-210", "csc-status", "ISA-CROSS-LA@1"],
      ["SCHOOL-210", "safeguarding-concerns", "ISA-CROSS-LA@1"],
      ["SCHOOL-210", "attendance", "ISA-CROSS-LA@1"],
      ["SCHOOL", "attendance", "ISA-MASH@1"],
      ["SCHOOL", "safeguarding-concerns", "ISA-MASH@1"],
    ] as const;
    for (const [agency, category, protocol] of parts) {
      const decision = decisionOn(zara, agency, category);
      expect([agency, category, decision.outcome, decision.reason]).toEqual([agency, category, "RELEASED", "P-16LA"]);
      expect(decision.basis).toMatchObject({ protocol, statute: expect.stringContaining("s.16LA") as string });
    }
    expect(from(zara, "CSC-210").protectionPlans).toMatchObject([{ initialCategory: "PHY", endedOn: "2019-02-12" }]);
    expect(from(zara, "CSC-210").childInNeedPlans).toHaveLength(2);
    expect(from(zara, "SCHOOL-210").concernLog.map((it: Json) => it.concernCategory)).toEqual([
      "Injury",
      "Injury",
      "Change in child",
    ]);
    expect(from(zara, "SCHOOL-210").enrolments[0].leavingDate).toBe("2026-11-11");
    expect(from(zara, "SCHOOL").electiveHomeEducation.startedOn).toBe("2026-11-11");
    expect(from(zara, "SCHOOL").concernLog[0].action).toContain("there is no flat 14");
    expect(from(bilal, "SCHOOL").electiveHomeEducation.startedOn).toBe("2026-11-11");
  });

  test("the record is joint within three days of the notice", async () => {
    const { case: file, members } = await record("shona.csc");
    const notice = Date.parse(from(members[0], "SCHOOL").electiveHomeEducation.startedOn);
    expect(Date.parse(file.openedAt) - notice).toBeLessThan(3 * 24 * 60 * 60 * 1000);
  });

  test("health knows her under the name she had, at a practice that she has left", async () => {
    const [zara] = (await record("amara.mash")).members;
    expect(zara.name).toBe("Zara Hussain");
    expect(from(zara, "GP").patient.name).toMatchObject({ family: "Rahman", use: "old" });
    expect(from(zara, "GP").gpRegistration.practiceName).toContain("Peckham");
    expect(why(zara, "GP", "immunisation-development")).toBe("W-CONSENT-NONE");
  });

  test("whoever is on no case of theirs gets no record", async () => {
    for (const user of ["kemi.eh", "dilys.school", "lena.housing", "imran.csc"]) {
      expect([user, await record(user)]).toEqual([user, null]);
    }
  });
});

describe("an identifier that matches at 0.91", () => {
  const POTENTIAL = "9990001162";

  test("finds nobody, for the hub and for the practice that holds her record, like a number that nobody has", async () => {
    for (const user of ["amara.mash", "gareth.mash", "shona.csc", "rosa.gp"]) {
      const answer = await person(user, POTENTIAL);
      expect(answer).toMatchObject({ status: 200, data: { person: null } });
      expect(answer.text).toBe((await person(user, NOBODYS_NHS)).text);
    }
    expect((await person("amara.mash", "9990001030")).data.person.name).toBe("Zara Hussain");
    expect(from((await person("rosa.gp", "9990001030")).data.person, "GP").wasNotBrought).toHaveLength(2);
  });

  test("takes no contribution to her either: it waits under the number, for whoever sent it", async () => {
    const item = {
      person: { system: "NHS_NUMBER", value: POTENTIAL, name: "Zara Rahman" },
      field: "concernLog",
      body: { concernOn: "2026-11-20", action: "Seen with her grandmother" },
      recordedAt: "2026-11-20T16:00:00Z",
      nature: "FACT",
      sourceRef: "STORY-1",
    };
    const query = `mutation ($items: [ContributionItemInput!]!) { contribute(items: $items) { __typename } }`;
    expect(await ask("dilys.school", query, { items: [item] })).toEqual({ __typename: "Contributed" });
    expect((await person("amara.mash", POTENTIAL)).data.person).toBeNull();
    const waiting = (await person("dilys.school", POTENTIAL)).data.person;
    expect(from(waiting, "SCHOOL").concernLog).toMatchObject([{ action: "Seen with her grandmother" }]);
    expect(from((await record("amara.mash")).members[0], "SCHOOL").concernLog).toHaveLength(1);
  });

  test("finds her once a person has confirmed it", async () => {
    await story.owner.query("UPDATE person_identifier SET confidence = 0.95 WHERE value = $1", [POTENTIAL]);
    expect((await person("amara.mash", POTENTIAL)).data.person.name).toBe("Zara Hussain");
    await story.owner.query("UPDATE person_identifier SET confidence = 0.91 WHERE value = $1", [POTENTIAL]);
    expect((await person("amara.mash", POTENTIAL)).data.person).toBeNull();
  });
});

describe("significant harm is suspected", () => {
  test("what former partners said opens, as what they said; what the court sealed does not", async () => {
    const [zara, , tariq] = (await record("amara.mash")).members;
    expect(why(tariq, "POLICE", "police-callouts")).toBe("W-CONSENT-NONE");
    expect(why(zara, "CSC", "csc-assessment")).toBe("W-CONSENT-NONE");

    await ask("gareth.mash", RECORD_HARM, { id: await caseOf("gareth.mash", "MASH-0002") });
    const [zaraNow, bilalNow, tariqNow] = (await record("amara.mash")).members;
    expect(decisionOn(tariqNow, "POLICE", "police-callouts")).toMatchObject({ outcome: "RELEASED", reason: "P-S47" });
    expect(from(tariqNow, "POLICE").crimes.map((it: Json) => [it.role, it.provenance.nature])).toEqual(
      Array(3).fill(["SUSPECT", "ALLEGATION"]),
    );
    expect(from(tariqNow, "HOUSING")).toMatchObject({ dwelling: { bedrooms: 1, overcrowded: true } });
    expect(from(tariqNow, "HOUSING").householdMembers).toHaveLength(6);
    expect(why(zaraNow, "CSC-210", "csc-assessment")).toBe("P-S47");
    expect(from(zaraNow, "CSC-210").assessments[0].analysis).toContain("Fingertip bruising at two");
    // Zara has an expert's report and her brother has none: nobody can tell
    const [hers, his] = [zaraNow, bilalNow].map((it) => decisionOn(it, "CSC", "csc-assessment"));
    expect(hers).toMatchObject({ outcome: "NOTHING_AVAILABLE", reason: "N-NOTHING-AVAILABLE" });
    expect({ ...hers, id: "" }).toEqual({ ...his, id: "" });
    expect(from(zaraNow, "CSC").assessments).toBeNull();
  });

  test("the report stays sealed to social care's own worker as well", async () => {
    const [zara, bilal] = (await record("shona.csc")).members;
    expect(why(zara, "CSC", "csc-status")).toBe("P-OWN");
    const [hers, his] = [zara, bilal].map((it) => decisionOn(it, "CSC", "csc-assessment"));
    expect(hers.reason).toBe("N-NOTHING-AVAILABLE");
    expect({ ...hers, id: "" }).toEqual({ ...his, id: "" });
  });

  test("the right-to-ask request is the police's own to release", async () => {
    const tariq = (await record("amara.mash")).members[2];
    expect(why(tariq, "POLICE", "domestic-abuse", "dvdsDisclosures")).toBe("W-SOURCE-DECISION");
    expect(from(tariq, "POLICE").dvdsDisclosures).toBeNull();
  });
});

describe("where the birth mother lives now", () => {
  const LEILA = "9990001057";

  test("is nothing available, from whoever holds it, however far the case has come", async () => {
    const leila = (await record("amara.mash")).members[4];
    expect(leila.name).toBe("Leila Rahman");
    for (const [agency, category] of [
      ["GP", "contact-address"],
      ["GP", "gp-registration"],
      ["HOUSING", "contact-address"],
      ["HOUSING", "tenancy"],
    ] as const) {
      expect([agency, why(leila, agency, category)]).toEqual([agency, "N-NOTHING-AVAILABLE"]);
    }
    // what does not place her is there
    expect(from(leila, "POLICE").incidents).toMatchObject([{ role: "VICTIM", place: null, childSeen: true }]);
    expect(from(leila, "CSC-210").motherLinks).toHaveLength(2);
  });

  test("is in no answer, to nobody, for no purpose, under broken glass neither", async () => {
    const held = HUSSAIN.items.filter((it) => it.person === "hussain/leila").map((it) => JSON.stringify(it.body));
    const places = ["990000002199", "Quarry Steps", "Reading", "ZZ99 2ZZ", "01632 960244"];
    for (const place of places) expect(held.filter((it) => it.includes(place))).not.toEqual([]);
    await story.owner.query(
      `INSERT INTO break_glass_grant (case_id, subject_id, user_id, reason, narrative, categories, valid_from, valid_to)
       SELECT c.id, i.person_id, 'amara.mash', 'IMMEDIATE_DANGER', 'The father is said to be on his way to her', '{*}', $1, $2
       FROM case_file c, person_identifier i WHERE c.reference = 'MASH-0002' AND i.value = $3`,
      [new Date(NOON - 1000), new Date(NOON + 3_600_000), LEILA],
    );
    const broken = (await record("amara.mash", "CHILD_PROTECTION_ENQUIRY")).members[4];
    expect(why(broken, "POLICE", "police-callouts")).toBe("P-BREAKGLASS");
    expect(why(broken, "HOUSING", "contact-address")).toBe("N-NOTHING-AVAILABLE");

    const anyPlace = new RegExp([...places, "expert report"].join("|"), "i");
    for (const { id, agency } of USERS) {
      const onCase = HUSSAIN.cases[0]!.users.includes(id);
      const queries = PURPOSES.flatMap((purpose) => [
        person(id, LEILA, purpose, values),
        ...(onCase ? [whole(id, agency, purpose)] : []),
      ]);
      for (const { status, errors, text } of await Promise.all(queries)) {
        expect([status, errors]).toEqual([200, undefined]);
        expect(text.match(anyPlace)).toBeNull();
      }
    }
  });

  const whole = async (user: string, agency: string, purpose: Purpose) =>
    story.ask(
      user,
      `query ($id: ID!, $purpose: Purpose!) { familyRecord(caseId: $id, purpose: $purpose) { members ${values}
         chronology(first: 200) { edges { node { item { __typename
           ... on HousingAddress { address { uprn lines postcode } } ... on PoliceIncident { place circumstances }
           ... on SocialCareAssessment { analysis } } } } } } }`,
      { id: await story.caseId(agency, "MASH-0002"), purpose },
    );
});

describe("who has asked, and the reasons that only an auditor may read", () => {
  const ASKED = `query ($id: ID!) { disclosuresAbout(memberId: $id, first: 200) {
    userId agency purpose decisions { source category outcome reason internalReason itemsSuppressed } } }`;
  const asked = (user: string, id: string) => ask(user, ASKED, { id });
  const decided = (about: Json[], source: string, category: string): Json[] =>
    about.flatMap((it) => it.decisions).filter((d) => d.source === source && d.category === category);

  test("what the court sealed, and what a refuge hides, stand there by name", async () => {
    const { members } = await record("gareth.mash");
    const [zara, , , , leila] = members;
    const about = await asked("felix.mash", zara.id);
    const askers = new Set(about.map((it: Json) => it.userId));
    expect(
      ["amara.mash", "gareth.mash", "shona.csc", "owen.police", "felix.mash"].filter((it) => !askers.has(it)),
    ).toEqual([]);
    // who asked for this case in vain stands there as well; nothing was decided for them
    expect(about.filter((it: Json) => it.userId === "kemi.eh").map((it: Json) => it.decisions)).toEqual([[]]);
    expect(decided(about, "CSC", "csc-assessment")).toContainEqual({
      source: "CSC",
      category: "csc-assessment",
      outcome: "NOTHING_AVAILABLE",
      reason: "N-NOTHING-AVAILABLE",
      internalReason: "X-COURT",
      itemsSuppressed: 1,
    });
    expect(decided(await asked("felix.mash", leila.id), "HOUSING", "contact-address")).toContainEqual(
      expect.objectContaining({ reason: "N-NOTHING-AVAILABLE", internalReason: "X-REFUGE", itemsSuppressed: 1 }),
    );

    const publicPart = decided(await asked("gareth.mash", zara.id), "CSC", "csc-assessment");
    expect(publicPart.map((it) => it.reason)).toContain("N-NOTHING-AVAILABLE");
    expect(new Set(publicPart.flatMap((it) => [it.internalReason, it.itemsSuppressed]))).toEqual(new Set([null]));
  });

  test("nobody else on the case may ask", async () => {
    for (const user of ["amara.mash", "shona.csc", "owen.police"]) {
      const [zara] = (await record(user)).members;
      expect([user, await asked(user, zara.id)]).toEqual([user, null]);
    }
  });
});
