/**
 * Before it is activated, a partner's endpoint is tested by the gateway itself, over the line by which it will be asked:
 * what is wrong is on file by the check's name, and what is wrong is not activated.
 */
import type http from "node:http";
import type { AddressInfo } from "node:net";
import { buildGatewaySchema } from "../../src/schema";
import { ownSdl } from "../../src/partner-schemas";
import { mockAnswers, mockServer } from "../../src/kit/mock/mock-partner";
import { checkPartnerSdl } from "../../src/remote/sdl/check-partner-sdl";
import { PROBATION_SDL } from "./probation";
import { CONTROLLER, HUB, INTEGRATOR, register, SOCIAL_WORKER, startPartnerStage, type PartnerStage } from "./stage";
import { startSubgraph, type SubgraphServer } from "./subgraph-server";

const KNOWN = ["T000001", "T000002", "T000003"];
const UNKNOWN = ["T999999"];

let stage: PartnerStage;
/** Conforms: the kit's own. */
let conforming: http.Server;
let url: string;
/** Sorts what it answers. */
let sorting: SubgraphServer;

beforeAll(async () => {
  stage = await startPartnerStage();
  const gatewaySdl = ownSdl(await buildGatewaySchema(() => null))();
  const { accepted } = checkPartnerSdl(PROBATION_SDL, { gatewaySdl, active: [] });
  conforming = mockServer(mockAnswers({ accepted: accepted!, sdl: PROBATION_SDL, seed: "1", known: KNOWN }));
  await new Promise<void>((started) => conforming.listen(0, started));
  url = `http://localhost:${(conforming.address() as AddressInfo).port}/`;
  const { address, riskLevel } = { address: "MARKER Street", riskLevel: "HIGH" };
  sorting = await startSubgraph(PROBATION_SDL, "probation", {
    T000001: { riskLevel },
    T000002: { riskLevel: "LOW", concerns: [{ what: address }] },
    T000003: { riskLevel },
  });
  sorting.behave = (response, honest) => {
    const data = Object.fromEntries(
      Object.entries((honest.data ?? {}) as Record<string, unknown>).map(([alias, it]) => [
        alias,
        Array.isArray(it) ? [...(it as unknown[])].reverse() : it,
      ]),
    );
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ ...honest, data }));
  };
});
afterAll(async () => {
  await sorting.stop();
  await stage.stop();
});

const TEST = `mutation ($input: TestPartnerInput!) { testPartner(input: $input) { __typename
  ... on Refused { faults { path code } }
  ... on PartnerChanged { partner { contractTest { testedBy passed checks { name status found todo } } } } } }`;

interface Tested {
  readonly faults?: readonly { path: string; code: string }[];
  readonly partner?: {
    readonly contractTest: {
      readonly testedBy: string;
      readonly passed: boolean;
      readonly checks: readonly { name: string; status: string; found: string | null; todo: string | null }[];
    };
  };
}

async function tested(input: object, viewer = HUB): Promise<Tested> {
  const { data, errors } = await stage.ask(viewer, TEST, {
    input: { agency: "PROB", version: 1, known: KNOWN, unknown: UNKNOWN, ...input },
  });
  if (errors) throw new Error(JSON.stringify(errors));
  return (data as { testPartner: Tested }).testPartner;
}

const activated = async (version: number): Promise<unknown> =>
  (
    await stage.ask(
      HUB,
      `mutation ($v: Int!) { activatePartner(agency: "PROB", version: $v) { __typename
        ... on Refused { faults { code } } ... on PartnerChanged { partner { status } } } }`,
      { v: version },
    )
  ).data.activatePartner;

/** Without what `approve` of the stage does for tests of other things. */
const approved = (version: number, sha256: string) =>
  stage.ask(
    CONTROLLER,
    `mutation ($v: Int!, $h: String!) { approvePartner(agency: "PROB", version: $v, sha256: $h) { __typename } }`,
    { v: version, h: sha256 },
  );

test("a sorting endpoint fails by name, keeps nobody's number, and is not activated though it is approved", async () => {
  const { partner } = await register(stage, { url: sorting.url });
  const { contractTest } = (await tested({})).partner!;
  expect(contractTest.passed).toBe(false);
  const failing = contractTest.checks.filter((it) => it.status === "fail");
  expect(failing.map((it) => it.name)).toContain("keys.order");
  expect(failing.every((it) => it.found !== null && it.todo !== null)).toBe(true);
  const { rows } = await stage.owner.query<{ kept: string }>(
    "SELECT string_agg(t::text, ' ') AS kept FROM partner_contract_test t",
  );
  expect(rows[0]!.kept).toContain("keys.order");
  expect(rows[0]!.kept + stage.reports.join()).not.toMatch(/T00000|T99999|MARKER/);

  expect(await activated(1)).toEqual({ __typename: "Refused", faults: [{ code: "NOT_APPROVED" }] });
  await approved(1, partner.sha256);
  expect(await activated(1)).toEqual({ __typename: "Refused", faults: [{ code: "NOT_TESTED" }] });
});

test("a conforming endpoint passes every check, by its test address, and is activated", async () => {
  const { partner } = await register(stage, { url, testUrl: url });
  sorting.asked.length = 0;
  const { contractTest } = (await tested({ version: partner.version })).partner!;
  expect(contractTest.checks.filter((it) => it.status === "fail")).toEqual([]);
  expect(contractTest).toMatchObject({ passed: true, testedBy: HUB.userId });
  expect(contractTest.checks.length).toBeGreaterThan(20);
  expect(sorting.asked).toEqual([]);
  await approved(partner.version, partner.sha256);
  expect(await activated(partner.version)).toMatchObject({ partner: { status: "ACTIVE" } });
});

test("an endpoint that is not there fails in a word", async () => {
  const { partner } = await register(stage, { url: "http://127.0.0.1:9/", timeoutMs: 200 });
  const { contractTest } = (await tested({ version: partner.version })).partner!;
  expect(contractTest.checks).toEqual([
    expect.objectContaining({ name: "http.answers", status: "fail", found: "no answer (UNREACHABLE)" }),
  ]);
});

test("is the hub's governance's to do, of people who make sense", async () => {
  sorting.asked.length = 0;
  for (const viewer of [INTEGRATOR, CONTROLLER, SOCIAL_WORKER])
    expect((await tested({}, viewer)).faults).toEqual([{ path: "", code: "NOT_YOUR_ROLE" }]);
  const paths = async (input: object) => (await tested(input)).faults?.map((it) => it.path);
  expect(await paths({ known: ["T000001"], unknown: [] })).toEqual(["known", "unknown"]);
  expect(await paths({ known: ["T000001", "T000001"] })).toEqual(["known"]);
  expect(await paths({ unknown: ["T000002"] })).toEqual(["known"]);
  expect(await paths({ known: ["two words", "T000002"] })).toEqual(["known.0"]);
  expect(await paths({ version: 99 })).toEqual(["agency"]);
  expect(await paths({ agency: "NOBODY" })).toEqual(["agency"]);
  expect(sorting.asked).toEqual([]);
});

test("the newest test counts: what came to fail since is not activated", async () => {
  const { partner } = await register(stage, { url: sorting.url, testUrl: url });
  const first = (await tested({ version: partner.version })).partner!.contractTest;
  conforming.closeAllConnections();
  await new Promise((closed) => conforming.close(closed));
  const second = (await tested({ version: partner.version })).partner!.contractTest;
  expect([first.passed, second.passed]).toEqual([true, false]);
  await approved(partner.version, partner.sha256);
  expect(await activated(partner.version)).toEqual({ __typename: "Refused", faults: [{ code: "NOT_TESTED" }] });
});
