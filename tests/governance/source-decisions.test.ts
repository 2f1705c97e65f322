/**
 * Source decisions over HTTP, on two instances: Amara is told that only the clinic, and only the police, may release
 * what they hold about Kai. She asks; Sana and Piers answer; what they chose is shown to her agency, for that case and
 * purpose, and is nowhere else.
 */
import { buildGatewaySchema } from "../../src/schema";
import { PURPOSES, type Purpose } from "../../src/sharing/vocabulary";
import { caller, NOON, startGateway, type TestGateway } from "../api/gateway";
import { asking, everythingIn } from "../api/stories/asking";
import { listen } from "../statements";
import { decisionOn, from, memberOf, type Json } from "../api/stories/reading";

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;
const REASON = "We plan a strategy discussion tonight and have to know what he told you.";
const STATEMENT = "He came on his own MARKER-OF-THE-CLINIC and asked for help for a friend.";
const S47: Purpose = "CHILD_PROTECTION_ENQUIRY";

let gate: TestGateway;
let second: TestGateway;
let everything: string;
const ask = asking(() => gate);

beforeAll(async () => {
  gate = await startGateway();
  second = await gate.another();
  everything = everythingIn((await buildGatewaySchema(() => null)).schema);
  // a second visit, so that there is something to choose
  await gate.owner.query(
    `INSERT INTO contribution_item (person_id, agency_id, category, field, body, occurred_on, recorded_at, nature, source_ref,
       received_at)
     SELECT person_id, agency_id, category, field, '{"contactOn": "2026-08-09"}', '2026-08-09', recorded_at, nature,
       'SHC-399', received_at
     FROM contribution_item WHERE source_ref = 'SHC-301'`,
  );
});
afterAll(() => gate.stop());
beforeEach(() => setNow(NOON));

function setNow(at: number): void {
  gate.setNow(at);
  second.setNow(at);
}

async function record(user: string, purpose: Purpose = S47, reference = "MASH-0003", on = gate): Promise<Json> {
  const id = await gate.caseId(caller(user).agencyId, reference);
  const { data, text } = await on.ask(
    user,
    `query ($id: ID!, $purpose: Purpose!) { record: familyRecord(caseId: $id, purpose: $purpose) { members ${everything} } }`,
    { id, purpose },
  );
  return { ...(data?.record ?? { members: [] }), text };
}
const kaiTo = async (user: string, purpose: Purpose = S47, on = gate): Promise<Json> =>
  memberOf(await record(user, purpose, "MASH-0003", on), "Kai Marsh");
const contactsOf = (kai: Json): string[] | null =>
  from(kai, "SHC").sexualHealthContacts?.map((it: Json) => it.contactOn) ?? null;
const clinicsDecision = (kai: Json): Json => decisionOn(kai, "SHC", "sexual-health");

const REQUEST = `mutation ($input: RequestDisclosureInput!) { result: requestDisclosure(input: $input) {
  __typename ... on DisclosureRequested { requestId dueAt } ... on Refused { faults { path code } } } }`;
const ANSWER = `mutation ($input: AnswerDisclosureRequestInput!) { result: answerDisclosureRequest(input: $input) {
  __typename ... on DisclosureAnswered { requestId validTo } ... on Refused { faults { path code } } } }`;
const END = `mutation ($id: ID!) { result: endDisclosure(requestId: $id) {
  __typename ... on DisclosureAnswered { validTo } ... on Refused { faults { path code } } } }`;
const QUEUE = `query ($status: DisclosureRequestStatus!) { queue: disclosureRequests(status: $status) {
  id status agency requestedBy role purpose category reason level rag neededBy dueAt overdue covert answeredAt validTo
  subject { system value } items { sourceRef field occurredOn restricted } } }`;

const faultsOf = (it: Json): string[] | undefined => it.faults?.map((f: Json) => `${f.path} ${f.code}`).sort();
const requestAs = (user: string, decisionId: string, more: object = {}, on = gate): Promise<Json> =>
  on.ask(user, REQUEST, { input: { decisionId, reason: REASON, ...more } }).then((it) => it.data.result);
const answerAs = (user: string, input: object, on = gate): Promise<Json> =>
  on.ask(user, ANSWER, { input }).then((it) => it.data?.result ?? it.errors);
const queueOf = (user: string, status = "OPEN"): Promise<Json> => ask(user, QUEUE, { status });
const states = async (user = "amara.mash"): Promise<Json> =>
  ask(
    user,
    `query ($id: ID!) { requestedDisclosures(caseId: $id) { source category purpose status overdue answer validTo } }`,
    { id: await gate.caseId(caller(user).agencyId, "MASH-0003") },
  );
const notified = async (topic: string): Promise<Json[]> =>
  (
    await gate.owner.query(
      "SELECT agency_id AS agency, user_id AS user FROM notification WHERE topic = $1 ORDER BY created_at, agency_id",
      [topic],
    )
  ).rows;

describe("asking", () => {
  test("lists every fault, and does not tell what is unknown from what is not yours", async () => {
    const amaras = clinicsDecision(await kaiTo("amara.mash")).id as string;
    const past = { reason: "please", neededBy: new Date(NOON).toISOString() };
    expect(faultsOf(await requestAs("amara.mash", "nothing.0", past))).toEqual([
      "decisionId UNKNOWN_DECISION",
      "neededBy IN_THE_PAST",
      "reason TOO_SMALL",
    ]);
    const released = decisionOn(await kaiTo("amara.mash"), "GP", "mental-health").id as string;
    expect(faultsOf(await requestAs("amara.mash", released))).toEqual(["decisionId NOT_FOR_THE_SOURCE"]);
    // another agency's decision, one of this agency's that its user does not work on, and none at all
    for (const [user, id] of [
      ["shona.csc", amaras],
      ["amara.mash", amaras.replace(/\.\d+$/, ".99999")],
      ["amara.mash", `00000000-0000-4000-8000-000000000000.0`],
    ] as const) {
      expect(faultsOf(await requestAs(user, id))).toEqual(["decisionId UNKNOWN_DECISION"]);
    }
    expect(faultsOf(await requestAs("mabel.mash", amaras))).toEqual([" NOT_YOUR_ROLE"]);
    expect((await gate.owner.query("SELECT 1 FROM disclosure_request")).rowCount).toBe(0);
  });

  test("asked twenty times at once on two instances there is one request, and one notice", async () => {
    const { id } = clinicsDecision(await kaiTo("amara.mash"));
    const made = await Promise.all(
      Array.from({ length: 20 }, (_, i) => requestAs("amara.mash", id, {}, i % 2 ? gate : second)),
    );
    expect(new Set(made.map((it) => it.__typename))).toEqual(new Set(["DisclosureRequested"]));
    expect(new Set(made.map((it) => it.requestId)).size).toBe(1);
    // nobody has rated this case: a day
    expect(made[0].dueAt).toBe(new Date(NOON + DAY).toISOString());
    expect(await notified("DISCLOSURE_REQUESTED")).toEqual([{ agency: "SHC", user: null }]);
  });

  test("the clock follows the case's rating", async () => {
    const { id } = decisionOn(await kaiTo("amara.mash"), "POLICE", "police-intelligence");
    await gate.owner.query("UPDATE case_file SET rag = 'RED' WHERE reference = 'MASH-0003'");
    expect((await requestAs("amara.mash", id)).dueAt).toBe(new Date(NOON + 4 * HOUR).toISOString());
  });
});

describe("the source's queue", () => {
  test("says who asks and why, and of the person only what the source has itself", async () => {
    const [request, ...others] = await queueOf("sana.shc");
    expect(others).toEqual([]);
    expect(request).toMatchObject({
      agency: "MASH",
      requestedBy: "Amara Nwosu",
      role: "MASH_ADVANCED_PRACTITIONER",
      purpose: S47,
      category: "sexual-health",
      reason: REASON,
      level: "4",
      rag: "AMBER",
      overdue: false,
      subject: [{ system: "NHS_NUMBER", value: "9990001065" }],
      items: [
        { sourceRef: "SHC-301", field: "sexualHealthContacts", occurredOn: "2026-09-30", restricted: false },
        { sourceRef: "SHC-399", field: "sexualHealthContacts", occurredOn: "2026-08-09", restricted: false },
      ],
    });
    expect(JSON.stringify(request)).not.toMatch(/Kai|Marsh|HUB:|A884210117009/);
    expect((await queueOf("piers.police"))[0].items).toEqual([
      { sourceRef: "POLICE-312", field: "intelligence", occurredOn: "2026-11-09", restricted: true },
    ]);
  });
  test("is its deciders' alone", async () => {
    for (const user of ["amara.mash", "petra.school", "felix.mash"]) expect(await queueOf(user)).toBeNull();
    expect(await queueOf("naomi.gp")).toEqual([]);
  });
  test("shows nobody who is protected by now", async () => {
    await gate.owner.query(
      `INSERT INTO restriction (subject_id, set_by, code, valid_from)
       SELECT subject_id, 'POLICE', 'X-PROTECTED', $1 FROM disclosure_request LIMIT 1`,
      [new Date(NOON - 1)],
    );
    const shown = [await queueOf("sana.shc"), await states()];
    await gate.owner.query("DELETE FROM restriction WHERE code = 'X-PROTECTED' AND valid_from = $1", [
      new Date(NOON - 1),
    ]);
    expect(shown).toEqual([[], []]);
    expect(await states()).toHaveLength(2);
  });
  test("becomes overdue at its instant, and those who are late are told once", async () => {
    setNow(NOON + DAY - 1);
    expect((await queueOf("sana.shc"))[0].overdue).toBe(false);
    setNow(NOON + DAY);
    expect((await queueOf("sana.shc"))[0].overdue).toBe(true);
    await Promise.all([gate, second, gate].map((it) => it.gateway.remindOfOverdue(NOON + DAY)));
    expect(await notified("DISCLOSURE_REQUEST_OVERDUE")).toEqual([
      { agency: "POLICE", user: null },
      { agency: "SHC", user: null },
    ]);
  });
});

describe("answering", () => {
  test("lists every fault", async () => {
    const [{ id }] = await queueOf("sana.shc");
    const release = { requestId: id, decision: "RELEASE_IN_PART" };
    const faults = async (input: object, user = "sana.shc") => faultsOf(await answerAs(user, input));
    expect(await faults({ ...release, reason: "no", covert: true })).toEqual([
      "covert NOT_WITH_THIS_DECISION",
      "items EMPTY",
      "reason NOT_WITH_THIS_DECISION",
      "reason TOO_SMALL",
    ]);
    expect(
      await faults({
        ...release,
        items: ["SHC-301", "SHC-302", "POLICE-312"],
        allItems: true,
        validTo: new Date(NOON),
      }),
    ).toEqual(["allItems BOTH", "validTo IN_THE_PAST"]);
    // of another category, of another agency
    expect(await faults({ ...release, items: ["SHC-301", "SHC-302", "POLICE-312"] })).toEqual([
      "items.1 UNKNOWN_ITEM",
      "items.2 UNKNOWN_ITEM",
    ]);
    expect(await faults({ ...release, statement: "x".repeat(2001), validTo: new Date(NOON + 100 * DAY) })).toEqual([
      "statement TOO_BIG",
      "validTo TOO_LONG",
    ]);
    expect(await faults({ requestId: id, decision: "REFUSE", statement: STATEMENT })).toEqual([
      "reason MISSING",
      "statement NOT_WITH_THIS_DECISION",
    ]);
    expect(await faults({ requestId: "made-up", decision: "REFUSE" })).toEqual([
      "reason MISSING",
      "requestId UNKNOWN_REQUEST",
    ]);
    // the id means nothing at another agency, and nobody decides who does not decide for the source
    expect(await faults({ ...release, allItems: true }, "piers.police")).toEqual(["requestId UNKNOWN_REQUEST"]);
    expect(await faults({ ...release, allItems: true }, "amara.mash")).toEqual([" NOT_YOUR_ROLE"]);
    expect((await gate.owner.query("SELECT 1 FROM source_release")).rowCount).toBe(0);
  });

  test("of ten answers at once on two instances one counts, and the next request on either sees it", async () => {
    const [{ id: requestId }] = await queueOf("sana.shc");
    const release = {
      requestId,
      decision: "RELEASE_IN_PART",
      items: ["SHC-301"],
      statement: STATEMENT,
      conditions: "Not to be read out in his presence.",
      validTo: new Date(NOON + 30 * DAY).toISOString(),
    };
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, i) => answerAs("sana.shc", release, i % 2 ? gate : second)),
    );
    const refused = answers.filter((it) => it.__typename === "Refused");
    expect(refused.map(faultsOf)).toEqual(Array(9).fill(["requestId ALREADY_ANSWERED"]));
    setNow(NOON + 1);
    for (const on of [gate, second]) {
      const kai = await kaiTo("amara.mash", S47, on);
      expect(contactsOf(kai)).toEqual(["2026-09-30"]);
      expect(clinicsDecision(kai)).toMatchObject({
        outcome: "RELEASED",
        reason: "P-S47",
        sourceStatement: STATEMENT,
        sourceConditions: "Not to be read out in his presence.",
        basis: { protocol: "ISA-MASH@1" },
      });
    }
    expect(await notified("DISCLOSURE_DECIDED")).toEqual([{ agency: "MASH", user: "amara.mash" }]);
    expect((await states()).find((it: Json) => it.source === "SHC")).toMatchObject({
      status: "RELEASED",
      validTo: release.validTo,
    });
  });

  test("the record of it cites the release, and the items that were chosen", async () => {
    const { rows: releases } = await gate.owner.query<{ id: string; items: string[] }>(
      "SELECT id, items FROM source_release",
    );
    const { id } = clinicsDecision(await kaiTo("amara.mash"));
    const [uuid, place] = (id as string).split(".");
    const { rows } = await gate.owner.query<{ body: Json }>(
      "SELECT body::jsonb AS body FROM disclosure_record WHERE id = $1",
      [uuid],
    );
    const { decisions, cites } = rows[0]!.body;
    const [, , cited, items] = decisions[Number(place)];
    expect(cited.map((it: number) => cites[it])).toEqual([releases[0]!.id]);
    expect(items).toEqual(releases[0]!.items);
    const explained = await ask("amara.mash", "query ($id: ID!) { explain(decisionId: $id) { evidence { kind } } }", {
      id,
    });
    expect(explained.evidence).toEqual([{ kind: "SOURCE_RELEASE" }]);
    const replayed = await ask("felix.mash", "query ($id: ID!) { replay(decisionId: $id) { agrees } }", { id });
    expect(replayed).toEqual({ agrees: true });
  });
});

describe("what was released is shown", () => {
  test("for that purpose alone", async () => {
    for (const purpose of PURPOSES) {
      const { text } = await record("amara.mash", purpose);
      expect([purpose, text.includes("MARKER-OF-THE-CLINIC")]).toEqual([purpose, purpose === S47]);
      expect([purpose, text.includes("2026-08-09")]).toEqual([purpose, false]);
    }
  });
  test("to nobody else on the case, and not to the agency that asked on another case", async () => {
    for (const user of ["shona.csc", "owen.police", "joel.mash", "felix.mash"]) {
      const { text } = await record(user);
      expect([user, text.includes("MARKER-OF-THE-CLINIC")]).toEqual([user, false]);
    }
    // the same people on another case of the same agency, with the same basis
    await gate.owner.query(
      `
      WITH copied AS (
        INSERT INTO case_file (reference, owner_id, authorities, opened_at, opened_by, local_tier, common_level, statutory,
          statutory_basis)
        SELECT 'MASH-9003', owner_id, authorities, opened_at, opened_by, local_tier, common_level, statutory, statutory_basis
        FROM case_file WHERE reference = 'MASH-0003' RETURNING id
      ), people AS (
        INSERT INTO case_member (case_id, person_id, relationship, is_child, lives_with_child, contact_with_child, reason,
          linked_by, linked_at)
        SELECT n.id, person_id, relationship, is_child, lives_with_child, contact_with_child, m.reason, linked_by, linked_at
        FROM copied n, case_member m JOIN case_file c ON c.id = m.case_id WHERE c.reference = 'MASH-0003'
      )
      INSERT INTO case_assignment (case_id, user_id, valid_from, assigned_by)
      SELECT id, 'amara.mash', $1, 'test' FROM copied`.replace("$1", `'${new Date(NOON - DAY).toISOString()}'`),
    );
    const other = await record("amara.mash", S47, "MASH-9003");
    expect(clinicsDecision(memberOf(other, "Kai Marsh"))).toMatchObject({
      reason: "W-SOURCE-DECISION",
      sourceStatement: null,
    });
    expect(other.text).not.toContain("MARKER-OF-THE-CLINIC");
    // a colleague of the agency that asked, on the same case
    expect((await record("gareth.mash")).text).toContain("MARKER-OF-THE-CLINIC");
  });
  test("in three statements, as a record without a release", async () => {
    const { rows } = await gate.owner.query<{ id: string }>("SELECT id FROM source_release");
    expect(rows).toHaveLength(1);
    const heard: string[] = [];
    const deaf = listen(gate.pool, ({ name, text }) => heard.push(name ?? text));
    expect(clinicsDecision(await kaiTo("amara.mash")).outcome).toBe("RELEASED");
    deaf();
    expect(heard).toEqual(["record-context", "hosted-items", "append-disclosures"]);
  });
  test("until its instant, on both instances", async () => {
    const end = NOON + 30 * DAY;
    for (const on of [gate, second]) {
      setNow(end - 1);
      expect(clinicsDecision(await kaiTo("amara.mash", S47, on)).outcome).toBe("RELEASED");
      setNow(end);
      const over = await kaiTo("amara.mash", S47, on);
      expect(clinicsDecision(over)).toMatchObject({ reason: "W-SOURCE-DECISION", sourceStatement: null });
      expect(contactsOf(over)).toBeNull();
    }
  });
  test("not as the correction of an item that was chosen", async () => {
    await gate.owner.query(`UPDATE contribution_item SET superseded_at = $1 WHERE source_ref = 'SHC-301'`, [
      new Date(NOON),
    ]);
    await gate.owner.query(
      `INSERT INTO contribution_item (person_id, agency_id, category, field, body, occurred_on, recorded_at, nature, source_ref,
         received_at)
       SELECT person_id, agency_id, category, field, '{"contactOn": "2026-09-29"}', '2026-09-29', recorded_at, nature,
         source_ref, received_at FROM contribution_item WHERE source_ref = 'SHC-301'`,
    );
    const kai = await kaiTo("amara.mash");
    expect(contactsOf(kai)).toBeNull();
    // what was said stands
    expect(clinicsDecision(kai)).toMatchObject({ outcome: "RELEASED", sourceStatement: STATEMENT });
  });
  test("until the source ends it, once, and only the source", async () => {
    const [{ id }] = await queueOf("sana.shc", "RELEASED");
    setNow(NOON + HOUR);
    const end = (user: string, on: TestGateway) => on.ask(user, END, { id }).then((it) => it.data.result);
    expect(faultsOf(await end("piers.police", gate))).toEqual(["requestId UNKNOWN_REQUEST"]);
    const ended = await Promise.all([end("sana.shc", gate), end("sana.shc", second)]);
    expect(ended.map((it) => it.__typename).sort()).toEqual(["DisclosureAnswered", "Refused"]);
    expect(clinicsDecision(await kaiTo("amara.mash", S47, second)).reason).toBe("W-SOURCE-DECISION");
  });
});

describe("other answers", () => {
  const intelligence = (kai: Json): Json => decisionOn(kai, "POLICE", "police-intelligence");
  const fresh = async (): Promise<string> => {
    const { id } = intelligence(await kaiTo("amara.mash"));
    return (await requestAs("amara.mash", id)).requestId as string;
  };
  /** The request as the police know it. */
  const waiting = async (): Promise<string> => (await queueOf("piers.police"))[0].id as string;

  test("a refusal is read by who asked, and they may ask again", async () => {
    await fresh();
    const refusal = {
      requestId: await waiting(),
      decision: "REFUSE",
      reason: "A live operation; ring the intelligence desk.",
    };
    expect((await answerAs("piers.police", refusal)).__typename).toBe("DisclosureAnswered");
    expect((await states()).find((it: Json) => it.source === "POLICE")).toMatchObject({
      status: "REFUSED",
      answer: refusal.reason,
    });
    expect(await states("shona.csc")).toEqual([]);
    expect(intelligence(await kaiTo("amara.mash")).reason).toBe("W-SOURCE-DECISION");
  });

  test("sanitised words alone are released; a restricted item stays where it is, chosen or not", async () => {
    setNow(NOON + 2 * HOUR);
    await fresh();
    const statement = "A named adult uses boys of his age from one address. Treat as reliable.";
    const release = { requestId: await waiting(), decision: "RELEASE_IN_PART", allItems: true, statement };
    expect((await answerAs("piers.police", release)).__typename).toBe("DisclosureAnswered");
    const kai = await kaiTo("amara.mash");
    expect(intelligence(kai)).toMatchObject({ outcome: "RELEASED", sourceStatement: statement });
    expect(from(kai, "POLICE").intelligence).toBeNull();
    // a twin, of whom nothing was asked
    expect(intelligence((await record("amara.mash")).members[1]).reason).toBe("W-SOURCE-DECISION");
    await gate.ask("piers.police", END, { id: release.requestId });
  });

  test("what is more detrimental is said once for every case, or covertly, and then reads like an empty file", async () => {
    setNow(NOON + 3 * HOUR);
    await fresh();
    const covert = { requestId: await waiting(), decision: "MORE_DETRIMENTAL", covert: true };
    expect((await answerAs("piers.police", covert)).__typename).toBe("DisclosureAnswered");
    const ofHim = intelligence(await kaiTo("amara.mash"));
    expect(ofHim).toMatchObject({ outcome: "NOTHING_AVAILABLE", reason: "N-NOTHING-AVAILABLE", sourceStatement: null });

    // his sister, of whom the police hold nothing and say so by releasing all of it
    const { id } = intelligence((await record("amara.mash")).members[1]);
    await requestAs("amara.mash", id);
    await answerAs("piers.police", { requestId: await waiting(), decision: "RELEASE_IN_PART", allItems: true });
    const ofHer = intelligence((await record("amara.mash")).members[1]);
    expect({ ...ofHer, id: "" }).toEqual({ ...ofHim, id: "" });
    const told = (await states()).filter((it: Json) => it.source === "POLICE").slice(0, 2);
    expect(told[0]).toEqual(told[1]);
    // whatever ends first, nothing opens: what reads like a release names no item
    const { rows } = await gate.owner.query(
      `SELECT r.items FROM source_release r JOIN disclosure_request q ON q.id = r.request_id WHERE q.covert`,
    );
    expect(rows).toEqual([{ items: [] }]);
    await gate.owner.query("DELETE FROM holder_determination WHERE covert");
    expect(intelligence(await kaiTo("amara.mash")).outcome).toBe("NOTHING_AVAILABLE");

    // said openly, and later than the release, it closes the gate again
    setNow(NOON + 4 * HOUR);
    await gate.owner.query(
      `INSERT INTO holder_determination (subject_id, source_id, category, view, valid_from)
       SELECT subject_id, source_id, category, 'MORE_DETRIMENTAL', $1 FROM source_release WHERE source_id = 'POLICE'`,
      [new Date(NOON + 4 * HOUR)],
    );
    expect(intelligence(await kaiTo("amara.mash")).reason).toBe("W-SOURCE-DECISION");
  });
});
