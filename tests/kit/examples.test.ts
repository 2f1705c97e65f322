/**
 * The examples that are shipped, and what `partner new` writes: they type check, their own tests run, and they pass the
 * kit's checks as they stand. Each runs as its partner would run it, in a process of its own, with the packages here.
 */
import fs from "node:fs";
import path from "node:path";
import { newPartner } from "../../src/kit/new-partner";
import { runPartner } from "../../src/kit/partner-command";
import { GATEWAY_SDL } from "../remote/sdl/given";
import { built, EXAMPLES, run, served, TOKEN, workplace } from "./built-example";

let folder: string;

beforeAll(() => {
  folder = workplace();
});
afterAll(() => fs.rmSync(folder, { recursive: true }));

async function partner(...args: string[]) {
  const lines: string[] = [];
  const code = await runPartner(args, {
    now: Date.now,
    gatewaySdl: () => GATEWAY_SDL,
    print: (line) => lines.push(line),
    complain: (line) => lines.push(line),
    stopped: Promise.resolve(),
  });
  return { code, text: lines.join("\n") };
}

describe.each([
  ["starter", "A000001,A000002", "Z999999"],
  ["probation", "X100004,X204417", "X999999,X555010"],
  ["youth-justice", "YJ-2071,YJ-1040", "YJ-9999"],
  ["fire-and-rescue", "A000001,A000002", "Z999999"],
])("%s", (name, known, unknown) => {
  let copy: string;
  beforeAll(async () => {
    if (name === "fire-and-rescue") newPartner(name, path.join(folder, name));
    copy = await built(name, folder);
  });

  test("its own tests pass", async () => {
    const { stdout } = await run(process.execPath, ["--test", "dist/tests/"], {
      cwd: copy,
      // a test runner inside a test runner would take itself for one of its own workers
      env: { PATH: process.env["PATH"] },
    });
    expect(stdout).toMatch(/# pass 4\b/);
  });

  test("its SDL and its endpoint pass", async () => {
    const sdl = path.join(copy, "schema.graphql");
    expect(await partner("check", "sdl", sdl)).toMatchObject({ code: 0 });
    const found = await served(copy, TOKEN, (url) =>
      partner(
        ...["check", "endpoint", url, "--known", known, "--unknown", unknown, "--sdl", sdl],
        ...["--header", `Authorization: Bearer ${TOKEN}`],
      ),
    );
    expect(found.text).not.toMatch(/FAIL|not tried/);
    expect(found.code).toBe(0);
  });
});

test("the examples are the starter with their own schema and their own people", () => {
  for (const name of ["probation", "youth-justice"]) {
    for (const file of ["src/server.ts", "src/subgraph.ts", "tests/subgraph.test.ts", "tsconfig.json", ".gitignore"]) {
      const text = (of: string) => fs.readFileSync(path.join(EXAMPLES, of, file), "utf8");
      expect([name, file, text(name)]).toEqual([name, file, text("starter")]);
    }
  }
});

test("a new partner has its own names everywhere", () => {
  const read = (file: string) => fs.readFileSync(path.join(folder, "fire-and-rescue", file), "utf8");
  expect(read("schema.graphql")).toContain("  fireAndRescue: FireAndRescueContribution");
  expect(read("src/people.ts")).toContain('FIELD = "fireAndRescue"');
  expect(JSON.parse(read("package.json"))).toMatchObject({ name: "fire-and-rescue" });
  const left = fs
    .readdirSync(path.join(EXAMPLES, "starter"), { recursive: true, encoding: "utf8" })
    .filter((it) => /\.(ts|md|json|graphql)$/.test(it) && !it.includes("dist"))
    .filter((it) => /starter/i.test(read(it)));
  expect(left).toEqual([]);
});

test("nothing is written over", async () => {
  const { code, text } = await partner("new", "fire-and-rescue", "--out", path.join(folder, "fire-and-rescue"));
  expect([code, text]).toEqual([1, expect.stringContaining("is not empty")]);
});
