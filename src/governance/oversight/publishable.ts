/**
 * A table that may be published: no cell under five, and none that can be had by taking the others from the total.
 *
 * A cell is small where under five decisions, or under five families, are behind it. Small cells are left empty. Then
 * cells that are not small are left empty too, the last given first, until at least two are empty and what is in them
 * together is more than small cells could hold. Which of them go must not depend on what is in them: of "the smallest"
 * one would know that it is no larger than those beside it, and that is at times enough to reckon the small one out.
 * A total that is small itself is left empty with everything under it.
 */
export const SMALL = 5;

export interface Cell {
  readonly label: string;
  readonly count: number;
  /** How many families are behind it; any number from five up is as good as another. */
  readonly families: number;
}
export interface PublishedCell {
  readonly label: string;
  /** Null where it is left empty. */
  readonly count: number | null;
}
export interface PublishedTable {
  readonly total: number | null;
  readonly cells: readonly PublishedCell[];
}

const isSmall = ({ count, families }: Pick<Cell, "count" | "families">): boolean => count < SMALL || families < SMALL;

/**
 * @param cells in an order that does not come from their contents: the least missed last
 * @param families behind all cells together; a family may be behind several
 */
export function publishable(cells: readonly Cell[], families: number): PublishedTable {
  const present = cells.filter((it) => it.count > 0);
  const total = present.reduce((sum, it) => sum + it.count, 0);
  const empty = (it: Cell): PublishedCell => ({ label: it.label, count: null });
  if (total === 0) return { total: 0, cells: [] };
  if (isSmall({ count: total, families })) return { total: null, cells: present.map(empty) };
  const hidden = toHide(present);
  const isOpen = hidden.size === present.length && hidden.size === 1;
  return {
    // a single small cell is its own total
    total: isOpen ? null : total,
    cells: present.map((it) => (hidden.has(it.label) ? empty(it) : { label: it.label, count: it.count })),
  };
}

function toHide(cells: readonly Cell[]): Set<string> {
  const hidden = cells.filter(isSmall);
  if (hidden.length === 0) return new Set();
  const rest = cells.filter((it) => !isSmall(it));
  const isAmbiguous = (): boolean =>
    hidden.length >= 2 && hidden.reduce((sum, it) => sum + it.count, 0) >= 2 * SMALL + hidden.length;
  while (!isAmbiguous() && rest.length > 0) hidden.push(rest.pop()!);
  return new Set(hidden.map((it) => it.label));
}

/** A share in whole percent, of a table with these two cells; null where either is left empty. */
export function shareOf(table: PublishedTable, label: string): number | null {
  if (table.total === null || table.total === 0 || table.cells.some((it) => it.count === null)) return null;
  return Math.round((100 * (table.cells.find((it) => it.label === label)?.count ?? 0)) / table.total);
}
