/**
 * npm run decide -- CASES.json [--protocols PROTOCOLS.json]
 *
 * Asks the rules each case and prints the answers as JSON lines. Exits 1 where an `expected` differs, saying how, and
 * 2 where a file cannot be read. Needs no database.
 */
import fs from "node:fs";
import { parseArgs } from "node:util";
import { answer, differences } from "../governance/decision-cases/decision-case";
import { readDecisionCases } from "../governance/decision-cases/decision-case-file";
import { LAW } from "../governance/law";
import { readProtocols } from "../governance/protocols/protocol-file";
import { londonInstant } from "../people/london-time";
import { compileRulebook, type Rulebook } from "../sharing/rulebook";
import DEMONSTRATION_PROTOCOLS from "../demonstration/protocols.json";

const USAGE = "usage: npm run decide -- CASES.json [--protocols PROTOCOLS.json]";

/** @returns the exit code */
export function decideCases(
  args: readonly string[],
  print: (line: string) => void,
  complain: (line: string) => void,
): number {
  try {
    const { positionals, values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { protocols: { type: "string" } },
    });
    const [file] = positionals;
    if (!file || positionals.length > 1) throw new Error(USAGE);
    const protocols = readProtocols(values.protocols ? readJson(values.protocols) : DEMONSTRATION_PROTOCOLS);
    return report(file, rulebookOf(protocols), print, complain);
  } catch (error) {
    complain((error as Error).message);
    return 2;
  }
}

const rulebookOf = (protocols: ReturnType<typeof readProtocols>): Rulebook =>
  compileRulebook(
    0,
    protocols,
    LAW.map(({ reason, from, to }) => ({
      reason,
      from: londonInstant(from),
      to: to === null ? Infinity : londonInstant(to),
    })),
  );

function report(
  file: string,
  rulebook: Rulebook,
  print: (line: string) => void,
  complain: (line: string) => void,
): number {
  let differing = 0;
  for (const decisionCase of readDecisionCases(readJson(file))) {
    const found = answer(decisionCase.input, rulebook);
    const { outcome, publicReason, internalReason, visibleItems, breakglass } = found;
    const reasons = { publicReason, internalReason, breakglass };
    print(JSON.stringify({ id: decisionCase.id, outcome, ...reasons, visibleItems }));
    const unexpected = differences(decisionCase, found);
    if (unexpected.length > 0) {
      differing += 1;
      complain(`${decisionCase.id} differs: ${unexpected.join("; ")}`);
    }
  }
  return differing > 0 ? 1 : 0;
}

function readJson(file: string): unknown {
  const text = fs.readFileSync(file, "utf8");
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${file}: not valid JSON`);
  }
}

if (require.main === module) {
  process.exitCode = decideCases(
    process.argv.slice(2),
    (line) => console.log(line),
    (line) => console.error(line),
  );
}
