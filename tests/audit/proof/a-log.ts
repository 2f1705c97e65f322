/** A log made up in memory, as an export, for what is done to exports. */
import { BEFORE_THE_FIRST, chainHash, leafOf } from "../../../src/audit/proof/chain";
import { signCheckpoint } from "../../../src/audit/proof/checkpoint";
import { readLine, writeLine, type Line, type LogRecord } from "../../../src/audit/proof/export-format";
import type { Verdict } from "../../../src/audit/proof/findings";
import { Frontier } from "../../../src/audit/proof/frontier";
import { nodeHash, type Hash } from "../../../src/audit/proof/merkle";
import { signerOf, type SignerKey } from "../../../src/audit/proof/signed-note";
import { consistencyProof } from "../../../src/audit/proof/subtrees";
import { ExportVerifier, type Trust } from "../../../src/audit/proof/verify-export";

export const KEY = signerOf("example.org/family-record", new Uint8Array(32).fill(1));
export const OTHER_KEY = signerOf("example.org/family-record", new Uint8Array(32).fill(2));

/** As disclosures are: JSON, with all that JSON has to escape. */
export const bodyOf = (i: number): string =>
  JSON.stringify({ v: 2, id: `${i}`, note: `naïve "quoted" \\ ü — \u001f 🙂`, items: Array(i % 4).fill(`item ${i}`) });

export function recordsOf(bodies: readonly string[], from = 1, before: Hash = BEFORE_THE_FIRST): LogRecord[] {
  let previous = before;
  return bodies.map((body, i): LogRecord => {
    const hash = chainHash(previous, body);
    const record = { kind: "RECORD" as const, seq: from + i, previousHash: previous.toString("hex"), hash, body };
    previous = hash;
    return { ...record, hash: hash.toString("hex") };
  });
}

const leavesOf = (records: readonly LogRecord[]): Hash[] => records.map((it) => leafOf(Buffer.from(it.hash, "hex")));
function subtree(leaves: readonly Hash[], height: number, index: number): Hash {
  if (height === 0) return leaves[index]!;
  return nodeHash(subtree(leaves, height - 1, index * 2), subtree(leaves, height - 1, index * 2 + 1));
}

/** An export of these records from `from` on, with a checkpoint at each of these sizes. */
export async function exportOf(
  records: readonly LogRecord[],
  sizes: readonly number[],
  { from = 1, key = KEY }: { from?: number; key?: SignerKey | ((size: number) => SignerKey) } = {},
): Promise<Line[]> {
  const leaves = leavesOf(records);
  const tree = new Frontier();
  for (const it of leaves.slice(0, from - 1)) tree.push(it);
  const previousHash = from === 1 ? BEFORE_THE_FIRST : Buffer.from(records[from - 2]!.hash, "hex");
  const lines: Line[] = [
    { kind: "HEAD", origin: KEY.name, from, to: records.length, previousHash, subtrees: [...tree.subtrees] },
  ];
  let before = 0;
  let checkpoints = 0;
  const atSize = async (): Promise<void> => {
    if (!sizes.includes(tree.size)) return;
    const signer = typeof key === "function" ? key(tree.size) : key;
    const proof = await consistencyProof(before, tree.size, ({ height, index }) =>
      Promise.resolve(subtree(leaves, height, index)),
    );
    const { note } = signCheckpoint({ size: tree.size, root: tree.root() }, signer);
    lines.push({ kind: "CHECKPOINT", note, since: { size: before, proof } });
    before = tree.size;
    checkpoints += 1;
  };
  await atSize();
  for (const it of records.slice(from - 1)) {
    lines.push(it);
    tree.push(leafOf(Buffer.from(it.hash, "hex")));
    await atSize();
  }
  return [...lines, { kind: "END", records: records.length - from + 1, checkpoints }];
}

export const toText = (lines: readonly Line[]): string => lines.map((it) => `${writeLine(it)}\n`).join("");
export const toLines = (text: string): (Line | null)[] => text.split("\n").slice(0, -1).map(readLine);

export function verify(lines: readonly (Line | string)[], trust: Partial<Trust> = {}): Verdict {
  const verifier = new ExportVerifier({ keys: [KEY], kept: [], partial: false, ...trust });
  for (const it of lines) if (!verifier.line(typeof it === "string" ? it : writeLine(it))) break;
  return verifier.verdict();
}
