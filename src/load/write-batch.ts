/** Writes the checked lines of a batch, in the caller's transaction, as if they had come one by one. */
import type { ClientBase } from "pg";
import type { Fault } from "../gateway/faults";
import { writeContributions } from "../record/contribution-writer";
import { refusedLine, type CheckedLine, type RefusedLine } from "./check-line";
import { refusesValues } from "./session";

export interface Written {
  readonly accepted: number;
  readonly unchanged: number;
  /** What only the database could find wrong. */
  readonly refused: readonly RefusedLine[];
}

export const NOT_STORABLE: Fault = {
  path: "",
  code: "NOT_STORABLE",
  message: "holds a value that the database has no room for, such as a year before 1",
};

export async function writeBatch(client: ClientBase, lines: readonly CheckedLine[], at: number): Promise<Written> {
  const parts: Written[] = [];
  for (const round of roundsOf(lines)) parts.push(await writeRound(client, round, at));
  return together(parts);
}

/**
 * A reference that comes twice is written twice, the second time as the correction that it is. Otherwise it would
 * matter to what is kept whether both fell into one batch.
 */
export function roundsOf(lines: readonly CheckedLine[]): CheckedLine[][] {
  const times = new Map<string, number>();
  const rounds: CheckedLine[][] = [];
  for (const line of lines) {
    const reference = `${line.item.agency}\0${line.item.sourceRef}`;
    const round = times.get(reference) ?? 0;
    times.set(reference, round + 1);
    (rounds[round] ??= []).push(line);
  }
  return rounds;
}

/** Where the database refuses a value, the lines are halved until the one that holds it stands alone. */
async function writeRound(client: ClientBase, lines: readonly CheckedLine[], at: number): Promise<Written> {
  await client.query("SAVEPOINT round");
  try {
    const items = lines.map((it) => it.item);
    const { accepted, unchanged, refused } = await writeContributions(client, items, { at, userId: null });
    await client.query("RELEASE round");
    return {
      accepted,
      unchanged,
      refused: refused.map(({ index, fault }) => refusedLine(lines[index]!.line, [fault])),
    };
  } catch (error) {
    if (!refusesValues(error)) throw error;
    await client.query("ROLLBACK TO round");
    await client.query("RELEASE round");
  }
  if (lines.length === 1) return { accepted: 0, unchanged: 0, refused: [refusedLine(lines[0]!.line, [NOT_STORABLE])] };
  const middle = Math.ceil(lines.length / 2);
  return together([
    await writeRound(client, lines.slice(0, middle), at),
    await writeRound(client, lines.slice(middle), at),
  ]);
}

const together = (parts: readonly Written[]): Written => ({
  accepted: parts.reduce((sum, it) => sum + it.accepted, 0),
  unchanged: parts.reduce((sum, it) => sum + it.unchanged, 0),
  refused: parts.flatMap((it) => it.refused),
});
