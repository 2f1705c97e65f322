/**
 * Identifiers of invented people. The check digit of a number is the one that the gateway's own rule lets pass, so
 * that no rule stands in two places.
 */
import { isNhsNumber, isPncId, isUpn } from "../people/identifiers";

const DIGITS = [..."0123456789"];
const LETTERS = [..."ABCDEFGHJKLMNPQRTUVWXYZ"];

/** 999 000 0000 to 999 009 9999 belong to the families of the demonstration. */
const FIRST_SERIAL = 10_000;
const SERIALS = 1_000_000;

/**
 * NHS numbers of the range 999, which is set aside for tests and is never given to a patient. About one serial in
 * eleven has no check digit, so there are some 900,000.
 *
 * @param first of the serials, 0 to 999,999
 * @returns a function that gives each number once, in order, and null when there are no more
 */
export function testNhsNumbers(first = FIRST_SERIAL): () => string | null {
  let serial = first;
  return () => {
    while (serial < SERIALS) {
      const stem = `999${String(serial).padStart(6, "0")}`;
      serial += 1;
      const number = completed(DIGITS, (digit) => stem + digit, isNhsNumber);
      if (number) return number;
    }
    return null;
  };
}

/** A UPN of Hillingdon (312): school 2000 onwards, the year of entry, and the pupil's number there. */
export function upnOf(pupil: number, entryYear: number): string {
  const school = String(2000 + (Math.floor(pupil / 1000) % 8000));
  const year = String(entryYear % 100).padStart(2, "0");
  const stem = `312${school}${year}${String(pupil % 1000).padStart(3, "0")}`;
  return completed(LETTERS, (letter) => letter + stem, isUpn)!;
}

/** A PNC id of that year. */
export function pncIdOf(serial: number, year: number): string {
  const stem = `${year}/${String(serial % 10_000_000).padStart(7, "0")}`;
  return completed(LETTERS, (letter) => stem + letter, isPncId)!;
}

function completed(
  checks: readonly string[],
  made: (check: string) => string,
  isRight: (value: string) => boolean,
): string | undefined {
  const check = checks.find((it) => isRight(made(it)));
  return check === undefined ? undefined : made(check);
}
