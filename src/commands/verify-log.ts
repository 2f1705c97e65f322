/**
 * npm run verify-log -- EXPORT [--key VKEY]… [--checkpoint FILE]… [--partial]
 * npm run verify-log -- --proof FILE --hash HEX --key VKEY
 *
 * Checks an export of the disclosure record, or a proof of one record, with nothing but Node and src/audit/proof: no
 * gateway, no database, no package. Exits 0 where it is whole and anchored, 1 where it is not, naming the first record
 * that is wrong; 2 where it cannot be read; 3 where nothing is wrong and nothing proven, for want of a key or a
 * checkpoint.
 */
import fs from "node:fs";
import { parseArgs } from "node:util";
import { hashFromHex } from "../audit/proof/base64";
import { notesIn } from "../audit/proof/checkpoint";
import type { Verdict } from "../audit/proof/findings";
import { readLines } from "../audit/proof/read-lines";
import { readVerifier, type VerifierKey } from "../audit/proof/signed-note";
import { checkProof } from "../audit/proof/tlog-proof";
import { ExportVerifier } from "../audit/proof/verify-export";

const USAGE = `usage: npm run -s verify-log -- EXPORT [--key VKEY]… [--checkpoint FILE]… [--partial]
       npm run -s verify-log -- --proof FILE --hash HEX --key VKEY`;

interface Console {
  readonly print: (line: string) => void;
  readonly complain: (line: string) => void;
}

/** @returns the exit code */
export function verifyLog(args: readonly string[], { print, complain }: Console, clock: () => number): number {
  try {
    const { positionals, values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        key: { type: "string", multiple: true },
        checkpoint: { type: "string", multiple: true },
        partial: { type: "boolean" },
        proof: { type: "string" },
        hash: { type: "string" },
      },
    });
    const keys = (values.key ?? []).map(toKey);
    if (values.proof !== undefined) return verifyProof(values.proof, values.hash ?? "", keys, { print, complain });
    const [file] = positionals;
    if (!file || positionals.length > 1) throw new Error(USAGE);
    const kept = (values.checkpoint ?? []).flatMap(readKept);
    return verifyExport(file, { keys, kept, partial: values.partial ?? false }, { print, complain }, clock);
  } catch (error) {
    complain((error as Error).message);
    return 2;
  }
}

function toKey(text: string): VerifierKey {
  const key = readVerifier(text);
  if (!key) throw new Error("--key: expected name+id+key, as npm run checkpoint-key prints it");
  return key;
}

function readKept(file: string): string[] {
  const notes = notesIn(fs.readFileSync(file, "utf8"));
  if (notes.length === 0) throw new Error(`${file}: no checkpoint in it`);
  return notes;
}

function verifyExport(
  file: string,
  trust: ConstructorParameters<typeof ExportVerifier>[0],
  { print, complain }: Console,
  clock: () => number,
): number {
  const started = clock();
  const verifier = new ExportVerifier(trust);
  for (const line of readLines(file)) if (!verifier.line(line ?? "")) break;
  const verdict = verifier.verdict();
  if (verdict.finding) {
    const { code, says } = verdict.finding;
    complain(`BROKEN  ${code}: ${says}`);
    print(`good until then: ${verdict.records} records`);
    return 1;
  }
  const seconds = Math.max((clock() - started) / 1000, 0.001);
  for (const line of summaryOf(verdict, trust)) print(line);
  print(`${Math.round(verdict.records / seconds)} records a second`);
  if (trust.keys.length > 0 && verdict.anchored !== null) return 0;
  complain(
    trust.keys.length === 0
      ? "NOT PROVEN  signatures were not checked: give the log's key with --key"
      : "NOT PROVEN  no checkpoint covers any of it",
  );
  return 3;
}

function summaryOf(verdict: Verdict, { kept }: { readonly kept: readonly string[] }): string[] {
  const { records, checkpoints, anchored, root, keptMet, notCovered } = verdict;
  return [
    `whole: ${records} records, chained, numbered without a gap`,
    `${agreeing(checkpoints)}${anchored === null ? "" : `, the last of ${anchored} records`}`,
    ...(kept.length > 0 ? [`of ${kept.length} kept elsewhere ${agreeing(keptMet)}`] : []),
    ...(notCovered.length > 0 ? [`not of this part: checkpoints of ${notCovered.slice(0, 5).join(", ")}`] : []),
    `root: ${root}`,
  ];
}

const agreeing = (count: number): string => (count === 1 ? "1 checkpoint agrees" : `${count} checkpoints agree`);

function verifyProof(file: string, hex: string, keys: readonly VerifierKey[], { print, complain }: Console): number {
  const hash = hashFromHex(hex);
  if (!hash || keys.length === 0) throw new Error(USAGE);
  const { fault, index, checkpoint } = checkProof(fs.readFileSync(file, "utf8"), hash, keys);
  if (fault !== null) {
    complain(`BROKEN  ${fault}`);
    return 1;
  }
  print(`proven: record ${index! + 1} of ${checkpoint!.origin} as of its checkpoint of ${checkpoint!.size} records`);
  return 0;
}

if (require.main === module) {
  process.exitCode = verifyLog(
    process.argv.slice(2),
    { print: (line) => console.log(line), complain: (line) => console.error(line) },
    () => performance.now(),
  );
}
