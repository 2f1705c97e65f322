/** An example as its partner would run it: compiled, and served by a process of its own, with the packages here. */
import { execFile, spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { transformFile } from "@swc/core";

export const run = promisify(execFile);
const ROOT = path.join(__dirname, "../..");
export const EXAMPLES = path.join(ROOT, "docs/examples");
const TSC = path.join(ROOT, "node_modules/typescript/bin/tsc");
export const TOKEN = "hush";

/** A folder outside the repository, with its packages. */
export function workplace(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "partner-"));
  fs.symlinkSync(path.join(ROOT, "node_modules"), path.join(folder, "node_modules"));
  return folder;
}

/**
 * Compiled in a copy, so that nothing is written into the repository. What is new is compiled by tsc, as its owner will;
 * the examples' types are checked with the repository's own.
 */
export async function built(name: string, folder: string): Promise<string> {
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
export async function served<T>(copy: string, token: string | null, use: (url: string) => Promise<T>): Promise<T> {
  const partner = spawn(process.execPath, ["dist/src/main.js"], {
    cwd: copy,
    env: { PATH: process.env["PATH"], PORT: "0", ...(token && { TOKEN: token }) },
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
