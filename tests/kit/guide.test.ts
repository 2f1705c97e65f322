/**
 * What the partner's guide shows is what comes out. Its way itself is walked by join.test.ts and examples.test.ts; here
 * the page is held to the commands' own words, so that none of them goes stale.
 */
import fs from "node:fs";
import path from "node:path";
import { runPartner } from "../../src/kit/partner-command";
import { SDL_FAULTS } from "../../src/remote/sdl/sdl-faults";
import { GATEWAY_SDL } from "../remote/sdl/given";
import { EXAMPLES, workplace } from "./built-example";

const GUIDE = fs.readFileSync(path.join(EXAMPLES, "../guides/integrate-a-partner.md"), "utf8");

let folder: string;
beforeAll(() => (folder = workplace()));
afterAll(() => fs.rmSync(folder, { recursive: true }));

/** As the guide's reader runs it, whose files stand in `../probation`. */
async function shown(...args: string[]): Promise<string> {
  const lines: string[] = [];
  await runPartner(args, {
    now: Date.now,
    gatewaySdl: () => GATEWAY_SDL,
    print: (line) => lines.push(line.replaceAll(folder, "..")),
    complain: (line) => lines.push(line),
    stopped: Promise.resolve(),
  });
  return lines.join("\n");
}

test("the way of the schema: made, spoilt, mended, moved", async () => {
  const out = path.join(folder, "probation");
  const file = path.join(out, "schema.graphql");
  expect(GUIDE).toContain(await shown("new", "probation", "--out", out));
  const sdl = fs.readFileSync(path.join(EXAMPLES, "probation/schema.graphql"), "utf8");
  const spoilt = sdl
    .replace(/(dynamicRisks.*)offender-management/, "$1offender-managment")
    .replace("responsibleOfficer: ProbationOfficer ", "responsibleOfficer: ProbationOfficer! ");
  fs.writeFileSync(file, spoilt);
  expect(GUIDE).toContain(await shown("check", "sdl", file));
  fs.writeFileSync(file, sdl);
  expect(GUIDE).toContain(await shown("check", "sdl", file));
  const next = path.join(folder, "next.graphql");
  fs.writeFileSync(next, sdl.replace(/(dynamicRisks.*)offender-management/, "$1safeguarding-concerns"));
  const moves = await shown("check", "sdl", next, "--before", file);
  expect(GUIDE).toContain(moves.split("\n").slice(-3).join("\n"));
  expect(GUIDE).toContain(
    (await shown("check", "sdl", path.join(EXAMPLES, "youth-justice/schema.graphql"))).split("\n").at(-1),
  );
});

test("every fault is in its list, in the words of the command", () => {
  for (const [code, why] of Object.entries(SDL_FAULTS)) expect(GUIDE).toContain(`| \`${code}\` | ${why} |`);
});
