/** A JSON interface in a record: registered, approved and activated; what it is asked, and what comes of its answers. */
import { approve, KEYS, putInForce, register, startPartnerStage, activate, type PartnerStage } from "../stage";
import {
  CHARITY,
  CHARITY_OPENAPI,
  CHARITY_PROTOCOL,
  CHARITY_SDL,
  charityOf,
  heldOf,
  honestly,
  joinCharity,
  startCharity,
  type CharityServer,
} from "./charity";

let stage: PartnerStage;
let charity: CharityServer;

beforeAll(async () => {
  stage = await startPartnerStage();
  charity = await startCharity();
  await putInForce(stage, CHARITY_PROTOCOL);
});
afterAll(async () => {
  await charity.stop();
  await stage.stop();
});
beforeEach(() => {
  charity.calls.length = 0;
  charity.spoil = honestly;
  charity.held = heldOf("X100001", "X100004");
  stage.reports.length = 0;
});

// eslint-disable-next-line @typescript-eslint/no-explicit-any
const decisionOn = (it: any, category: string) => it.sharing.decisions.find((d: any) => d.category === category);

describe("on its way into the record", () => {
  const given = { url: "http://127.0.0.1:9/", kind: "REST", sdl: CHARITY_SDL, openapi: CHARITY_OPENAPI };

  test("it is refused without its document, with another kind's, and with every fault of both texts by its place", async () => {
    const faultsOf = async (more: object) => (await register(stage, { ...given, ...more })).faults;
    expect(await faultsOf({ openapi: null })).toEqual([expect.objectContaining({ path: "sdl:1:1", code: "OPENAPI" })]);
    expect(await faultsOf({ kind: "SUBGRAPH" })).toContainEqual(
      expect.objectContaining({ path: "sdl:1:1", code: "OPENAPI" }),
    );
    const wrong = await faultsOf({
      sdl: CHARITY_SDL.replace("data.referrals", "data.referral"),
      openapi: CHARITY_OPENAPI.replace("/v2/sessions/search:", "/v2/sessions/{clientId}:"),
    });
    expect(wrong.map((it) => `${it.path} ${it.code}`)).toEqual(["sdl:22:5 WRONG_ORIGIN", "openapi:43:5 OPENAPI"]);
  });

  test("its controller approves both texts as one, and another document is another approval", async () => {
    const first = await register(stage, given);
    const commented = await register(stage, { ...given, openapi: `# for partners\n${CHARITY_OPENAPI}` });
    const moved = await register(stage, {
      ...given,
      openapi: CHARITY_OPENAPI.replace("/v2/referrals/search", "/v2/notes/search"),
    });
    expect(commented.partner.sha256).toBe(first.partner.sha256);
    expect(moved.partner.sha256).not.toBe(first.partner.sha256);
    await approve(stage, commented.partner.version, commented.partner.sha256);
    expect((await activate(stage, commented.partner.version)).__typename).toBe("PartnerChanged");
    // beside what is in force, a reviewer reads what moved
    const later = await register(stage, {
      ...given,
      openapi: CHARITY_OPENAPI.replace("/v2/referrals/search", "/v2/notes/search"),
    });
    expect(later.partner.changes).toEqual([
      {
        kind: "MAPPING",
        path: "charity.referrals",
        words: expect.stringMatching(
          /was read from operation searchReferrals \(POST \/v2\/referrals\/search, identifiers in clientIds\).* is read from operation searchReferrals \(POST \/v2\/notes\/search/,
        ),
        opensTo: [],
      },
    ]);
    expect(await approve(stage, later.partner.version, first.partner.sha256)).toMatchObject({
      faults: [{ path: "sha256", code: "ANOTHER_TEXT" }],
    });
  });
});

describe("a record with a JSON interface in it", () => {
  beforeAll(async () => {
    await joinCharity(stage, charity);
  });

  test("shows what is permitted, as the mapping says it", async () => {
    const { "Piotr Kowalczyk": piotr, "Jan Kowalczyk": jan } = charityOf(await stage.record(CHARITY));
    expect(piotr.agency).toEqual({ id: "PROB" });
    expect(piotr.referrals).toEqual(
      [
        {
          id: expect.any(String),
          status: "OPEN",
          reasons: [],
          referredBy: null,
          worker: null,
          provenance: { occurredOn: null, recordedAt: "2026-10-02T10:00:00.000Z" },
        },
        {
          id: expect.any(String),
          status: "WAITING",
          reasons: ["Debt", "Sleep"],
          referredBy: "School",
          worker: { name: "Ann Ode", phone: "01632 960000" },
          provenance: { occurredOn: "2026-09-01", recordedAt: "2026-09-02T10:00:00.000Z" },
        },
      ].sort(byStatus(piotr.referrals)),
    );
    expect(piotr.sessions).toEqual([{ attended: false, what: "Parents together", place: "MARKER-VENUE" }]);
    expect(piotr.safetyPlans).toEqual([{ summary: "MARKER-PLAN", toldBy: null, reviewOn: "2026-12-01" }]);
    expect(piotr.postcodes).toEqual(["MARKER-X100004"]);
    expect(decisionOn(jan, "early-help").outcome).toBe("NOTHING_AVAILABLE");
  });

  test("asks each operation once, in the body of a POST, with identifiers and what is fixed and nothing else", async () => {
    await stage.record(CHARITY);
    expect(charity.calls.map((it) => it.operation).sort()).toEqual([
      "clients",
      "referrals",
      "safety-plans",
      "sessions",
    ]);
    for (const { method, url, body, operation } of charity.calls) {
      expect(method).toBe("POST");
      expect(url).toBe(`/api/v2/${operation}/search`);
      expect({ ...body, clientIds: [...body.clientIds].sort() }).toEqual({
        clientIds: Object.values(KEYS),
        ...(operation === "referrals" ? { include: "open-and-closed" } : {}),
      });
    }
  });

  test("calls no operation of which no field is selected and permitted", async () => {
    await putInForce(stage, { ...CHARITY_PROTOCOL, cats: ["domestic-abuse"] });
    await stage.record("charity { referrals { status } safetyPlans { reviewOn } }");
    await putInForce(stage, CHARITY_PROTOCOL);
    expect(charity.calls.map((it) => it.operation)).toEqual(["safety-plans"]);
  });

  test("one person a call, where a protocol says so", async () => {
    await putInForce(stage, { ...CHARITY_PROTOCOL, batching: "person" });
    await stage.record("charity { sessions { attended } }");
    await putInForce(stage, CHARITY_PROTOCOL);
    expect(charity.calls.map((it) => it.body.clientIds.length)).toEqual([1, 1, 1]);
  });
});

/** Items of one field come in an order of the record's own. */
const byStatus = (shown: { status: string }[]) => (a: { status: string }, b: { status: string }) =>
  shown.findIndex((it) => it.status === a.status) - shown.findIndex((it) => it.status === b.status);

describe("an answer that is not to be believed", () => {
  const only =
    (operation: string, change: (honest: never) => unknown): CharityServer["spoil"] =>
    (honest, call) =>
      call.operation === operation ? change(honest as never) : honest;

  test.each<[string, (honest: { data: Record<string, unknown>[] }) => unknown]>([
    [
      "about somebody who was not asked about",
      ({ data }) => ({ data: [...data, { ...data[0], clientId: "X999999" }] }),
    ],
    ["about nobody", ({ data }) => ({ data: data.map(({ clientId: _, ...it }) => it) })],
    ["about two at once", ({ data }) => ({ data: data.map((it) => ({ ...it, clientId: ["X100001", "X100004"] })) })],
    ["without its list", () => ({ items: [] })],
    ["with something else for its list", () => ({ data: { "0": {} } })],
    ["with something else for an entry", ({ data }) => ({ data: [...data, "X100001"] })],
    ["that is no JSON", () => '{"data": [MARKER'],
  ])("%s, is no answer for anybody, and what other operations say stays", async (_, change) => {
    charity.spoil = only("sessions", change);
    const answer = await stage.record(CHARITY);
    for (const name of ["Piotr Kowalczyk", "Ola Kowalczyk"]) {
      const it = charityOf(answer)[name];
      expect(it.sessions).toBeNull();
      expect(decisionOn(it, "early-help")).toMatchObject({
        outcome: "SOURCE_UNAVAILABLE",
        unavailableCode: "BAD_RESPONSE",
      });
      expect(it.safetyPlans).toHaveLength(1);
    }
    expect(answer.text).not.toContain("MARKER-VENUE");
    expect(stage.reports).toEqual(["partner PROB: BAD_RESPONSE in searchSessions"]);
  });

  test.each<[string, (one: Record<string, unknown>) => object]>([
    ["with null where it promised a value", (one) => ({ ...one, attended: null })],
    ["with a word for true or false", (one) => ({ ...one, attended: "MARKER" })],
    ["with no date for a date", (one) => ({ ...one, date: "MARKER" })],
    ["with several values for one", (one) => ({ ...one, venue: ["MARKER", "MARKER"] })],
    ["with an object for a value", (one) => ({ ...one, venue: { MARKER: 1 } })],
  ])("%s, fails for that person alone", async (_, change) => {
    charity.spoil = only("sessions", ({ data }: { data: Record<string, unknown>[] }) => ({
      data: data.map((it) => (it["clientId"] === "X100004" ? change(it) : it)),
    }));
    const answer = await stage.record(CHARITY);
    const { "Piotr Kowalczyk": piotr, "Ola Kowalczyk": ola } = charityOf(answer);
    expect(piotr.sessions).toBeNull();
    expect(decisionOn(piotr, "early-help")).toMatchObject({ unavailableCode: "PARTNER_FIELD_ERROR" });
    expect(ola.sessions).toHaveLength(1);
    expect(answer.text).not.toMatch(/"MARKER"/);
  });

  test("with more than it describes loses what is too much, and the operator is told without its name", async () => {
    charity.spoil = only("sessions", ({ data }: { data: object[] }) => ({
      data: data.map((it) => ({ ...it, "MARKER-SURPLUS": "MARKER-SURPLUS" })),
    }));
    const answer = await stage.record(CHARITY);
    expect(charityOf(answer)["Piotr Kowalczyk"].sessions).toHaveLength(1);
    expect(answer.text).not.toMatch(/MARKER-(SURPLUS|NAME|INFORMANT)/);
    expect(stage.reports).toEqual([
      "partner PROB answered more than it was asked: searchSessions, a property that it does not describe",
    ]);
  });

  test("that fails is told by its code, in the words of nobody", async () => {
    charity.spoil = (honest, { operation }, response) => {
      if (operation !== "sessions") return honest;
      response.statusCode = 500;
      return { error: "MARKER-ERROR" };
    };
    const answer = await stage.record(CHARITY);
    expect(decisionOn(charityOf(answer)["Piotr Kowalczyk"], "early-help").unavailableCode).toBe("UNREACHABLE");
    expect(decisionOn(charityOf(answer)["Piotr Kowalczyk"], "domestic-abuse").unavailableCode).toBeNull();
    expect(`${answer.text}${stage.reports.join()}`).not.toContain("MARKER-ERROR");
  });
});
