/** What goes with a consent: the receipt, the list of those that run out, notices, FHIR; and leaving a service. */
import { createHash } from "node:crypto";
import { ExpiringConsents } from "../../../src/governance/consents/expiring-consents";
import { makeDataSource } from "../../../ormconfig";
import type { SignedInViewer } from "../../../src/identity/viewer";
import { caller, NOON, startGateway, type Answer, type TestGateway } from "../gateway";
import { FAULTS, ids, onStage } from "./on-stage";
import { writingNothing } from "./on-file";
import { faultsOf, resultOf } from "./result";

const KEMI = caller("kemi.eh");
const DAY = 86_400_000;
const { one, personIdOf, member } = onStage(() => gate);

let gate: TestGateway;
let second: TestGateway;
beforeAll(async () => {
  gate = await startGateway();
  second = await gate.another();
});
afterAll(() => gate.stop());
const expectNothingWritten = writingNothing(() => gate, ["consent", "notification"]);

const mutation =
  (name: string, type: string, fields: string) =>
  (as: SignedInViewer | string, input: object, on = gate) =>
    on.ask(as, `mutation ($input: ${type}!) { result: ${name}(input: $input) { __typename ${fields} ${FAULTS} } }`, {
      input,
    });
const recordConsent = mutation("recordConsent", "RecordConsentInput", "... on ConsentRecorded { consentId }");
const agree = mutation(
  "recordServiceAgreement",
  "RecordServiceAgreementInput",
  "... on ServiceAgreementRecorded { agreementId nextStep { code text } }",
);
const importFhir = mutation(
  "importConsentFhir",
  "ImportConsentFhirInput",
  "... on ConsentImported { consentId validTo leftOut }",
);
const withdraw = (as: SignedInViewer | string, id: string, on = gate) =>
  on.ask(as, `mutation ($id: ID!) { result: withdrawConsent(consentId: $id) { __typename ${FAULTS} } }`, { id });
const query = (name: string, fields: string) => (as: SignedInViewer | string, id: string) =>
  gate.ask(as, `query ($id: ID!) { result: ${name}(consentId: $id) { __typename ${fields} ${FAULTS} } }`, { id });
const receipt = query("consentReceipt", "... on ConsentReceipt { receipt html }");
const exportFhir = query("exportConsentFhir", "... on ConsentFhirExported { resource notCarried { element how why } }");
const expiring = (as: SignedInViewer | string, withinDays = 30) =>
  gate.ask(
    as,
    `{ result: consentsExpiring(withinDays: ${withinDays}) { __typename ${FAULTS}
       ... on ConsentsExpiring { count consents { consentId memberId validTo purposes } } } }`,
  );
// what a test looks into depends on its query
// eslint-disable-next-line @typescript-eslint/no-explicit-any
const of = (answer: Answer): any => resultOf(answer);

const carol = () => member("EH", "EH-0003", "bennett-lowe.carol");
const consent = async (more: object = {}) => ({
  memberId: await carol(),
  capacity: "SELF",
  decision: "GRANTED",
  categories: ["tenancy", "attendance"],
  excludedCategories: ["send"],
  recipients: ["EH", "SCHOOL"],
  excludedRecipients: ["VCS"],
  purposes: ["EARLY_HELP"],
  method: "In <person>",
  evidenceRef: "Form 17",
  soughtSafely: true,
  ...more,
});
const given = async (more: object = {}): Promise<string> =>
  resultOf(await recordConsent(KEMI, await consent(more))).consentId!;

describe("the receipt", () => {
  test("is shaped after ISO/IEC TS 27560, and says what the consent says and nothing more", async () => {
    const consentId = await given();
    const { receipt: made } = of(await receipt(KEMI, consentId));
    expect(Object.keys(made)).toEqual(["header", "pii_processing", "parties", "event"]);
    expect(made.header).toMatchObject({ schema_version: "ISO/IEC TS 27560:2023" });
    expect(made.pii_processing.purposes).toHaveLength(1);
    expect(made.pii_processing.purposes[0]).toMatchObject({
      purpose: "EARLY_HELP",
      lawful_basis: "Art 6(1)(e)",
      pii_controllers: ["EH", "SCHOOL"],
      recipients_excluded: ["VCS"],
      collection_method: "In <person>",
    });
    expect(made.event).toEqual([
      expect.objectContaining({
        event_state: "GIVEN",
        event_time: new Date(NOON).toISOString(),
        entity_id: made.header.pii_principal_id,
      }),
    ]);
    const text = JSON.stringify(made);
    for (const secret of ["Carol", await personIdOf("bennett-lowe.carol"), "GP", "POLICE", "kemi", await carol()]) {
      expect(text).not.toContain(secret);
    }
    // nobody joins two receipts by their subject
    const other = of(await receipt(KEMI, await given())).receipt;
    expect(other.header.pii_principal_id).not.toBe(made.header.pii_principal_id);
  });

  test("names who it is for: each recipient has the same one, and nobody else has any", async () => {
    const consentId = await given();
    const real = ids.open("consent", "EH", consentId)!;
    const school = of(await receipt("dilys.school", ids.seal("consent", "SCHOOL", real)));
    expect(school).toEqual(of(await receipt(KEMI, consentId)));
    const answers = [
      await receipt("nadine.vcs", ids.seal("consent", "VCS", real)), // on the case, and excluded
      await receipt("shona.csc", ids.seal("consent", "CSC", real)),
      await receipt(KEMI, "made-up"),
      await receipt("dilys.school", consentId),
    ];
    expect(new Set(answers.map((it) => it.text)).size).toBe(1);
    expect(faultsOf(answers[0]!)).toEqual(["consentId UNKNOWN_CONSENT"]);
    for (const as of ["bram.eh", "petra.school"]) {
      expect(faultsOf(await receipt(as, consentId))).toEqual([" NOT_YOUR_ROLE"]);
    }
  });

  test("follows what becomes of it", async () => {
    const consentId = await given();
    await withdraw(KEMI, consentId);
    const { receipt: made, html } = of(await receipt(KEMI, consentId));
    expect(made.event.map((it: { event_state: string }) => it.event_state)).toEqual(["GIVEN", "WITHDRAWN"]);
    expect(html).toContain("It changed to no on 22 November 2026.");
    const { html: no } = of(await receipt(KEMI, await given({ decision: "REFUSED" })));
    expect(no).toContain("The answer was no. We will not share.");
    // what is over is not told as if it went on
    for (const page of [html, no]) expect(page).not.toMatch(/can be shared|can see it|We stop at once/);
  });

  test("is a page without a script that lets nothing in but its own style", async () => {
    await gate.owner.query("UPDATE person SET name = '<img src=x onerror=alert(1)>' WHERE name = 'Carol Lowe'");
    const { html } = of(await receipt(KEMI, await given())) as { html: string };
    await gate.owner.query("UPDATE person SET name = 'Carol Lowe' WHERE name LIKE '<img%'");
    expect(html).toContain("&lt;img src=x onerror=alert(1)&gt;");
    expect(html).not.toMatch(/<(script|img|link|iframe|a|form|object|embed)\b|style="|https?:/i);
    const style = /<style>([\s\S]*)<\/style>/.exec(html)![1]!;
    const hash = createHash("sha256").update(style).digest("base64");
    expect(html).toContain(`content="default-src 'none'; style-src 'sha256-${hash}';`);
    for (const agency of ["Early Help Service", "Schools and Education Service"]) expect(html).toContain(agency);
    expect(html).not.toContain("General Practice");
  });

  test("can be read by somebody with a reading age of nine", async () => {
    const all = await given({
      categories: null,
      purposes: ["EARLY_HELP", "CHILD_IN_NEED_ASSESSMENT", "MASH_SCREENING"],
    });
    for (const id of [all, await given()]) {
      const { html } = of(await receipt(KEMI, id)) as { html: string };
      const prose = html.replace(/<style>[\s\S]*?<\/style>|<title>.*?<\/title>|<p class="small">.*?<\/p>/g, "");
      // an age of nine is year 4; agencies' names are theirs
      expect(gradeOf(prose.replaceAll("Schools and Education Service", "School"))).toBeLessThan(4);
    }
  });
});

/** Flesch–Kincaid grade, syllables by groups of vowels. */
function gradeOf(html: string): number {
  const text = html.replace(/<\/(p|li|h\d)>/g, ". ").replace(/<[^>]+>/g, " ");
  const sentences = text.split(/[.?!]+/).filter((it) => /[a-z]/i.test(it));
  const spoken = sentences.join(" ").match(/[a-z']+/gi)!;
  const syllables = spoken.map((it) =>
    Math.max(
      1,
      (
        it
          .toLowerCase()
          .replace(/e$/, "")
          .match(/[aeiouy]+/g) ?? []
      ).length,
    ),
  );
  const total = syllables.reduce((a, b) => a + b, 0);
  return 0.39 * (spoken.length / sentences.length) + 11.8 * (total / spoken.length) - 15.59;
}

describe("consents that run out", () => {
  beforeEach(() => gate.owner.query("DELETE FROM consent; DELETE FROM notification"));
  const until = (days: number) => ({ validTo: new Date(NOON + days * DAY).toISOString() });

  test("within the days asked for, of cases worked on; whoever governs gets a number", async () => {
    const soon = await given({ ...until(5), purposes: ["EARLY_HELP"] });
    await given({ ...until(40), purposes: ["DIRECT_CARE"] });
    const { count, consents } = of(await expiring(KEMI));
    expect({ count, consents }).toEqual({
      count: 1,
      consents: [{ consentId: soon, memberId: await carol(), validTo: until(5).validTo, purposes: ["EARLY_HELP"] }],
    });
    expect(of(await expiring(KEMI, 41)).count).toBe(2);
    expect(of(await expiring("dilys.school")).count).toBe(1);
    expect(of(await expiring("nadine.vcs"))).toMatchObject({ count: 0, consents: [] });
    expect(of(await expiring("bram.eh"))).toMatchObject({ count: 1, consents: [] });
    expect(of(await expiring("mabel.mash"))).toMatchObject({ count: 0, consents: [] });
    for (const days of [0, 367]) expect(faultsOf(await expiring(KEMI, days))).toEqual(["withinDays OUT_OF_RANGE"]);
    for (const as of ["felix.mash", "petra.school"]) expect(faultsOf(await expiring(as))).toEqual([" NOT_YOUR_ROLE"]);
    // renewed, withdrawn, protected: nothing runs out any more
    gate.setNow(NOON + 1000);
    await given();
    expect(of(await expiring(KEMI)).count).toBe(0);
    gate.setNow(NOON);
    await withdraw(KEMI, soon);
    expect(of(await expiring(KEMI)).count).toBe(0);
  });

  test("who recorded it is told once, however often and wherever it is asked", async () => {
    const soon = await given(until(5));
    await given({ ...until(40), purposes: ["DIRECT_CARE"] });
    const dataSource = makeDataSource((gate.pool.options as { connectionString: string }).connectionString);
    await dataSource.initialize();
    const reminding = new ExpiringConsents(dataSource, ids);
    await Promise.all([reminding.remind(NOON), reminding.remind(NOON), reminding.remind(NOON + DAY)]);
    await dataSource.destroy();
    const { rows } = await gate.owner.query("SELECT topic, agency_id, user_id, reference, due_at FROM notification");
    expect(rows).toEqual([
      {
        topic: "CONSENT_EXPIRING",
        agency_id: "EH",
        user_id: "kemi.eh",
        reference: ids.open("consent", "EH", soon),
        due_at: new Date(NOON + 5 * DAY),
      },
    ]);
  });
});

test("of a withdrawal those are told who relied on it, once, and nobody else", async () => {
  await gate.owner.query("DELETE FROM notification");
  const consentId = await given({ recipients: ["EH", "SCHOOL", "VCS"], excludedRecipients: ["VCS"] });
  await Promise.all([withdraw(KEMI, consentId), withdraw(KEMI, consentId, second), withdraw(KEMI, consentId)]);
  const { rows } = await gate.owner.query("SELECT topic, agency_id, reference FROM notification ORDER BY agency_id");
  const reference = ids.open("consent", "EH", consentId);
  expect(rows).toEqual(["EH", "SCHOOL"].map((agency_id) => ({ topic: "CONSENT_WITHDRAWN", agency_id, reference })));
});

test("leaving a service asks whether consent is withdrawn too, and withdraws nothing", async () => {
  const consentId = await given();
  for (const decision of ["AGREED", "DECLINED", "WITHDRAWN"]) {
    const { nextStep } = of(await agree(KEMI, { memberId: await carol(), service: "Key worker", decision }));
    expect(nextStep?.code ?? null).toBe(decision === "WITHDRAWN" ? "NS-ASK-CONSENT-TOO" : null);
  }
  const id = ids.open("consent", "EH", consentId);
  expect(await one("SELECT withdrawn_at FROM consent WHERE id = $1", [id])).toEqual({ withdrawn_at: null });
});

describe("FHIR", () => {
  const columns = `subject_id, given_by, capacity, decision, categories, excluded_categories, recipients,
    excluded_recipients, purposes, valid_from, valid_to, withdrawn_at, method, evidence_ref, sought_safely`;
  const row = (id: string) => one(`SELECT ${columns} FROM consent WHERE id = $1`, [ids.open("consent", "EH", id)]);

  test("what is exported is imported as it was, once, on whichever instance", async () => {
    gate.setNow(NOON + 7000);
    const consentId = await given();
    const { resource, notCarried } = of(await exportFhir(KEMI, consentId));
    expect(notCarried.length).toBeGreaterThan(5);
    expect(JSON.stringify(resource)).not.toMatch(/Carol|kemi/);
    gate.setNow(NOON + 60_000);
    second.setNow(NOON + 60_000);
    const input = { memberId: await carol(), resource };
    const answers = await Promise.all([0, 1, 2, 3].map((i) => importFhir(KEMI, input, i % 2 ? gate : second)));
    const imported = answers.filter((it) => faultsOf(it).length === 0);
    expect(imported).toHaveLength(1);
    expect(answers.filter((it) => faultsOf(it).join() === "resource.identifier ALREADY_IMPORTED")).toHaveLength(3);
    const made = of(imported[0]!);
    expect(made.leftOut).toEqual([]);
    expect(await row(made.consentId)).toEqual(await row(consentId));
    gate.setNow(NOON);
    second.setNow(NOON);
  });

  test("what comes in is weighed like what is recorded here: every fault, and nothing written", async () => {
    const { resource } = of(await exportFhir(KEMI, await given()));
    const memberId = await carol();
    const skye = await member("EH", "EH-0003", "bennett-lowe.skye");
    const without = (key: string) =>
      Object.fromEntries(Object.entries(resource as object).filter(([it]) => it !== key));
    const provision = resource.provision as object;
    const cases: [object, string[]][] = [
      [{ resource }, ["resource.patient ANOTHER_MEMBER"]],
      [{ memberId, resource: without("extension") }, ["soughtSafely MISSING"]],
      [
        { memberId, resource: { ...resource, provision: { ...provision, purpose: undefined, actor: undefined } } },
        ["resource.provision.actor MISSING", "resource.provision.purpose MISSING"],
      ],
      [
        { memberId, resource: { ...resource, status: "draft", scope: {}, modifierExtension: [] } },
        [
          "resource.modifierExtension INVALID_TYPE",
          "resource.scope.coding INVALID_TYPE",
          "resource.status INVALID_VALUE",
        ],
      ],
      [
        {
          memberId,
          resource: { ...resource, provision: { ...provision, period: { start: "2027-01-01", end: "2027-02-01" } } },
        },
        ["resource.provision.period.start IN_THE_FUTURE"],
      ],
      [
        {
          memberId,
          resource: { ...resource, provision: { ...provision, period: { start: "2020-01-01", end: "2027-02-01" } } },
        },
        ["validTo TOO_LONG"],
      ],
      // a child who is not competent gives nothing
      [{ memberId: skye, resource: { ...resource, patient: {}, performer: [{}] } }, ["capacity WRONG_PERSON"]],
      [{ memberId: "made-up", resource: { ...resource, patient: {} } }, ["memberId UNKNOWN_MEMBER"]],
    ];
    await expectNothingWritten(async () => {
      for (const [input, faults] of cases) {
        expect(faultsOf(await importFhir(KEMI, { memberId: skye, ...input }))).toEqual(faults);
      }
      expect(faultsOf(await importFhir("bram.eh", { memberId, resource }))).toEqual([" NOT_YOUR_ROLE"]);
    });
  });

  test("a withdrawn one comes in withdrawn", async () => {
    gate.setNow(NOON + 9000);
    const consentId = await given();
    await withdraw(KEMI, consentId);
    const { resource } = of(await exportFhir(KEMI, consentId));
    const made = of(await importFhir(KEMI, { memberId: await carol(), resource }));
    expect(await row(made.consentId)).toEqual(await row(consentId));
    gate.setNow(NOON);
  });
});
