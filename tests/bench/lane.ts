/** One contender under load: its process, and what a round of requests cost. */
import { fork, type ChildProcess } from "node:child_process";
import path from "node:path";
import autocannon from "autocannon";
import type { JWK } from "jose";
import { DemonstrationIssuer } from "../../src/identity/demonstration-issuer";
import { agencyScope, OpaqueIds } from "../../src/gateway/opaque-ids";
import { CALLER, ID_KEY, TOKEN_RULES } from "./contenders/contender";
import { processorTimeOf } from "./processor-time";
import { RECORD_QUERY } from "./query";
import type { ContenderName, Spent } from "./serve";

export interface Round {
  /** Milliseconds of processor time a request. */
  readonly node: number;
  readonly postgres: number;
  readonly statements: number;
  /** Milliseconds a request waited. */
  readonly p50: number;
  readonly p99: number;
  readonly perSecond: number;
}

export interface Where {
  readonly databaseUrl: string;
  readonly postmaster: number;
  readonly key: JWK;
}

export class Lane {
  private constructor(
    readonly name: ContenderName,
    private readonly child: ChildProcess,
    private readonly port: number,
    private readonly token: string,
    private readonly postmaster: number,
  ) {}

  static async open(name: ContenderName, { databaseUrl, postmaster, key }: Where): Promise<Lane> {
    const child = fork(path.join(__dirname, "serve.ts"), [name, JSON.stringify({ databaseUrl, key })], {
      execArgv: ["-r", "@swc-node/register"],
      env: { ...process.env, NODE_ENV: "production" },
    });
    const { port } = await messageOf<{ port: number }>(child);
    const issuer = await DemonstrationIssuer.from(key, TOKEN_RULES);
    return new Lane(name, child, port, await issuer.mint(CALLER, Date.now()), postmaster);
  }

  /** The whole answer to one case's question. */
  async ask(caseId: string): Promise<string> {
    const response = await fetch(`http://127.0.0.1:${this.port}/graphql`, {
      method: "POST",
      headers: this.headers(),
      body: this.bodyOf(caseId),
    });
    return response.text();
  }

  async round(cases: readonly string[], requests: number, connections: number): Promise<Round> {
    const before = await this.spent();
    const result = await autocannon({
      url: `http://127.0.0.1:${this.port}/graphql`,
      method: "POST",
      headers: this.headers(),
      connections,
      amount: requests,
      requests: cases.map((it) => ({ body: this.bodyOf(it) })),
    });
    const after = await this.spent();
    if (result["2xx"] !== requests) throw new Error(`${this.name}: ${requests - result["2xx"]} requests failed`);
    return {
      node: (after.cpu - before.cpu) / requests / 1000,
      postgres: (after.postgres - before.postgres) / requests / 1000,
      statements: (after.statements - before.statements) / requests,
      p50: result.latency.p50,
      p99: result.latency.p99,
      perSecond: requests / result.duration,
    };
  }

  close(): void {
    this.child.kill();
  }

  private async spent(): Promise<Spent & { postgres: number }> {
    this.child.send("spent");
    const spent = await messageOf<Spent>(this.child);
    return { ...spent, postgres: processorTimeOf(this.postmaster) };
  }

  private headers(): Record<string, string> {
    return { "content-type": "application/json", authorization: `Bearer ${this.token}` };
  }

  /** The gateway's case ids are sealed; the others take what is on file. */
  private bodyOf(caseId: string): string {
    const sealed = this.name === "product" || this.name === "unprotected";
    const id = sealed ? new OpaqueIds(ID_KEY).seal("case", agencyScope(CALLER.agencyId), caseId) : caseId;
    return JSON.stringify({ query: RECORD_QUERY, variables: { id } });
  }
}

const messageOf = <T>(child: ChildProcess): Promise<T> =>
  new Promise((heard, failed) => {
    child.once("exit", (code) => failed(new Error(`a contender ended (${code})`)));
    child.once("message", (message) => {
      child.removeAllListeners("exit");
      heard(message as T);
    });
  });
