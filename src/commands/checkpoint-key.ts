/**
 * npm run checkpoint-key -- --name example.org/family-record [--out FILE]
 *
 * Makes a key that signs checkpoints. The key to keep secret goes to FILE (readable by its owner alone) or, without
 * --out, to standard output; the key to hand to every auditor and witness is told in either case. Needs no database.
 */
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import { parseArgs } from "node:util";
import { signerOf, signerText } from "../audit/proof/signed-note";

const USAGE = "usage: npm run -s checkpoint-key -- --name example.org/family-record [--out FILE]";

/** @returns the exit code */
export function makeCheckpointKey(
  args: readonly string[],
  print: (line: string) => void,
  complain: (line: string) => void,
): number {
  try {
    const { values } = parseArgs({ args: [...args], options: { name: { type: "string" }, out: { type: "string" } } });
    if (values.name === undefined) throw new Error(USAGE);
    const seed = randomBytes(32);
    const { text: verifier } = signerOf(values.name, seed);
    const secret = signerText(values.name, seed);
    // never over a key that is there
    if (values.out !== undefined) fs.writeFileSync(values.out, `${secret}\n`, { mode: 0o600, flag: "wx" });
    else print(`CHECKPOINT_KEY=${secret}`);
    print(`to check with: ${verifier}`);
    return 0;
  } catch (error) {
    complain((error as Error).message);
    return 2;
  }
}

if (require.main === module) {
  process.exitCode = makeCheckpointKey(
    process.argv.slice(2),
    (line) => console.log(line),
    (line) => console.error(line),
  );
}
