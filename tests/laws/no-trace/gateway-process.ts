/**
 * The gateway as it is run: `src/main.ts` in a process of its own, asked over HTTP. So its standard output and error are
 * its own, and what a library writes there counts too.
 */
import { spawn, type ChildProcess } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { PlantedBug } from "../planted-bug";

export interface RawAnswer {
  readonly status: number;
  /** Names and values in the order of the wire, without `Date`. */
  readonly headers: string;
  readonly body: string;
}

export interface GatewayProcess {
  /** As this demonstration caller; `null` is nobody. */
  ask(caller: string | null, body: string): Promise<RawAnswer>;
  /** Everything that the process wrote since the last call. */
  output(): string;
  stop(): Promise<void>;
}

const ROOT = path.join(__dirname, "..", "..", "..");
export const ID_KEY = Buffer.alloc(32, 7);
export const AUDIT_KEY = Buffer.alloc(32, 9);

export async function startProcess(databaseUrl: string, bug: PlantedBug | null = null): Promise<GatewayProcess> {
  const preload = path.join(__dirname, "plant-as-read.ts");
  const checkpoints = await mkdtemp(path.join(os.tmpdir(), "checkpoints-"));
  const child = spawn(process.execPath, ["-r", "@swc-node/register", "-r", preload, "src/main.ts"], {
    cwd: ROOT,
    env: {
      PATH: process.env.PATH,
      NODE_ENV: "production",
      PORT: "0",
      DATABASE_URL: databaseUrl,
      DEMONSTRATION: "true",
      // what runs beside requests sends statements of its own
      JOBS: "false",
      ID_KEY: ID_KEY.toString("base64"),
      AUDIT_KEY: AUDIT_KEY.toString("base64"),
      CHECKPOINT_DIR: checkpoints,
      // a turn is nobody's request: its statements are not to fall among those that are counted
      CHECKPOINT_INTERVAL: "1h",
      ...(bug && { PLANTED_BUG: JSON.stringify(bug) }),
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let written = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8");
    stream.on("data", (text: string) => (written += text));
  }
  const port = await portOf(child, () => written);
  const agent = new http.Agent({ keepAlive: true, maxSockets: 5 });
  const send = sender(port, agent);
  const tokens = new Map<string, string>();
  written = "";
  return {
    ask: async (caller, body) => {
      if (caller !== null && !tokens.has(caller)) {
        tokens.set(caller, (await send("GET", `/demonstration/token/${caller}`, {})).body);
      }
      const signedIn = caller === null ? {} : { authorization: `Bearer ${tokens.get(caller)}` };
      return send("POST", "/graphql", { "content-type": "application/json", ...signedIn }, body);
    },
    output: () => {
      const taken = written;
      written = "";
      return taken;
    },
    stop: async () => {
      agent.destroy();
      const ended = new Promise((done) => child.once("exit", done));
      child.kill("SIGTERM");
      await ended;
      await rm(checkpoints, { recursive: true, force: true });
    },
  };
}

async function portOf(child: ChildProcess, written: () => string): Promise<number> {
  for (let waited = 0; waited < 60_000; waited += 20) {
    const port = /Ready on http:\/\/[^:]+:(\d+)\//.exec(written())?.[1];
    // what it says after that belongs to its start
    if (port && written().includes("Callers:")) return sleep(50, Number(port));
    if (child.exitCode !== null) break;
    await sleep(20);
  }
  child.kill("SIGKILL");
  throw new Error(`the gateway did not start:\n${written()}`);
}

const sender =
  (port: number, agent: http.Agent) =>
  (method: string, to: string, headers: http.OutgoingHttpHeaders, body = ""): Promise<RawAnswer> =>
    new Promise((done, failed) => {
      const length = method === "POST" ? { "content-length": Buffer.byteLength(body) } : {};
      const request = http.request({
        port,
        host: "127.0.0.1",
        method,
        path: to,
        agent,
        headers: { ...headers, ...length },
      });
      request.on("error", failed);
      request.on("response", (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", failed);
        response.on("end", () =>
          done({
            status: response.statusCode!,
            headers: inLines(response.rawHeaders),
            body: Buffer.concat(chunks).toString("utf8"),
          }),
        );
      });
      request.end(body);
    });

function inLines(raw: readonly string[]): string {
  const lines: string[] = [];
  for (let i = 0; i < raw.length; i += 2) if (raw[i]!.toLowerCase() !== "date") lines.push(`${raw[i]}: ${raw[i + 1]}`);
  return lines.join("\n");
}
