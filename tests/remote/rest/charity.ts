/** The family charity's JSON interface on a port of its own, as its OpenAPI document describes it, and ways to misbehave. */
import { readFileSync } from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { join, PROTOCOL, type PartnerStage } from "../stage";
import type { Answer } from "../../api/gateway";

const EXAMPLE = path.join(__dirname, "../../../docs/examples/family-charity");
export const CHARITY_SDL = readFileSync(path.join(EXAMPLE, "schema.graphql"), "utf8");
export const CHARITY_OPENAPI = readFileSync(path.join(EXAMPLE, "openapi.yaml"), "utf8");
/** With one operation that answers fields of two categories. */
export const SHARED_OPERATION_SDL = CHARITY_SDL.replace(
  "  postcodes:",
  `  names: [String!] @shared(category: "demographics") @rest(operation: "searchClients", items: "$this", key: "id") @path(is: "name")
  postcodes:`,
);
export const CHARITY_PROTOCOL = { ...PROTOCOL, cats: ["early-help", "domestic-abuse", "contact-address"] };

/** Operation → what it holds, each with the client that it is about. */
export type Held = Record<"clients" | "referrals" | "sessions" | "safety-plans", Record<string, unknown>[]>;

export interface Call {
  readonly operation: keyof Held;
  readonly method: string;
  readonly url: string;
  readonly body: Record<string, unknown> & { readonly clientIds: string[] };
  readonly headers: http.IncomingHttpHeaders;
}

export interface CharityServer {
  readonly url: string;
  readonly calls: Call[];
  held: Held;
  /** What is sent instead of the honest answer. */
  spoil: (honest: unknown, call: Call, response: http.ServerResponse) => unknown;
  stop(): Promise<void>;
}

export const heldOf = (...clients: string[]): Held => ({
  clients: clients.map((id) => ({ id, name: "MARKER-NAME", address: { line1: "1", postcode: `MARKER-${id}` } })),
  referrals: clients.flatMap((id, i) => [
    {
      id: i * 10 + 1,
      client: { id, name: "MARKER-NAME" },
      state: "on hold",
      needs: [
        { code: "a", label: "Debt" },
        { code: "b", label: "Sleep" },
      ],
      source: { organisation: "School" },
      leadWorker: { displayName: "Ann Ode", phone: "01632 960000" },
      referredAt: "2026-09-01",
      createdAt: "2026-09-02T10:00:00Z",
    },
    { id: i * 10 + 2, client: { id }, state: "open", needs: [], leadWorker: null, createdAt: "2026-10-02T10:00:00Z" },
  ]),
  sessions: clients.map((id) => ({
    id: `S-${id}`,
    clientId: id,
    date: "2026-10-10",
    attended: false,
    venue: "MARKER-VENUE",
    programme: { title: "Parents together" },
  })),
  "safety-plans": clients.map((id) => ({
    id: `P-${id}`,
    clientId: id,
    summary: "MARKER-PLAN",
    nextReview: "2026-12-01",
    informant: { name: "MARKER-INFORMANT", relation: "aunt" },
    createdAt: "2026-09-02T10:00:00Z",
  })),
});

const keyOf = (it: Record<string, unknown>): unknown =>
  (it["client"] as { id: string } | undefined)?.id ?? it["clientId"] ?? it["id"];
const WRAPPED: Record<keyof Held, (list: unknown[]) => unknown> = {
  clients: (list) => list,
  referrals: (referrals) => ({ data: { referrals } }),
  sessions: (data) => ({ data }),
  "safety-plans": (plans) => ({ plans }),
};

export const honestly: CharityServer["spoil"] = (honest) => honest;

export async function startCharity(): Promise<CharityServer> {
  const calls: Call[] = [];
  const answer = async (request: http.IncomingMessage, response: http.ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const it of request) chunks.push(it as Buffer);
    const operation = /^\/api\/v2\/([a-z-]+)\/search$/.exec(request.url!)![1] as keyof Held;
    const body = JSON.parse(Buffer.concat(chunks).toString()) as Call["body"];
    const call = { operation, body, method: request.method!, url: request.url!, headers: request.headers };
    calls.push(call);
    const theirs = self.held[operation].filter((it) => body.clientIds.includes(keyOf(it) as string));
    const sent = self.spoil(WRAPPED[operation](structuredClone(theirs)), call, response);
    if (sent === undefined) return;
    response.setHeader("content-type", "application/json");
    response.end(typeof sent === "string" ? sent : JSON.stringify(sent));
  };
  const server = http.createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const self: CharityServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`,
    calls,
    held: heldOf(),
    spoil: honestly,
    stop: () => {
      server.closeAllConnections();
      return new Promise<void>((done) => server.close(() => done()));
    },
  };
  return self;
}

export const joinCharity = (stage: PartnerStage, charity: CharityServer, more: object = {}) =>
  join(stage, {
    url: charity.url,
    name: "Harbour Lights",
    kind: "REST",
    sdl: CHARITY_SDL,
    openapi: CHARITY_OPENAPI,
    ...more,
  });

/** Each member's contribution from the charity, by name. */
// what a test looks into depends on its query
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export const charityOf = ({ data, errors, status }: Answer): Record<string, any> => {
  if (errors || status !== 200) throw new Error(JSON.stringify({ status, errors }));
  return Object.fromEntries(
    (data.familyRecord.members as { name: string; charity: object[] }[]).map((it) => [it.name, it.charity[0]]),
  );
};

export const CHARITY = `charity {
  agency { id }
  referrals { id status reasons referredBy worker { name phone } provenance { occurredOn recordedAt } }
  sessions { attended what place }
  safetyPlans { summary toldBy reviewOn }
  postcodes
  sharing { decisions { category fields outcome reason unavailableCode } } }`;
