/** A partner's way into the record, out of it and back, step by step, while two instances serve. */
import type { TestGateway } from "../api/gateway";
import { held, PROBATION_SDL } from "./probation";
import {
  activate,
  approve,
  CONTROLLER,
  HUB,
  INTEGRATOR,
  join,
  probationOf,
  PROTOCOL,
  putInForce,
  register,
  SOCIAL_WORKER,
  startPartnerStage,
  turnOff,
  type PartnerStage,
  type Step,
} from "./stage";
import { startSubgraph, type SubgraphServer } from "./subgraph-server";

let stage: PartnerStage;
let second: TestGateway;
let partner: SubgraphServer;

beforeAll(async () => {
  stage = await startPartnerStage();
  second = await stage.another();
  partner = await startSubgraph(PROBATION_SDL, "probation", { X100004: held("a") });
});
afterAll(async () => {
  await partner.stop();
  await stage.stop();
});

const codes = (it: Step) => (it.faults ?? []).map((fault) => fault.code);
const RISK = "probation { riskLevel sharing { decisions { category outcome unavailableCode } } }";
const risk = async (on: TestGateway) => probationOf(await stage.record(RISK, on))["Piotr Kowalczyk"];

/** The next version: a field is new, and one moves to another category. */
const NEXT = PROBATION_SDL.replace(
  'riskLevel: ProbationRisk @shared(category: "offender-management")',
  'riskLevel: ProbationRisk @shared(category: "involvement")\n  curfew: String @shared(category: "offender-management")',
);

describe("registration", () => {
  test("is refused with every fault of the SDL, by line and column, and calls nobody", async () => {
    const sdl = PROBATION_SDL.replace("offender-management", "offender-managment").replace(
      "whereabouts: ProbationWhereabouts @shared",
      "whereabouts: ProbationWhereabouts! @shared",
    );
    const refused = await register(stage, { url: "ftp://MARKER", sdl });
    expect(refused.__typename).toBe("Refused");
    expect(codes(refused)).toEqual(expect.arrayContaining(["NOT_HTTPS", "UNKNOWN_CATEGORY", "NON_NULL"]));
    const fault = refused.faults.find((it) => it.code === "UNKNOWN_CATEGORY")!;
    const line = sdl.split("\n").findIndex((it) => it.includes("offender-managment")) + 1;
    expect(fault.path).toMatch(new RegExp(`^sdl:${line}:\\d+$`));
    expect(fault.message).toMatch(new RegExp(`^line ${line}, column`));
    expect(JSON.stringify(refused)).not.toContain("MARKER");
    expect(partner.asked).toEqual([]);
  });

  test("takes the agency's integrator or the hub's governance, and nobody else", async () => {
    for (const viewer of [SOCIAL_WORKER, CONTROLLER, { ...INTEGRATOR, agencyId: "CSC" }]) {
      expect(codes(await register(stage, { url: partner.url }, viewer))).toEqual(["NOT_YOUR_ROLE"]);
    }
  });

  test("a secret is named, and named within reach", async () => {
    const auth = { mtls: { certificate: "../../other/key", key: "client-key" } };
    expect((await register(stage, { url: partner.url, auth })).faults.map((it) => it.path)).toEqual([
      "auth.mtls.certificate",
    ]);
  });
});

describe("approval and activation", () => {
  let sha256 = "";

  test("what an approval opens stands in words, with whom it opens it to", async () => {
    const { partner: it } = await register(stage, { url: partner.url });
    sha256 = it.sha256;
    expect(it.status).toBe("CHECKED");
    const change = it.changes.find(({ path }) => path === "probation.riskLevel")!;
    expect(change).toMatchObject({ kind: "NEW_FIELD", opensTo: [{ agency: "CSC", roles: ["SOCIAL_WORKER"] }] });
    expect(change.words).toContain(
      "Opens to Children's Social Care (CSC), role social worker, for child protection enquiry (by statute), from level 4, by protocol ISA-PROB version 1.",
    );
    const concerns = it.changes.find(({ path }) => path === "probation.concerns")!;
    expect(concerns.words).toContain("Opens to nobody");
  });

  test("is the agency's own controller's, of the text that they read, and not of whoever registered it", async () => {
    expect(codes(await approve(stage, 1, sha256, HUB))).toEqual(["NOT_YOUR_ROLE"]);
    expect(codes(await approve(stage, 1, sha256, INTEGRATOR))).toEqual(["NOT_YOUR_ROLE"]);
    expect(codes(await approve(stage, 1, "0".repeat(64)))).toEqual(["ANOTHER_TEXT"]);
    expect(codes(await activate(stage, 1))).toEqual(["NOT_APPROVED"]);
    expect((await approve(stage, 1, sha256)).partner.status).toBe("APPROVED");
  });

  test("activation looks at the endpoint first", async () => {
    expect(codes(await activate(stage, 1, CONTROLLER))).toEqual(["NOT_YOUR_ROLE"]);
    partner.sdl = NEXT;
    expect(codes(await activate(stage, 1))).toEqual(["LIVE_SDL_DIFFERS"]);
    expect((await stage.ask(HUB, "{ partners { status } }")).data.partners).toEqual([{ status: "APPROVED" }]);
    partner.sdl = `# laid out otherwise\n${PROBATION_SDL.replaceAll("\n", "\n\n")}`;
    expect((await activate(stage, 1)).partner.status).toBe("ACTIVE");
    partner.sdl = PROBATION_SDL;
  });

  test("every instance serves it from then on, without a restart", async () => {
    expect((await risk(stage)).riskLevel).toBe("HIGH");
    expect((await risk(second)).riskLevel).toBe("HIGH");
  });

  test("those who govern see it, and others do not", async () => {
    const seen = async (viewer: typeof HUB) =>
      (await stage.ask(viewer, '{ partner(agency: "PROB") { version } }')).data;
    expect(await seen(HUB)).toEqual({ partner: { version: 1 } });
    expect(await seen(CONTROLLER)).toEqual({ partner: { version: 1 } });
    expect(await seen(SOCIAL_WORKER)).toEqual({ partner: null });
  });
});

describe("a changed category", () => {
  test("needs a new approval, which says what moves; until then the old one is served", async () => {
    const { partner: next } = await register(stage, { url: partner.url, sdl: NEXT });
    expect(next.changes.map(({ kind, path }) => `${kind} ${path}`).sort()).toEqual([
      "NEW_FIELD probation.curfew",
      "RECLASSIFIED probation.riskLevel",
    ]);
    const moved = next.changes.find((it) => it.kind === "RECLASSIFIED")!;
    expect(moved.words).toMatch(/riskLevel moves from offender-management.* to involvement/);
    expect(moved.words).toMatch(
      /\. Opens to nobody: no protocol in force covers it\. Until now it opened to Children's Social Care \(CSC\), role social worker, /,
    );
    expect(codes(await activate(stage, next.version))).toEqual(["NOT_APPROVED"]);
    expect((await risk(second)).riskLevel).toBe("HIGH");

    await approve(stage, next.version, next.sha256);
    partner.sdl = NEXT;
    expect((await activate(stage, next.version)).partner.status).toBe("ACTIVE");
    const decisions = (await risk(second)).sharing.decisions;
    expect(decisions).toEqual([{ category: "involvement", outcome: "WITHHELD", unavailableCode: null }]);
    const { data } = await stage.ask(HUB, "{ partners { version status } }");
    expect(data.partners).toEqual([
      { version: 2, status: "ACTIVE" },
      { version: 1, status: "REPLACED" },
    ]);
  });
});

describe("off", () => {
  test("switched off: its cells say so on every instance, and nobody calls it", async () => {
    await putInForce(stage, { ...PROTOCOL, cats: [...PROTOCOL.cats, "involvement"] });
    expect((await turnOff(stage, "x")).__typename).toBe("PartnerChanged");
    partner.asked.length = 0;
    for (const it of [stage, second]) {
      expect((await risk(it)).sharing.decisions).toEqual([
        { category: "involvement", outcome: "SOURCE_UNAVAILABLE", unavailableCode: "OFF" },
      ]);
    }
    expect(partner.asked).toEqual([]);
    expect((await activate(stage, 2)).partner.status).toBe("ACTIVE");
    expect((await risk(second)).riskLevel).toBe("HIGH");
  });

  test("an endpoint that says something else than was approved is switched off, and both sides are told", async () => {
    await stage.gateway.partnerWatch.run(Date.UTC(2026, 10, 22, 12));
    expect((await risk(second)).riskLevel).toBe("HIGH");
    partner.sdl = PROBATION_SDL;
    await stage.gateway.partnerWatch.run(Date.UTC(2026, 10, 22, 12, 1));
    expect((await risk(second)).sharing.decisions[0].unavailableCode).toBe("OFF");
    const { data } = await stage.ask(CONTROLLER, '{ partner(agency: "PROB") { status offReason } }');
    expect(data.partner).toEqual({
      status: "OFF",
      offReason: "The endpoint's own SDL is no longer the one that was approved.",
    });
    const { rows } = await stage.owner.query<{ agency_id: string }>(
      "SELECT DISTINCT agency_id FROM notification WHERE topic = 'PARTNER_SWITCHED_OFF' ORDER BY 1",
    );
    expect(rows.map((it) => it.agency_id)).toEqual(["MASH", "PROB"]);
    expect(codes(await activate(stage, 2))).toEqual(["LIVE_SDL_DIFFERS"]);
  });
});

test("what its own agency stopped, the hub does not start again on the old approval", async () => {
  partner.sdl = NEXT;
  const { version } = (await join(stage, { url: partner.url, sdl: NEXT })).partner;
  expect(codes(await turnOff(stage, "too much is shared", CONTROLLER))).toEqual([]);
  expect(codes(await activate(stage, version))).toEqual(["STOPPED_BY_ITS_AGENCY"]);
  const again = (await join(stage, { url: partner.url, sdl: NEXT })).partner;
  expect(again).toMatchObject({ version: version + 1, status: "ACTIVE" });
});

test("an approval that was overtaken by a newer one opens nothing any more", async () => {
  partner.sdl = NEXT;
  const one = (await register(stage, { url: partner.url, sdl: NEXT })).partner;
  const other = (await register(stage, { url: partner.url })).partner;
  await approve(stage, one.version, one.sha256);
  await approve(stage, other.version, other.sha256);
  expect(codes(await activate(stage, one.version))).toContain("OLDER_VERSION");
});

describe("what is on file", () => {
  test("cannot be changed by the gateway: neither where a partner is called nor what it shares", async () => {
    for (const column of ["url", "sdl", "auth", "key_system", "categories"]) {
      await expect(stage.pool.query(`UPDATE partner SET ${column} = ${column}`)).rejects.toThrow("permission denied");
    }
  });

  test("a text that is not the approved one is not served, whoever wrote it there", async () => {
    await stage.owner.query(
      "UPDATE partner SET approved_sha256 = NULL, approved_by = NULL, approved_at = NULL, status = 'REPLACED'",
    );
    const { status, errors } = await stage.record(RISK, second);
    expect([status, errors[0].extensions.code]).toEqual([400, "GRAPHQL_VALIDATION_FAILED"]);
  });
});

test("partners come, change and go under load, on two instances, and no request fails", async () => {
  partner.sdl = NEXT;
  const failures: unknown[] = [];
  let answered = 0;
  let done = false;
  const client = async (on: TestGateway) => {
    while (!done) {
      const { status, errors, data } = await stage.record("police { agency { id } }", on);
      answered += 1;
      if (status !== 200 || errors || data.familyRecord.members.length !== 4) failures.push({ status, errors });
    }
  };
  const clients = [stage, second, stage, second].map(client);
  for (let round = 0; round < 2; round++) {
    const { version } = (await join(stage, { url: partner.url, sdl: NEXT })).partner;
    expect((await risk(second)).riskLevel).toBe("HIGH");
    await turnOff(stage, "a rehearsal");
    await activate(stage, version);
    expect((await risk(stage)).riskLevel).toBe("HIGH");
  }
  done = true;
  await Promise.all(clients);
  expect(failures).toEqual([]);
  expect(answered).toBeGreaterThan(20);
});
