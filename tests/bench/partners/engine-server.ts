/**
 * An engine behind the server that the gateway has as well, Apollo Server 5, and a token verified. With enforcement, its requests to subgraphs are rewritten by decisions that it is given for nothing; with the
 * gateway's duties as well, it also reads the evidence by the gateway's own statement and writes a disclosure record of
 * the gateway's own size before it answers.
 */
import { randomUUID } from "node:crypto";
import http from "node:http";
import { jwtVerify } from "jose";
import { Pool } from "pg";
import { EvidenceRepository } from "../../../src/governance/evidence.repository";
import { DemonstrationIssuer } from "../../../src/identity/demonstration-issuer";
import { CALLER, TOKEN_RULES, type Setting } from "../contenders/contender";
import { apolloServer, type Served } from "./engines";
import { CONTRIBUTIONS, HOSTED } from "./question";
import type { Policy } from "./policy";
import { enforced, type Send } from "./rewrite";
import { cellsOf, type CellAsked } from "./remote-server";
import { sendersOf } from "./subgraphs";

export const DUTIES = ["none", "decisions", "all"] as const;
export interface EngineSetting extends Setting {
  readonly urls: Readonly<Record<string, string>>;
  readonly duties: (typeof DUTIES)[number];
  readonly policy: Policy;
  /** A disclosure record of such a request, as the gateway wrote one. */
  readonly record: string;
}
export type Engine = (send: (subgraph: string) => Send) => Served;
interface Question {
  readonly query: string;
  readonly variables: Record<string, unknown>;
}

/** Of subgraphs in this process, which no wire shows. */
export const account: { asked: CellAsked[] | null } = { asked: null };

export async function engineServer(engine: Engine, setting: EngineSetting): Promise<http.Server> {
  const { keys } = await DemonstrationIssuer.from(setting.key, TOKEN_RULES);
  const pool = new Pool({ connectionString: setting.databaseUrl, options: "-c jit=off", max: 10 });
  const evidence = new EvidenceRepository(pool);
  const to = sendersOf(pool, setting.urls);
  const { duties, policy, record } = setting;
  const send = (subgraph: string): Send => {
    const plain: Send = (it) => {
      // partners keep their own account, on the wire
      if (account.asked && subgraph in HOSTED) account.asked.push(...cellsOf(it, subgraph));
      return to(subgraph)(it);
    };
    if (duties === "none" || !CONTRIBUTIONS.has(subgraph)) return plain;
    return (it) => enforced(it, subgraph, policy, plain);
  };
  const { ApolloServer, HeaderMap } = apolloServer();
  const server = new ApolloServer({ ...engine(send), introspection: false, stopOnTerminationSignals: false } as never);
  await server.start();
  const answer = async (body: Question, authorization: string): Promise<string> => {
    await jwtVerify(authorization.slice("Bearer ".length), keys, TOKEN_RULES);
    if (duties === "all") await evidence.ofCase(CALLER, String(body.variables["id"]), Date.now());
    const headers = new HeaderMap([["content-type", "application/json"]]);
    const { body: result } = await server.executeHTTPGraphQLRequest({
      httpGraphQLRequest: { method: "POST", headers, search: "", body },
      context: () => Promise.resolve({}),
    });
    if (duties === "all") await append(pool, record);
    return result.kind === "complete" ? result.string : "";
  };
  return http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const question = JSON.parse(Buffer.concat(chunks).toString()) as Question;
      response.setHeader("content-type", "application/json");
      answer(question, request.headers.authorization ?? "").then(
        (text) => response.end(text),
        (error: Error) => response.writeHead(500).end(error.stack),
      );
    });
  });
}

async function append(pool: Pool, record: string): Promise<void> {
  const body = record.replace(/"id":"[^"]*"/, `"id":"${randomUUID()}"`);
  await pool.query({
    name: "append-disclosures",
    text: "SELECT append_disclosures(string_to_array($1, E'\\n'), string_to_array($2, E'\\n'))",
    values: [body, "a,b,c,d,e"],
  });
}
