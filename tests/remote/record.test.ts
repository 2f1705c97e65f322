/** A partner with a system of its own, in a record: what it is asked, what comes of its answer, and what it never hears. */
import { join, KEYS, PROTOCOL, probationOf, putInForce, startPartnerStage, type PartnerStage } from "./stage";
import { held, PROBATION, PROBATION_SDL, supervision } from "./probation";
import { honestly, sendJson, startSubgraph, type SubgraphServer } from "./subgraph-server";

let stage: PartnerStage;
let partner: SubgraphServer;

beforeAll(async () => {
  stage = await startPartnerStage();
  partner = await startSubgraph(PROBATION_SDL, "probation", {});
  await join(stage, { url: partner.url });
});
afterAll(async () => {
  await partner.stop();
  await stage.stop();
});
beforeEach(() => {
  partner.asked.length = 0;
  partner.behave = honestly;
  partner.data = { X100001: held("a"), X100004: held("b") };
});

// eslint-disable-next-line @typescript-eslint/no-explicit-any
const decisionOn = (it: any, category: string) => it.sharing.decisions.find((d: any) => d.category === category);

describe("a record with a partner in it", () => {
  test("shows what is permitted, and of that what this recipient may have", async () => {
    const answer = await stage.record(PROBATION);
    const { "Piotr Kowalczyk": piotr, "Jan Kowalczyk": jan, "Ewa Kowalczyk": ewa } = probationOf(answer);
    expect(piotr.agency).toEqual({ id: "PROB" });
    expect(piotr.riskLevel).toBe("HIGH");
    expect(piotr.conditions).toEqual(["No contact with MARKER-VICTIM", "Curfew"]);
    expect(piotr.supervision).toEqual([
      {
        id: expect.any(String),
        status: "CURRENT",
        endsOn: "2027-03-01",
        office: "Office of MARKER-PLACE",
        informant: null,
        officers: [{ name: "J Archer", team: { code: "N1", town: "MARKER-TOWN" } }],
        provenance: {
          occurredOn: "2026-05-04",
          recordedAt: "2026-05-05T09:00:00.000Z",
          nature: "FACT",
          authorRole: "Probation officer",
          source: { id: "PROB" },
        },
      },
    ]);
    expect(decisionOn(piotr, "offender-management")).toMatchObject({ outcome: "RELEASED", unavailableCode: null });
    expect(piotr.concerns).toBeNull();
    expect(decisionOn(piotr, "safeguarding-concerns")).toMatchObject({ outcome: "WITHHELD" });
    // whom the partner does not know reads like one of whom it holds nothing
    expect({ ...jan }).toEqual({ ...ewa });
    expect(decisionOn(jan, "offender-management").outcome).toBe("NOTHING_AVAILABLE");
  });

  test("asks it once, by its own identifiers, for what is permitted and selected, and for nobody else", async () => {
    await stage.record("probation { riskLevel concerns { what } supervision { officers { team { code } } } }");
    const [call, ...more] = partner.entityCalls();
    expect(more).toEqual([]);
    expect(call!.query).toBe(
      "query($r0: [_Any!]!) { g0: _entities(representations: $r0) { __typename ... on FamilyMember { id probation " +
        "{ riskLevel supervision { authorRole nature occurredOn officers { team { code } } recordedAt sourceRef } } } } }",
    );
    expect(Object.values(call!.variables).flat()).toEqual(
      expect.arrayContaining(Object.values(KEYS).map((id) => ({ __typename: "FamilyMember", id }))),
    );
    expect(JSON.stringify(call!.variables)).not.toMatch(/Kowalczyk|99900/);
    expect(Number(call!.headers["x-deadline-ms"])).toBeLessThanOrEqual(2_000);
  });

  test("follows aliases, fragments, variables, @skip and @include exactly", async () => {
    const id = await stage.caseId("CSC", "CSC-0001");
    const { data, errors } = await stage.ask(
      { userId: "shona.csc", agencyId: "CSC", role: "SOCIAL_WORKER" },
      `query ($id: ID!, $no: Boolean!) { familyRecord(caseId: $id, purpose: CHILD_PROTECTION_ENQUIRY) {
        members { name it: probation { ...S riskLevel @include(if: $no) more: supervision { status } } } } }
       fragment S on ProbationContribution { kept: supervision { ...I @skip(if: $no) office @include(if: $no) } }
       fragment I on ContributionItem { ... on ProbationSupervision { endsOn } }`,
      { id, no: false },
    );
    expect(errors).toBeUndefined();
    const piotr = data.familyRecord.members.find((it: { name: string }) => it.name === "Piotr Kowalczyk");
    expect(piotr.it[0]).toEqual({ kept: [{ endsOn: "2027-03-01" }], more: [{ status: "CURRENT" }] });
    expect(partner.entityCalls()[0]!.query).toContain(
      "supervision { authorRole endsOn nature occurredOn recordedAt sourceRef status }",
    );
    expect(partner.entityCalls()[0]!.query).not.toMatch(/riskLevel|office|concerns/);
  });

  test("hears nothing where nothing is permitted", async () => {
    const answer = await stage.record("probation { concerns { what } sharing { decisions { outcome } } }");
    expect(Object.values(probationOf(answer)).every((it) => it.concerns === null)).toBe(true);
    expect(partner.asked).toEqual([]);
  });

  test("stands in the chronology, and below it is asked for no more than is selected there", async () => {
    const id = await stage.caseId("CSC", "CSC-0001");
    const { data } = await stage.ask(
      { userId: "shona.csc", agencyId: "CSC", role: "SOCIAL_WORKER" },
      `query ($id: ID!) { familyRecord(caseId: $id, purpose: CHILD_PROTECTION_ENQUIRY) {
        chronology(categories: ["offender-management"]) { totalCount edges { node { occurredOn field
          item { id ... on ProbationSupervision { status } } } } } } }`,
      { id },
    );
    expect(data.familyRecord.chronology.totalCount).toBe(2);
    expect(data.familyRecord.chronology.edges[0].node).toEqual({
      occurredOn: "2026-05-04",
      field: "supervision",
      item: { id: expect.any(String), status: "CURRENT" },
    });
    expect(partner.entityCalls()[0]!.query).not.toMatch(/officers|office|endsOn/);
  });

  test("a refuge stays secret whatever the partner says: places fall away, and the whole of a place does", async () => {
    partner.data = { X100003: held("ewa") };
    const { "Ewa Kowalczyk": ewa } = probationOf(await stage.record(PROBATION));
    expect(ewa.riskLevel).toBe("HIGH");
    expect(ewa.supervision[0]).toMatchObject({ office: null, officers: [{ team: { code: "N1", town: null } }] });
    expect(ewa.whereabouts).toBeNull();
    expect(JSON.stringify(ewa)).not.toMatch(/MARKER-(PLACE|TOWN|POSTCODE)/);
  });

  test("is recorded: the disclosure names the items, which keep their ids", async () => {
    const before = await itemIds();
    const again = await itemIds();
    expect(before).toHaveLength(2);
    expect(again).toEqual(before);
    const { rows } = await stage.owner.query<{ body: string }>(
      "SELECT body FROM disclosure_record ORDER BY seq DESC LIMIT 1",
    );
    const items = rows[0]!.body.match(/[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g);
    expect(new Set(items).size).toBe(2);
    expect(rows[0]!.body).not.toContain("MARKER");
  });

  const itemIds = async () =>
    Object.values(probationOf(await stage.record("probation { supervision { id } }"))).flatMap((it) =>
      (it.supervision ?? []).map((s: { id: string }) => s.id),
    );
});

describe("who stands in one request to it", () => {
  const people = () => partner.entityCalls().map((it) => Object.values(it.variables).flat().length);
  afterEach(() => putInForce(stage, PROTOCOL));

  test("everybody on the record, by default", async () => {
    await stage.record("probation { riskLevel }");
    expect(people()).toEqual([3]);
  });

  test("one person alone, where a protocol says so", async () => {
    await putInForce(stage, { ...PROTOCOL, batching: "person" });
    await stage.record("probation { riskLevel }");
    expect(people()).toEqual([1, 1, 1]);
    expect(probationOf(await stage.record("probation { riskLevel }"))["Piotr Kowalczyk"].riskLevel).toBe("HIGH");
  });
});

describe("an answer that is not to be believed", () => {
  const unavailable = async (code: string) => {
    const answer = await stage.record(PROBATION);
    const { "Piotr Kowalczyk": piotr } = probationOf(answer);
    expect(decisionOn(piotr, "offender-management")).toMatchObject({
      outcome: "SOURCE_UNAVAILABLE",
      reason: "E-SOURCE",
      unavailableCode: code,
    });
    expect(piotr.riskLevel).toBeNull();
    expect(answer.text).not.toContain("MARKER");
  };
  // what a test changes depends on what it is about
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  const changed = (change: (data: any) => void) => {
    partner.behave = (response, honest) => {
      const body = structuredClone(honest);
      change(body.data);
      sendJson(response, body);
    };
  };

  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  test.each<[string, (data: any) => void]>([
    ["in another order", (data) => data.g0.reverse()],
    ["under another's key", (data) => (data.g0.find((it: object) => it).id = "X999999")],
    ["without its nulls", (data) => (data.g0 = data.g0.filter((it: object | null) => it))],
    ["with one too many", (data) => data.g0.push(data.g0[0])],
    ["with a field missing", (data) => delete data.g0.find((it: object) => it).probation.riskLevel],
    ["with a word that its enum has not", (data) => (data.g0.find((it: object) => it).probation.riskLevel = "MARKER")],
    [
      "with null where it promised a value",
      (data) => (data.g0.find((it: object) => it).probation.supervision[0].status = null),
    ],
    [
      "with no date for a date",
      (data) => (data.g0.find((it: object) => it).probation.supervision[0].endsOn = "MARKER"),
    ],
    ["with an object for a list", (data) => (data.g0.find((it: object) => it).probation.supervision = {})],
    ["with a list for an entity", (data) => (data.g0[0] = [])],
  ])("%s, is no answer for anybody", async (_, change) => {
    changed(change);
    await unavailable("BAD_RESPONSE");
  });

  test("with more than was asked loses what is too much, and the operator is told by name and nothing else", async () => {
    partner.behave = (response, honest) => {
      const body = structuredClone(honest) as { data: { g0: ({ probation: Record<string, unknown> } | null)[] } };
      const entity = body.data.g0.find((it) => it)!;
      entity.probation["concerns"] = [{ what: "MARKER-SURPLUS" }];
      entity.probation["MARKER-NAME"] = 1;
      sendJson(response, body);
    };
    stage.reports.length = 0;
    const answer = await stage.record("probation { riskLevel concerns { what } }");
    expect(answer.text).not.toContain("MARKER");
    expect(Object.values(probationOf(answer)).some((it) => it.riskLevel === "HIGH")).toBe(true);
    expect(stage.reports).toEqual([
      "partner PROB answered more than it was asked: ProbationContribution.concerns",
      "partner PROB answered more than it was asked: ProbationContribution, a field that it has not",
    ]);
  });

  test("with an error on one field of one person fails there alone, and its words go nowhere", async () => {
    partner.data = { X100001: held("a"), X100004: held("b", { supervision: [supervision("b", { officers: null })] }) };
    stage.reports.length = 0;
    const answer = await stage.record(
      "probation { riskLevel whereabouts { postcode } supervision { status officers { name } } sharing { decisions { category outcome unavailableCode } } }",
    );
    const { "Piotr Kowalczyk": piotr, "Ola Kowalczyk": ola } = probationOf(answer);
    // what is decided together stands or falls together
    expect(decisionOn(piotr, "offender-management")).toMatchObject({ unavailableCode: "PARTNER_FIELD_ERROR" });
    expect(decisionOn(piotr, "contact-address")).toMatchObject({ unavailableCode: null });
    expect(decisionOn(ola, "offender-management").unavailableCode).toBeNull();
    expect(answer.text).not.toContain("Cannot return null");
    expect(stage.reports.join()).not.toContain("Cannot return null");
  });
});
