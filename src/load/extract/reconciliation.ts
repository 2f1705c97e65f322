/**
 * The report of a load: what became of every row, and what a person has to do now. It is for the hub. It holds no value
 * that the sender wrote; who is known to the hub is told to nobody by line, only how many there are.
 */
import type { LoadedExtract } from "./load-extract";
import type { Mapping } from "../mapping/mapping";
import { isBalanced, type Tally } from "./tally";

export interface RefusedRow {
  readonly line: number;
  readonly faults: readonly { readonly path: string; readonly code: string; readonly message: string }[];
}

export interface Reconciliation {
  readonly mapping: string;
  readonly mappingSha256: string;
  readonly agency: string;
  readonly dryRun: boolean;
  readonly rows: {
    readonly received: number;
    readonly matched: { readonly exact: number; readonly probable: number };
    readonly waiting: number;
    readonly notKnown: number;
    readonly withoutItems: number;
    readonly refused: number;
  };
  /** Is every row that was received counted, once? */
  readonly balanced: boolean;
  readonly items: { readonly written: number; readonly unchanged: number; readonly held: number };
  readonly heldEarlier: { readonly written: number; readonly letGo: number; readonly refused: number };
  /** For this agency, from whichever night. */
  readonly queue: { readonly people: number; readonly items: number; readonly matches: readonly string[] };
  readonly refused: readonly { readonly line: number; readonly faults: RefusedRow["faults"] }[];
}

export function reconcile(
  { tally, waiting }: Pick<LoadedExtract, "tally" | "waiting">,
  { name, agency, digest }: Mapping,
  refused: readonly RefusedRow[],
  dryRun: boolean,
): Reconciliation {
  return {
    mapping: name,
    mappingSha256: digest,
    agency,
    dryRun,
    rows: {
      received: tally.received,
      matched: { exact: tally.exact, probable: tally.probable },
      waiting: tally.waiting,
      notKnown: tally.notKnown,
      withoutItems: tally.nothing,
      refused: tally.refused,
    },
    balanced: isBalanced(tally),
    items: { written: tally.written, unchanged: tally.unchanged, held: tally.held },
    heldEarlier: { written: tally.earlierWritten, letGo: tally.earlierLetGo, refused: tally.earlierRefused },
    queue: waiting,
    refused: refused.map(({ line, faults }) => ({ line, faults })),
  };
}

const MOST_LINES = 20;

export function inWords(it: Reconciliation, tally: Tally): string[] {
  const { rows, items, heldEarlier, queue, refused } = it;
  const { exact, probable } = rows.matched;
  const hasEarlier = Object.values(heldEarlier).some((n) => n > 0);
  return [
    `${it.mapping}, from ${it.agency}${it.dryRun ? ": dry run, nothing was written" : ""}`,
    `received ${rows.received} rows${isBalanced(tally) ? "" : "; THE SUM BELOW IS ANOTHER, tell the gateway's engineers"}`,
    `  ${exact + probable} matched: ${exact} by a number, ${probable} by probability`,
    `  ${rows.waiting} waiting for a person to confirm whom they are about`,
    `  ${rows.notKnown} about people whom this hub does not know, not kept`,
    `  ${rows.withoutItems} that become no item`,
    `  ${rows.refused} refused`,
    `items: ${items.written} written, ${items.unchanged} unchanged, ${items.held} held`,
    ...(hasEarlier
      ? [
          `held earlier: ${heldEarlier.written} written, ${heldEarlier.letGo} let go, ${heldEarlier.refused} refused and still held`,
        ]
      : []),
    ...(queue.people > 0
      ? [`to confirm, all nights: ${queue.people} people, ${queue.items} items, ${queue.matches.length} matches`]
      : []),
    ...refused
      .slice(0, MOST_LINES)
      .flatMap(({ line, faults }) =>
        faults.map(({ path, code, message }) => `refused: line ${line}, ${path || "(the row)"}: ${code}, ${message}`),
      ),
    ...(refused.length > MOST_LINES ? [`… and ${refused.length - MOST_LINES} more rows`] : []),
  ];
}
