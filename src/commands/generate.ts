/**
 * npm run generate -- --families N [--seed 1] [--out FILE.ndjson|-]
 *
 * Writes invented families of 2 to 7 people, and what ten agencies hold about them, as lines that `npm run load` takes.
 * The same seed gives the same bytes. Streams: a million people take no more memory than ten. Exits 2 where it cannot.
 * Load one seed into one store: another seed gives the same NHS numbers to other people. For cases on these families
 * see `generate/cases.ts`. Needs no database.
 */
import fs from "node:fs";
import type { Writable } from "node:stream";
import { parseArgs } from "node:util";
import { z } from "zod";
import { parseOrListFaults } from "../gateway/faults";
import { generate } from "../generate/generate";

const USAGE = "usage: npm run -s generate -- --families N [--seed 1] [--out FILE.ndjson|-]";
const MOST_FAMILIES = 100_000_000;

const shape = z.object({
  families: z.coerce.number().int().min(1).max(MOST_FAMILIES),
  seed: z.coerce.number().int().min(0).max(0xffffffff).default(1),
  out: z.string().min(1).default("-"),
});

/** @returns the exit code */
export async function generateFamilies(
  args: readonly string[],
  standardOut: Writable,
  complain: (line: string) => void,
): Promise<number> {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { families: { type: "string" }, seed: { type: "string" }, out: { type: "string" } },
    });
    if (values.families === undefined) throw new Error(USAGE);
    const { families, seed, out } = parseOrListFaults(shape, values, "arguments");
    const written = await generate(seed, families, out === "-" ? standardOut : fs.createWriteStream(out));
    complain(`${written.families} families, ${written.people} people, ${written.items} items`);
    return 0;
  } catch (error) {
    // whoever reads has seen enough, as `head` has
    if ((error as NodeJS.ErrnoException).code === "EPIPE") return 0;
    complain((error as Error).message);
    return 2;
  }
}

if (require.main === module) {
  void generateFamilies(process.argv.slice(2), process.stdout, (line) => console.error(line)).then((code) => {
    process.exitCode = code;
  });
}
