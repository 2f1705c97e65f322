/**
 * A partner in trouble, of every kind that there is: its contribution says that it is unavailable and why, in a word; what
 * the others hold is all there; and what was withheld looks as it always does.
 */
import type { ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";
import { LINE_LIMITS } from "../../src/remote/transport/partner-line";
import { SecretsOnFile } from "../../src/remote/transport/partner-secrets";
import { held, PROBATION, PROBATION_SDL } from "./probation";
import { join, probationOf, startPartnerStage, type PartnerStage } from "./stage";
import { honestly, sendJson, startSubgraph, type Behaviour, type SubgraphServer } from "./subgraph-server";

let stage: PartnerStage;
let partner: SubgraphServer;
let elsewhere: SubgraphServer;
/** Answers that a partner never ends by itself. */
const hanging: ServerResponse[] = [];

beforeAll(async () => {
  stage = await startPartnerStage({
    partners: {
      secrets: new SecretsOnFile(null, {}),
      plainHttp: true,
      limits: { ...LINE_LIMITS, failuresInARow: 1_000 },
    },
  });
  partner = await startSubgraph(PROBATION_SDL, "probation", {});
  elsewhere = await startSubgraph(PROBATION_SDL, "probation", { X100004: held("redirected") });
  await join(stage, { url: partner.url, timeoutMs: 400, maxBytes: 20_000 });
});
afterAll(async () => {
  await partner.stop();
  await elsewhere.stop();
  await stage.stop();
});
beforeEach(() => {
  partner.asked.length = 0;
  partner.behave = honestly;
  partner.data = { X100001: held("a"), X100003: held("c"), X100004: held("b") };
});
afterEach(() => {
  for (const it of hanging.splice(0)) it.destroy();
});

const hang = (begin: (response: ServerResponse) => void): Behaviour => {
  return (response) => {
    hanging.push(response);
    begin(response);
  };
};
const json = (response: ServerResponse, status = 200): ServerResponse =>
  response.writeHead(status, { "content-type": "application/json" });
const large = (bytes: number) => JSON.stringify({ data: { g0: ["x".repeat(bytes)] } });

const BOMB = gzipSync(large(20_000_000));

const CHAOS: Record<string, readonly [code: string, Behaviour]> = {
  "never answers": ["TIMEOUT", hang(() => undefined)],
  "answers a byte at a time, without end": ["TIMEOUT", hang((it) => json(it).write("{"))],
  "resets the connection": ["UNREACHABLE", (response) => void response.socket!.resetAndDestroy()],
  "breaks off in the middle": [
    "BAD_RESPONSE",
    (response, honest) => {
      json(response).write(JSON.stringify(honest).slice(0, 100));
      setTimeout(() => response.socket!.destroy(), 20);
    },
  ],
  "sends garbage": ["BAD_RESPONSE", (response) => void json(response).end("\u0000MARKER {{{")],
  "sends no HTTP": ["BAD_RESPONSE", (response) => void response.socket!.end("MARKER\r\n\r\n")],
  "sends ten times what is taken": ["TOO_LARGE", (response) => void json(response).end(large(200_000))],
  "sends a bomb, packed": [
    "TOO_LARGE",
    (response) => {
      response.writeHead(200, { "content-type": "application/json", "content-encoding": "gzip" });
      response.end(BOMB);
    },
  ],
  "packs what cannot be unpacked": [
    "BAD_RESPONSE",
    (response) => {
      response.writeHead(200, { "content-type": "application/json", "content-encoding": "gzip" });
      response.end("MARKER");
    },
  ],
  "packs in a way that nobody asked for": [
    "BAD_RESPONSE",
    (response) => {
      response.writeHead(200, { "content-type": "application/json", "content-encoding": "MARKER" });
      response.end("{}");
    },
  ],
  "sends us elsewhere": [
    "BAD_RESPONSE",
    (response) => void response.writeHead(307, { location: elsewhere.url, "content-type": "application/json" }).end(),
  ],
  "sends a page": [
    "BAD_RESPONSE",
    (response) => void response.writeHead(200, { "content-type": "text/html" }).end("<h1>MARKER</h1>"),
  ],
  "fails, and shows its stack": [
    "UNREACHABLE",
    (response) =>
      void json(response, 500).end(JSON.stringify({ errors: [{ message: "MARKER at Object.<anonymous>" }] })),
  ],
  "fails in GraphQL, and shows its stack": [
    "PARTNER_FIELD_ERROR",
    (response) =>
      sendJson(response, { data: null, errors: [{ message: "MARKER", extensions: { stack: ["MARKER"] } }] }),
  ],
  "will not have us": ["REFUSED", (response) => void json(response, 403).end('{"MARKER":1}')],
  "answers nothing with success": ["BAD_RESPONSE", (response) => void json(response).end()],
  "answers null": ["BAD_RESPONSE", (response) => void json(response).end("null")],
};

const OTHERS =
  "police { agency { id } sharing { decisions { category outcome reason } } intelligence { id } incidents { id } }";

test("without trouble there is nothing to see of it", async () => {
  const answer = await stage.record(PROBATION);
  expect(probationOf(answer)["Piotr Kowalczyk"].riskLevel).toBe("HIGH");
});

test.each(Object.entries(CHAOS))("a partner that %s", async (_, [code, behaviour]) => {
  const undisturbed = await stage.record(
    `${OTHERS} probation { concerns { what } sharing { decisions { outcome reason } } }`,
  );
  partner.behave = behaviour;
  stage.reports.length = 0;

  // it comes while a partner that hangs still hangs: nobody waits for it to end
  const answer = await stage.record(`${OTHERS} ${PROBATION}`);
  const members = answer.data.familyRecord.members as { name: string; police: object[] }[];
  expect(members.map((it) => it.police)).toEqual(
    undisturbed.data.familyRecord.members.map((it: { police: object[] }) => it.police),
  );
  for (const name of ["Ola Kowalczyk", "Ewa Kowalczyk", "Piotr Kowalczyk"]) {
    const { riskLevel, supervision, sharing } = probationOf(answer)[name];
    expect({ riskLevel, supervision }).toEqual({ riskLevel: null, supervision: null });
    const told = sharing.decisions.map((it: Json) => [it["category"], it["outcome"], it["unavailableCode"]]);
    expect(told.sort()).toEqual([
      ["contact-address", "SOURCE_UNAVAILABLE", code],
      ["offender-management", "SOURCE_UNAVAILABLE", code],
      ["safeguarding-concerns", "WITHHELD", null],
    ]);
  }
  expect(answer.text + stage.reports.join()).not.toContain("MARKER");
  expect(stage.reports).toEqual([`partner PROB: ${code}`]);
  expect(elsewhere.asked).toEqual([]);
});

describe("three worlds: the partner holds something, holds nothing, is down", () => {
  const worlds: Record<string, () => void> = {
    something: () => undefined,
    nothing: () => (partner.data = {}),
    down: () => (partner.behave = (response) => void response.socket!.resetAndDestroy()),
  };
  const inEach = async (members: string): Promise<string[]> => {
    const texts: string[] = [];
    for (const enter of Object.values(worlds)) {
      partner.behave = honestly;
      partner.data = { X100001: held("a"), X100003: held("c"), X100004: held("b") };
      enter();
      texts.push((await stage.record(members)).text);
    }
    return texts;
  };

  test("where all is withheld, the answers are the same to the byte, and nobody was asked", async () => {
    const texts = await inEach(
      `probation { concerns { what } sharing { decisions { category fields outcome reason unavailableCode
        nextSteps { code who } } } }`,
    );
    expect(texts[0]).toContain("WITHHELD");
    expect(new Set(texts).size).toBe(1);
    expect(partner.asked).toEqual([]);
  });

  test("where some of it is withheld, that is the same to the byte", async () => {
    const withheld = (await inEach(PROBATION)).map((text) => {
      const { data } = JSON.parse(text) as { data: { familyRecord: { members: { probation: Json[] }[] } } };
      return JSON.stringify(
        data.familyRecord.members.map(({ probation: [it] }) => ({
          concerns: it!["concerns"],
          decisions: (it!["sharing"] as { decisions: Json[] }).decisions.filter((d) => d["outcome"] === "WITHHELD"),
        })),
      );
    });
    expect(withheld[0]).toContain("safeguarding-concerns");
    expect(new Set(withheld).size).toBe(1);
  });
});

type Json = Record<string, unknown>;
