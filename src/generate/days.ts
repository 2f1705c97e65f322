/** Calendar days as numbers, so that a generator can do sums with them; written as `yyyy-mm-dd`. */

/** Days since 1 January 1970. */
export type Day = number;

const MS_PER_DAY = 24 * 60 * 60 * 1000;
const written = new Map<Day, string>();

/** The day of `yyyy-mm-dd`. */
export const dayOf = (text: string): Day => Date.parse(text) / MS_PER_DAY;

/** `yyyy-mm-dd`. A century has 36,525 days, so that the words are made once and kept. */
export function iso(day: Day): string {
  let text = written.get(day);
  if (text === undefined) written.set(day, (text = new Date(day * MS_PER_DAY).toISOString().slice(0, 10)));
  return text;
}

/** An instant of that day, in UTC. */
export const instant = (day: Day, hour: number, minute: number): string =>
  `${iso(day)}T${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}:00Z`;

/** Whole years between two days, near enough for a generator: a birthday may be a day off. */
export const yearsBetween = (from: Day, to: Day): number => Math.floor((to - from) / 365.25);
