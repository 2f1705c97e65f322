/** One contender of this bench: its process, how long each of its answers took, and what that cost. */
import { fork, type ChildProcess } from "node:child_process";
import path from "node:path";
import { Agent, request } from "undici";
import { processorTimeOf } from "../processor-time";

export interface Timed {
  /** Milliseconds that each request waited. */
  readonly waits: readonly number[];
  /** Milliseconds of processor time a request. */
  readonly node: number;
  readonly postgres: number;
}

/** Of a child that says one thing at a time. */
export const heardFrom = <T>(child: ChildProcess): Promise<T> =>
  new Promise((heard, failed) => {
    const ended = (code: number | null) => failed(new Error(`a process ended (${code})`));
    child.once("exit", ended);
    child.once("message", (message) => {
      child.off("exit", ended);
      heard(message as T);
    });
  });

export function forked(file: string): ChildProcess {
  return fork(path.join(__dirname, file), [], {
    execArgv: ["-r", "@swc-node/register"],
    env: { ...process.env, NODE_ENV: "production", APOLLO_TELEMETRY_DISABLED: "true" },
  });
}

export interface LaneParts {
  readonly name: string;
  readonly label: string;
  readonly setting: object;
  readonly token: string;
  readonly postmaster: number;
  readonly bodyOf: (caseId: string) => string;
}

export class ContenderLane {
  private readonly agent = new Agent({ connections: 1, pipelining: 1 });

  private constructor(
    readonly label: string,
    private readonly parts: LaneParts,
    private readonly child: ChildProcess,
    private readonly port: number,
  ) {}

  static async open(parts: LaneParts): Promise<ContenderLane> {
    const child = forked("serve.ts");
    child.send({ name: parts.name, setting: parts.setting });
    const { port } = await heardFrom<{ port: number }>(child);
    return new ContenderLane(parts.label, parts, child, port);
  }

  async ask(caseId: string, body = this.parts.bodyOf(caseId)): Promise<string> {
    const answer = await request(`http://127.0.0.1:${this.port}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${this.parts.token}` },
      body,
      dispatcher: this.agent,
    });
    const text = await answer.body.text();
    if (answer.statusCode !== 200) throw new Error(`${this.label}: ${answer.statusCode} ${text.slice(0, 1_000)}`);
    return text;
  }

  /** One after another: how long somebody waits whom nobody stands before. */
  async round(cases: readonly string[], requests: number): Promise<Timed> {
    const bodies = cases.map((it) => this.parts.bodyOf(it));
    const before = await this.spent();
    const waits: number[] = [];
    for (let i = 0; i < requests; i += 1) {
      const began = performance.now();
      await this.ask("", bodies[i % bodies.length]);
      waits.push(performance.now() - began);
    }
    const after = await this.spent();
    return {
      waits,
      node: (after.cpu - before.cpu) / requests / 1000,
      postgres: (after.postgres - before.postgres) / requests / 1000,
    };
  }

  tell<T>(what: "audit" | "asked"): Promise<T> {
    this.child.send(what);
    return heardFrom<T>(this.child);
  }

  close(): void {
    this.child.kill();
  }

  private async spent(): Promise<{ cpu: number; postgres: number }> {
    this.child.send("spent");
    const { cpu } = await heardFrom<{ cpu: number }>(this.child);
    return { cpu, postgres: processorTimeOf(this.parts.postmaster) };
  }
}
