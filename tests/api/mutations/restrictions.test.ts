/** Restrictions as their source sets them: they win at the next decision, and no answer tells whom or what they meet. */
import { setTimeout as sleep } from "node:timers/promises";
import type { SignedInViewer } from "../../../src/identity/viewer";
import { caller, NOON, startGateway, type Answer, type TestGateway } from "../gateway";
import { FAULTS, ids, onStage } from "./on-stage";
import { writingNothing } from "./on-file";
import { faultsOf, resultOf } from "./result";

const AMARA = caller("amara.mash");
const OWEN = caller("owen.police");
const { one, personIdOf, member } = onStage(() => gate);

let gate: TestGateway;
let second: TestGateway;
beforeAll(async () => {
  gate = await startGateway();
  second = await gate.another();
});
afterAll(() => gate.stop());
afterEach(async () => {
  gate.setNow(NOON);
  second.setNow(NOON);
  await gate.owner.query(
    `DELETE FROM restriction WHERE register_id IS NOT NULL; DELETE FROM restriction_register;
     UPDATE contribution_item SET restrictions = '[]' WHERE restrictions::text LIKE '%"id"%'`,
  );
});
const expectNothingWritten = writingNothing(
  () => gate,
  ["restriction", "restriction_register", "person", "contribution_item"],
);

const set = (as: SignedInViewer | string, input: object, on = gate) =>
  on.ask(
    as,
    `mutation ($input: SetRestrictionInput!) { result: setRestriction(input: $input) { __typename ... on RestrictionChanged { restrictionId } ${FAULTS} } }`,
    { input },
  );
const lift = (as: SignedInViewer | string, id: string, on = gate) =>
  on.ask(as, `mutation ($id: ID!) { result: liftRestriction(restrictionId: $id) { __typename ${FAULTS} } }`, { id });
const list = (as: SignedInViewer | string) =>
  gate.ask(
    as,
    `{ result: restrictionsSet { __typename ${FAULTS} ... on RestrictionList { restrictions {
       restrictionId code person memberId sourceRef categories exempt since liftedAt setBy } } } }`,
  );
const idOf = (answer: Answer): string => (resultOf(answer) as unknown as { restrictionId: string }).restrictionId;
const listOf = (answer: Answer) =>
  (resultOf(answer) as unknown as { restrictions: Record<string, unknown>[] }).restrictions;

const IFE = { system: "UPN", value: "L312402119001", name: "Ife Okafor" };
const UNKNOWN = { system: "NHS_NUMBER", value: "9990009996", name: "Nobody Yet" };

async function record(fields: string, on = second): Promise<string> {
  const caseId = await gate.caseId("MASH", "MASH-0001");
  const { text } = await on.ask(
    AMARA,
    `{ familyRecord(caseId: "${caseId}", purpose: MASH_SCREENING) { members { name ${fields} } } }`,
  );
  return text;
}
const ifeOf = (text: string): string => /\{"name":"Ife[\s\S]*?(?=\{"name":|$)/.exec(text)?.[0] ?? "";

describe("on a person", () => {
  test("protected, nobody knows of them any more, on no instance, at no clock; lifted, they are back", async () => {
    expect(await record("")).toContain("Ife");
    const id = idOf(await set(OWEN, { code: "X-PROTECTED", person: IFE }));
    second.setNow(NOON - 60_000);
    expect(await record("")).not.toContain("Ife");
    second.setNow(NOON);
    expect(await record("")).not.toContain("Ife");
    expect(faultsOf(await lift(OWEN, id))).toEqual([]);
    expect(await record("")).toContain("Ife");
    // what it was stays: who set it, who lifted it, and when it began and ended
    expect(await one("SELECT code, valid_to, set_by_user, lifted_by_user FROM restriction_register")).toEqual({
      code: "X-PROTECTED",
      valid_to: new Date(NOON),
      set_by_user: "owen.police",
      lifted_by_user: "owen.police",
    });
  });

  test("who is unknown is kept before anything is known of them, and the answer is the same", async () => {
    const answers = [
      await set(OWEN, { code: "X-PROTECTED", person: UNKNOWN }),
      await set(OWEN, { code: "X-PROTECTED", person: IFE }),
      await set(OWEN, { code: "X-PROTECTED", person: IFE }),
    ];
    const bare = new Set(answers.map((it) => it.text.replace(/"restrictionId":"[\w-]+"/, "")));
    expect(bare.size).toBe(1);
    expect(idOf(answers[2]!)).toBe(idOf(answers[1]!));
    const sent = await gate.ask(
      "petra.school",
      `mutation ($items: [ContributionItemInput!]!) { result: contribute(items: $items) { __typename ${FAULTS} } }`,
      {
        items: [
          {
            ...{ person: UNKNOWN, field: "concernLog", body: { concernOn: "2026-11-20", action: "Rang" } },
            ...{ occurredOn: "2026-11-20", recordedAt: "2026-11-20T16:10:00Z", nature: "FACT", sourceRef: "P-1" },
          },
        ],
      },
    );
    expect(faultsOf(sent)).toEqual([]);
    const asked = await gate.ask(
      "dilys.school",
      `query ($i: IdentifierInput!) { person(identifier: $i, purpose: EARLY_HELP) { name education { concernLog { action } } } }`,
      { i: { system: UNKNOWN.system, value: UNKNOWN.value } },
    );
    // the school has its own item, at a stand-in; the protected person themselves has none
    expect(asked.text).toContain("Rang");
    const held = `SELECT count(*)::int AS n FROM contribution_item i JOIN person_identifier p ON p.person_id = i.person_id
       WHERE p.system = $1 AND p.value = $2`;
    expect(await one(held, [UNKNOWN.system, UNKNOWN.value])).toEqual({ n: 0 });
  });

  test("in a refuge, since the day of the flight: the places go and the rest stays", async () => {
    const places =
      "housing { tenancies { type } arrears: neighbourReports { reportedOn } } education { attendance { attendancePct } }";
    const before = ifeOf(await record(places));
    const memberId = await member("MASH", "MASH-0001", "okafor-reid.ife");
    const input = { code: "X-REFUGE", memberId, since: "2026-11-01" };
    const id = idOf(await set(AMARA, input));
    const { rows } = await gate.owner.query(
      "SELECT valid_from, set_by, categories FROM restriction WHERE subject_id = $1",
      [await personIdOf("okafor-reid.ife")],
    );
    expect(rows).toEqual([{ valid_from: new Date("2026-11-01T00:00:00Z"), set_by: "MASH", categories: ["*"] }]);
    const during = ifeOf(await record(places));
    expect(during).toContain("attendancePct");
    expect(during.includes('"type":"')).toBe(false);
    await lift(AMARA, id);
    expect(ifeOf(await record(places))).toBe(before);
  });

  test("many at once on two instances: it stands once, and is lifted once", async () => {
    const input = { code: "X-PROTECTED", person: { ...UNKNOWN, value: "9990009988" } };
    const answers = await Promise.all(Array.from({ length: 8 }, (_, i) => set(OWEN, input, i % 2 ? gate : second)));
    expect(new Set(answers.map(idOf)).size).toBe(1);
    expect(await one("SELECT count(*)::int AS n FROM restriction WHERE register_id IS NOT NULL")).toEqual({ n: 1 });
    const lifts = await Promise.all(
      Array.from({ length: 8 }, (_, i) => lift(OWEN, idOf(answers[0]!), i % 2 ? gate : second)),
    );
    expect(lifts.filter((it) => faultsOf(it).length === 0)).toHaveLength(1);
    expect(
      await one("SELECT count(*)::int AS n FROM restriction WHERE register_id IS NOT NULL AND valid_to IS NULL"),
    ).toEqual({ n: 0 });
  });
});

describe("on an item of one's own", () => {
  const ITEM = {
    ...{ person: IFE, field: "contacts", occurredOn: "2026-11-20", recordedAt: "2026-11-20T16:10:00Z", nature: "FACT" },
  };
  const IMRAN = caller("imran.csc");
  const send = (contactedOn: string, sourceRef = "R-1") =>
    gate.ask(
      IMRAN,
      `mutation ($items: [ContributionItemInput!]!) { result: contribute(items: $items) { __typename ... on Contributed { accepted unchanged } ${FAULTS} } }`,
      { items: [{ ...ITEM, sourceRef, body: { contactedOn } }] },
    );
  /** The days in November of the contacts that the hub is shown. */
  const seen = async () =>
    [...(await record("socialCare { contacts { contactedOn } }")).matchAll(/"contactedOn":"2026-11-(\d\d)"/g)].map(
      (it) => it[1],
    );
  const bare = (answer: Answer) => answer.text.replace(/:"[\w-]{20,}"/, "");

  test("it goes for everybody, stays gone when the item is corrected, and comes back when lifted", async () => {
    await send("2026-11-01");
    expect(await seen()).toEqual(["01"]);
    const id = idOf(await set(IMRAN, { code: "X-PRIVILEGE", sourceRef: "R-1" }));
    expect(await seen()).toEqual([]);
    expect(resultOf(await send("2026-11-02"))).toMatchObject({ accepted: 1 });
    expect(resultOf(await send("2026-11-02"))).toMatchObject({ unchanged: 1 });
    expect(await seen()).toEqual([]);
    expect(faultsOf(await lift(IMRAN, id))).toEqual([]);
    expect(await seen()).toEqual(["02"]);
  });

  test("set before the item is here, it comes restricted; and the answer is the same", async () => {
    const early = await set(IMRAN, { code: "X-PRIVILEGE", sourceRef: "R-2" });
    const late = await set(IMRAN, { code: "X-PRIVILEGE", sourceRef: "R-1" });
    expect(bare(early)).toBe(bare(late));
    expect(resultOf(await send("2026-11-03", "R-2"))).toMatchObject({ accepted: 1 });
    expect(await seen()).toEqual([]);
    expect(resultOf(await send("2026-11-03", "R-2"))).toMatchObject({ unchanged: 1 });
    await lift(IMRAN, idOf(early));
    expect(await seen()).toEqual(["03"]);
  });

  test("set while the item is being corrected: no version escapes it", async () => {
    await send("2026-11-04", "RACE");
    const correction = await gate.owner.connect();
    await correction.query("BEGIN");
    await correction.query("SELECT pg_advisory_xact_lock(hashtext('contribute'), hashtext('CSC'))");
    await correction.query(`
      WITH old AS (UPDATE contribution_item SET superseded_at = now() WHERE source_ref = 'RACE' RETURNING *)
      INSERT INTO contribution_item (person_id, agency_id, category, field, body, recorded_at, nature, restrictions, source_ref, received_at)
      SELECT person_id, agency_id, category, field, body, recorded_at, nature, restrictions, source_ref, received_at FROM old`);
    const setting = set(IMRAN, { code: "X-ADOPTION", sourceRef: "RACE" }, second);
    const waits = () =>
      one<{ n: number }>("SELECT count(*)::int AS n FROM pg_locks WHERE NOT granted AND pid <> pg_backend_pid()");
    while ((await waits()).n === 0) await sleep(5);
    await correction.query("COMMIT");
    correction.release();
    const id = ids.open("restriction", "CSC", idOf(await setting));
    const { rows } = await gate.owner.query<{ restrictions: { id: string }[] }>(
      "SELECT restrictions FROM contribution_item WHERE source_ref = 'RACE' AND superseded_at IS NULL",
    );
    expect(rows.map((it) => it.restrictions.map((r) => r.id))).toEqual([[id]]);
  });

  test("another agency's item under the same reference is not touched", async () => {
    await send("2026-11-06", "R-4");
    await set("dilys.school", { code: "X-REFUGE", sourceRef: "R-4" });
    expect(
      await one("SELECT restrictions FROM contribution_item WHERE source_ref = 'R-4' AND superseded_at IS NULL"),
    ).toEqual({ restrictions: [] });
  });
});

describe("who may set what", () => {
  const shona = caller("shona.csc");
  test.each<[string, string, object, string[]]>([
    ["the police protect", "owen.police", { code: "X-PROTECTED", person: UNKNOWN }, []],
    ["nobody else protects", "shona.csc", { code: "X-PROTECTED", person: UNKNOWN }, ["code NOT_YOUR_ROLE"]],
    ["intelligence is the police's", "owen.police", { code: "X-INTEL", sourceRef: "A" }, []],
    [
      "and not on a person, for that would take others' data",
      "owen.police",
      { code: "X-INTEL", person: UNKNOWN },
      ["person WRONG_TARGET"],
    ],
    ["adoption", "shona.csc", { code: "X-ADOPTION", person: UNKNOWN }, []],
    ["not by a school", "dilys.school", { code: "X-ADOPTION", person: UNKNOWN }, ["code NOT_YOUR_ROLE"]],
    ["gender recognition, by a guardian", "naomi.gp", { code: "X-GRC", sourceRef: "A" }, []],
    ["fertility, by a safeguarding lead", "sana.shc", { code: "X-HFEA", sourceRef: "A" }, []],
    ["a guardian sets no refuge", "naomi.gp", { code: "X-REFUGE", person: UNKNOWN }, ["code NOT_YOUR_ROLE"]],
    ["privilege, by a manager", "imran.csc", { code: "X-PRIVILEGE", sourceRef: "A" }, []],
    ["not by a worker", "shona.csc", { code: "X-PRIVILEGE", sourceRef: "A" }, ["code NOT_YOUR_ROLE"]],
    ["a third party, by anybody", "kemi.eh", { code: "X-THIRD-PARTY", sourceRef: "A" }, []],
    ["nobody who governs", "mabel.mash", { code: "X-REFUGE", person: UNKNOWN }, [" NOT_YOUR_ROLE"]],
    ["nobody who audits", "felix.mash", { code: "X-REFUGE", person: UNKNOWN }, [" NOT_YOUR_ROLE"]],
    ["no system", "petra.school", { code: "X-REFUGE", person: UNKNOWN }, [" NOT_YOUR_ROLE"]],
    ["one target", "kemi.eh", { code: "X-REFUGE", person: UNKNOWN, sourceRef: "A" }, [" ONE_TARGET"]],
    ["some target", "kemi.eh", { code: "X-REFUGE" }, [" ONE_TARGET"]],
    [
      "every fault",
      "kemi.eh",
      {
        code: "X-REFUGE",
        person: { ...UNKNOWN, system: "LOCAL_ID", value: "CSC:1", name: "" },
        exempt: ["CSC", "?"],
        since: "2026-11-23",
        categories: [],
      },
      [
        "categories TOO_SMALL",
        "exempt NOT_OF_THIS_CODE",
        "exempt.1 UNKNOWN_AGENCY",
        "person.name TOO_SMALL",
        "person.value NOT_YOUR_NUMBER",
        "since IN_THE_FUTURE",
      ],
    ],
    ["no member of theirs", "kemi.eh", { code: "X-REFUGE", memberId: "made-up" }, ["memberId UNKNOWN_MEMBER"]],
  ])("%s", async (_, as, input, faults) => {
    if (faults.length === 0) expect(faultsOf(await set(as, input))).toEqual([]);
    else await expectNothingWritten(async () => expect(faultsOf(await set(as, input))).toEqual(faults));
  });

  test("is listed and lifted by those of the agency who may set it, and exists for nobody else", async () => {
    const id = idOf(await set(OWEN, { code: "X-PROTECTED", person: IFE }));
    await set(shona, { code: "X-COURT", sourceRef: "C-1", exempt: ["SCHOOL", "GP"] });
    expect(listOf(await list(OWEN))).toEqual([
      expect.objectContaining({
        restrictionId: id,
        code: "X-PROTECTED",
        person: `UPN ${IFE.value}`,
        liftedAt: null,
        setBy: "owen.police",
      }),
    ]);
    expect(listOf(await list(shona))).toEqual([
      expect.objectContaining({ code: "X-COURT", sourceRef: "C-1", exempt: ["GP", "SCHOOL"], person: null }),
    ]);
    expect(listOf(await list("kemi.eh"))).toEqual([]);
    for (const as of ["piers.police", "felix.mash"]) expect(faultsOf(await list(as))).toEqual([" NOT_YOUR_ROLE"]);
    await gate.owner.query(
      "INSERT INTO app_user (id, agency_id, display_name, roles) VALUES ('pc.police', 'POLICE', 'PC', '{MARAC_REP}') ON CONFLICT DO NOTHING",
    );
    const constable = { userId: "pc.police", agencyId: "POLICE", role: "MARAC_REP" } as SignedInViewer;
    expect(listOf(await list(constable))).toEqual([]);
    const foreign = ids.seal("restriction", "CSC", ids.open("restriction", "POLICE", id)!);
    await expectNothingWritten(async () => {
      const texts = new Set([
        (await lift(shona, foreign)).text,
        (await lift(OWEN, "made-up")).text,
        (await lift(constable, id)).text,
      ]);
      expect(texts.size).toBe(1);
    });
  });
});
