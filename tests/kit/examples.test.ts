/**
 * The examples that are shipped, and what `partner new` writes: they type check, their own tests run, and they pass the
 * kit's checks as they stand. Each runs as its partner would run it, in a process of its own, with the packages here.
 */
import { execFile, spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { transformFile } from "@swc/core";
import { newPartner } from "../../src/kit/new-partner";
import { runPartner } from "../../src/kit/partner-command";
import { GATEWAY_SDL } from "../remote/sdl/given";

const run = promisify(execFile);
const ROOT = path.join(__dirname, "../..");
const EXAMPLES = path.join(ROOT, "docs/examples");
const TSC = path.join(ROOT, "node_modules/typescript/bin/tsc");
const TOKEN = "hush";
let folder: string;

beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "partner-"));
  fs.symlinkSync(path.join(ROOT, "node_modules"), path.join(folder, "node_modules"));
});
afterAll(() => fs.rmSync(folder, { recursive: true }));

/**
 * Compiled in a copy, so that nothing is written into the repository. What is new is compiled by tsc, as its owner will;
 * the examples' types are checked with the repository's own.
 */
async function built(name: string): Promise<string> {
  const copy = path.join(folder, name);
  if (fs.existsSync(copy)) {
    await run(process.execPath, [TSC], { cwd: copy });
    return copy;
  }
  const isOurs = (it: string) => !/(^|\/)(dist|node_modules)$/.test(it);
  fs.cpSync(path.join(EXAMPLES, name), copy, { recursive: true, filter: isOurs });
  for (const file of fs.readdirSync(copy, { recursive: true, encoding: "utf8" }).filter((it) => it.endsWith(".ts"))) {
    const { code } = await transformFile(path.join(copy, file), {
      jsc: { parser: { syntax: "typescript" }, target: "es2022" },
      module: { type: "commonjs" },
    });
    const to = path.join(copy, "dist", file.replace(/\.ts$/, ".js"));
    fs.mkdirSync(path.dirname(to), { recursive: true });
    fs.writeFileSync(to, code);
  }
  return copy;
}

/** Runs what the folder's `npm start` runs, for as long as `use` takes. */
async function served<T>(copy: string, use: (url: string) => Promise<T>): Promise<T> {
  const partner = spawn(process.execPath, ["dist/src/main.js"], {
    cwd: copy,
    env: { PATH: process.env["PATH"], PORT: "0", TOKEN },
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const url = await new Promise<string>((started, failed) => {
      partner.once("exit", () => failed(new Error("it did not start")));
      partner.stdout.on(
        "data",
        (it: Buffer) => /http:\S+/.test(String(it)) && started(/http:\S+/.exec(String(it))![0]),
      );
    });
    return await use(url);
  } finally {
    partner.kill();
  }
}

async function partner(...args: string[]) {
  const lines: string[] = [];
  const code = await runPartner(args, {
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
    copy = await built(name);
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
    const found = await served(copy, (url) =>
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
    for (const file of ["src/server.ts", "src/subgraph.ts", "tsconfig.json", ".gitignore"]) {
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
