/** The gateway as a process of its own, on an embedded server that flushes, and every way to kill the two. */
import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const ROOT = path.join(__dirname, "../../..");
const START_LIMIT_MS = 60_000;

/** How the database dies: all of it, its postmaster, a session, or any other of its processes. */
export const DATABASE_DEATHS = ["TREE", "POSTMASTER", "SESSION", "HELPER"] as const;
export type DatabaseDeath = (typeof DATABASE_DEATHS)[number];

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly title: string;
}

/** One data folder, and the gateways that are started on it, one after another. */
export class Site {
  private gateway: ChildProcess | undefined;
  private origin = "";
  /** What the gateways have said, stdout and stderr. */
  said = "";

  private constructor(
    private readonly folder: string,
    private readonly entry: string,
  ) {}

  /** @param entry the program, below the root of the repository */
  static async make(entry = "src/main.ts"): Promise<Site> {
    const folder = await mkdtemp(path.join(os.tmpdir(), "crash-"));
    await chmod(folder, 0o711); // run by root, the server is another user, who must get through
    return new Site(folder, entry);
  }

  /** The same data under another program. */
  as(entry: string): Site {
    return new Site(this.folder, entry);
  }

  get url(): string {
    return this.origin;
  }

  private get dataDir(): string {
    return path.join(this.folder, "pg18");
  }

  /** Starts a gateway and does not wait for it. */
  launch(): ChildProcess {
    const gateway = spawn(process.execPath, ["-r", "@swc-node/register", this.entry], {
      cwd: ROOT,
      env: { PATH: process.env.PATH, PORT: "0", DATA_DIR: this.dataDir, EXPLORER: "false", NODE_ENV: "production" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const stream of [gateway.stdout, gateway.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => (this.said += text));
    }
    this.gateway = gateway;
    return gateway;
  }

  /** Starts a gateway and waits until it says that it is ready. */
  async start(): Promise<void> {
    const from = this.said.length;
    const gateway = this.launch();
    const limit = Date.now() + START_LIMIT_MS;
    for (;;) {
      const ready = /Ready on (http:\/\/[\d.:]+)\/graphql/.exec(this.said.slice(from));
      if (ready) {
        this.origin = ready[1]!;
        return;
      }
      if (gateway.exitCode !== null || Date.now() > limit) throw new Error(`no gateway: ${this.said.slice(from)}`);
      await sleep(10);
    }
  }

  get isRunning(): boolean {
    return this.gateway !== undefined && this.gateway.exitCode === null && this.gateway.signalCode === null;
  }

  async killGateway(): Promise<void> {
    if (!this.isRunning) throw new Error(`the gateway has ended by itself: ${this.said.slice(-2_000)}`);
    const ended = once(this.gateway!, "exit");
    this.gateway!.kill("SIGKILL");
    await ended;
  }

  async stop(): Promise<number | null> {
    if (!this.isRunning) return null;
    const ended = once(this.gateway!, "exit");
    this.gateway!.kill("SIGTERM");
    return ((await ended) as [number | null])[0];
  }

  /** Kills what this death names and returns how many processes that were. */
  async killDatabase(death: DatabaseDeath): Promise<number> {
    const postmaster = await this.postmaster();
    const children = processes().filter((it) => it.parent === postmaster);
    const sessions = children.filter((it) => it.title.includes("postgres app"));
    const helpers = children.filter((it) => !sessions.includes(it));
    const doomed = {
      TREE: [postmaster, ...children.map((it) => it.pid)],
      POSTMASTER: [postmaster],
      SESSION: oneOf(sessions),
      HELPER: oneOf(helpers),
    }[death];
    for (const pid of doomed) killIfAlive(pid);
    return doomed.length;
  }

  /** Both at once, as when the machine's plug is pulled; what the kernel holds is not lost as it then would be. */
  async pullThePlug(): Promise<void> {
    await Promise.all([this.killDatabase("TREE"), this.killGateway()]);
  }

  /** Where the running server answers its owner. */
  async databaseUrl(): Promise<string> {
    const [, , , port, socketDir] = (await this.lockFile()).split("\n");
    return `postgresql://postgres@/app?host=${encodeURIComponent(socketDir!)}&port=${port}`;
  }

  /** Ends what runs and removes the folder. */
  async clear(): Promise<void> {
    if (this.isRunning) await this.stop();
    const limit = Date.now() + 20_000;
    while (processes().some((it) => it.title.includes(this.folder)) && Date.now() < limit) await sleep(50);
    await rm(this.folder, { recursive: true, force: true, maxRetries: 10 });
  }

  private async postmaster(): Promise<number> {
    return Number.parseInt(await this.lockFile(), 10);
  }

  private lockFile(): Promise<string> {
    return readFile(path.join(this.dataDir, "postmaster.pid"), "utf8");
  }
}

function processes(): Process[] {
  const lines = execFileSync("ps", ["-A", "-ww", "-o", "pid=,ppid=,args="], { encoding: "utf8" }).split("\n");
  return lines.flatMap((line) => {
    const [, pid, parent, title] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return pid ? [{ pid: Number(pid), parent: Number(parent), title: title! }] : [];
  });
}

const oneOf = (all: readonly Process[]): number[] => {
  const one = all[Math.floor(Math.random() * all.length)];
  return one ? [one.pid] : [];
};

function killIfAlive(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    // a session ends by itself as soon as its postmaster is gone
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
