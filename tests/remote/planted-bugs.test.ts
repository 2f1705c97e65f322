/** The claims about partners, on the gateway as it is and on gateways with one bug each: what holds of these too proves nothing. */
import { gatewayWith } from "../laws/planted-copy";
import type { PlantedBug } from "../laws/planted-bug";
import { NOON, type TestGateway } from "../api/gateway";
import { held, PROBATION_SDL } from "./probation";
import { activate, HUB, join, probationOf, startPartnerStage, turnOff, type PartnerStage } from "./stage";
import { honestly, sendJson, startSubgraph, type SubgraphServer } from "./subgraph-server";

const QUERY = "probation { riskLevel concerns { what } sharing { decisions { fields outcome } } }";
const NEXT = PROBATION_SDL.replace(
  "riskLevel:",
  'curfew: String @shared(category: "offender-management")\n  riskLevel:',
);

let stage: PartnerStage;
let partner: SubgraphServer;
let version: number;

beforeAll(async () => {
  stage = await startPartnerStage();
  partner = await startSubgraph(PROBATION_SDL, "probation", {});
  version = (await join(stage, { url: partner.url })).partner.version;
});
afterAll(async () => {
  await partner.stop();
  await stage.stop();
});
beforeEach(() => {
  partner.behave = honestly;
  partner.sdl = PROBATION_SDL;
  partner.data = { X100001: held("a"), X100003: held("c"), X100004: held("b") };
});

const risksOn = async (gateway: TestGateway): Promise<string> => {
  partner.asked.length = 0;
  const members = probationOf(await stage.record(QUERY, gateway)) as Record<
    string,
    { riskLevel: string | null; sharing: { decisions: { fields: string[]; outcome: string }[] } }
  >;
  const [{ riskLevel, sharing }] = [members["Piotr Kowalczyk"]!];
  return `${riskLevel} ${sharing.decisions.find((it) => it.fields.includes("riskLevel"))!.outcome}`;
};

/** Each leaves the stage as it found it. @returns whether it holds of this gateway */
const CLAIMS = {
  "an answer that is in another order is none": async (gateway: TestGateway) => {
    partner.behave = (response, honest) => {
      const data = Object.entries(honest.data ?? {}).map(([alias, it]) => [alias, [...(it as unknown[])].reverse()]);
      sendJson(response, { data: Object.fromEntries(data) });
    };
    return (await risksOn(gateway)) === "null SOURCE_UNAVAILABLE";
  },
  "what is denied is not asked for": async (gateway: TestGateway) => {
    await risksOn(gateway);
    return partner.asked.length > 0 && !partner.asked.some(({ query }) => query.includes("concerns"));
  },
  "a failure does not read as nothing": async (gateway: TestGateway) => {
    partner.behave = (response) => void response.writeHead(500).end();
    return (await risksOn(gateway)) === "null SOURCE_UNAVAILABLE";
  },
  "one that is off is asked by no instance, and that is said": async (gateway: TestGateway) => {
    await risksOn(gateway);
    await turnOff(stage, "a rehearsal");
    const told = await risksOn(gateway);
    const calls = partner.asked.length;
    await activate(stage, version);
    return told === "null SOURCE_UNAVAILABLE" && calls === 0;
  },
  "one that says something else than was approved is switched off": async (gateway: TestGateway) => {
    partner.sdl = NEXT;
    await gateway.gateway.partnerWatch.run(NOON);
    const { data } = await stage.ask(HUB, '{ partner(agency: "PROB") { status } }');
    partner.sdl = PROBATION_SDL;
    const wasOff = (data as { partner: { status: string } }).partner.status === "OFF";
    if (wasOff) await activate(stage, version);
    return wasOff;
  },
} as const;
type Claim = keyof typeof CLAIMS;

test.each(Object.keys(CLAIMS) as Claim[])("%s", async (claim) => {
  expect(await CLAIMS[claim](stage)).toBe(true);
  partner.behave = honestly;
  expect(await risksOn(stage)).toBe("HIGH RELEASED");
});

const BUGS: readonly (readonly [what: string, claim: Claim, bug: PlantedBug])[] = [
  [
    "the key that an entity echoes is not compared",
    "an answer that is in another order is none",
    {
      file: "remote/subgraph/answer.ts",
      edits: [['!isRaw(entity) || entity["id"] !== people[index]!.key', "!isRaw(entity)"]],
    },
  ],
  [
    "a partner is asked for all that it has",
    "what is denied is not asked for",
    { file: "remote/asked.ts", edits: [["[...fields].sort()", "[...partner.fields.keys()].sort()"]] },
  ],
  [
    "whom a failed request was about is not said",
    "a failure does not read as nothing",
    {
      file: "remote/subgraph/subgraph.source.ts",
      edits: [["new Map(persons.map((it) => [it, { unavailable }]))", "new Map(persons.map((it) => [it, []]))"]],
    },
  ],
  [
    "an instance goes on with the partners that it began with",
    "one that is off is asked by no instance, and that is said",
    {
      file: "record/must-serve.ts",
      edits: [["if (hub.partnersKey === request.served.partners) return;", "if (hub) return;"]],
    },
  ],
  [
    "one that is off reads as one that holds nothing",
    "one that is off is asked by no instance, and that is said",
    { file: "remote/partners.source.ts", edits: [['reachable?.source ? [] : { unavailable: "OFF" }', "[]"]] },
  ],
  [
    "whatever a live SDL says will do",
    "one that says something else than was approved is switched off",
    {
      file: "governance/partners/partner-watch.ts",
      edits: [["seen.sha256 !== partner.sha256 ? DRIFTED : null", "seen.sha256 === partner.sdl ? DRIFTED : null"]],
    },
  ],
];

test.each(BUGS)("with a planted bug it does not hold: %s", async (_, claim, bug) => {
  expect(await CLAIMS[claim](await stage.another({ wire: gatewayWith(bug) }))).toBe(false);
});
