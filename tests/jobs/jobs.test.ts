/** Jobs: one instance at a time, no more often than said, told by name when they fail, ended before the process is. */
import { setTimeout as sleep } from "node:timers/promises";
import { Pool } from "pg";
import { Jobs } from "../../src/jobs/jobs";
import { cloneDatabase, type ClonedDatabase } from "../database-clone";

let database: ClonedDatabase;
const pools: Pool[] = [];
let now = Date.UTC(2026, 10, 22);
const reports: string[] = [];
const instance = (): Jobs => {
  const pool = new Pool({ connectionString: database.url, options: "-c role=family_record_gateway", max: 4 });
  pools.push(pool);
  return new Jobs(
    pool,
    () => now,
    (it) => reports.push(it),
  );
};

beforeAll(async () => {
  database = await cloneDatabase();
});
afterAll(async () => {
  for (const it of pools) await it.end();
  await database.drop();
});
beforeEach(() => void (reports.length = 0));

test("of many instances one runs it, and again only when its time has passed", async () => {
  const ran: number[] = [];
  const instances = [1, 2, 3].map(() =>
    instance().add({ name: "nightly", everyMs: 1000, run: async (at) => void ran.push(at) }),
  );
  const all = () => Promise.all(instances.map((it) => it.runDue()));
  await all();
  await all();
  expect(ran).toEqual([now]);
  now += 1000;
  await all();
  expect(ran).toEqual([now - 1000, now]);
  // a restart makes a new instance, and the database remembers
  await instance()
    .add({ name: "nightly", everyMs: 1000, run: async (at) => void ran.push(at) })
    .runDue();
  expect(ran).toHaveLength(2);
});

test("while one runs long, no other begins, even past its time", async () => {
  let running = 0;
  let most = 0;
  let goOn = (): void => undefined;
  const held = new Promise<void>((done) => (goOn = done));
  const run = async () => {
    most = Math.max(most, (running += 1));
    await held;
    running -= 1;
  };
  const [first, second] = [instance(), instance()].map((it) => it.add({ name: "long", everyMs: 1000, run }));
  const under = first!.runDue();
  while (running === 0) await sleep(5);
  now += 5000;
  await second!.runDue();
  goOn();
  await under;
  expect(most).toBe(1);
});

test("a failure is told by name alone, and the next turn runs", async () => {
  let times = 0;
  const jobs = instance().add({
    name: "breaks",
    everyMs: 1000,
    run: async () => {
      times += 1;
      throw new Error("Micah Okafor");
    },
  });
  await jobs.runDue();
  now += 1000;
  await jobs.runDue();
  expect(times).toBe(2);
  expect(reports).toEqual(["job breaks failed", "job breaks failed"]);
});

test("stopping waits for what is under way and begins nothing more", async () => {
  let begun = 0;
  let ended = 0;
  const jobs = instance().add({
    name: "short",
    everyMs: 10,
    run: async () => {
      begun += 1;
      now += 10;
      await sleep(30);
      ended += 1;
    },
  });
  jobs.start();
  while (begun === 0) await sleep(5);
  await jobs.stop();
  expect(ended).toBe(begun);
  const before = begun;
  await sleep(40);
  expect(begun).toBe(before);
});

test("a connection that dies while a job has it, with nothing under way on it, ends the job and not the process", async () => {
  const pool = new Pool({ connectionString: database.url });
  pools.push(pool);
  const jobs = instance().add({
    name: "cut off",
    everyMs: 1000,
    run: async () => {
      await pool.query(
        "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND objid = hashtext('cut off')::oid",
      );
      // the event comes by itself, before the job asks its connection for anything
      await sleep(100);
    },
  });
  await jobs.runDue();
  expect(reports).toEqual(["job cut off failed"]);
});
