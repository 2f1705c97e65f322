/**
 * A bug that a proof must find: the code as it would be after one wrong edit, for a law that holds of this too proves
 * nothing. It is planted in a copy of `src` (planted-copy.ts), or in a process as it reads its files
 * (no-trace/plant-as-read.ts).
 */
import path from "node:path";

export interface PlantedBug {
  /** Below `src`. */
  readonly file: string;
  readonly edits: readonly (readonly [from: string, to: string])[];
}

export const SRC = path.join(__dirname, "../../src");

/** @throws Error where what is to be replaced is not there just once, so that no bug falls out of step with the code */
export function withBug(text: string, { file, edits }: PlantedBug): string {
  return edits.reduce((it, [from, to]) => {
    const parts = it.split(from);
    if (parts.length !== 2) throw new Error(`planted bug: ${parts.length - 1} places for it in ${file}: ${from}`);
    return parts.join(to);
  }, text);
}
