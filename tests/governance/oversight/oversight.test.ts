/** Auditors over HTTP: search, samples, findings and indicators; who sees how far; and that nobody can be made out. */
import { randomUUID } from "node:crypto";
import type { Disclosure } from "../../../src/audit/disclosure";
import { DisclosureCodec } from "../../../src/audit/disclosure-codec";
import { DisclosureIndex } from "../../../src/audit/disclosure-index";
import { DisclosureLog } from "../../../src/audit/disclosure-log";
import type { SignedInViewer } from "../../../src/identity/viewer";
import type { ReasonCode } from "../../../src/sharing/vocabulary";
import { AUDIT_KEY, caller, NOON, startGateway, type Answer, type TestGateway } from "../../api/gateway";

const DAY = 24 * 60 * 60 * 1000;
const codec = new DisclosureCodec(AUDIT_KEY);
const OCTOBER = Date.UTC(2026, 9, 10, 12);
let gate: TestGateway;
let second: TestGateway;
let log: DisclosureLog;
const FELIX = caller("felix.mash");
/** An auditor of an agency that is not the hub. */
const ADA: SignedInViewer = { userId: "audit.school", agencyId: "SCHOOL", role: "CASE_AUDITOR" };

const FIND = `query ($filter: DisclosureFilter! = {}, $first: Int! = 50, $after: String) {
  page: searchDisclosures(filter: $filter, first: $first, after: $after) { next complete disclosures {
    id at kind agency role userId purpose level people decisions { source category outcome reason protocol decisions itemsReleased }
    findings { finding note foundBy } } } }`;
interface Found {
  readonly id: string;
  readonly agency: string;
  readonly userId: string | null;
  readonly purpose: string | null;
  readonly decisions: { source: string; category: string; reason: string; outcome: string; decisions: number }[];
  readonly findings: { finding: string; note: string; foundBy: string }[];
}
interface Page {
  readonly disclosures: Found[];
  readonly next: string | null;
  readonly complete: boolean;
}
const find = async (as: SignedInViewer, filter: object = {}, more: object = {}, on = gate): Promise<Page> =>
  (await on.ask(as, FIND, { filter, ...more })).data.page as Page;
const all = async (as: SignedInViewer, filter: object, first: number): Promise<Found[]> => {
  const found: Found[] = [];
  for (let after: string | null = null, pages = 0; pages < 500; pages += 1) {
    const page: Page = await find(as, filter, { first, after });
    found.push(...page.disclosures);
    if (page.next === null) return found;
    after = page.next;
  }
  throw new Error("no end");
};

/** One family's disclosure, as the gateway would write it. */
const made = (
  family: number,
  at: number,
  more: Partial<Disclosure> & { reasons: readonly ReasonCode[] },
): Disclosure => {
  const { reasons, ...rest } = more;
  return {
    id: randomUUID(),
    kind: "RECORD",
    at,
    user: "amara.mash",
    role: "MASH_ADVANCED_PRACTITIONER",
    agency: "MASH",
    purpose: "MASH_SCREENING",
    publicTask: null,
    caseId: `00000000-0000-0000-0000-${String(family).padStart(12, "0")}`,
    level: "3",
    rulebookVersion: 1,
    snapshot: null,
    rulebookSnapshot: null,
    found: true,
    grounds: {},
    tellFamily: false,
    latencyMs: 1,
    subjects: [`person of ${family}`],
    decisions: reasons.map((reason) => ({
      subject: 0,
      source: "SCHOOL",
      category: "attendance",
      mode: "CONTENT",
      minimumLevel: null,
      manual: false,
      outcome: reason.startsWith("P-") ? "RELEASED" : reason.startsWith("W-") ? "WITHHELD" : "NOTHING_AVAILABLE",
      reason,
      protocol: "ISA-MASH@1",
      cites: [],
      items: reason.startsWith("P-") ? [randomUUID()] : [],
      breakGlassRefused: false,
    })),
    sealed: [],
    ...rest,
  };
};
const write = (...them: Disclosure[]) => Promise.all(them.map((it) => log.append(it)));

beforeAll(async () => {
  gate = await startGateway();
  second = await gate.another();
  log = new DisclosureLog(gate.pool, codec);
  await gate.owner.query(
    "INSERT INTO app_user (id, agency_id, display_name, roles) VALUES ('audit.school', 'SCHOOL', 'Ada', '{CASE_AUDITOR}'), ('audit.gp', 'GP', 'Gus', '{CASE_AUDITOR}')",
  );
});
afterAll(() => gate.stop());

const RECORD = `query ($id: ID!, $purpose: Purpose!) { familyRecord(caseId: $id, purpose: $purpose) { members {
  education { attendance { attendancePct } } housing { tenancies { type } } health { edAttendances { arrivedAt } } } } }`;
const look = async (as: string, reference: string, purpose: string) =>
  gate.ask(as, RECORD, { id: await gate.caseId(caller(as).agencyId, reference), purpose });

describe("search", () => {
  beforeAll(async () => {
    await look("amara.mash", "MASH-0001", "MASH_SCREENING");
    await look("kemi.eh", "EH-0001", "EARLY_HELP");
    await look("owen.police", "MASH-0003", "CRIME_PREVENTION");
  });

  test("by agency, user, role, purpose, source, category, reason, outcome and time", async () => {
    const who = async (filter: object) => [...new Set((await all(FELIX, filter, 50)).map((it) => it.userId))].sort();
    expect(await who({ agency: "EH" })).toEqual(["kemi.eh"]);
    expect(await who({ user: "owen.police" })).toEqual(["owen.police"]);
    expect(await who({ role: "KEY_WORKER" })).toEqual(["kemi.eh"]);
    expect(await who({ purpose: "MASH_SCREENING" })).toEqual(["amara.mash"]);
    expect(await who({ reason: "P-S115" })).toEqual(["owen.police"]);
    expect(await who({ reason: "P-CONSENT", category: "tenancy" })).toEqual(["kemi.eh"]);
    expect(await who({ source: "SCHOOL", outcome: "RELEASED" })).toEqual(["amara.mash", "kemi.eh"]);
    expect(await who({ from: new Date(NOON).toISOString(), agency: "EH" })).toEqual(["kemi.eh"]);
    expect(await who({ to: new Date(NOON).toISOString(), agency: "EH" })).toEqual([]);
    expect(await who({ breakGlass: true })).toEqual([]);
  });

  test("one decision meets all that is asked of it, not one this and another that", async () => {
    // amara was released attendance, and was withheld something; never attendance of the hospital
    const [found] = await all(FELIX, { user: "amara.mash", category: "attendance", outcome: "RELEASED" }, 50);
    expect(found!.decisions).toEqual([
      expect.objectContaining({ source: "SCHOOL", category: "attendance", outcome: "RELEASED", reason: "P-16LA" }),
    ]);
    expect(await all(FELIX, { user: "amara.mash", category: "attendance", source: "HOSP" }, 50)).toEqual([]);
  });

  test("pages one by one are the whole, newest first", async () => {
    const whole = await all(FELIX, { purpose: "EARLY_HELP" }, 200);
    await look("kemi.eh", "EH-0002", "EARLY_HELP");
    await look("kemi.eh", "EH-0003", "EARLY_HELP");
    const paged = await all(FELIX, { purpose: "EARLY_HELP" }, 1);
    expect(paged).toHaveLength(whole.length + 2);
    expect(new Set(paged.map((it) => it.id)).size).toBe(paged.length);
    expect(paged.map((it) => it.id)).toEqual((await all(FELIX, { purpose: "EARLY_HELP" }, 200)).map((it) => it.id));
  });

  test("names no person, case or item, and no internal reason", async () => {
    const { text } = await gate.ask(FELIX, FIND, { first: 200 });
    const { rows } = await gate.owner.query<{ it: string }>(
      `SELECT name AS it FROM person UNION SELECT id::text FROM person UNION SELECT id::text FROM case_file
       UNION SELECT reference FROM case_file UNION SELECT id::text FROM contribution_item
       UNION SELECT unnest(subjects) FROM disclosure_record`,
    );
    expect(rows.filter(({ it }) => it.length > 3 && text.includes(it))).toEqual([]);
    expect(text).not.toMatch(/"X-[A-Z]/);
  });

  test("an agency's own auditor sees what it asked and what was asked of it, and of others' no user", async () => {
    const found = await all(ADA, {}, 50);
    expect(found.length).toBeGreaterThan(0);
    for (const it of found) {
      if (it.agency === "SCHOOL") continue;
      expect(it.userId).toBeNull();
      expect(new Set(it.decisions.map((d) => d.source))).toEqual(new Set(["SCHOOL"]));
    }
    expect(await all(ADA, { category: "tenancy" }, 50)).toEqual([]);
  });

  test("nobody else, and nothing of bad pages", async () => {
    for (const as of ["amara.mash", "gareth.mash", "mabel.mash", "naomi.gp", "petra.school"]) {
      expect((await gate.ask(as, FIND)).errors[0].extensions.code).toBe("E-REQUEST");
    }
    expect((await gate.ask({ ...ADA, agencyId: "MASH" }, FIND)).errors[0].extensions.code).toBe("E-REQUEST");
    const bad = await gate.ask(FELIX, FIND, { first: 0, after: "made-up", filter: { user: "\0" } });
    expect(bad.errors[0].extensions.faults.map((it: { path: string }) => it.path)).toEqual([
      "first",
      "after",
      "filter.user",
    ]);
  });

  test("the index is made once, by however many, and again from nothing the same", async () => {
    const indexed = async () =>
      (
        await gate.owner.query(
          `SELECT (SELECT json_agg(f ORDER BY seq) FROM disclosure_fact f) AS facts, (SELECT json_agg(t ORDER BY t::text)
             FROM (SELECT month, measure, agency, source, protocol, reason, count FROM disclosure_tally) t) AS tallies`,
        )
      ).rows[0] as object;
    await Promise.all([find(FELIX), find(FELIX, {}, {}, second), find(FELIX)]);
    await new DisclosureIndex(gate.pool, codec).catchUp();
    const before = await indexed();
    await gate.owner.query(`TRUNCATE disclosure_fact, disclosure_tally, disclosure_withheld;
      UPDATE disclosure_indexed SET seq = 0`);
    await Promise.all([gate, second].map((it) => new DisclosureIndex(it.pool, codec).catchUp()));
    expect(await indexed()).toEqual(before);
  });
});

describe("samples and findings", () => {
  const DRAW = `query ($input: SampleInput!) { sample: sampleForAudit(input: $input) { to strata { stratum population drawn }
    disclosures { id agency purpose } } }`;
  const draw = async (input: object, as = FELIX) =>
    (await gate.ask(as, DRAW, { input })).data.sample as {
      strata: { stratum: string; population: number; drawn: number }[];
      disclosures: Found[];
    };
  const window = { from: new Date(OCTOBER).toISOString(), to: new Date(OCTOBER + DAY).toISOString() };
  beforeAll(async () => {
    const asked = Array.from({ length: 40 }, (_, i) =>
      made(500 + i, OCTOBER + i, { reasons: ["P-16LA"], ...(i < 3 ? { agency: "EH", user: "kemi.eh" } : {}) }),
    );
    await write(...asked);
  });

  test("the same seed draws the same, another seed another; a rare kind is drawn from in its turn", async () => {
    const input = { ...window, size: 10, seed: "November audit", stratifyBy: "AGENCY" };
    const first = await draw(input);
    expect(await draw(input)).toEqual(first);
    expect(first.strata).toEqual([
      { stratum: "EH", population: 3, drawn: 3 },
      { stratum: "MASH", population: 37, drawn: 7 },
    ]);
    const other = await draw({ ...input, seed: "another" });
    expect(other.disclosures.map((it) => it.id)).not.toEqual(first.disclosures.map((it) => it.id));
    // what comes later does not change what was drawn
    await write(made(600, OCTOBER + 2 * DAY, { reasons: ["P-16LA"] }));
    expect(await draw(input)).toEqual(first);
  });

  test("every one is as likely as any other", async () => {
    const times = new Map<string, number>();
    for (let i = 0; i < 30; i += 1) {
      for (const it of (await draw({ ...window, size: 10, seed: `seed ${i}` })).disclosures)
        times.set(it.id, (times.get(it.id) ?? 0) + 1);
    }
    // 300 draws of 40: 7.5 each; the seeds are what they are, so this passes always or never
    for (const it of times.values()) expect(Math.abs(it - 7.5)).toBeLessThan(10);
    expect(times.size).toBe(40);
  });

  test("sizes and seeds that are none are refused", async () => {
    const bad = await gate.ask(FELIX, DRAW, { input: { size: 0, seed: "" } });
    expect(bad.errors[0].extensions.faults.map((it: { path: string }) => it.path)).toEqual(["size", "seed"]);
  });

  const record = (
    as: SignedInViewer,
    disclosureId: string,
    finding: string,
    note: string,
    on = gate,
  ): Promise<Answer> =>
    on.ask(
      as,
      `mutation ($id: ID!, $finding: AuditFindingKind!, $note: String!) {
        result: recordAuditFinding(disclosureId: $id, finding: $finding, note: $note) {
          __typename ... on Refused { faults { path code } } } }`,
      { id: disclosureId, finding, note },
    );
  const codes = (it: Answer): string[] => it.data.result.faults.map((f: { code: string }) => f.code);

  test("a finding is recorded once an auditor, of what they see; two at once are one; shown to its own agency", async () => {
    const [one] = (await draw({ ...window, size: 1, seed: "x" })).disclosures;
    const note = "The parents' data was not needed for this.";
    const both = await Promise.all([gate, second].map((it) => record(FELIX, one!.id, "OVER_SHARED", note, it)));
    expect(both.map((it) => it.data.result.__typename).sort()).toEqual(["AuditFindingRecorded", "Refused"]);
    const found = (await all(FELIX, { agency: one!.agency }, 200)).find((it) => it.id === one!.id);
    expect(found!.findings).toEqual([{ finding: "OVER_SHARED", note, foundBy: "felix.mash" }]);
    expect((await record(ADA, one!.id, "APPROPRIATE", "The school agrees with it.")).data.result.__typename).toBe(
      "AuditFindingRecorded",
    );
    expect((await all(ADA, {}, 200)).find((it) => it.id === one!.id)!.findings.map((it) => it.foundBy)).toEqual([
      "audit.school",
    ]);
  });

  test("every fault at once; unknown and others' are one; no other role", async () => {
    expect(codes(await record(FELIX, "made-up", "APPROPRIATE", "short")).sort()).toEqual([
      "TOO_SMALL",
      "UNKNOWN_DISCLOSURE",
    ]);
    const others = made(700, OCTOBER + 3 * DAY, { reasons: [] });
    await write(others);
    const note = "long enough to be a note";
    expect((await record(ADA, others.id, "APPROPRIATE", note)).text).toBe(
      (await record(ADA, randomUUID(), "APPROPRIATE", note)).text,
    );
    expect(codes(await record(caller("amara.mash"), others.id, "APPROPRIATE", note))).toEqual(["NOT_YOUR_ROLE"]);
  });
});

describe("indicators", () => {
  const TABLE = "{ total cells { label count } }";
  const TABLES = `{ byReason ${TABLE} byProtocol ${TABLE} byAgency ${TABLE} bySource ${TABLE} }`;
  const ASK = `query ($month: String!) { it: sharingIndicators(month: $month) { month agency
    withheldRate { percent of ${TABLE} } withheld ${TABLES} answered ${TABLES} releasedAfterWithheld ${TABLE}
    findings ${TABLE} familyTold { percent of ${TABLE} } consentsExpiring sourceDecisions { answered medianHours }
    breakGlass ${TABLE} breakGlassJustified { percent of ${TABLE} } breakGlassReviewedInTime { percent of ${TABLE} } notKnown { indicator why } } }`;
  const indicators = async (month: string, as: SignedInViewer | string = FELIX) =>
    // what a test looks into

    (await gate.ask(as, ASK, { month })).data.it;
  const SEPTEMBER = Date.UTC(2026, 8, 8, 12);

  beforeAll(async () => {
    const asked: Disclosure[] = [];
    for (let family = 1; family <= 20; family += 1) asked.push(made(family, SEPTEMBER, { reasons: ["P-16LA"] }));
    for (let family = 1; family <= 8; family += 1) asked.push(made(family, SEPTEMBER, { reasons: ["W-LEVEL"] }));
    for (let family = 1; family <= 3; family += 1)
      asked.push(made(family, SEPTEMBER, { reasons: ["W-CONSENT-REFUSED"] }));
    for (let family = 9; family <= 14; family += 1)
      asked.push(made(family, SEPTEMBER, { reasons: ["W-CONSENT-NONE"] }));
    await write(...asked);
    // six families' withheld data was released five days on; two more three weeks on, which is another story
    for (let family = 1; family <= 6; family += 1)
      await write(made(family, SEPTEMBER + 5 * DAY, { reasons: ["P-S47"] }));
    for (let family = 7; family <= 8; family += 1)
      await write(made(family, SEPTEMBER + 22 * DAY, { reasons: ["P-S47"] }));
    // a stricter field that stays withheld beside the rest of its category was not released after being withheld
    for (let family = 40; family <= 60; family += 1) {
      const it = made(family, Date.UTC(2026, 5, 3), { reasons: ["W-LEVEL", "P-16LA"] });
      await write({ ...it, decisions: [{ ...it.decisions[0]!, minimumLevel: 4 }, it.decisions[1]!] });
    }
    // four hundred decisions of one family are one family
    for (let i = 0; i < 4; i += 1)
      await write(made(99, SEPTEMBER, { agency: "EH", reasons: Array<ReasonCode>(100).fill("W-NO-BASIS") }));
  });

  test("are of months that are over, and of no other", async () => {
    for (const month of ["2026-11", "2026-12", "2026-13", "November", "2026-9", ""]) {
      const refused = await gate.ask(FELIX, ASK, { month });
      expect(refused.errors[0].extensions.faults[0].code).toBe("NOT_OVER");
    }
    expect((await indicators("2026-09")).month).toBe("2026-09");
  });

  test("count decisions by reason, protocol, recipient and source, and leave small cells and their neighbours empty", async () => {
    const { withheld, answered, withheldRate } = await indicators("2026-09");
    // 8 W-LEVEL, 400 of one family, 3 refused, 6 with nobody asked
    expect(withheld.byReason.total).toBe(417);
    expect(withheld.byReason.cells).toEqual([
      { label: "W-LEVEL", count: 8 },
      { label: "W-NO-BASIS", count: null },
      { label: "W-CONSENT-REFUSED", count: null },
      { label: "W-CONSENT-NONE", count: 6 },
    ]);
    expect(withheld.byAgency.cells).toEqual([
      { label: "EH", count: null },
      { label: "MASH", count: null },
    ]);
    expect(withheld.byProtocol).toEqual({ total: 417, cells: [{ label: "ISA-MASH@1", count: 417 }] });
    expect(answered.byReason.total).toBe(28);
    expect(withheldRate.percent).toBe(Math.round((100 * 417) / (417 + 28)));
  });

  test("find what was withheld and released soon after, by why it was withheld", async () => {
    expect((await indicators("2026-06")).releasedAfterWithheld).toEqual({ total: 0, cells: [] });
    const { releasedAfterWithheld } = await indicators("2026-09");
    // families 1 to 3 were last withheld for a refusal, 4 to 6 for the level: each too few to tell of
    expect(releasedAfterWithheld).toEqual({
      total: 6,
      cells: [
        { label: "W-LEVEL", count: null },
        { label: "W-CONSENT-REFUSED", count: null },
      ],
    });
  });

  test("say of how many families it is known that they were told, and of how many not", async () => {
    const month = { from: Date.UTC(2026, 7, 3), to: Date.UTC(2026, 7, 20) };
    const insert = `INSERT INTO case_file (id, reference, owner_id, authorities, opened_at, opened_by, local_tier, common_level, statutory)
      VALUES ($1, $2, 'MASH', '{}', '2026-01-01', 'x', 'x', 3, false)`;
    for (let i = 0; i < 20; i += 1) {
      const it = made(2000 + i, month.from, { tellFamily: true, reasons: ["P-16LA"] });
      await gate.owner.query(insert, [it.caseId, `TOLD/${i}`]);
      await write(it);
      // one was told before it was shared, and one of them after the month
      const told = i < 12 ? month.to : i === 12 ? month.from - DAY : i === 13 ? NOON : null;
      if (told === null) continue;
      await gate.owner.query(
        "INSERT INTO family_told (case_id, how, told_at, recorded_by, recorded_at) VALUES ($1, 'x', $2, 'amara.mash', $2)",
        [it.caseId, new Date(told)],
      );
    }
    expect((await indicators("2026-08")).familyTold).toEqual({
      percent: 60,
      of: {
        total: 20,
        cells: [
          { label: "NOT_TOLD", count: 8 },
          { label: "TOLD", count: 12 },
        ],
      },
    });
  });

  test("tell how long sources took, and how break-glass went, of cases that are many enough", async () => {
    const july = Date.UTC(2026, 6, 1, 9); // a Wednesday: five working days end on the next
    const caseId = (i: number) => `10000000-0000-0000-0000-${String(i).padStart(12, "0")}`;
    const { rows: people } = await gate.owner.query<{ id: string }>("SELECT id FROM person LIMIT 1");
    for (let i = 0; i < 14; i += 1) {
      await gate.owner.query(
        `INSERT INTO case_file (id, reference, owner_id, authorities, opened_at, opened_by, local_tier, common_level, statutory)
         VALUES ($1, $2, 'MASH', '{}', '2026-01-01', 'x', 'x', 3, false)`,
        [caseId(i), `GLASS/${i}`],
      );
      await gate.owner.query(
        `INSERT INTO disclosure_request (id, case_id, subject_id, source_id, recipient_id, category, purpose, decision,
           requested_by, role, reason, level, rag, requested_at, due_at, status, answered_by, answered_at)
         VALUES ($1, $2, $3, $4, 'MASH', 'sexual-health', 'MASH_SCREENING', 'd', 'amara.mash', 'x', 'x', '3', 'RED', $5, $5,
           'REFUSED', 'sana.shc', $6)`,
        [
          randomUUID(),
          caseId(i),
          people[0]!.id,
          i < 3 ? "GP" : "SHC",
          new Date(july),
          new Date(july + (i + 1) * 3_600_000),
        ],
      );
      const use = randomUUID();
      await gate.owner.query(
        `INSERT INTO break_glass_use (id, case_id, user_id, agency_id, role, reason, narrative, categories, incident_ref,
           granted_at, ends_at, told) VALUES ($1, $2, 'amara.mash', 'MASH', 'x', $3, 'x', '{*}', 'x', $4, $5, '{}')`,
        [
          use,
          caseId(i),
          i < 3 ? "CHILD_MISSING_HIGH_RISK" : "IMMEDIATE_DANGER",
          new Date(july),
          new Date(july + 3_600_000),
        ],
      );
      await gate.owner.query(
        `INSERT INTO break_glass_grant (case_id, subject_id, user_id, reason, narrative, categories, valid_from, valid_to, use_id)
         VALUES ($1, $2, 'amara.mash', 'IMMEDIATE_DANGER', 'x', '{*}', $3, $4, $5)`,
        [caseId(i), people[0]!.id, new Date(july), new Date(july + 3_600_000), use],
      );
      // eight in time and justified, one of them late, five never
      if (i >= 9) continue;
      const decidedAt = new Date(july + (i === 8 ? 10 : 2) * DAY);
      await gate.owner.query(
        `INSERT INTO break_glass_review (use_id, agency_id, opened_by, opened_at, outcome, decided_by, decided_at, rationale)
         VALUES ($1, 'MASH', 'mabel.mash', $2, 'JUSTIFIED', 'mabel.mash', $2, 'x')`,
        [use, decidedAt],
      );
    }
    const it = await indicators("2026-07");
    expect(it.sourceDecisions).toEqual({ answered: 14, medianHours: 7.5 });
    expect(it.breakGlass).toEqual({
      total: 14,
      cells: [
        { label: "CHILD_MISSING_HIGH_RISK", count: null },
        { label: "IMMEDIATE_DANGER", count: null },
      ],
    });
    expect(it.breakGlassJustified).toEqual({
      percent: 100,
      of: { total: 9, cells: [{ label: "JUSTIFIED", count: 9 }] },
    });
    expect(it.breakGlassReviewedInTime.percent).toBe(57); // 8 of 14
    // three cases are too few to say anything of
    const few = await indicators("2026-07", { userId: "audit.gp", agencyId: "GP", role: "CASE_AUDITOR" });
    expect(few.sourceDecisions).toEqual({ answered: null, medianHours: null });
  });

  test("say what they cannot know, and make nothing up", async () => {
    const { notKnown } = await indicators("2026-09");
    expect(notKnown.map((it: { indicator: string }) => it.indicator)).toEqual(
      expect.arrayContaining([
        "Triage within 24 hours",
        "Outcome notified within three weeks",
        "Released and never read",
      ]),
    );
  });

  test("an agency's own auditor and lead see its own alone; nobody else sees any", async () => {
    expect((await indicators("2026-09", "mabel.mash")).agency).toBeNull();
    expect(await indicators("2026-09", ADA)).toMatchObject({ agency: "SCHOOL", withheld: { byReason: { total: 0 } } });
    expect(await indicators("2026-09", "bram.eh")).toMatchObject({
      agency: "EH",
      withheld: { byReason: { total: null } },
    });
    for (const as of ["amara.mash", "gareth.mash", "naomi.gp", "petra.school"])
      expect((await gate.ask(as, ASK, { month: "2026-09" })).errors[0].extensions.code).toBe("E-REQUEST");
  });

  test("name nobody: no family's, user's or disclosure's id", async () => {
    const { text } = await gate.ask(FELIX, ASK, { month: "2026-09" });
    expect(text).not.toMatch(/0000000|person of|amara|[0-9a-f]{8}-[0-9a-f]{4}/);
  });
});
