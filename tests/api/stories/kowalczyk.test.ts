/** The one we must hide, told over HTTP: all of the risk is joined up, and none of the places comes out. */
import type { GraphQLObjectType, GraphQLSchema } from "graphql";
import { AGENCIES, FAMILIES, USERS } from "../../../src/demonstration";
import type { DemonstrationItem } from "../../../src/demonstration/family";
import type { Catalogue } from "../../../src/gateway/catalogue";
import { buildGatewaySchema } from "../../../src/schema";
import { CATEGORIES, PURPOSES, type Purpose } from "../../../src/sharing/vocabulary";
import { caller, NOON, startGateway, type Answer, type TestGateway } from "../gateway";
import { asking, everythingIn, PERSON, selection, valuesIn } from "./asking";
import { contributions, decisionOn, from, memberOf, why, type Json } from "./reading";

const KOWALCZYK = FAMILIES.find((it) => it.name === "Kowalczyk")!;
const [EWA, OLA, JAN] = ["9990001073", "9990001081", "9990001103"] as const;
const HIDDEN_PEOPLE = ["Ewa Kowalczyk", "Ola Kowalczyk", "Jan Kowalczyk"];
const NOBODYS_NHS = "9990001197";

let story: TestGateway;
let schema: GraphQLSchema;
let catalogue: Catalogue;
let everything: string;

beforeAll(async () => {
  story = await startGateway();
  ({ schema, catalogue } = await buildGatewaySchema(() => null));
  everything = everythingIn(schema);
});
afterAll(() => story.stop());

const caseOf = (user: string, reference: string) => story.caseId(caller(user).agencyId, reference);
const ask = asking(() => story);

/** The same query each time. */
const record = async (user: string, reference: string, purpose: Purpose): Promise<Json> =>
  ask(
    user,
    `query ($id: ID!, $purpose: Purpose!) { familyRecord(caseId: $id, purpose: $purpose) {
       case { localTier level statutory highRisk } members ${everything} } }`,
    { id: await caseOf(user, reference), purpose },
  );

const person = (user: string, system: string, value: string, purpose: Purpose = "DOMESTIC_ABUSE_RISK") =>
  story.ask(user, PERSON(everything), { system, value, purpose });

const fieldOf = (item: DemonstrationItem) =>
  catalogue.ofKind(AGENCIES.find((it) => it.id === item.agency)!.kind)!.fields.get(item.field)!;

/** Every string that stands in a part of an item that places somebody: addresses, surgeries, schools, numbers to ring. */
function placesIn(item: DemonstrationItem): string[] {
  const { category, elements } = fieldOf(item);
  const stringsIn = (it: unknown): string[] => {
    if (typeof it === "string") return [it];
    return typeof it === "object" && it !== null ? Object.values(it).flatMap(stringsIn) : [];
  };
  const at = (body: unknown, path: readonly string[]): unknown =>
    path.reduce((it, step) => (it as Record<string, unknown> | undefined)?.[step], body);
  const located =
    CATEGORIES[category].location === "WHOLLY"
      ? [item.body]
      : elements.location.map((it) => at(item.body, it.split(".")));
  // a day, a code word such as LICENCE, and a landlord who is every tenant's are no places
  return located.flatMap(stringsIn).filter((it) => !/^\d{4}-\d\d-\d\d$|^[A-Z_]+$|^phone$|^The council$/.test(it));
}

describe("the risk, for those who need it", () => {
  test("the MARAC's representative sees it under P-MARAC, in the words of the council they fled", async () => {
    const seen = await record("lena.housing", "MARAC-0001", "DOMESTIC_ABUSE_RISK");
    expect(seen.case).toEqual({ localTier: "Tier 3 Children in Need", level: 3, statutory: true, highRisk: true });
    const ewa = memberOf(seen, "Ewa Kowalczyk");
    for (const category of ["domestic-abuse", "police-callouts", "involvement"]) {
      expect([category, why(ewa, "POLICE", category)]).toEqual([category, "P-MARAC"]);
    }
    expect(from(ewa, "POLICE").dashAssessments).toMatchObject([{ score: 19, level: "HIGH" }]);
    expect(from(ewa, "POLICE").maracCases[0].actions).toContain(
      "No agency gives out, or confirms, where the family is.",
    );
    expect(from(ewa, "POLICE").protectiveOrders).toMatchObject([{ type: "NMO", endsOn: "2027-10-30", places: null }]);
    expect(from(memberOf(seen, "Piotr Kowalczyk"), "POLICE").protectiveOrders[0].places).toBeNull();
    // the MARAC's protocol is about the risk and about nothing else
    expect(why(ewa, "GP", "mental-health")).toBe("W-PROTOCOL-CATEGORY");
    expect(why(memberOf(seen, "Piotr Kowalczyk"), "POLICE", "convictions")).toBe("W-PROTOCOL-CATEGORY");
  });

  test("the new social worker sees all of it under s.47", async () => {
    const seen = await record("shona.csc", "CSC-0001", "CHILD_PROTECTION_ENQUIRY");
    const [ola, jan, ewa, piotr] = seen.members;
    expect(from(ewa, "HOSP").edAttendances[0].chiefComplaint.display).toContain("held her throat");
    expect(from(ewa, "GP").riskToChildFromIllness[0].statement).toContain("Antidepressants since 2024");
    expect(from(jan, "GP").conditions[0].condition.display).toBe("Speech delay");
    expect(from(ola, "SCHOOL-210")).toMatchObject({ youngCarer: { youngCarer: "S" } });
    expect(from(ola, "CSC-210").assessments[0].analysis).toContain("Ola looks after everybody");
    expect(from(piotr, "MHT").substanceUse.map((it: Json) => it.auditScore)).toEqual([26, 7]);
    expect(from(piotr, "POLICE").incidents[0].circumstances).toContain("asks for a forwarding address");
    expect([why(ewa, "HOSP", "urgent-care"), why(piotr, "POLICE", "convictions")]).toEqual(["P-S47", "P-S47"]);
  });

  test("whoever is told to ask for consent is never sent to the father", async () => {
    const ola = memberOf(await record("amara.mash", "CSC-0001", "MASH_SCREENING"), "Ola Kowalczyk");
    const { reason, nextStep } = decisionOn(ola, "GP", "mental-health");
    expect([reason, nextStep.code, nextStep.who]).toEqual(["W-CONSENT-NONE", "NS-SEEK-CONSENT", ["Ewa Kowalczyk"]]);
  });

  test("attendance is released, and not where she goes to school", async () => {
    const ola = memberOf(await record("amara.mash", "CSC-0001", "CHILD_PROTECTION_ENQUIRY"), "Ola Kowalczyk");
    expect(decisionOn(ola, "SCHOOL", "attendance")).toMatchObject({ outcome: "RELEASED", reason: "P-S47" });
    expect(from(ola, "SCHOOL").attendance).toMatchObject({ attendancePct: 100 });
    expect(from(ola, "SCHOOL").enrolments).toMatchObject([{ entryDate: "2026-11-16", school: null }]);
    expect(from(ola, "SCHOOL").involvements).toMatchObject([{ team: null, contact: null }]);
    expect(from(ola, "SCHOOL-210").attendance).toMatchObject({ attendancePct: 86.2 });
    expect(from(ola, "SCHOOL-210").enrolments).toMatchObject([{ leavingDate: "2026-11-06", school: null }]);
    expect(from(ola, "POLICE").encompassNotices).toMatchObject([{ notifiedOn: "2026-10-20", schoolUrn: null }]);
  });
});

describe("the places", () => {
  const WHOLLY = [
    ["GP", "contact-address"],
    ["GP", "gp-registration"],
    ["HOUSING", "contact-address"],
    ["HOUSING", "tenancy"],
    ["HOUSING", "homelessness"],
  ] as const;

  test.each([
    ["amara.mash", "CSC-0001", "CHILD_PROTECTION_ENQUIRY"],
    ["shona.csc", "CSC-0001", "CHILD_PROTECTION_ENQUIRY"],
  ] as const)(
    "to %s nothing is available, from whoever holds them, as if nobody did",
    async (user, reference, purpose) => {
      const seen = await record(user, reference, purpose);
      for (const [agency, category] of WHOLLY) {
        const decisions = HIDDEN_PEOPLE.map((name) => ({
          ...decisionOn(memberOf(seen, name), agency, category),
          id: "",
        }));
        expect(decisions[0]).toMatchObject({ outcome: "NOTHING_AVAILABLE", reason: "N-NOTHING-AVAILABLE" });
        // housing holds a tenancy of Ewa's and none of Jan's
        expect(decisions[1]).toEqual(decisions[0]);
        expect(decisions[2]).toEqual(decisions[0]);
      }
    },
  );

  test("to those who hold them, neither: housing's and the practice's own people", async () => {
    const [ola, jan, ewa, piotr] = (await record("lena.housing", "MARAC-0001", "DOMESTIC_ABUSE_RISK")).members;
    for (const it of [ola, jan, ewa]) {
      for (const category of ["contact-address", "tenancy", "homelessness"]) {
        expect([it.name, category, why(it, "HOUSING", category)]).toEqual([it.name, category, "N-NOTHING-AVAILABLE"]);
      }
    }
    expect(from(ewa, "HOUSING").involvements.map((it: Json) => [it.service, it.team, it.contact])).toEqual([
      ["DOMESTIC_ABUSE", null, null],
      ["HOUSING", null, null],
    ]);
    // nobody reads places of their own agency back here, else their absence would tell of a refuge
    expect(why(piotr, "HOUSING", "contact-address")).toBe("N-NOTHING-AVAILABLE");
    const practice = memberOf(await record("rosa.gp", "MARAC-0001", "DIRECT_CARE"), "Ewa Kowalczyk");
    expect(why(practice, "GP", "mental-health")).toBe("P-OWN");
    expect(why(practice, "GP", "gp-registration")).toBe("N-NOTHING-AVAILABLE");
  });

  test("the old address is hidden as the new one is", async () => {
    const ewa = memberOf(await record("shona.csc", "CSC-0001", "CHILD_PROTECTION_ENQUIRY"), "Ewa Kowalczyk");
    expect(from(ewa, "POLICE").incidents.map((it: Json) => [it.uprn, it.place])).toEqual([
      [null, null],
      [null, null],
    ]);
    expect(from(ewa, "POLICE").crimes).toMatchObject([{ offence: "Intentional strangulation", place: null }]);
    expect(from(ewa, "HOSP").edAttendances).toMatchObject([{ siteCode: null, siteName: null }]);
    // he still lives there, and that is his own address
    const piotr = memberOf(await record("shona.csc", "CSC-0001", "CHILD_PROTECTION_ENQUIRY"), "Piotr Kowalczyk");
    expect(from(piotr, "HOUSING").addresses).toMatchObject([
      { address: { lines: ["27 Tanner's Reach", "Bermondsey"] } },
    ]);
  });
});

describe("the husband's cousin, who works in housing", () => {
  const COUSIN = "tomasz.housing";
  const unsealed = ({ text }: Answer) => text.replace(/"(id|key|caseId|memberId)":"[\w.-]{20,}"/g, '"$1":"…"');

  test("has no such case, as anybody has none of a case that there is not", async () => {
    const query = `query ($id: ID!, $purpose: Purpose!) { familyRecord(caseId: $id, purpose: $purpose) {
      case { reference } members ${everything} chronology { totalCount } sharing { released } } }`;
    for (const reference of ["MARAC-0001", "CSC-0001"]) {
      for (const purpose of PURPOSES) {
        const theirs = await story.ask(COUSIN, query, { id: await caseOf(COUSIN, reference), purpose });
        const nobodys = await story.ask(COUSIN, query, { id: "bm9ib2R5J3MgY2FzZSwgbWFkZSB1cA", purpose });
        expect(theirs).toMatchObject({ status: 200, data: { familyRecord: null } });
        expect(theirs.text).toBe(nobodys.text);
      }
    }
    expect(await ask(COUSIN, "{ viewer { cases { reference } } }", {})).toEqual({ cases: [] });
  });

  test("has none when a colleague assigns him to it by mistake", async () => {
    const assign = async (assigned: boolean) =>
      ask("lena.housing", `mutation ($input: AssignUserInput!) { assignUser(input: $input) { __typename } }`, {
        input: { caseId: await caseOf("lena.housing", "MARAC-0001"), userId: COUSIN, assigned },
      });
    expect(await assign(true)).toEqual({ __typename: "CaseChanged" });
    expect(await record(COUSIN, "MARAC-0001", "DOMESTIC_ABUSE_RISK")).toBeNull();
    expect(await ask(COUSIN, "{ viewer { cases { reference } } }", {})).toEqual({ cases: [] });
    await assign(false);
  });

  test.each<[system: string, theirs: string, nobodys: string]>([
    ["NHS_NUMBER", EWA, NOBODYS_NHS],
    ["NHS_NUMBER", OLA, NOBODYS_NHS],
    ["NHS_NUMBER", JAN, NOBODYS_NHS],
    ["UPN", "A312203321012", "D312203321099"],
    ["PNC_ID", "2014/0081250C", "2011/0123456H"],
    ...["ewa", "ola", "jan", "piotr"].map(
      (it) => ["LOCAL_ID", `HUB:kowalczyk.${it}`, "HUB:kowalczyk.nobody"] as [string, string, string],
    ),
  ])("finds nobody by %s %s, byte for byte like one that nobody has", async (system, theirs, nobodys) => {
    for (const purpose of ["DOMESTIC_ABUSE_RISK", "CHILD_PROTECTION_ENQUIRY", "DIRECT_CARE"] as const) {
      const answer = await person(COUSIN, system, theirs, purpose);
      expect(answer).toMatchObject({ status: 200, data: { person: null } });
      expect(answer.text).toBe((await person(COUSIN, system, nobodys, purpose)).text);
    }
  });

  test("while a colleague at the next desk finds the husband in housing's own data", async () => {
    const { data } = await person("lena.housing", "PNC_ID", "2014/0081250C");
    expect(from(data.person, "HOUSING").rentAccount.weeksArrears).toBe(0);
  });

  test("cannot write to their case, nor tell from the refusal that there is one", async () => {
    const query = `mutation ($id: ID!) { closeCase(caseId: $id) { __typename ... on Refused { faults { path code message } } } }`;
    const theirs = await story.ask(COUSIN, query, { id: await caseOf(COUSIN, "MARAC-0001") });
    const nobodys = await story.ask(COUSIN, query, { id: "bm9ib2R5J3MgY2FzZSwgbWFkZSB1cA" });
    expect(theirs.data.closeCase.faults).toMatchObject([{ code: "UNKNOWN_CASE" }]);
    expect(theirs.text).toBe(nobodys.text);
  });

  const OPEN = `mutation ($reference: String!) { openCase(input: {
    reference: $reference, authority: "210", localTier: "Tier 3 Children in Need" }) {
    __typename ... on CaseChanged { caseId } } }`;
  const LINK = `mutation ($caseId: ID!, $value: String!) { linkPerson(input: {
    caseId: $caseId, person: { system: NHS_NUMBER, value: $value, name: "Jan Kowalczyk", birthDate: "2022-05-24" }
    relationship: "CHILD", isChild: true, reason: "A child of that name and birthday" }) {
    __typename ... on PersonLinked { caseId memberId } ... on Refused { faults { code } } } }`;
  const OWN_RECORD = () => `query ($id: ID!) { familyRecord(caseId: $id, purpose: DOMESTIC_ABUSE_RISK) {
    members ${everything} chronology { totalCount } sharing { released nothingAvailable withheld } } }`;

  test("gets a child of his own making when he writes Jan on a case, exactly as for an unknown child", async () => {
    const answers: string[][] = [];
    for (const [reference, value] of [
      ["COUSIN-1", JAN],
      ["COUSIN-2", NOBODYS_NHS],
    ] as const) {
      const { caseId } = await ask(COUSIN, OPEN, { reference });
      answers.push([
        unsealed(await story.ask(COUSIN, LINK, { caseId, value })),
        unsealed(await story.ask(COUSIN, LINK, { caseId, value })),
        unsealed(await story.ask(COUSIN, OWN_RECORD(), { id: caseId })),
      ]);
    }
    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0]![1]).toContain("ALREADY_LINKED");
    expect(answers[0]![2]).toContain('"name":"Jan Kowalczyk"');
    expect(answers[0]![2]).not.toContain("RELEASED");
  });

  test("cannot tell by the number either, after he has linked it himself, that Jan is known", async () => {
    const [jans, nobodys] = [await person(COUSIN, "NHS_NUMBER", JAN), await person(COUSIN, "NHS_NUMBER", NOBODYS_NHS)];
    expect(jans.data.person).not.toBeNull();
    expect(unsealed(jans)).toBe(unsealed(nobodys));
  });

  test("nor by writing about Jan himself", async () => {
    const CONTRIBUTE = `mutation ($items: [ContributionItemInput!]!) { contribute(items: $items) {
      __typename ... on Contributed { accepted unchanged } ... on Refused { faults { path code message } } } }`;
    const writing = (value: string, sourceRef: string) => ({
      items: [
        {
          person: { system: "NHS_NUMBER", value, name: "Jan Kowalczyk", birthDate: "2022-05-24" },
          field: "rentAccount",
          body: { weeksArrears: 2 },
          recordedAt: "2026-11-20T16:00:00Z",
          nature: "FACT",
          sourceRef,
        },
      ],
    });
    const [hers, nobodys] = [JAN, NOBODYS_NHS].map(async (value, i) => [
      (await story.ask(COUSIN, CONTRIBUTE, writing(value, `COUSIN-${i}`))).text,
      unsealed(await person(COUSIN, "NHS_NUMBER", value)),
    ]);
    expect(await hers).toEqual(await nobodys);
    expect((await hers)![0]).toContain('"accepted":1');
    // and what he wrote is on no record of the real Jan's
    const jan = memberOf(await record("shona.csc", "CSC-0001", "CHILD_PROTECTION_ENQUIRY"), "Jan Kowalczyk");
    expect(from(jan, "HOUSING").rentAccount).toBeNull();
  });
});

describe("in every answer, to everybody, for every purpose, in every shape", () => {
  const IDENTIFIERS = [
    ["NHS_NUMBER", EWA],
    ["NHS_NUMBER", OLA],
    ["NHS_NUMBER", JAN],
    ["UPN", "A312203321012"],
    ["PNC_ID", "2014/0081250C"],
    ["LOCAL_ID", "HUB:kowalczyk.ewa"],
    ["LOCAL_ID", "HUB:kowalczyk.jan"],
  ] as const;
  let everyPlace: string[];
  let oldHome: string[];
  let chronology: string;

  /** As open as it can get: harm recorded, consent to everything from each of them, broken glass. */
  beforeAll(async () => {
    const RECORD_HARM = `mutation ($id: ID!) { recordSignificantHarm(caseId: $id) { __typename } }`;
    const harm = await ask("imran.csc", RECORD_HARM, { id: await caseOf("imran.csc", "CSC-0001") });
    expect(harm).toEqual({ __typename: "CaseChanged" });
    for (const nhsNumber of [EWA, OLA, JAN]) {
      const span = [nhsNumber, new Date(NOON - 60_000), new Date(NOON + 3_600_000)];
      await story.owner.query(
        `INSERT INTO consent (subject_id, given_by, capacity, decision, categories, recipients, purposes, valid_from, valid_to, method, sought_safely, recorded_by, recorded_at)
         SELECT i.person_id, e.person_id, CASE WHEN i.person_id = e.person_id THEN 'SELF' ELSE 'PR_HOLDER' END, 'GRANTED', '{*}', '{*}', '{*}', $2, $3, 'test', true, 'test', $2
         FROM person_identifier i, person_identifier e WHERE i.value = $1 AND e.value = '${EWA}'`,
        span,
      );
      await story.owner.query(
        `INSERT INTO break_glass_grant (case_id, subject_id, user_id, reason, narrative, categories, valid_from, valid_to)
         SELECT c.id, i.person_id, 'amara.mash', 'IMMEDIATE_DANGER', 'He was seen near the school this morning', '{*}', $2, $3
         FROM case_file c, person_identifier i WHERE c.reference = 'CSC-0001' AND i.value = $1`,
        span,
      );
    }
    const theirs = KOWALCZYK.items.filter((it) => it.person !== "kowalczyk/piotr").flatMap(placesIn);
    const his = KOWALCZYK.items.filter((it) => it.person === "kowalczyk/piotr" && !it.restrictions).flatMap(placesIn);
    oldHome = [...new Set(theirs.filter((it) => his.includes(it)))];
    everyPlace = [...new Set(theirs)].filter((it) => !oldHome.includes(it));
    chronology = chronologyQuery();
  });

  /** Every field of every kind of item the family has; two of one name and different types go under two names. */
  function chronologyQuery(): string {
    const typeOf = new Map<string, string>();
    const fragment = (type: GraphQLObjectType) => {
      const fields = Object.values(type.getFields()).map((it) => {
        const first = typeOf.get(it.name) ?? String(it.type);
        typeOf.set(it.name, first);
        return `${first === String(it.type) ? "" : `${type.name}_${it.name}: `}${it.name}${selection(it.type)}`;
      });
      return `... on ${type.name} { ${fields.join(" ")} }`;
    };
    const types = new Set(KOWALCZYK.items.map((it) => fieldOf(it).itemType!));
    return `query ($id: ID!, $purpose: Purpose!) { familyRecord(caseId: $id, purpose: $purpose) { members { id name }
      chronology(first: 200) { edges { node { member category item { __typename ${[...types].map(fragment).join(" ")} } } } } } }`;
  }

  const asWords = (places: string[]) =>
    new RegExp(places.map((it) => `(?<![\\w-])${it.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}(?![\\w-])`).join("|"));
  const LOCATED = ["contactDetails", "gpRegistration", "addresses", "tenancies", "register", "dwelling", "hazards"];
  const HOMELESS = [
    "homelessnessApplications",
    "homelessnessDuties",
    "temporaryAccommodation",
    "homelessnessDecisions",
  ];
  const locatedOf = (member: Json) =>
    contributions(member).flatMap((it) =>
      [...LOCATED, ...HOMELESS, "placementAddresses"].map((field) => it[field] ?? null),
    );

  test("the places are all there to be found", () => {
    expect(everyPlace).toEqual(
      expect.arrayContaining([
        ...["Hollin House", "Averdale", "ZZ99 4ZZ", "990000004999", "Averdale Surgery", "ZZ4999"],
        ...["Averdale Green Primary School", "990499", "9999949", "01632 960473", "01632 960498", "01632 960499"],
        ...[
          "Reach Medical Centre",
          "Tanner's Reach Primary School",
          "990410",
          "Tooley Reach Hospital, emergency department",
        ],
      ]),
    );
    expect(oldHome).toEqual(expect.arrayContaining(["27 Tanner's Reach", "Bermondsey", "ZZ99 4AA", "990000004027"]));
  });

  test.each(USERS.map((it) => [it.id, it] as const))("%s reads none of them", async (id, { agency }) => {
    const secret = asWords(everyPlace);
    const members = valuesIn(schema);
    const shapes = [
      `query ($id: ID!, $purpose: Purpose!) { familyRecord(caseId: $id, purpose: $purpose) { members ${members} } }`,
      chronology,
    ];
    const cases = KOWALCZYK.cases.filter((it) => it.users.includes(id));
    for (const purpose of PURPOSES) {
      const people = IDENTIFIERS.map(async ([system, value]) => {
        const answer = await story.ask(id, PERSON(members), { system, value, purpose });
        return { answer, hidden: system === "PNC_ID" || !answer.data.person ? [] : [answer.data.person] };
      });
      const records = cases.flatMap(({ reference }) =>
        shapes.map(async (query) => {
          const answer = await story.ask(id, query, { id: await story.caseId(agency, reference), purpose });
          const shown: Json[] = answer.data.familyRecord?.members ?? [];
          return { answer, hidden: shown.filter((it) => HIDDEN_PEOPLE.includes(it.name)) };
        }),
      );
      for (const { answer, hidden } of await Promise.all([...people, ...records])) {
        expect([answer.status, answer.errors]).toEqual([200, undefined]);
        expect(answer.text.match(secret)).toBeNull();
        // where he lives he may be placed; nobody else is by his address either
        const events: Json[] = answer.data.familyRecord?.chronology?.edges ?? [];
        const about = events.filter((it) => hidden.some((member) => member.id === it.node.member));
        expect(JSON.stringify([hidden, about]).match(asWords(oldHome))).toBeNull();
        for (const it of hidden.filter((member) => member.housing)) {
          expect(new Set(locatedOf(it))).toEqual(new Set([null]));
        }
      }
    }
  });
});
