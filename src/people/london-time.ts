/** Europe/London calendar arithmetic: ages turn, days begin and windows close at London midnight. */
import { DateTime } from "luxon";

const LONDON = "Europe/London";

/** The London calendar date of an instant, `yyyy-mm-dd`. */
export const londonDate = (instant: number): string => DateTime.fromMillis(instant, { zone: LONDON }).toISODate()!;

/**
 * An ISO 8601 date or date-time as an instant, in milliseconds. Without an offset it is London wall time; a bare date
 * is that day's first instant.
 * @throws RangeError where it is no date
 */
export function londonInstant(text: string): number {
  if (isUsualInstant(text)) return Date.parse(text);
  const parsed = DateTime.fromISO(text, { zone: LONDON });
  if (!parsed.isValid) throw new RangeError("not an ISO 8601 date or date-time");
  return parsed.toMillis();
}

/** Is it a real calendar date, `yyyy-mm-dd`? There is no year 0. By sums alone: a load asks it twice an item. */
export function isIsoDate(text: string): boolean {
  if (!/^(?!0000)\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const [year, month, day] = [Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8))];
  // the calendar repeats every 400 years, and day 0 of the next month is the last of this one
  return month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
}

/** The form that nearly every instant has, for which the language's own parser is exact and ten times as fast. */
const USUAL_INSTANT =
  /^(\d{4}-\d{2}-\d{2})T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{3})?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/;
function isUsualInstant(text: string): boolean {
  const date = USUAL_INSTANT.exec(text)?.[1];
  return date !== undefined && isIsoDate(date);
}

/** Is it an ISO 8601 instant that carries its own offset? */
export const isInstant = (text: string): boolean =>
  isUsualInstant(text) ||
  (/^(?!0000)\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:?\d{2})$/.test(text) &&
    DateTime.fromISO(text, { zone: LONDON }).isValid);

/** London midnight of the n-th birthday; 29 February comes of age on 1 March (Family Law Reform Act 1969 s.9). */
export function birthdayInstant(birthDate: string, years: number): number {
  const key = `${birthDate} ${years}`;
  const known = birthdays.get(key);
  if (known !== undefined) return known;
  const born = DateTime.fromISO(birthDate, { zone: LONDON });
  const day = born.plus({ years });
  const instant = (day.day === born.day ? day : day.plus({ days: 1 })).startOf("day").toMillis();
  if (birthdays.size >= 100_000) birthdays.clear();
  birthdays.set(key, instant);
  return instant;
}

/** Time zones are slow and birthdays do not change: remembered by date, of which there are few, never by person. */
const birthdays = new Map<string, number>();

/** Whole years on a London calendar day; 29 February comes of age on 1 March. Dates as `yyyy-mm-dd`. */
export function ageOn(birthDate: string, today: string): number {
  const years = Number(today.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return today.slice(5) < birthDate.slice(5) ? years - 1 : years;
}

/** Ten working days, and the like: Monday to Friday; bank holidays are not known here and make a window shorter, never longer. */
export function plusWorkingDays(instant: number, days: number): number {
  let day = DateTime.fromMillis(instant, { zone: LONDON });
  for (let left = days; left > 0;) {
    day = day.plus({ days: 1 });
    if (day.weekday <= 5) left -= 1;
  }
  return day.toMillis();
}

/** The London wall time of an instant in words: `16:05 on 22 November 2026`. */
export const londonTime = (instant: number): string =>
  DateTime.fromMillis(instant, { zone: LONDON, locale: "en-GB" }).toFormat("HH:mm 'on' d MMMM yyyy");

/** The same wall time so many calendar months later. */
export const plusMonths = (instant: number, months: number): number =>
  DateTime.fromMillis(instant, { zone: LONDON }).plus({ months }).toMillis();
