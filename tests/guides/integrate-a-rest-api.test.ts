/** The page's commands are run, and what comes out is what it shows. `UPDATE_GUIDE=1` writes what comes out into it. */
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { runPartner } from "../../src/kit/partner-command";

const ROOT = path.join(__dirname, "../..");
const GUIDE = path.join(ROOT, "docs/guides/integrate-a-rest-api.md");
const PARTNER = "npm run -s partner -- ";

test("the page shows what happens", async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "guide-"));
  const placed = (it: string): string => {
    if (it.startsWith("docs/")) return path.join(ROOT, it);
    return /\.(graphql|yaml)$/.test(it) ? path.join(folder, it) : it;
  };
  const run = async (line: string): Promise<string[]> => {
    if (!line.startsWith(PARTNER)) {
      execFileSync("sh", ["-c", line.replaceAll("docs/", `${ROOT}/docs/`)], { cwd: folder });
      return [];
    }
    const lines: string[] = [];
    await runPartner(line.slice(PARTNER.length).split(" ").map(placed), {
      now: Date.now,
      gatewaySdl: () => fs.readFileSync(path.join(ROOT, "schema/schema.graphql"), "utf8"),
      print: (it) => lines.push(it),
      complain: (it) => lines.push(it),
      stopped: Promise.resolve(),
    });
    return lines.map((it) => it.replaceAll(`${folder}${path.sep}`, "").replaceAll(`${ROOT}${path.sep}`, ""));
  };
  const text = fs.readFileSync(GUIDE, "utf8");
  let played = text;
  for (const [whole, block] of text.matchAll(/```console\n([^]*?)```/g)) {
    const out: string[] = [];
    for (const line of block!.split("\n").filter((it) => it.startsWith("$ "))) {
      out.push(line, ...(await run(line.slice(2))));
    }
    played = played.replace(whole, () => `\`\`\`console\n${out.join("\n")}\n\`\`\``);
  }
  fs.rmSync(folder, { recursive: true });
  if (process.env["UPDATE_GUIDE"]) fs.writeFileSync(GUIDE, played);
  else expect(text).toBe(played);
});
