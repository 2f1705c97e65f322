import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Project } from "./project";

/** A node process with an embedded database (embedded-instance.ts). */
export interface Instance {
  readonly process: ChildProcess;
  readonly url: string;
  readonly dataDir: string;
  readonly owner: boolean;
  readonly pid: number;
  readonly log: readonly string[];
}

export interface Circumstances {
  /** What to run; the repository's own code and packages when left out. */
  readonly project?: Project;
  /** The data folder to ask for; the workplace's when left out. */
  readonly dataDir?: string;
  /** Another user than ourselves. */
  readonly identity?: { readonly uid: number; readonly gid: number };
}

/** A folder for one test, with all the processes that the test starts in it. */
export class Workplace {
  readonly dataDir: string;
  readonly shelf: string;
  private readonly started: ChildProcess[] = [];

  private constructor(
    readonly folder: string,
    private readonly project: Project,
  ) {
    this.dataDir = path.join(folder, "data", "pg18");
    this.shelf = path.join(folder, "shelf");
  }

  static async make(): Promise<Workplace> {
    const folder = await mkdtemp(path.join(os.tmpdir(), "embedded-test-"));
    await chmod(folder, 0o755); // run by root, the server is another user
    return new Workplace(folder, await Project.make(path.join(folder, "repository")));
  }

  /** Starts a process and does not wait for its database. */
  launch({ project = this.project, dataDir = this.dataDir, identity }: Circumstances = {}): ChildProcess {
    const options = JSON.stringify({ dataDir, shelf: this.shelf });
    const child = spawn(process.execPath, [project.script, options], {
      ...identity,
      cwd: project.folder,
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.started.push(child);
    return child;
  }

  /** @throws Error with what the process said on stderr when it ends before its database is there */
  async boot(circumstances: Circumstances = {}): Promise<Instance> {
    const child = this.launch(circumstances);
    let said = "";
    child.stderr!.on("data", (text: Buffer) => (said += text.toString()));
    const [line] = (await Promise.race([once(child.stdout!, "data"), once(child, "close")])) as unknown[];
    if (!Buffer.isBuffer(line)) throw new Error(said);
    return { process: child, ...(JSON.parse(line.toString()) as Omit<Instance, "process">) };
  }

  /** Resolves when nothing of a server in this folder runs any more: no session, no supervisor, no initdb. */
  async untilNothingRuns(): Promise<void> {
    await until(() => this.serverProcesses().length === 0, "nothing of the server runs");
  }

  /** Resolves when a process in this folder has `word` on its command line. */
  async untilRuns(word: string): Promise<void> {
    await until(() => this.serverProcesses().some((command) => command.includes(word)), `${word} runs`);
  }

  /** Ends what the test left running and removes the folder. */
  async clear(): Promise<void> {
    for (const child of this.started) child.kill("SIGKILL");
    await this.untilNothingRuns().catch(() => this.killAll()); // it ends by itself, or else a test has failed
    await rm(this.folder, { recursive: true, force: true, maxRetries: 10 });
  }

  private killAll(): void {
    for (const command of this.serverProcesses()) process.kill(Number.parseInt(command, 10), "SIGKILL");
  }

  /** Our folder's name is nobody else's: the server and its supervisor have it on their command line. */
  private serverProcesses(): string[] {
    const instances = this.started.map((child) => child.pid);
    const commands = execFileSync("ps", ["-A", "-ww", "-o", "pid=,args="], { encoding: "utf8" }).split("\n");
    const ours = commands.filter((command) => command.includes(this.folder));
    return ours.filter((command) => !instances.includes(Number.parseInt(command, 10)));
  }
}

/** Waits for a condition; a wait without a limit would keep jest running after its test has failed. */
export async function until(condition: () => boolean | Promise<boolean>, meaning: string): Promise<void> {
  const limit = Date.now() + 20_000;
  while (!(await condition())) {
    if (Date.now() > limit) throw new Error(`waited in vain until ${meaning}`);
    await sleep(20);
  }
}

/** Ends a process and returns its exit code, or the signal that it died of. */
export async function end(child: ChildProcess, signal: "SIGTERM" | "SIGKILL"): Promise<number | string> {
  const exit = once(child, "exit");
  child.kill(signal);
  const [code, killedBy] = (await exit) as [number | null, string | null];
  return code ?? killedBy!;
}
