/** What became of the rows of an extract. Every row that was received is counted in one place and no other. */

export const ROW_FATES = ["exact", "probable", "waiting", "notKnown", "nothing", "refused"] as const;
export type RowFate = (typeof ROW_FATES)[number];
const OTHERS = [
  "received",
  "written",
  "unchanged",
  "held",
  "earlierWritten",
  "earlierLetGo",
  "earlierRefused",
] as const;

/** Rows: received, and each fate. Items: written, unchanged, held; and of those held earlier what became of them. */
export type Tally = Readonly<Record<RowFate | (typeof OTHERS)[number], number>>;

export const NOTHING = Object.fromEntries([...ROW_FATES, ...OTHERS].map((it) => [it, 0])) as Tally;

export const plus = (one: Tally, other: Partial<Tally>): Tally =>
  Object.fromEntries(Object.entries(one).map(([key, n]) => [key, n + (other[key as keyof Tally] ?? 0)])) as Tally;

export const isBalanced = (it: Tally): boolean => it.received === ROW_FATES.reduce((sum, fate) => sum + it[fate], 0);
