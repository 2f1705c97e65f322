/**
 * Is it plainly somebody else? A number that a sender uses for two people, a tenancy's or a household's, must not bring one
 * of them what is said of the other. Names change and dates are misspelt, so both have to differ.
 */
import { compareBirthDates, compareNames } from "./compare";
import type { Description } from "./description";
import type { Comparison } from "./score";

export const isAnotherPerson = (a: Description, b: Description): boolean =>
  compareNames(a, b).forename === "DIFFERENT" && compareBirthDates(a.birthDate, b.birthDate) === "DIFFERENT";

/** The same, of what came out against everything on file. */
export const saysAnotherPerson = (comparisons: readonly Comparison[]): boolean =>
  (["FORENAME", "BIRTH_DATE"] as const).every((field) =>
    comparisons.some((it) => it.field === field && it.outcome === "DIFFERENT"),
  );
