/** The endpoint check: whoever conforms passes it all, and whoever does one thing wrong is found by name. */
import http from "node:http";
import type { AddressInfo } from "node:net";
import { FetchEndpoint } from "../../src/kit/fetch-endpoint";
import { readQuestion, send } from "../../src/kit/mock/http-question";
import { checkEndpoint } from "../../src/remote/contract/check-endpoint";
import { mockAnswers } from "../../src/kit/mock/mock-partner";
import { checkPartnerSdl } from "../../src/remote/sdl/check-partner-sdl";
import { SMALL_GATEWAY } from "../remote/sdl/given";
import { FAULTY_PARTNERS, type FaultyPartner, type Question } from "./faulty-partners";

const SDL = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])
scalar LocalDate
type FamilyMember @key(fields: "id") { id: ID! fire: FireContribution }
type FireContribution {
  open: Boolean @shared(category: "arrears-asb")
  checks: [FireCheck!] @shared(category: "tenancy")
}
type FireCheck { occurredOn: LocalDate flat: String result: FireResult! }
enum FireResult { GOOD POOR }
`;
/** Found by trying: with this seed each known person has an `open` and a check with a date and a flat. */
const SEED = "1";
const KNOWN = ["K000003", "K000001", "K000002"];
const UNKNOWN = ["Z999999", "Z888888"];
const CREDENTIAL = "Bearer hush";

const { accepted } = checkPartnerSdl(SDL, { gatewaySdl: SMALL_GATEWAY, active: [] });
const conforming = mockAnswers({ accepted: accepted!, sdl: SDL, seed: SEED, known: KNOWN });

const RIGHT: FaultyPartner = {
  does: "nothing wrong",
  caughtBy: [],
  answer: ({ body }, mock) => mock(body),
};

async function failing({ answer, does }: FaultyPartner): Promise<readonly string[]> {
  const server = http.createServer((request, response) => {
    void readQuestion(request).then(async (body) => {
      const { method = "", url = "", headers } = request;
      const credential = headers.authorization;
      if (credential !== CREDENTIAL && does !== "asks nobody for a credential") return send(response, 401, {});
      if (method !== "POST" && does !== "answers a GET") return send(response, 405, {});
      const spoilt = await answer({ method, url, credential, body: body as Question }, conforming);
      if (spoilt.text === undefined && !spoilt.headers) return send(response, spoilt.status ?? 200, spoilt.body);
      response.writeHead(spoilt.status ?? 200, { "content-type": "application/json", ...spoilt.headers });
      response.end(spoilt.text);
    });
  });
  await new Promise<void>((started) => server.listen(0, started));
  try {
    const results = await checkEndpoint({
      endpoint: new FetchEndpoint({
        url: `http://localhost:${(server.address() as AddressInfo).port}/`,
        headers: { authorization: CREDENTIAL },
        timeoutMs: does === "never finishes its answer" ? 200 : 20_000,
        maxBytes: 50_000,
      }),
      known: KNOWN,
      unknown: UNKNOWN,
      sdl: SDL,
      gatewaySdl: SMALL_GATEWAY,
    });
    for (const it of results) expect([it.name, it.status === "fail"]).toEqual([it.name, it.todo !== null]);
    return results.filter((it) => it.status === "fail").map((it) => it.name);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

test("a conforming partner passes everything", async () => expect(await failing(RIGHT)).toEqual([]));

test.each(FAULTY_PARTNERS.map((it) => [it.does, it] as const))("a partner that %s", async (_, partner) => {
  expect(await failing(partner)).toEqual(partner.caughtBy);
});
