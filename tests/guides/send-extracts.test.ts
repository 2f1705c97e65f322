/**
 * The guide is played from its first command to its last on the demonstration's families, and what comes out is what it
 * shows. `UPDATE_GUIDE=1` writes what comes out into it.
 */
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { startExtractPlace, type ExtractPlace } from "../load/extract-place";

const GUIDE = path.join(__dirname, "../../docs/guides/send-extracts.md");
const EXAMPLE = path.join(__dirname, "../../docs/examples/housing-repairs");
const LOAD = "npm run -s load -- ";

let place: ExtractPlace;
beforeAll(async () => {
  place = await startExtractPlace();
  fs.copyFileSync(path.join(EXAMPLE, "extract.csv"), path.join(place.folder, "repairs.csv"));
  fs.copyFileSync(path.join(EXAMPLE, "mapping.yaml"), path.join(place.folder, "mapping.yaml"));
});
afterAll(() => place.stop());

async function run(line: string): Promise<string[]> {
  if (!line.startsWith(LOAD)) {
    execFileSync("sh", ["-c", line], { cwd: place.folder });
    return [];
  }
  const args = line.slice(LOAD.length).split(" ");
  const { printed, complained } = await place.run(
    ...args.map((it) => (/\.(csv|yaml|json)$/.test(it) ? path.join(place.folder, it) : it)),
  );
  const said = [...complained.split("\n"), ...printed.split("\n")].filter((it) => it !== "");
  return said.map((it) => it.replaceAll(`${place.folder}${path.sep}`, ""));
}

/** What a researcher does, of the one match that waits. */
async function confirm(mutation: string): Promise<void> {
  const viewer = { userId: "rhea.mash", agencyId: "MASH", role: "MASH_AGENCY_RESEARCHER" } as const;
  const { data } = await place.gate.ask(viewer, "{ matches { matchId } }");
  const [{ matchId }] = (data as { matches: [{ matchId: string }] }).matches;
  const { data: done } = await place.gate.ask(viewer, mutation.replace("…", matchId));
  expect(done).toEqual({ confirmMatch: { __typename: "MatchDecided" } });
}

test("the guide shows what happens", async () => {
  const text = fs.readFileSync(GUIDE, "utf8");
  const blocks = [...text.matchAll(/```(console|graphql)\n([^]*?)```/g)];
  let played = text;
  for (const [, language, block] of blocks) {
    if (language === "graphql") {
      await confirm(block!);
      continue;
    }
    const out: string[] = [];
    for (const line of block!.split("\n").filter((it) => it.startsWith("$ ")))
      out.push(line, ...(await run(line.slice(2))));
    // the first that is not yet as it was played: one command may stand in two places
    played = played.replace(`console\n${block}`, () => `console\n${out.join("\n")}\n`);
  }
  if (process.env["UPDATE_GUIDE"]) fs.writeFileSync(GUIDE, played);
  else expect(text).toBe(played);
});
