/**
 * Loads a file of contributions, one JSON object a line, in batches. Each batch is one transaction that also moves the
 * run's progress: a load that dies at any instant goes on where its last committed batch ended, and neither loses a
 * line nor writes one twice. Memory does not grow with the file; while one batch is written the next is checked.
 */
import type { Standing } from "./check-line";
import { batchesOf, type Batch } from "./batches";
import { CannotLoad } from "./cannot-load";
import { LineCheck } from "./check-line";
import type { InputFile } from "./input-file";
import { beginProgress, moveProgress, type Progress } from "./progress";
import type { RefusedReport } from "./report";
import type { Session } from "./session";
import { writeBatch } from "./write-batch";

export interface LoadParts {
  readonly session: Session;
  readonly file: InputFile;
  readonly report: RefusedReport;
  readonly check: LineCheck;
  /** By which a load that stopped is found again. */
  readonly run: string;
  /** Lines in a batch. */
  readonly lines: number;
  /** The agencies and the time, as they are when it is asked. */
  readonly stand: () => Promise<Standing>;
  /** Told before the first batch and after each. */
  readonly told: (progress: Progress) => void;
}

export interface Loaded extends Progress {
  /** False where an earlier load had come to the end already. */
  readonly anew: boolean;
  /** Lines that an earlier load refused and its report, taken away since, no longer tells of. */
  readonly unreported: number;
}

/** @throws CannotLoad where it cannot start or go on; what was committed stays, and the same run goes on from there */
export async function load(parts: LoadParts): Promise<Loaded> {
  const { session, file, report, run } = parts;
  await session.lock([`run ${run}`, `file ${file.path}`], PATIENCE_MS);
  const { at } = await parts.stand();
  const start = await session.transaction((client) => beginProgress(client, run, at));
  if (start.byte === file.size && start.line > 0) return { ...start, anew: false, unreported: 0 };
  ...
}
