/** A line of 100 MB is refused as it passes, and no more of it is in memory than of any other line. */
import { open } from "node:fs/promises";
import path from "node:path";
import { item, startWorkplace, type Workplace } from "./workplace";

const MB = 1024 * 1024;
let place: Workplace;
beforeAll(async () => {
  place = await startWorkplace();
});
afterAll(() => place.stop());

async function bigFile(): Promise<string> {
  const file = path.join(place.folder, "big.ndjson");
  const handle = await open(file, "w");
  await handle.write(`${JSON.stringify(item(1))}\n{"agency":"`);
  const piece = Buffer.alloc(MB, "x");
  for (let i = 0; i < 100; i += 1) await handle.write(piece);
  await handle.write(`"}\n${JSON.stringify(item(2))}\n`);
  await handle.close();
  return file;
}

const inUse = (): number => {
  const { heapUsed, external, arrayBuffers } = process.memoryUsage();
  return heapUsed + external + arrayBuffers;
};

test("the lines around it are loaded and memory grows by less than 60 MB", async () => {
  const file = await bigFile();
  await place.load(await place.write([item(0)])); // what is made once is made
  const before = inUse();
  let most = before;
  const sampling = setInterval(() => (most = Math.max(most, inUse())), 2);
  const loaded = await place.load(file);
  clearInterval(sampling);
  expect(loaded).toMatchObject({ line: 3, accepted: 2, refused: 1 });
  expect(place.report(file)).toMatchObject([{ line: 2, codes: ["LINE_TOO_LONG"] }]);
  expect((most - before) / MB).toBeLessThan(60);
});

test("a file of long lines is loaded in batches that are small all the same", async () => {
  const long = { authorRole: undefined, body: { appointmentOn: "2026-08-04", reason: "x".repeat(9_990) } };
  const padded = (i: number) => `${JSON.stringify(item(i, long)).padEnd(500_000)}`;
  const file = await place.write(Array.from({ length: 60 }, (_, i) => padded(i)));
  const told: number[] = [];
  expect(await place.load(file, { told: (it) => told.push(it.line) })).toMatchObject({ line: 60, refused: 0 });
  const sizes = told.slice(1).map((it, i) => it - told[i]!);
  expect(Math.max(...sizes)).toBeLessThan(10);
});
