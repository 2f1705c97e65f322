import { execFileSync, spawnSync } from "node:child_process";
import { access, chmod, mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import { bootEmbedded, type EmbeddedDatabase, type EmbeddedOptions } from "../../src/database/embedded";
import { Project } from "./project";
import { end, until, Workplace, type Instance } from "./workplace";

/** To root nothing is read-only and nobody is out of reach; so some tests need root, or another user. */
const isRoot = process.getuid?.() === 0;
const nobody = { uid: idOf("nobody", "-u"), gid: idOf("nobody", "-g") };
const describeAsRoot = isRoot ? describe : describe.skip;
const itWithoutPrivilege = !isRoot || canRunNode(nobody) ? it : it.skip; // not if node is below root's home

let work: Workplace;
beforeEach(async () => {
  work = await Workplace.make();
});
afterEach(() => work.clear());

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client(url);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows.map((row) => Object.values(row)[0]);
  } finally {
    await client.end();
  }
}

/** Waits for a folder, which need not exist yet, to hold a name. */
function untilFolderHolds(folder: string, prefix: string): Promise<void> {
  const holds = async (): Promise<boolean> =>
    (await readdir(folder).catch(() => [])).some((name) => name.startsWith(prefix));
  return until(holds, `${folder} holds ${prefix}`);
}

function idOf(name: string, option: "-u" | "-g"): number {
  return Number(execFileSync("id", [option, name], { encoding: "utf8" }));
}

function canRunNode(identity: { uid: number; gid: number }): boolean {
  return spawnSync(process.execPath, ["-e", "require(process.argv[1])", require.resolve("pg")], identity).status === 0;
}

/** For timing that processes of their own are too coarse for; to the server each call is an instance. */
const inProcess = (): EmbeddedOptions => ({
  dataDir: work.dataDir,
  shelf: work.shelf,
  ephemeral: true,
  log: () => undefined,
});

/** The process that answers at `url`: its lock file names it. */
async function pidOf(url: string): Promise<number> {
  const [dataDir] = (await query(url, "show data_directory")) as [string];
  return Number.parseInt(await readFile(path.join(dataDir, "postmaster.pid"), "utf8"), 10);
}

const socketDirOf = (url: string): string => new URL(url.replace("@/", "@socket/")).searchParams.get("host")!;

async function expectNothingLeft(instance: Instance): Promise<void> {
  await work.untilNothingRuns();
  await expect(access(socketDirOf(instance.url))).rejects.toThrow("ENOENT");
  expect(await readdir(path.dirname(instance.dataDir))).toEqual(["pg18"]);
  expect(await readdir(instance.dataDir)).not.toContain("postmaster.pid");
}

describe("an instance that goes", () => {
  it("stops the server before it ends on SIGTERM", async () => {
    const instance = await work.boot();
    expect(await end(instance.process, "SIGTERM")).toBe(0);
    expect(await readdir(instance.dataDir)).not.toContain("postmaster.pid");
    await expectNothingLeft(instance);
  });

  it("takes the server with it when it is killed", async () => {
    const instance = await work.boot();
    expect(await end(instance.process, "SIGKILL")).toBe("SIGKILL");
    await expectNothingLeft(instance);
  });

  it("takes the server with it when it is killed before the server can take a signal", async () => {
    const project = await Project.makeWithPrograms(path.join(work.folder, "project"));
    const slowly = 'case "$*" in *listen_addresses*) sleep 1 ;; esac; exec "$0-real" "$@"';
    await project.replaceProgram("postgres", slowly);
    const child = work.launch({ project });
    await work.untilRuns("listen_addresses");
    await end(child, "SIGKILL");
    await work.untilNothingRuns();
  });
});

describe("a server that was killed", () => {
  it("has every committed row when it is started again", async () => {
    const first = await work.boot();
    await query(first.url, "create table kept as select n from generate_series(1, 1000) n");
    process.kill(first.pid, "SIGKILL");
    expect(await end(first.process, "SIGTERM")).toBe(0);

    const second = await work.boot();
    expect(second.owner).toBe(true);
    expect(await query(second.url, "select count(*)::int from kept")).toEqual([1000]);
  });

  it("is started again under instances that live on, and they share the next one", async () => {
    const durable = { ...inProcess(), ephemeral: false };
    const instances = [await bootEmbedded(durable), await bootEmbedded(durable)];
    await query(instances[0]!.url, "create table kept as select n from generate_series(1, 1000) n");
    const urls = instances.map((it) => it.url);
    instances.forEach((it, i) => it.keepUp((url) => (urls[i] = url)));
    for (let round = 0; round < 3; round++) {
      const before = [...urls];
      process.kill(await pidOf(urls[0]!), "SIGKILL");
      await until(() => urls.every((url, i) => url !== before[i]), "both have moved");
      expect(urls[1]).toBe(urls[0]);
      expect(await query(urls[0]!, "select count(*)::int from kept")).toEqual([1000]);
    }
    await instances[0]!.stop();
    expect(await query(urls[1]!, "select 'served'")).toEqual(["served"]);
    await instances[1]!.stop();
    await work.untilNothingRuns();
    await expect(access(socketDirOf(urls[1]!))).rejects.toThrow("ENOENT");
  });

  it("is not started again for an instance that goes", async () => {
    const instance = await bootEmbedded(inProcess());
    instance.keepUp(() => undefined);
    process.kill(instance.pid, "SIGKILL");
    await instance.stop();
    await work.untilNothingRuns();
  });
});

describe("instances on one data folder", () => {
  it("share one server when they start at once on nothing", async () => {
    const instances = await Promise.all([work.boot(), work.boot(), work.boot()]);
    expect(new Set(instances.map((instance) => instance.pid)).size).toBe(1);
    expect(instances.filter((instance) => instance.owner)).toHaveLength(1);
    for (const instance of instances) expect(await query(instance.url, "select current_database()")).toEqual(["app"]);
    expect(await readdir(path.dirname(work.dataDir))).toEqual(["pg18"]);
  });

  it.each(["SIGTERM", "SIGKILL"] as const)("keep the server when its owner goes by %s", async (signal) => {
    const owner = await work.boot();
    const other = await work.boot();
    const session = new Client(other.url);
    await session.connect();
    await end(owner.process, signal);

    // The server complains of this to the owner's end of a pipe, which is closed.
    await expect(query(other.url.replace("/app?", "/no_such_database?"), "select 1")).rejects.toThrow("does not exist");
    expect((await session.query("select 'served'")).rowCount).toBe(1);
    expect(await query(other.url, "select 'served'")).toEqual(["served"]);
    await session.end();

    expect(await end(other.process, "SIGTERM")).toBe(0);
    await expectNothingLeft(other);
  });

  it("share one server when they start at once on a cluster", async () => {
    const boot = (): Promise<EmbeddedDatabase> => bootEmbedded(inProcess());
    await (await boot()).stop();
    for (let round = 0; round < 3; round++) {
      const databases = await Promise.all([boot(), boot(), boot(), boot()]);
      expect(new Set(databases.map((database) => database.pid)).size).toBe(1);
      for (const database of databases) {
        expect(await query(database.url, "select 'served'")).toEqual(["served"]);
        await database.stop();
      }
    }
  });

  it("are served when they come at the moment that the last one goes", async () => {
    let last = await bootEmbedded(inProcess());
    for (let round = 0; round < 24; round++) {
      const coming = bootEmbedded(inProcess());
      await sleep(round); // from before it looks for the server until after it has joined
      await last.stop();
      last = await coming;
      expect(await query(last.url, "select 'served'")).toEqual(["served"]);
    }
    await last.stop();
    await work.untilNothingRuns();
  });
});

describe("a cluster", () => {
  it("is never half made", async () => {
    const child = work.launch();
    await untilFolderHolds(path.dirname(work.dataDir), "pg18.draft-");
    await end(child, "SIGKILL");
    await work.untilNothingRuns(); // initdb does not notice, and ends by itself
    expect(await readdir(path.dirname(work.dataDir))).not.toContain("pg18");

    const next = await work.boot();
    expect(await query(next.url, "select 'served'")).toEqual(["served"]);
    expect(await readdir(path.dirname(work.dataDir))).toEqual(["pg18"]);
  });

  it("does not replace files that are not a cluster", async () => {
    await mkdir(work.dataDir, { recursive: true });
    await writeFile(path.join(work.dataDir, "letter.txt"), "dear all");
    await expect(work.boot()).rejects.toThrow("is not empty and holds no PostgreSQL cluster");
    expect(await readFile(path.join(work.dataDir, "letter.txt"), "utf8")).toBe("dear all");
  });

  it("that cannot be made is refused in initdb's own words", async () => {
    const project = await Project.makeWithPrograms(path.join(work.folder, "project"));
    await project.replaceProgram("initdb", "echo 'initdb: error: No space left on device' >&2; exit 1");
    await expect(work.boot({ project })).rejects.toThrow(/No space left on device.*DATABASE_URL/);
    expect(await readdir(path.dirname(work.dataDir))).toEqual([]);
  });
});

describe("the programs", () => {
  it("get the symbolic links that a blocked install script did not make", async () => {
    const project = await Project.makeWithPrograms(path.join(work.folder, "project"));
    const instance = await work.boot({ project });
    expect(await query(instance.url, "select 'served'")).toEqual(["served"]);
    expect(await readdir(project.libraries)).toContain("libpq.so.5");
    expect(instance.log).toEqual([]);
  });

  itWithoutPrivilege("are copied when the package lacks links and is read-only", async () => {
    const project = await Project.makeWithPrograms(path.join(work.folder, "project"));
    await chmod(project.libraries, 0o555);
    await chmod(work.folder, 0o777);

    const instance = await work.boot({ project, identity: isRoot ? nobody : undefined });
    expect(await query(instance.url, "select 'served'")).toEqual(["served"]);
    expect(instance.log).toEqual([expect.stringContaining(`copying the PostgreSQL programs to ${work.shelf}`)]);
    await chmod(project.libraries, 0o755);
  });

  it("of a platform without any are not replaced by a riddle", async () => {
    const platform = Object.getOwnPropertyDescriptor(process, "platform")!;
    Object.defineProperty(process, "platform", { ...platform, value: "sunos" });
    try {
      await expect(bootEmbedded({ dataDir: work.dataDir, shelf: work.shelf })).rejects.toThrow(
        /no embedded PostgreSQL for sunos-.*Set DATABASE_URL/,
      );
    } finally {
      Object.defineProperty(process, "platform", platform);
    }
  });
});

describeAsRoot("run by root", () => {
  it("serves a project below a folder that only root may enter, and finds its data again", async () => {
    const home = path.join(work.folder, "home");
    await mkdir(home, { mode: 0o700 });
    const project = await Project.makeWithPrograms(path.join(home, "project"));
    const circumstances = { project, dataDir: path.join(project.folder, ".data", "pg18") };

    const first = await work.boot(circumstances);
    await query(first.url, "create table kept as select 1");
    expect(first.dataDir.startsWith(work.shelf)).toBe(true);
    expect(first.log).toEqual([
      expect.stringContaining(`the data is in ${first.dataDir}`),
      expect.stringContaining("copying the PostgreSQL programs"),
    ]);
    expect(await end(first.process, "SIGTERM")).toBe(0);

    const second = await work.boot(circumstances);
    expect(await query(second.url, "select count(*)::int from kept")).toEqual([1]);
    expect(second.log).toHaveLength(1); // the programs are there already
  });

  it("runs the server as the owner of an existing data folder", async () => {
    const first = await work.boot();
    expect(await end(first.process, "SIGTERM")).toBe(0);
    expect(await stat(work.dataDir)).toMatchObject(nobody);

    execFileSync("chown", ["-R", "daemon", work.dataDir]);
    const second = await work.boot();
    const daemon = await stat(work.dataDir);
    expect(daemon.uid).not.toBe(nobody.uid);
    expect(await stat(socketDirOf(second.url))).toMatchObject({ uid: daemon.uid });
  });
});
