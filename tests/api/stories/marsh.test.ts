/** An exploited fourteen-year-old, told over HTTP: a boy whose own refusal counts, until a child has to be protected. */
import { FAMILIES } from "../../../src/demonstration";
import { buildGatewaySchema } from "../../../src/schema";
import { PURPOSES, type Purpose } from "../../../src/sharing/vocabulary";
import { caller, NOON, startGateway, type TestGateway } from "../gateway";
import { asking, everythingIn } from "./asking";
import { contributions, decisionsOn, from, why, type Json } from "./reading";

const MARSH = FAMILIES.find((it) => it.name === "Marsh")!;
const MINUTE = 60_000;

let story: TestGateway;
/** Every field there is about a member. */
let everything: string;
let now = NOON;

beforeAll(async () => {
  story = await startGateway();
  const { schema } = await buildGatewaySchema(() => null);
  everything = everythingIn(schema);
});
afterAll(() => story.stop());

const caseOf = (user: string, reference: string) => story.caseId(caller(user).agencyId, reference);
const ask = asking(() => story);
const change = (user: string, mutation: string, variables: object): Promise<Json> => {
  story.setNow((now += MINUTE));
  return ask(user, mutation, variables);
};

/** The same query each time. */
const record = async (user: string, reference: string, purpose: Purpose): Promise<Json> =>
  ask(
    user,
    `query ($id: ID!, $purpose: Purpose!) { familyRecord(caseId: $id, purpose: $purpose) {
       case { level } members ${everything} } }`,
    { id: await caseOf(user, reference), purpose },
  );
const kaiTo = async (user: string, reference: string, purpose: Purpose): Promise<Json> =>
  (await record(user, reference, purpose)).members[0];

const RECORD_CONSENT = `mutation ($input: RecordConsentInput!) { recordConsent(input: $input) {
  __typename ... on ConsentRecorded { consentId } ... on Refused { faults { path code } } } }`;
const WITHDRAW_CONSENT = `mutation ($id: ID!) { withdrawConsent(consentId: $id) { __typename } }`;
const CHANGE_LEVEL = `mutation ($input: ChangeLevelInput!) { changeLevel(input: $input) { __typename } }`;

const moveTo = async (localTier: string, statutoryBasis?: "S47") =>
  change("gareth.mash", CHANGE_LEVEL, {
    input: { caseId: await caseOf("gareth.mash", "MASH-0003"), localTier, statutoryBasis: statutoryBasis ?? null },
  });
const assess = (outcome: string) =>
  story.owner.query(
    `INSERT INTO competence_assessment (person_id, outcome, assessed_at, assessed_by)
     SELECT person_id, $1, $2, 'test' FROM person_identifier WHERE value = '9990001065'`,
    [outcome, new Date((now += MINUTE))],
  );

describe("early help, at level 2", () => {
  test("gets what Kai agreed to, and not what he refused", async () => {
    const kai = await kaiTo("kemi.eh", "EH-0002", "EARLY_HELP");
    expect(from(kai, "SCHOOL").attendance.attendancePct).toBe(51);
    expect(from(kai, "SCHOOL").suspensions.map((it: Json) => it.reasons)).toEqual([["DB"], ["DA"], ["OW"]]);
    expect(from(kai, "SCHOOL").adjustedProvision.partTimeTimetable).toBe(true);
    expect(from(kai, "CSC").involvements).toHaveLength(4);
    expect(why(kai, "SCHOOL", "attendance")).toBe("P-CONSENT");

    for (const agency of ["CAMHS", "GP"]) {
      const [decision] = decisionsOn(kai, agency, "mental-health");
      expect(decision).toMatchObject({ outcome: "WITHHELD", reason: "W-CONSENT-REFUSED" });
      expect(decision.nextSteps.map((it: Json) => it.code).slice(0, 3)).toEqual([
        "NS-RESPECT",
        "NS-DISPENSE",
        "NS-THRESHOLD",
      ]);
      expect(from(kai, agency).camhs).toBeNull();
    }
    expect(why(kai, "GP", "immunisation-development")).toBe("W-CONSENT-SCOPE");
  });

  test("his mother's agreement opens Jess and herself, and nothing of his: he is competent", async () => {
    const [kai, jess, tanya] = (await record("kemi.eh", "EH-0002", "EARLY_HELP")).members;
    expect(from(jess, "SCHOOL").attendance.attendancePct).toBe(96.8);
    expect(from(tanya, "HOUSING").tenancies).toMatchObject([{ type: "ASSURED" }]);
    expect(why(jess, "GP", "mental-health")).toBe("W-CONSENT-SCOPE");
    // she cannot give it for him again either
    const refused = await change("kemi.eh", RECORD_CONSENT, {
      input: {
        memberId: kai.id,
        capacity: "PR_HOLDER",
        givenBy: tanya.id,
        decision: "GRANTED",
        categories: ["mental-health"],
        recipients: ["EH"],
        purposes: ["EARLY_HELP"],
        method: "By phone",
        soughtSafely: true,
      },
    });
    expect(refused).toEqual({ __typename: "Refused", faults: [{ path: "givenBy", code: "WRONG_PERSON" }] });
  });

  test("whose decision it is follows his competence, and nothing else", async () => {
    await assess("NOT_COMPETENT");
    story.setNow((now += MINUTE));
    const notHis = await kaiTo("kemi.eh", "EH-0002", "EARLY_HELP");
    // Tanya's grant counts now, and covers what he had refused; his own for involvement does not count any more
    expect(why(notHis, "CAMHS", "mental-health")).toBe("P-CONSENT");
    expect(from(notHis, "CAMHS").camhs).toMatchObject([{ status: "REJECTED" }]);
    expect(why(notHis, "CSC", "involvement")).toBe("W-CONSENT-SCOPE");

    await assess("COMPETENT");
    story.setNow((now += MINUTE));
    const his = await kaiTo("kemi.eh", "EH-0002", "EARLY_HELP");
    expect(why(his, "CAMHS", "mental-health")).toBe("W-CONSENT-REFUSED");
    expect(why(his, "CSC", "involvement")).toBe("P-CONSENT");
  });

  test("he may change his mind, both ways", async () => {
    const { id } = await kaiTo("kemi.eh", "EH-0002", "EARLY_HELP");
    const { consentId } = await change("kemi.eh", RECORD_CONSENT, {
      input: {
        memberId: id,
        capacity: "SELF",
        decision: "GRANTED",
        categories: ["attendance", "mental-health"],
        recipients: ["EH"],
        purposes: ["EARLY_HELP"],
        method: "In conversation with the youth worker",
        soughtSafely: true,
      },
    });
    const agreed = await kaiTo("kemi.eh", "EH-0002", "EARLY_HELP");
    expect(from(agreed, "CAMHS").camhs).toMatchObject([{ referredOn: "2026-05-14", status: "REJECTED" }]);

    await change("kemi.eh", WITHDRAW_CONSENT, { id: consentId });
    const withdrawn = await kaiTo("kemi.eh", "EH-0002", "EARLY_HELP");
    expect(why(withdrawn, "CAMHS", "mental-health")).toBe("W-CONSENT-WITHDRAWN");
    expect(from(withdrawn, "CAMHS").camhs).toBeNull();
  });

  test("the charity is on the case with their agreement, and has signed no protocol", async () => {
    const { members } = await record("nadine.vcs", "EH-0002", "EARLY_HELP");
    const reasons = members
      .flatMap(contributions)
      .flatMap((it: Json) => it.sharing.decisions.map((d: Json) => d.reason));
    expect(new Set(reasons)).toEqual(new Set(["W-NO-PROTOCOL"]));
  });
});

describe("the section 47 enquiry, at level 4", () => {
  test("does not wait for consent: what he refused for early help is released", async () => {
    const kai = await kaiTo("amara.mash", "MASH-0003", "CHILD_PROTECTION_ENQUIRY");
    expect(decisionsOn(kai, "GP", "mental-health")).toMatchObject([{ outcome: "RELEASED", reason: "P-S47" }]);
    expect(from(kai, "GP").camhs).toMatchObject([{ status: "REJECTED", referredOn: "2026-05-12" }]);
    // the mental health service for children has not signed the hub's protocol: it is the practice's letter that shows
    expect(why(kai, "CAMHS", "mental-health")).toBe("W-NO-PROTOCOL");
    expect(decisionsOn(kai, "CAMHS", "mental-health")[0].nextStep.code).toBe("NS-PHONE-SOURCE");
  });

  test("joins places, friends and debts", async () => {
    const kai = await kaiTo("amara.mash", "MASH-0003", "CHILD_PROTECTION_ENQUIRY");
    expect(from(kai, "POLICE").missingEpisodes).toHaveLength(5);
    const places = from(kai, "POLICE").missingEpisodes.map((it: Json) => it.foundAt);
    expect(places.filter((it: string) => it === "9 Coldharbour Court")).toHaveLength(2);
    expect(from(kai, "HOUSING").neighbourReports).toMatchObject([
      { account: expect.stringContaining("9 Coldharbour Court") as string, reportedBy: null },
    ]);
    expect(from(kai, "HOSP").edAttendances[0].chiefComplaint.display).toContain("glass");
    expect(from(kai, "SCHOOL").concernLog[0]).toMatchObject({ provenance: { nature: "ALLEGATION" } });
    expect(from(kai, "POLICE").vulnerabilityNotices).toMatchObject([{ rating: "RED", informant: null }]);
    expect(from(kai, "CSC").voiceOfChild[0].views).toContain("who will pay what he owes");
  });

  test("the tenant of the taken-over flat is on no case, and nobody's find but housing's", async () => {
    const query = `query ($value: String!) { person(
      identifier: { system: LOCAL_ID, value: $value }, purpose: CHILD_PROTECTION_ENQUIRY) ${everything} }`;
    const [colin, nobody] = ["HUB:marsh.colin", "HUB:marsh.nobody"];
    for (const user of ["amara.mash", "shona.csc", "owen.police"]) {
      expect((await story.ask(user, query, { value: colin })).text).toBe(
        (await story.ask(user, query, { value: nobody })).text,
      );
    }
    const own = await ask("lena.housing", query, { value: colin });
    expect(from(own, "HOUSING").cuckooingConcerns).toMatchObject([{ suspected: true, reportedBy: null }]);
  });
});

describe("the intelligence report", () => {
  test("is the source's decision for every purpose of the protocol, broken glass or not", async () => {
    const purposes: Purpose[] = ["CHILD_PROTECTION_ENQUIRY", "MASH_SCREENING", "CHILD_IN_NEED_ASSESSMENT"];
    const answers = async () =>
      Promise.all(
        ["amara.mash", "gareth.mash", "shona.csc"].flatMap((user) =>
          purposes.map(
            async (purpose) => decisionsOn(await kaiTo(user, "MASH-0003", purpose), "POLICE", "police-intelligence")[0],
          ),
        ),
      );
    const expected = { outcome: "WITHHELD", reason: "W-SOURCE-DECISION", nextStep: { code: "NS-ASK-SOURCE" } };
    for (const decision of await answers()) expect(decision).toMatchObject({ ...expected, breakGlassRefused: false });

    await story.owner.query(
      `INSERT INTO break_glass_grant (case_id, subject_id, user_id, reason, narrative, categories, valid_from, valid_to)
       SELECT c.id, i.person_id, 'amara.mash', 'CHILD_MISSING_HIGH_RISK', 'Missing again since last night, without his coat', '{*}', $1, $2
       FROM case_file c, person_identifier i WHERE c.reference = 'MASH-0003' AND i.value = '9990001065'`,
      [new Date(now), new Date(now + 2 * 60 * MINUTE)],
    );
    const broken = await answers();
    for (const decision of broken) expect(decision).toMatchObject(expected);
    expect(broken.filter((it) => it.breakGlassRefused)).toHaveLength(purposes.length);
  });

  test("says to a twin without one exactly what it says to Kai", async () => {
    const [kai, jess] = (await record("shona.csc", "MASH-0003", "CHILD_PROTECTION_ENQUIRY")).members;
    const [his, hers] = [kai, jess].map((it) => ({ ...decisionsOn(it, "POLICE", "police-intelligence")[0], id: "" }));
    expect(his).toEqual(hers);
  });

  test("is sealed even to the police officer on the case; what he sees is nothing available", async () => {
    const kai = await kaiTo("owen.police", "MASH-0003", "CRIME_PREVENTION");
    expect(why(kai, "POLICE", "police-callouts")).toBe("P-OWN");
    // who told stays at its source, where it is known
    expect(from(kai, "POLICE").vulnerabilityNotices).toMatchObject([{ informant: "His mother" }]);
    expect(decisionsOn(kai, "POLICE", "police-intelligence")).toMatchObject([
      { outcome: "NOTHING_AVAILABLE", reason: "N-NOTHING-AVAILABLE" },
    ]);
  });
});

describe("the clinic", () => {
  const clinic = (kai: Json) => ({
    involved: from(kai, "SHC").involved,
    involvements: from(kai, "SHC").involvements?.length ?? null,
    contacts: from(kai, "SHC").sexualHealthContacts,
    reasons: from(kai, "SHC").sharing.decisions.map((d: Json) => `${d.category} ${d.reason}`),
  });
  const CLOSED = { involved: null, involvements: null, contacts: null };

  test("may be named in a section 47 enquiry; what it holds is its own to release, at every level", async () => {
    const enquiry = clinic(await kaiTo("amara.mash", "MASH-0003", "CHILD_PROTECTION_ENQUIRY"));
    expect(enquiry).toEqual({
      involved: true,
      involvements: 1,
      contacts: null,
      reasons: ["involvement P-S47", "involvement P-S47", "sexual-health W-SOURCE-DECISION"],
    });
    // Screening at the same level rests on s.16LA, which names no sensitive service. Shona has broken no glass.
    expect(clinic(await kaiTo("shona.csc", "MASH-0003", "MASH_SCREENING"))).toEqual({
      ...CLOSED,
      reasons: [
        "involvement N-NOTHING-AVAILABLE",
        "involvement N-NOTHING-AVAILABLE",
        "sexual-health W-SOURCE-DECISION",
      ],
    });
  });

  test("is absent at level 3, in list and in existence, exactly as for a sister who never went", async () => {
    expect(await moveTo("Targeted-complex")).toEqual({ __typename: "CaseChanged" });
    const { case: file, members } = await record("shona.csc", "MASH-0003", "MASH_SCREENING");
    expect(file.level).toBe(3);
    const [kai, jess] = members;
    expect(clinic(kai)).toEqual({
      ...CLOSED,
      reasons: ["involvement N-NOTHING-AVAILABLE", "involvement N-NOTHING-AVAILABLE", "sexual-health W-LEVEL"],
    });
    expect(clinic(kai)).toEqual(clinic(jess));
    expect(from(kai, "SCHOOL").involved).toBe(true);
    // the level moved everything else as well
    expect(why(kai, "POLICE", "police-intelligence")).toBe("W-LEVEL");
    expect(why(kai, "HOSP", "urgent-care")).toBe("W-CONSENT-SCOPE");
    expect(why(await kaiTo("shona.csc", "MASH-0003", "CHILD_PROTECTION_ENQUIRY"), "HOSP", "urgent-care")).toBe(
      "W-NO-BASIS",
    );
  });

  test("opens again with the level and its statutory basis, and not with the level alone", async () => {
    await moveTo("Specialist: child at risk");
    expect(why(await kaiTo("shona.csc", "MASH-0003", "CHILD_PROTECTION_ENQUIRY"), "SHC", "involvement")).toBe(
      "W-NO-BASIS",
    );
    await moveTo("Specialist: child at risk", "S47");
    expect(clinic(await kaiTo("shona.csc", "MASH-0003", "CHILD_PROTECTION_ENQUIRY")).involved).toBe(true);
  });
});

test("neither the covert report nor the clinic's contact is in any answer, to anybody on a case, for any purpose", async () => {
  const covert = /working from a flat|IR-26-551902/;
  const items = MARSH.items.filter((it) => covert.test(JSON.stringify(it.body)));
  expect(items.map((it) => it.field)).toEqual(["intelligence"]);
  const query = `query ($id: ID!, $purpose: Purpose!) { familyRecord(caseId: $id, purpose: $purpose) {
    members { health { sexualHealthContacts { contactOn } } police { intelligence { sanitisedText } incidents { reference circumstances } } }
    chronology(first: 200) { edges { node { category item { __typename ... on PoliceIntelligence { sanitisedText } } } } } } }`;
  for (const { reference, users } of MARSH.cases) {
    const asked = users.flatMap((user) =>
      PURPOSES.map(async (purpose) => story.ask(user, query, { id: await caseOf(user, reference), purpose })),
    );
    for (const { status, errors, text } of await Promise.all(asked)) {
      expect([status, errors]).toEqual([200, undefined]);
      expect(text.match(covert)).toBeNull();
      expect(text.match(/"contactOn"|"sexual-health"|"police-intelligence"/)).toBeNull();
    }
  }
});

test("the auditor reads which sealed reasons were behind an empty answer", async () => {
  const { id } = await kaiTo("gareth.mash", "MASH-0003", "MASH_SCREENING");
  const query = `query ($id: ID!) { disclosuresAbout(memberId: $id, first: 200) {
    userId decisions { source category internalReason itemsSuppressed } } }`;
  const about: Json[] = await ask("felix.mash", query, { id });
  const sealed = about.flatMap((it) => it.decisions).filter((d) => d.internalReason !== null);
  expect(new Set(sealed.map((d) => `${d.source} ${d.category} ${d.internalReason}`))).toEqual(
    new Set(["POLICE police-intelligence X-INTEL", "SHC involvement X-SENSITIVE-SERVICE"]),
  );
  expect(await ask("amara.mash", query, { id })).toBeNull();
});
