/** Who has seen a person's record: for the family's desk, over HTTP; what is kept from the page leaves no trace. */
import { OpaqueIds } from "../../../src/gateway/opaque-ids";
import { sealMember } from "../../../src/governance/member-id";
import { inWords } from "../../../src/record/who-has-seen/page";
import { ALLOWED, PAGE, WHAT, WHY } from "../../../src/record/who-has-seen/plain-words";
import type { SeenBy } from "../../../src/record/who-has-seen/seen";
import { caller, ID_KEY, NOON, startGateway, type Answer, type TestGateway } from "../../api/gateway";

const DAY = 24 * 60 * 60 * 1000;
const ids = new OpaqueIds(ID_KEY);
let gate: TestGateway;
let second: TestGateway;
beforeAll(async () => {
  gate = await startGateway();
  second = await gate.another();
});
afterAll(() => gate.stop());

const RECORD = `query ($id: ID!, $purpose: Purpose!) { familyRecord(caseId: $id, purpose: $purpose) { members { name
  education { attendance { attendancePct } sharing { decisions { outcome reason } } }
  police { incidents { circumstances } } socialCare { earlyHelpEpisodes { __typename } }
  housing { tenancies { type } } health { mandatedReviews { review } } } } }`;
const look = async (on: TestGateway, as: string, reference: string, purpose: string) =>
  on.ask(as, RECORD, { id: await on.caseId(caller(as).agencyId, reference), purpose });

const who = (key: string) => ({ system: "LOCAL_ID", value: `HUB:${key.replaceAll("/", ".")}` });
const SEEN = `query ($memberId: ID, $identifier: IdentifierInput, $from: LocalDate, $to: LocalDate) {
  seen: whoHasSeen(memberId: $memberId, identifier: $identifier, from: $from, to: $to) {
    organisations { organisation looks { on why allowedBecause saw { what from } } } looks html } }`;
const seen = (on: TestGateway, as: string, given: object): Promise<Answer> => on.ask(as, SEEN, given);
const organisations = async (as: string, key: string): Promise<SeenBy[] | null> =>
  ((await seen(gate, as, { identifier: who(key) })).data.seen as { organisations: SeenBy[] } | null)?.organisations ??
  null;
const FAULTS = "... on Refused { faults { path code message } }";
const withhold = (on: TestGateway, as: string, input: object): Promise<Answer> =>
  on.ask(
    as,
    `mutation ($input: WithholdFromFamilyInput!) { result: withholdFromFamily(input: $input) {
      __typename ... on FamilyWithholdingChanged { withholdingId } ${FAULTS} } }`,
    { input: { reason: "Telling would warn the father.", ...input } },
  );
const lift = (on: TestGateway, as: string, id: string): Promise<Answer> =>
  on.ask(as, `mutation ($id: ID!) { result: liftWithholding(withholdingId: $id) { __typename ${FAULTS} } }`, { id });
const listed = async (as: string, key: string) =>
  (
    await gate.ask(
      as,
      "query ($identifier: IdentifierInput!) { familyWithholdings(identifier: $identifier) { id reason source category onlyOneCase recordedBy disclosureId recordedAt } }",
      { identifier: who(key) },
    )
  ).data.familyWithholdings as { id: string; reason: string }[] | null;
const codes = (it: Answer): string[] => it.data.result.faults.map((f: { code: string }) => f.code);
const personId = async (key: string): Promise<string> =>
  (
    await gate.owner.query<{ id: string }>("SELECT person_id AS id FROM person_identifier WHERE value = $1", [
      who(key).value,
    ])
  ).rows[0]!.id;

const IFE = "okafor-reid/ife";

describe("what a family is told", () => {
  beforeAll(async () => {
    await look(gate, "amara.mash", "MASH-0001", "MASH_SCREENING");
    await look(gate, "amara.mash", "MASH-0001", "MASH_SCREENING");
    gate.setNow(NOON + DAY);
    await look(gate, "kemi.eh", "EH-0001", "EARLY_HELP");
    gate.setNow(NOON);
  });

  test("by organisation and day, in plain words: who, why, by what right, and what; and that it was twice is once", async () => {
    expect(await organisations("mabel.mash", IFE)).toEqual([
      {
        organisation: "Multi-Agency Safeguarding Hub",
        looks: [
          {
            on: "2026-11-22",
            why: WHY.MASH_SCREENING,
            allowedBecause: ALLOWED["P-16LA"],
            saw: [{ what: WHAT.attendance, from: "Schools and Education Service" }],
          },
        ],
      },
    ]);
  });

  test("each agency tells of its own cases, and of its own data wherever it went; of no other", async () => {
    // early help owns EH-0001; the school's data went to both, and the school is asked about its own alone
    const names = async (as: string) => (await organisations(as, IFE))?.map((it) => it.organisation) ?? null;
    expect(await names("mabel.mash")).toEqual(["Multi-Agency Safeguarding Hub"]);
    expect(await names("bram.eh")).toEqual(["Early Help Service"]);
    expect(await names("tess.school")).toEqual(["Early Help Service", "Multi-Agency Safeguarding Hub"]);
    const things = (await organisations("tess.school", IFE))!.flatMap((it) => it.looks.flatMap((l) => l.saw));
    expect(new Set(things.map((it) => it.from))).toEqual(new Set(["Schools and Education Service"]));
    const early = (await organisations("bram.eh", IFE))!.flatMap((it) => it.looks.flatMap((l) => l.saw));
    expect(new Set(early.map((it) => it.from)).size).toBeGreaterThan(1);
  });

  test("own data looked at is told too, newest day first, and a period narrows it", async () => {
    gate.setNow(NOON + 2 * DAY);
    await look(gate, "dilys.school", "EH-0001", "EARLY_HELP");
    gate.setNow(NOON);
    const school = (await organisations("tess.school", IFE))!.find((it) => it.organisation.startsWith("Schools"))!;
    expect(school.looks).toMatchObject([{ on: "2026-11-24", allowedBecause: ALLOWED["P-OWN"] }]);
    const period = { identifier: who(IFE), from: "2026-11-23", to: "2026-11-23" };
    const narrowed = (await seen(gate, "tess.school", period)).data.seen as { looks: number; organisations: SeenBy[] };
    expect(narrowed.organisations.map((it) => it.organisation)).toEqual(["Early Help Service"]);
    expect(narrowed.looks).toBe(1);
  });

  test("what was withheld, or found nothing, is nobody's having seen", async () => {
    const before = (await seen(gate, "mabel.mash", { identifier: who(IFE) })).text;
    await look(gate, "amara.mash", "MASH-0001", "CRIME_PREVENTION");
    expect((await seen(gate, "mabel.mash", { identifier: who(IFE) })).text).toBe(before);
  });

  test("no user, role, reason code, hour or id is in it", async () => {
    for (const as of ["mabel.mash", "tess.school", "bram.eh"]) {
      const { text } = await seen(gate, as, { identifier: who(IFE) });
      expect(text).not.toMatch(/amara|kemi|dilys|Nwosu|[PWN]-[A-Z0-9]|MASH-0001|EH-0001|\d\d:\d\d|T\d\d|_SCREENING/);
      expect(text).not.toContain("Ife");
    }
  });

  test("what would warn somebody of danger to another is never told by a page: MARAC, and the prevention of crime", async () => {
    await look(gate, "lena.housing", "MARAC-0001", "DOMESTIC_ABUSE_RISK");
    const { rows } = await gate.owner.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM disclosure_record WHERE body LIKE '%"RELEASED","P-MARAC"%'`,
    );
    expect(rows[0]!.n).toBeGreaterThan(0);
    for (const key of ["kowalczyk/piotr", "kowalczyk/ewa"]) {
      // not even that housing looked at its own
      expect(await organisations("ines.housing", key)).toEqual([]);
    }
  });
});

describe("the page", () => {
  test("stands alone: no script, nothing loaded, a policy that its own style meets, everything escaped", async () => {
    await gate.owner.query("UPDATE agency SET name = $1 WHERE id = 'SCHOOL'", [`<script>alert('1')</script> & "Sons"`]);
    const { html } = (await seen(gate, "mabel.mash", { identifier: who(IFE) })).data.seen as { html: string };
    await gate.owner.query("UPDATE agency SET name = 'Schools and Education Service' WHERE id = 'SCHOOL'");
    expect(html).toContain("&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt; &amp; &quot;Sons&quot;");
    expect(html).not.toMatch(/<script|<img|<link|<iframe|<form|\bsrc=|\bhref=|\bon\w+=|url\(|@import/i);
    expect(html).toMatch(/default-src 'none'; style-src 'sha256-[\w+/]+='/);
    expect(html).toContain("@media print");
    expect(html).toContain(inWords("2026-11-22"));
    for (const it of [PAGE.about, PAGE.notAll, PAGE.ask, PAGE.complain]) expect(html).toContain(it);
  });

  test("says the same of leaving out whether or not there is anything to leave out", async () => {
    const { html, looks } = (await seen(gate, "bram.eh", { identifier: who("marsh/tanya") })).data.seen as {
      html: string;
      looks: number;
    };
    expect(looks).toBe(0);
    expect(html).toContain(PAGE.nobody);
    expect(html).toContain(PAGE.notAll);
  });
});

describe("who may ask", () => {
  const memberOf = async (agency: string, reference: string, key: string): Promise<string> => {
    const { rows } = await gate.owner.query<{ id: string }>("SELECT id FROM case_file WHERE reference = $1", [
      reference,
    ]);
    return sealMember(ids, agency, { caseId: rows[0]!.id, personId: await personId(key) });
  };

  test("a member's id and an identifier come to the same; a manager of the owner may, one of another agency may not", async () => {
    const byMember = await seen(gate, "gareth.mash", { memberId: await memberOf("MASH", "MASH-0001", IFE) });
    const byNumber = await seen(gate, "mabel.mash", { identifier: who(IFE) });
    expect(byMember.data.seen).toEqual(byNumber.data.seen);
    expect(byMember.data.seen).not.toBeNull();
    expect((await seen(gate, "imran.csc", { identifier: who(IFE) })).data.seen).toBeNull();
    // another agency's id is nobody's
    expect(
      (await seen(gate, "imran.csc", { memberId: await memberOf("MASH", "MASH-0001", IFE) })).data.seen,
    ).toBeNull();
  });

  test("nobody else, whatever their case; unknown, others' and barred people are one answer", async () => {
    for (const as of [
      "amara.mash",
      "shona.csc",
      "kemi.eh",
      "dilys.school",
      "felix.mash",
      "petra.school",
      "owen.police",
    ])
      expect((await seen(gate, as, { identifier: who(IFE) })).data.seen).toBeNull();
    const nobody = (await seen(gate, "mabel.mash", { identifier: who("nobody/here") })).text;
    expect((await seen(gate, "mabel.mash", { identifier: who("bennett-lowe/skye") })).text).toBe(nobody);
    await gate.owner.query(
      "INSERT INTO restriction (subject_id, set_by, code, valid_from) VALUES ($1, 'POLICE', 'X-PROTECTED', '2026-01-01')",
      [await personId("okafor-reid/ada")],
    );
    expect((await seen(gate, "mabel.mash", { identifier: who("okafor-reid/ada") })).text).toBe(nobody);
    await gate.owner.query("DELETE FROM restriction WHERE code = 'X-PROTECTED' AND subject_id = $1", [
      await personId("okafor-reid/ada"),
    ]);
    await gate.owner.query(
      "INSERT INTO conflict_of_interest (user_id, person_id, valid_from) VALUES ('mabel.mash', $1, '2026-01-01')",
      [await personId("okafor-reid/ada")],
    );
    // with one of the family: the case is none of theirs any more
    expect((await seen(gate, "mabel.mash", { identifier: who(IFE) })).text).toBe(nobody);
    await gate.owner.query("DELETE FROM conflict_of_interest WHERE user_id = 'mabel.mash'");
    await gate.owner.query("UPDATE app_user SET active = false WHERE id = 'mabel.mash'");
    expect((await seen(gate, "mabel.mash", { identifier: who(IFE) })).text).toBe(nobody);
    await gate.owner.query("UPDATE app_user SET active = true WHERE id = 'mabel.mash'");
  });

  test("that somebody asked is on record itself", async () => {
    const count = async () =>
      (
        await gate.owner.query<{ n: number }>(
          "SELECT count(*)::int AS n FROM disclosure_record WHERE body::jsonb ->> 'kind' = 'DISCLOSURES'",
        )
      ).rows[0]!.n;
    const before = await count();
    await seen(gate, "mabel.mash", { identifier: who(IFE) });
    expect(await count()).toBe(before + 1);
  });

  test("one of the two ways to say whom", async () => {
    expect((await seen(gate, "mabel.mash", {})).errors[0].extensions.code).toBe("E-REQUEST");
    const both = { identifier: who(IFE), memberId: "x" };
    expect((await seen(gate, "mabel.mash", both)).errors[0].extensions.code).toBe("E-REQUEST");
  });
});

describe("what is kept from the page", () => {
  // its own twin world, in which what is kept never happened
  test("reads, byte for byte, as if it had never happened; for every desk; lifted it is told again", async () => {
    const there = await startGateway();
    const never = await startGateway();
    try {
      for (const it of [there, never]) {
        await look(it, "amara.mash", "MASH-0001", "MASH_SCREENING");
        it.setNow(NOON + DAY);
      }
      await look(there, "kemi.eh", "EH-0001", "EARLY_HELP");
      const desks = ["mabel.mash", "bram.eh", "tess.school", "naomi.gp", "ines.housing"];
      const all = (on: TestGateway) =>
        Promise.all(desks.map(async (it) => (await seen(on, it, { identifier: who(IFE) })).text));
      expect(await all(there)).not.toEqual(await all(never));
      const { rows } = await there.owner.query<{ id: string }>("SELECT id FROM case_file WHERE reference = 'EH-0001'");
      const memberId = sealMember(ids, "EH", { caseId: rows[0]!.id, personId: await personId(IFE) });
      const kept = await withhold(there, "bram.eh", { memberId, onlyThisCase: true });
      expect(kept.data.result.__typename).toBe("FamilyWithholdingChanged");
      expect(await all(there)).toEqual(await all(never));
      const other = await there.another();
      other.setNow(NOON + DAY);
      expect(await all(other)).toEqual(await all(never));
      await lift(there, "bram.eh", kept.data.result.withholdingId as string);
      expect(await all(there)).not.toEqual(await all(never));
    } finally {
      await there.stop();
      await never.stop();
    }
  });

  test("a source keeps its own data back, everywhere, and nothing of another's", async () => {
    const kept = await withhold(gate, "tess.school", { identifier: who(IFE) });
    expect(await organisations("mabel.mash", IFE)).toEqual([]);
    expect(await organisations("tess.school", IFE)).toEqual([]);
    const early = (await organisations("bram.eh", IFE))!.flatMap((it) => it.looks.flatMap((l) => l.saw));
    expect(early.length).toBeGreaterThan(0);
    expect(early.map((it) => it.from)).not.toContain("Schools and Education Service");
    await lift(gate, "tess.school", kept.data.result.withholdingId as string);
    expect(await organisations("mabel.mash", IFE)).not.toEqual([]);
  });

  test("a category, or one disclosure, falls out of its group, and the rest stays", async () => {
    const things = async () =>
      (await organisations("bram.eh", IFE))!.flatMap((it) => it.looks.flatMap((l) => l.saw.map((s) => s.what)));
    const before = await things();
    expect(before).toEqual(expect.arrayContaining([WHAT["early-help"], WHAT.attendance]));
    const help = await withhold(gate, "bram.eh", { identifier: who(IFE), category: "early-help" });
    expect(await things()).toEqual(before.filter((it) => it !== WHAT["early-help"]));
    await lift(gate, "bram.eh", help.data.result.withholdingId as string);
    const { rows } = await gate.owner.query<{ id: string }>(
      "SELECT body::jsonb ->> 'id' AS id FROM disclosure_record WHERE body::jsonb ->> 'user' = 'kemi.eh' AND body::jsonb ->> 'kind' = 'RECORD' ORDER BY seq DESC",
    );
    const one = await withhold(gate, "bram.eh", { identifier: who(IFE), disclosureId: rows[0]!.id });
    expect((await organisations("bram.eh", IFE))!.map((it) => it.organisation)).not.toContain("Early Help Service");
    await lift(gate, "bram.eh", one.data.result.withholdingId as string);
  });

  test("why is shown to those who set it alone, and that there is any to nobody else", async () => {
    await withhold(gate, "tess.school", {
      identifier: who(IFE),
      category: "exclusions",
      reason: "The secret of the school.",
    });
    expect((await listed("tess.school", IFE))!.map((it) => it.reason)).toContain("The secret of the school.");
    for (const as of ["mabel.mash", "bram.eh", "naomi.gp"]) expect((await listed(as, IFE)) ?? []).toEqual([]);
    for (const as of ["mabel.mash", "bram.eh", "tess.school"])
      expect((await seen(gate, as, { identifier: who(IFE) })).text).not.toContain("secret");
    expect(await listed("amara.mash", IFE)).toBeNull();
  });

  test("lifted twice at once it is lifted once; by another agency never", async () => {
    const kept = await withhold(gate, "tess.school", { identifier: who(IFE), category: "send" });
    const id = kept.data.result.withholdingId as string;
    expect(codes(await lift(gate, "mabel.mash", id))).toEqual(["UNKNOWN_WITHHOLDING"]);
    const both = await Promise.all([gate, second].map((it) => lift(it, "tess.school", id)));
    expect(both.map((it) => it.data.result.__typename).sort()).toEqual(["FamilyWithholdingChanged", "Refused"]);
  });

  test("every fault is told at once, and nothing of who is on file", async () => {
    const bad = await withhold(gate, "mabel.mash", { onlyThisCase: true, reason: "short", disclosureId: "x" });
    expect(codes(bad).sort()).toEqual(["INVALID_FORMAT", "NO_CASE", "ONE_OF_TWO", "TOO_SMALL"]);
    const nobody = await withhold(gate, "mabel.mash", { identifier: who("nobody/here") });
    const others = await withhold(gate, "mabel.mash", { identifier: who("bennett-lowe/skye") });
    expect(others.text).toBe(nobody.text);
    expect(codes(others)).toEqual(["UNKNOWN_PERSON"]);
    expect(codes(await withhold(gate, "tess.school", { identifier: who(IFE), source: "GP" }))).toEqual([
      "NOT_YOUR_DATA",
    ]);
    expect(codes(await withhold(gate, "amara.mash", { identifier: who(IFE) }))).toEqual(["NOT_YOUR_ROLE"]);
  });
});

describe("that the family was told", () => {
  const tell = async (as: string, reference: string, how: string, at: number, on = gate) =>
    on.ask(
      as,
      `mutation ($id: ID!, $how: String!, $at: DateTimeISO!) {
        result: recordFamilyTold(caseId: $id, how: $how, at: $at) { __typename ${FAULTS} } }`,
      { id: await on.caseId(caller(as).agencyId, reference), how, at: new Date(at).toISOString() },
    );

  test("is recorded by who works the case, once; two at once are one", async () => {
    const both = await Promise.all(
      [gate, second].map((it) => tell("amara.mash", "MASH-0001", "at home", NOON - 1000, it)),
    );
    expect(both.map((it) => it.data.result.__typename).sort()).toEqual(["FamilyToldRecorded", "Refused"]);
  });

  test("not for the future, not before the case, not in no words, not by who does not work it", async () => {
    expect(codes(await tell("amara.mash", "MASH-0001", " ", NOON + DAY)).sort()).toEqual(["CUSTOM", "IN_THE_FUTURE"]);
    expect(codes(await tell("amara.mash", "MASH-0001", "by letter", 0))).toEqual(["BEFORE_THE_CASE"]);
    expect(codes(await tell("kemi.eh", "MASH-0001", "by letter", NOON))).toEqual(["UNKNOWN_CASE"]);
    expect(codes(await tell("felix.mash", "MASH-0001", "by letter", NOON))).toEqual(["NOT_YOUR_ROLE"]);
  });
});
