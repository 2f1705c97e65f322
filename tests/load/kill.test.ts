/** The command itself, in a process of its own that is killed again and again, at instants that chance picks. */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { item, startWorkplace, type Workplace } from "./workplace";

const ROOT = path.join(__dirname, "../..");
const LINES = 15_000;
const KILLS = 3;

let place: Workplace;
beforeAll(async () => {
  place = await startWorkplace();
});
afterAll(() => place.stop());

interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null; out: string }>;
}

function startLoad(file: string): Running {
  const child = spawn(process.execPath, ["-r", "@swc-node/register", "src/commands/load.ts", file, "--batch", "100"], {
    cwd: ROOT,
    env: { ...process.env, DATABASE_URL: place.url },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let out = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (out += String(text)));
  const ended = once(child, "close").then(([code, signal]) => ({
    code: code as number | null,
    signal: signal as NodeJS.Signals | null,
    out,
  }));
  return { child, ended };
}

const lineReached = async (): Promise<number> => {
  const { rows } = await place.owner.query<{ line: string }>("SELECT line FROM load_progress");
  return Number(rows[0]?.line ?? 0);
};

const isBroken = (i: number): boolean => i % 13 === 5;
const lines = Array.from({ length: LINES }, (_, i) =>
  isBroken(i) ? `{"sourceRef":"R-${i}"` : item(i, { agency: i % 3 === 0 ? "HOSP" : "GP" }),
);
const broken = lines.flatMap((_, i) => (isBroken(i) ? [i + 1] : []));

test("a load that is killed at any instant and given again neither loses a line nor writes one twice", async () => {
  const file = await place.write(lines);
  let killed = 0;
  for (let from = 0; killed < KILLS;) {
    const { child, ended } = startLoad(file);
    const target = from + 200 + Math.floor(Math.random() * 2500);
    while (child.exitCode === null && (await lineReached()) < target) await sleep(5);
    await sleep(Math.random() * 20);
    child.kill("SIGKILL");
    const { signal, out } = await ended;
    if (signal !== "SIGKILL") throw new Error(`it ended before it was killed: ${out}`);
    killed += 1;
    from = await lineReached();
    expect(from).toBeLessThan(LINES);
  }
  const { code, out } = await startLoad(file).ended;
  expect(out).toMatch(/going on after line/);
  expect(out).toMatch(
    new RegExp(`${LINES} lines: ${LINES - broken.length} accepted, 0 unchanged, ${broken.length} refused`),
  );
  expect(code).toBe(1);
  const stored = (await place.items()).map((it) => it.source_ref);
  expect(new Set(stored).size).toBe(stored.length);
  expect(stored).toHaveLength(LINES - broken.length);
  expect(place.report(file).map((it) => it.line)).toEqual(broken);
}, 60_000);
