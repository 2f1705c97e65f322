/**
 * Loads a file of contributions, one JSON object a line, in batches. Each batch is one transaction that also moves the
 * run's progress: a load that dies at any instant goes on where its last committed batch ended, and neither loses a
 * line nor writes one twice. Memory does not grow with the file; while one batch is written the next is checked.
 */
import { batchesOf, type Batch } from "./batches";
import { CannotLoad } from "./cannot-load";
import type { LineCheck, Standing } from "./check-line";
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
  /** How long to wait for another load of the same file to end, in milliseconds. */
  readonly patienceMs: number;
  /** The agencies and the time, as they are when it is asked. */
  readonly stand: () => Promise<Standing>;
  /** Told where the load starts, and after each batch. */
  readonly told: (progress: Progress) => void;
}

export interface Loaded extends Progress {
  /** True where an earlier load had come to the end already. */
  readonly wasFinished: boolean;
  /** Lines that were refused earlier and that the report, changed since, no longer tells of. */
  readonly unreported: number;
}

/** @throws CannotLoad where it cannot start or go on; what was committed stays, and the same run goes on from there */
export async function load(parts: LoadParts): Promise<Loaded> {
  const { session, file, report, run } = parts;
  // the file's too: two runs of it would write one report
  await session.lock([`run ${run}`, `file ${file.fingerprint}`], parts.patienceMs);
  try {
    const { at } = await parts.stand();
    const start = await session.transaction((client) => beginProgress(client, run, at));
    if (start.byte === file.size && start.line > 0) return { ...start, wasFinished: true, unreported: 0 };
    if (!(await file.isBetweenLines(start.byte))) {
      throw new CannotLoad("this run was reading another file, or this one has changed: give it another --run");
    }
    const unreported = start.refused - (await report.resume(start.line));
    parts.told(start);
    return { ...(await writeAll(parts, start)), wasFinished: false, unreported };
  } finally {
    await session.unlock();
  }
}

/** One batch is being written while the next is read and checked, and never more than these two are in memory. */
async function writeAll(parts: LoadParts, start: Progress): Promise<Progress> {
  const { file, lines, check, stand, told } = parts;
  let progress = start;
  let writing: Promise<void> = Promise.resolve();
  const write = async (batch: Batch): Promise<void> => {
    progress = await writeOne(parts, batch, progress);
    told(progress);
  };
  try {
    for await (const batch of batchesOf(file.from(start.byte), start, lines, check, stand)) {
      await writing;
      writing = write(batch);
      // it is awaited at the next batch, and must not count as nobody's until then
      writing.catch(() => undefined);
    }
  } finally {
    await writing;
  }
  return progress;
}

async function writeOne(parts: LoadParts, batch: Batch, from: Progress): Promise<Progress> {
  const { session, report, run } = parts;
  const to = await session.transaction(async (client) => {
    const { accepted, unchanged, refused } = await writeBatch(client, batch.checked, batch.at);
    const all = [...batch.refused, ...refused].sort((one, other) => one.line - other.line);
    const reached: Progress = {
      ...batch.to,
      accepted: from.accepted + accepted,
      unchanged: from.unchanged + unchanged,
      refused: from.refused + all.length,
    };
    await moveProgress(client, run, from, reached, batch.at);
    // before the commit: a line that the progress counts is in the report, whatever happens next
    await report.put(all);
    return reached;
  });
  report.keep();
  return to;
}
