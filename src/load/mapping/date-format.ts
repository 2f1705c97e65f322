/** Dates as a sender writes them, by a named format: `dd/MM/yyyy`, `yyyy-MM-dd HH:mm`. Times without offset are London's. */
import { DateTime } from "luxon";

/** How a time is read where a day alone is written. */
const ZONE = { zone: "Europe/London", locale: "en-GB" } as const;
const TOKENS = /^(?:yyyy|MMMM|MMM|MM|M|dd|d|HH|H|mm|ss|[-/., :]|'[^']*'|T)+$/;
/** In which every part of a format is another. */
const SAMPLE = DateTime.fromISO("2026-03-09T14:05:07", ZONE);

/** @returns why it is no format that can be used, or null */
export function faultOfFormat(format: string): string | null {
  if (/(^|[^y])yy([^y]|$)/.test(format)) return "a year has four digits: nobody is to guess a child's century";
  if (!TOKENS.test(format))
    return "expected a format of yyyy, MM, dd, HH, mm, ss and what stands between, such as dd/MM/yyyy";
  const again = DateTime.fromFormat(SAMPLE.toFormat(format), format, ZONE);
  return again.isValid && again.toISODate() === SAMPLE.toISODate()
    ? null
    : "expected a format with year, month and day";
}

/** @returns `yyyy-mm-dd`, or null where the text is not of the format */
export const readDate = (text: string, format: string): string | null => {
  const read = DateTime.fromFormat(text, format, ZONE);
  return read.isValid ? read.toISODate() : null;
};

/** @returns an instant with offset; a day without a time begins at midnight in London */
export const readInstant = (text: string, format: string): string | null => {
  const read = DateTime.fromFormat(text, format, ZONE);
  return read.isValid ? read.toISO() : null;
};
