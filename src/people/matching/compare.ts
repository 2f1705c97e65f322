/** Each comparison of one description with another: what came out, and nothing about what it is worth. */
import { isIdentifier, IDENTIFIER_SYSTEMS, type IdentifierSystem } from "../identifier-system";
import type { Description, Identifier } from "./description";
import { forenamesOf, wordsOf } from "./fold-name";
import { jaroWinkler } from "./jaro-winkler";
import { areVariants } from "./name-variants";
import { isOneSlip } from "./one-slip";
import type { OutcomeOf } from "./weights";

/** From here on two names are one name written differently. */
const ALIKE = 0.9;

export interface NameOutcomes {
  readonly surname: OutcomeOf<"SURNAME">;
  readonly forename: OutcomeOf<"FORENAME">;
}

export function compareNames(a: Description, b: Description): NameOutcomes {
  const straight = { surname: compareSurnames(a.family, b.family), forename: compareForenames(a.given, b.given) };
  const isCrossed =
    straight.surname === "DIFFERENT" &&
    straight.forename === "DIFFERENT" &&
    compareForenames(a.family, b.given) === "EXACT" &&
    compareSurnames(a.given, b.family) === "EXACT";
  return isCrossed ? { surname: "SWAPPED", forename: "NOT_COMPARED" } : straight;
}

export function compareSurnames(a: string, b: string): OutcomeOf<"SURNAME"> {
  const [left, right] = [wordsOf(a), wordsOf(b)];
  if (left.length === 0 || right.length === 0) return "NOT_COMPARED";
  if (left.join("") === right.join("")) return "EXACT";
  // a particle alone, the de of de Souza, is no part of a name
  if (left.some((it) => it.length > 3 && right.includes(it))) return "PART";
  return jaroWinkler(left.join(""), right.join("")) >= ALIKE ? "ALIKE" : "DIFFERENT";
}

export function compareForenames(a: string, b: string): OutcomeOf<"FORENAME"> {
  const [left, right] = [forenamesOf(a), forenamesOf(b)];
  const [first, other] = [left[0], right[0]];
  if (first === undefined || other === undefined) return "NOT_COMPARED";
  if (first === other || left.join("") === right.join("")) return "EXACT";
  // the second name is the one that some people are called by; an initial agrees with a third of everybody
  if (areVariants(first, other) || left.slice(1).includes(other) || right.slice(1).includes(first)) return "VARIANT";
  if (first.length === 1 || other.length === 1) return first[0] === other[0] ? "NOT_COMPARED" : "DIFFERENT";
  return jaroWinkler(first, other) >= ALIKE ? "ALIKE" : "DIFFERENT";
}

export function compareBirthDates(a: string | null, b: string | null): OutcomeOf<"BIRTH_DATE"> {
  if (a === null || b === null) return "NOT_COMPARED";
  if (a === b) return "EXACT";
  const [left, right] = [a.split("-"), b.split("-")];
  const agrees = left.map((it, i) => it === right[i]);
  if (agrees[0] && left[1] === right[2] && left[2] === right[1]) return "DAY_AND_MONTH_SWAPPED";
  if (isOneSlip(left.join(""), right.join(""))) return "ONE_SLIP";
  return agrees.filter(Boolean).length === 2 ? "TWO_OF_THREE" : "DIFFERENT";
}

export const compareSexes = (a: Description["sex"], b: Description["sex"]): OutcomeOf<"SEX"> =>
  a === null || b === null ? "NOT_COMPARED" : a === b ? "SAME" : "DIFFERENT";

export function compareAddresses(a: Description, b: Description): OutcomeOf<"ADDRESS"> {
  if (a.uprn !== null && a.uprn === b.uprn) return "SAME_PROPERTY";
  const [left, right] = [compact(a.postcode), compact(b.postcode)];
  if (left === null || right === null) return a.uprn !== null && b.uprn !== null ? "DIFFERENT" : "NOT_COMPARED";
  if (left === right) return "SAME_POSTCODE";
  return left.slice(0, -2) === right.slice(0, -2) ? "SAME_SECTOR" : "DIFFERENT";
}

const compact = (postcode: string | null): string | null => {
  const letters = postcode?.toUpperCase().replace(/[^A-Z0-9]/g, "") ?? "";
  return letters.length < 5 ? null : letters;
};

const isKnown = (system: string): system is IdentifierSystem => (IDENTIFIER_SYSTEMS as string[]).includes(system);
/** Local numbers are compared whole or not at all: one agency's say nothing about another's. */
const isShared = ({ system }: Identifier): boolean => isKnown(system) && system !== "LOCAL_ID";

/** The best of all pairs of one system: somebody with two NHS numbers is known by either. */
export function compareIdentifiers(a: readonly Identifier[], b: readonly Identifier[]): OutcomeOf<"IDENTIFIER"> {
  let found: OutcomeOf<"IDENTIFIER"> = "NOT_COMPARED";
  for (const given of a.filter(isShared)) {
    for (const known of b.filter((it) => it.system === given.system)) {
      if (given.value === known.value) return "EXACT";
      // a number that fails its own check says nothing but what it was meant to be
      const isValid = isIdentifier(given.system as IdentifierSystem, given.value);
      if (!isValid && isOneSlip(given.value, known.value)) found = "ONE_SLIP";
      else if (isValid && found === "NOT_COMPARED") found = "DIFFERENT";
    }
  }
  return found;
}
