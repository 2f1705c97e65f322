/**
 * Loads the extract that a partner sent, by its mapping. Each batch is one transaction in which its people are found, its
 * items written or held, and the run's place and counts moved: a load that dies goes on behind its last batch, having
 * counted every row once. What earlier nights held is looked at first. A dry run does the same beside the store.
 */
import type { ClientBase } from "pg";
import type { Catalogue } from "../../gateway/catalogue";
import type { HubAgency } from "../../governance/hub.repository";
import type { PersonToMatch } from "../../governance/matching/match-people";
import { checkContribution, isChecked } from "../../record/check-contribution";
import { CannotLoad } from "../cannot-load";
import type { RefusedLine, Standing } from "../check-line";
import type { InputFile } from "../input-file";
import type { Mapping } from "../mapping/mapping";
import type { Session } from "../session";
import type { Desk } from "./desk";
import {
  AT_THE_START,
  beginExtract,
  moveExtract,
  nextHeld,
  waitingFor,
  type ExtractProgress,
  type Run,
  type Waiting,
} from "./extract-progress";
import { LookingDesk } from "./looking-desk";
import { readRow, type ReadRow } from "./read-row";
import { isRow, type Row } from "./row";
import { rowsOf } from "./rows";
import { settle, type Settled } from "./settle";
import { NOTHING, plus } from "./tally";
import { writingDesk } from "./writing-desk";

export interface ExtractParts {
  readonly session: Session;
  readonly client: ClientBase;
  readonly file: InputFile;
  readonly mapping: Mapping;
  readonly catalogue: Catalogue;
  /** Where refused rows are told of. */
  readonly report: {
    resume(line: number): Promise<number>;
    put(lines: readonly RefusedLine[]): Promise<void>;
    keep(): void;
  };
  readonly run: string;
  /** Rows in a batch. */
  readonly rows: number;
  readonly patienceMs: number;
  readonly stand: () => Promise<Standing>;
  readonly told: (progress: ExtractProgress) => void;
}

export interface LoadedExtract extends ExtractProgress {
  /** True where an earlier load had come to the end already. */
  readonly wasFinished: boolean;
  /** What waits for a person's decision, by now. */
  readonly waiting: Waiting;
}

/** People of held items that are looked for at once. */
const HELD_AT_ONCE = 500;

/** How a batch is settled: in a transaction of its own, or, in a dry run, all in one that cannot write. */
interface Office {
  settleIn(work: (desk: Desk, client: ClientBase) => Promise<Settled>, to: Moving): Promise<ExtractProgress>;
}
interface Moving {
  readonly from: ExtractProgress;
  readonly to: (settled: Settled) => ExtractProgress;
  readonly at: number;
  readonly refused: readonly RefusedLine[];
}

/** @throws CannotLoad where it cannot start or go on; what was committed stays, and the same run goes on from there */
export async function loadExtract(parts: ExtractParts): Promise<LoadedExtract> {
  const { session, client, file, mapping, report, patienceMs } = parts;
  const run: Run = { name: parts.run, agency: mapping.agency, mapping: mapping.name };
  // the agency's too: two extracts of one night may speak of the same people
  await session.lock([`run ${run.name}`, `file ${file.fingerprint}`, `extract ${run.agency}`], patienceMs);
  try {
    const { at } = await parts.stand();
    const start = await session.transaction((it) => beginExtract(it, run, at));
    await report.resume(start.line);
    const office: Office = {
      settleIn: async (work, { from, to, at: now, refused }) => {
        const reached = await session.transaction(async (it) => {
          const settled = await work(writingDesk(it, run.agency, now), it);
          const next = to(settled);
          await moveExtract(it, run, from, next, now);
          // before the commit: a row that the counts know of is in the report, whatever happens next
          await report.put(inOrder([...refused, ...settled.refused]));
          return next;
        });
        report.keep();
        return reached;
      },
    };
    const reached = await loadAll(parts, office, start);
    return { ...reached, wasFinished: start.finished, waiting: await waitingFor(client, run.agency) };
  } finally {
    await session.unlock();
  }
}

/** The same counts, and nothing written: the database refuses it. */
export async function tryExtract(parts: ExtractParts): Promise<LoadedExtract> {
  const { client, mapping, report } = parts;
  await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
  try {
    const { at: now } = await parts.stand();
    const desk = new LookingDesk(client, mapping.agency, now);
    const office: Office = {
      settleIn: async (work, { to, refused }) => {
        const settled = await work(desk, client);
        await report.put(inOrder([...refused, ...settled.refused]));
        report.keep();
        return to(settled);
      },
    };
    const reached = await loadAll(parts, office, AT_THE_START);
    return { ...reached, wasFinished: false, waiting: await waitingFor(client, mapping.agency) };
  } finally {
    await client.query("ROLLBACK");
  }
}

const inOrder = (lines: readonly RefusedLine[]) => [...lines].sort((one, other) => one.line - other.line);

async function loadAll(parts: ExtractParts, office: Office, start: ExtractProgress): Promise<ExtractProgress> {
  const { file, mapping, told, rows: size } = parts;
  let progress = await lookAgain(parts, office, start);
  told(progress);
  if (progress.finished) return progress;
  let skip = progress.rows;
  let batch: (Row | RefusedLine)[] = [];
  for await (const row of rowsOf(file, mapping)) {
    if (skip > 0) skip -= 1;
    else batch.push(row);
    if (batch.length < size) continue;
    progress = await settleBatch(parts, office, progress, batch, false);
    batch = [];
    told(progress);
  }
  return settleBatch(parts, office, progress, batch, true);
}

/** What was held earlier: whom it is about may have been decided since. */
async function lookAgain(parts: ExtractParts, office: Office, start: ExtractProgress): Promise<ExtractProgress> {
  const { client, mapping } = parts;
  let progress = start;
  let last: PersonToMatch | null = null;
  for (;;) {
    const people: PersonToMatch[] = await nextHeld(client, mapping.agency, last, HELD_AT_ONCE);
    if (people.length === 0) return progress;
    last = people.at(-1)!;
    const check = await checkOf(parts);
    progress = await office.settleIn((desk) => settle(desk, people, [], check.again), {
      from: progress,
      to: ({ tally }) => ({ ...start, tally: plus(progress.tally, tally) }),
      at: check.at,
      refused: [],
    });
  }
}

async function settleBatch(
  parts: ExtractParts,
  office: Office,
  from: ExtractProgress,
  batch: readonly (Row | RefusedLine)[],
  isLast: boolean,
): Promise<ExtractProgress> {
  const check = await checkOf(parts);
  const read = batch.map((it) => (isRow(it) ? check.row(it) : it));
  const rows = read.filter((it): it is ReadRow => it !== null && "person" in it);
  const refused = read.filter((it): it is RefusedLine => it !== null && !("person" in it));
  const counted = {
    received: batch.length,
    nothing: read.filter((it) => it === null).length,
    refused: refused.length,
  };
  return office.settleIn(
    (desk) =>
      settle(
        desk,
        rows.map((it) => it.person),
        rows,
        check.again,
      ),
    {
      from,
      to: ({ tally }) => ({
        rows: from.rows + batch.length,
        line: batch.at(-1)?.line ?? from.line,
        finished: isLast,
        tally: plus(from.tally, plus(plus(NOTHING, tally), counted)),
      }),
      at: check.at,
      refused,
    },
  );
}

/** By the agency as it stands at this moment: one that leaves in the middle of a load writes no more. */
async function checkOf({ mapping, catalogue, stand }: ExtractParts) {
  const { agencies, at } = await stand();
  const agency: HubAgency | undefined = agencies.get(mapping.agency);
  if (!agency?.active) throw new CannotLoad(`${mapping.agency} is not active`);
  return {
    at,
    row: (it: Row) => readRow(it, mapping, agency, catalogue, at),
    again: (input: object) => {
      const checked = checkContribution(input, agency, catalogue, at);
      return isChecked(checked) ? checked : null;
    },
  };
}
