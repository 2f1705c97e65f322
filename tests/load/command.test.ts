/** What an operator meets: exit codes, and one clear message where it cannot load. */
import { gzipSync } from "node:zlib";
import path from "node:path";
import { loadFile } from "../../src/commands/load";
import { item, startWorkplace, type Workplace } from "./workplace";

let place: Workplace;
beforeAll(async () => {
  place = await startWorkplace();
});
beforeEach(() => place.clear());
afterAll(() => place.stop());

async function run(args: readonly string[], environment: NodeJS.ProcessEnv = { DATABASE_URL: place.url }) {
  const printed: string[] = [];
  const complained: string[] = [];
  const code = await loadFile(args, environment, {
    print: (line) => printed.push(line),
    complain: (line) => complained.push(line),
  });
  return { code, printed: printed.join("\n"), complained: complained.join("\n") };
}

test("0 where nothing was refused, and what was done", async () => {
  const file = await place.write([item(1), item(2)]);
  const { code, printed } = await run([file]);
  expect([code, printed]).toEqual([0, expect.stringMatching(/2 lines: 2 accepted, 0 unchanged, 0 refused/)]);
  expect(await run([file])).toMatchObject({ code: 0, printed: expect.stringMatching(/^already loaded/) });
});

test("1 where lines were refused, also when it is given again, and where to read why", async () => {
  const file = await place.write([item(1), "?"]);
  for (let time = 0; time < 2; time += 1) {
    const { code, printed } = await run([file]);
    expect(code).toBe(1);
    expect(printed).toContain(`${file}.refused.ndjson`);
  }
});

test("another --agency is another run of the same file", async () => {
  const file = await place.write([item(1, { agency: undefined })]);
  expect(await run([file])).toMatchObject({ code: 1 });
  expect(await run([file, "--agency", "GP"])).toMatchObject({ code: 0 });
  expect(await place.items()).toHaveLength(1);
});

test("of two at once on one file one loads it and the other finds it loaded", async () => {
  const file = await place.write([...Array.from({ length: 500 }, (_, i) => item(i)), "?"]);
  const both = await Promise.all([run([file]), run([file])]);
  expect(both.map((it) => it.code)).toEqual([1, 1]);
  expect(both.filter((it) => it.printed.startsWith("already loaded"))).toHaveLength(1);
  expect(place.report(file).map((it) => it.line)).toEqual([501]);
  expect(await place.items()).toHaveLength(500);
});

describe("2 and one message", () => {
  const file = (content: Buffer | string) => place.write(content);
  test.each<[what: string, args: () => Promise<string[]> | string[], message: RegExp]>([
    ["no file", () => [], /^usage: /],
    ["two files", () => ["a", "b"], /^usage: /],
    ["an option that is none", () => ["a", "--bach", "3"], /Unknown option '--bach'/],
    ["a batch that is no number", async () => [await file("{}"), "--batch", "ten"], /^arguments: 1 fault\n {2}batch: /],
    ["a batch of nothing", async () => [await file("{}"), "--batch", "0"], /batch: /],
    ["a file that is missing", () => [path.join(place.folder, "none.ndjson")], /none\.ndjson: no such file$/],
    ["a folder", () => [place.folder], /: a directory/],
    ["a device", () => ["/dev/null"], /: not a regular file$/],
    ["a compressed file", async () => [await file(gzipSync("{}"))], /compressed \(gzip\); unpack it first/],
    ["UTF-16", async () => [await file(Buffer.from("\u{feff}{}", "utf16le"))], /UTF-16; save it as UTF-8/],
    [
      "an agency that is none",
      async () => [await file("{}"), "--agency", "NHS"],
      /--agency: not an agency of this hub/,
    ],
  ])("for %s", async (_, args, message) => {
    const { code, printed, complained } = await run(await args());
    expect([code, printed]).toEqual([2, ""]);
    expect(complained).toMatch(message);
  });

  test("for a database that is not there", async () => {
    const DATABASE_URL = "postgresql://nobody@127.0.0.1:1/none";
    const { code, complained } = await run([await file("{}")], { DATABASE_URL });
    expect(code).toBe(2);
    expect(complained).toMatch(/^the database failed or cannot be reached \(ECONNREFUSED\)/);
  });

  test("for a URL that is none, without repeating it", async () => {
    const { code, complained } = await run([await file("{}")], { DATABASE_URL: "secret" });
    expect(code).toBe(2);
    expect(complained).toMatch(/DATABASE_URL: expected postgresql/);
    expect(complained).not.toContain("secret");
  });

  test("for a hub that has no agencies yet", async () => {
    await place.owner.query("DELETE FROM agency");
    expect(await run([await file("{}")])).toMatchObject({
      code: 2,
      complained: expect.stringMatching(/no agencies yet; start the gateway on it first/),
    });
  });
});
