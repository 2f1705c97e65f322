/**
 * The guide is played from its first block to its last: its files are written, its commands run, its operations asked,
 * and what comes out is what it shows. `UPDATE_GUIDE=1` writes what comes out into it.
 */
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { protocolCommand } from "../../src/commands/protocol";
import { startGateway, type TestGateway } from "../api/gateway";

const GUIDE = path.join(__dirname, "../../docs/guides/write-a-protocol.md");
const COMMAND = "npm run -s protocol -- ";

let gate: TestGateway;
let folder: string;
const printed = new Map<string, string>();

beforeAll(async () => {
  gate = await startGateway();
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "guide-"));
});
afterAll(async () => {
  fs.rmSync(folder, { recursive: true });
  await gate.stop();
});

/** Of a command: what it prints, in the order in which a terminal shows it. */
async function run(line: string): Promise<string[]> {
  if (!line.startsWith(COMMAND)) {
    execFileSync("sh", ["-c", line], { cwd: folder });
    return [];
  }
  const args = line.slice(COMMAND.length).split(" ");
  const inFolder = args.map((it) => (/\.(yaml|jwk)$/.test(it) ? path.join(folder, it) : it));
  const lines: string[] = [];
  let last = "";
  await protocolCommand(
    inFolder,
    (it) => {
      lines.push(it);
      last = it;
    },
    (it) => lines.push(...it.split("\n")),
  );
  if (args[0] === "keygen") printed.set(`the public part of ${args[1]}`, last);
  if (args[0] === "sign") printed.set(`the signature by ${args[3]}`, last);
  return lines.map((it) => it.replaceAll(`${folder}${path.sep}`, ""));
}

const fill = (text: string): string =>
  text.replace(/«([^»]+)»/g, (_, what: string) => {
    if (printed.has(what)) return printed.get(what)!;
    return fs.readFileSync(path.join(folder, what), "utf8").trimEnd();
  });

async function ask(text: string): Promise<string> {
  const [, user, reference] = /^# [^(]+\(([\w.]+)\)(?: on (\S+))?/.exec(text)!;
  const variables = reference ? { caseId: await gate.caseId("EH", reference) } : {};
  const { data, errors } = await gate.ask(user!, fill(text), variables);
  expect(errors).toBeUndefined();
  return compact(data as object);
}

/** As the guide shows it: what fits in a line stands in one. */
function compact(value: unknown, indent = ""): string {
  const flat = JSON.stringify(value, null, 1).replace(/\n\s*/g, " ").replaceAll("[ ]", "[]");
  if (flat.length + indent.length <= 118 || typeof value !== "object" || value === null) return flat;
  const inner = `${indent}  `;
  const parts = Array.isArray(value)
    ? value.map((it) => `${inner}${compact(it, inner)}`)
    : Object.entries(value).map(([key, it]) => `${inner}"${key}": ${compact(it, inner)}`);
  const [open, close] = Array.isArray(value) ? ["[", "]"] : ["{", "}"];
  return `${open}\n${parts.join(",\n")}\n${indent}${close}`;
}

/** Keys and signatures are everybody's own. */
const alike = (text: string): string =>
  text.replace(/"x":"[\w-]{43}"/g, '"x":"…"').replace(/eyJ[\w-]+\.\.[\w-]+/g, "JWS");

/** However it is laid out. */
const sameJson = (a: string, b: string): boolean => JSON.stringify(JSON.parse(a)) === JSON.stringify(JSON.parse(b));

test("the guide shows what happens", async () => {
  const guide = fs.readFileSync(GUIDE, "utf8");
  const blocks = guide.split(/^```/m);
  const shown: string[] = [];
  let answer: string | null = null;
  for (const [i, block] of blocks.entries()) {
    if (i % 2 === 0) {
      shown.push(block);
      continue;
    }
    const [language] = block.split("\n", 1) as [string];
    const text = block.slice(language.length + 1);
    let now = text;
    if (language === "yaml") fs.writeFileSync(path.join(folder, /^# (\S+)/.exec(text)![1]!), text);
    if (language === "console") {
      const lines: string[] = [];
      for (const line of text.split("\n").filter((it) => it.startsWith("$ "))) {
        lines.push(line, ...(await run(line.slice(2))));
      }
      now = `${lines.join("\n")}\n`;
    }
    if (language === "graphql") answer = await ask(text);
    if (language === "json") now = `${answer}\n`;
    const same = language === "json" && text.trim() !== "" ? sameJson(now, text) : alike(now) === alike(text);
    if (same) now = text;
    shown.push(`${language}\n${now}`);
  }
  const played = shown.join("```");
  if (process.env["UPDATE_GUIDE"]) fs.writeFileSync(GUIDE, played);
  else expect(alike(played)).toBe(alike(guide));
});
