/** A gateway under fuzz: its process, its callers' tokens, what it has said, and how much memory it holds. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import http from "node:http";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { cloneDatabase } from "../database-clone";

const ROOT = path.join(__dirname, "../..");
const AT_ONCE = 8;
const NO_ANSWER_LIMIT_MS = 60_000;

export interface HttpRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

export interface HttpAnswer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

export class FuzzedGateway {
  /** stdout and stderr. */
  said = "";
  requests = 0;
  private readonly agent = new http.Agent({ keepAlive: true, maxSockets: AT_ONCE });

  private constructor(
    private readonly child: ChildProcess,
    private readonly drop: () => Promise<void>,
  ) {
    for (const stream of [child.stdout!, child.stderr!]) {
      stream.setEncoding("utf8").on("data", (text: string) => (this.said += text));
    }
  }

  static async start(options: { readonly leak?: boolean } = {}): Promise<FuzzedGateway> {
    const database = await cloneDatabase();
    const entry = path.join(__dirname, "gateway-under-fuzz.ts");
    const flags = options.leak ? ["--leak"] : [];
    const child = spawn(process.execPath, ["--expose-gc", "-r", "@swc-node/register", entry, ...flags], {
      cwd: ROOT,
      env: {
        PATH: process.env.PATH,
        PORT: "0",
        DATABASE_URL: database.url,
        CHECKPOINT_DIR: mkdtempSync(path.join(tmpdir(), "checkpoints-")),
        DEMONSTRATION: "true",
        EXPLORER: "true",
        NODE_ENV: "production",
      },
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    const gateway = new FuzzedGateway(child, () => database.drop());
    while (gateway.port === 0) {
      if (!gateway.isRunning) throw new Error(`no gateway: ${gateway.said}`);
      await sleep(20);
    }
    return gateway;
  }

  get port(): number {
    return Number(/Ready on http:\/\/127\.0\.0\.1:(\d+)/.exec(this.said)?.[1] ?? 0);
  }

  get isRunning(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  async token(user: string): Promise<string> {
    const answer = await this.send({ method: "GET", path: `/demonstration/token/${user}`, headers: {}, body: "" });
    return answer.text;
  }

  async ask(user: string, query: string, variables: object = {}): Promise<HttpAnswer> {
    return this.send(graphqlPost(await this.token(user), JSON.stringify({ query, variables })));
  }

  /** Status 0 where the connection ended without an answer. */
  send({ method, path: target, headers, body }: HttpRequest): Promise<HttpAnswer> {
    this.requests += 1;
    return new Promise((received) => {
      const nothing = (): void => received({ status: 0, type: "", text: "" });
      const request = http.request({
        agent: this.agent,
        host: "127.0.0.1",
        port: this.port,
        method,
        path: target,
        headers: { ...headers, "content-length": Buffer.byteLength(body) },
        timeout: NO_ANSWER_LIMIT_MS,
      });
      request.on("timeout", () => request.destroy());
      request.on("error", nothing);
      request.on("response", (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
        response.on("error", nothing);
        response.on("end", () =>
          received({ status: response.statusCode!, type: response.headers["content-type"] ?? "", text }),
        );
      });
      request.end(body);
    });
  }

  async sendAll(requests: readonly HttpRequest[]): Promise<HttpAnswer[]> {
    const answers: HttpAnswer[] = [];
    let next = 0;
    const work = async (): Promise<void> => {
      for (let i = next++; i < requests.length; i = next++) answers[i] = await this.send(requests[i]!);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    return answers;
  }

  /** Bytes that are still referenced: garbage is collected first. */
  async heapUsed(): Promise<number> {
    const said = once(this.child, "message");
    this.child.send("heap");
    return ((await said) as [number])[0];
  }

  async stop(): Promise<number | null> {
    this.agent.destroy();
    const ended = once(this.child, "exit");
    this.child.kill("SIGTERM");
    const [code] = (await ended) as [number | null];
    await this.drop();
    return code;
  }
}

export const graphqlPost = (token: string, body: string | Buffer, more: Record<string, string> = {}): HttpRequest => ({
  method: "POST",
  path: "/graphql",
  headers: { authorization: `Bearer ${token}`, "content-type": "application/json", ...more },
  body,
});
