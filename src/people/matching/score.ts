/**
 * How probable it is that a description and somebody on file are one person, field by field. A sum of named weights in
 * bits, so that anybody can add them up again; pure, and the same on every machine.
 */
import {
  compareAddresses,
  compareBirthDates,
  compareIdentifiers,
  compareNames,
  compareSexes,
  type NameOutcomes,
} from "./compare";
import type { Described, Description, OnFile } from "./description";
import {
  HOUSEHOLD,
  LIKELIHOODS,
  MATCHING_FIELDS,
  STRANGERS,
  type ComparisonOutcome,
  type Likelihood,
  type MatchingField,
} from "./weights";

export interface Comparison {
  readonly field: MatchingField;
  readonly outcome: ComparisonOutcome;
  /** Bits for one person and against two strangers; negative is against. */
  readonly againstStrangers: number;
  /** Bits for one person and against two people of one household. */
  readonly againstHousehold: number;
}

/** Why a match, however probable, is for a person to confirm. */
export type Doubt =
  /** The forename is only alike, or not known: twins are named alike, and share all the rest. */
  | "FORENAME_NOT_SURE"
  /** The birth date differs in more than a slip, or is not known: a father and his son may have one name. */
  | "BIRTH_DATE_NOT_SURE"
  /** An identifier says that it is this person, and the description does not. */
  | "IDENTIFIER_CONTRADICTED"
  /** A person is already looking at it. */
  | "BEING_REVIEWED";

export interface Score {
  /** 0 to 1, of being one person. */
  readonly probability: number;
  readonly comparisons: readonly Comparison[];
  readonly doubts: readonly Doubt[];
}

export function score(given: Described, known: OnFile): Score {
  const outcomes = outcomesOf(given, known);
  const comparisons = MATCHING_FIELDS.map((field) => weigh(field, outcomes[field]));
  return { probability: probabilityOf(comparisons), comparisons, doubts: doubtsOf(outcomes) };
}

export type Outcomes = Readonly<Record<MatchingField, ComparisonOutcome>>;

/** Each field with everything that anybody said of this person; what speaks most for it counts. */
export function outcomesOf(given: Described, known: OnFile): Outcomes {
  const names = known.descriptions.map((it) => compareNames(given, it));
  const { surname, forename } = names.reduce(best, NO_NAMES);
  const all = <F extends MatchingField>(field: F, compare: (it: Description) => ComparisonOutcome) =>
    known.descriptions.map(compare).reduce((a, b) => better(field, a, b), "NOT_COMPARED");
  return {
    SURNAME: surname,
    FORENAME: forename,
    BIRTH_DATE: all("BIRTH_DATE", (it) => compareBirthDates(given.birthDate, it.birthDate)),
    SEX: all("SEX", (it) => compareSexes(given.sex, it.sex)),
    ADDRESS: known.placeIsSecret ? "NOT_COMPARED" : all("ADDRESS", (it) => compareAddresses(given, it)),
    IDENTIFIER: compareIdentifiers(given.identifiers, known.identifiers),
  };
}

const NO_NAMES: NameOutcomes = { surname: "NOT_COMPARED", forename: "NOT_COMPARED" };
/** Surname and forename of one description belong together, unless both are the name of different times. */
const best = (a: NameOutcomes, b: NameOutcomes): NameOutcomes =>
  a.surname === "SWAPPED" || b.surname === "SWAPPED"
    ? nameWeight(a) >= nameWeight(b)
      ? a
      : b
    : {
        surname: better("SURNAME", a.surname, b.surname) as NameOutcomes["surname"],
        forename: better("FORENAME", a.forename, b.forename) as NameOutcomes["forename"],
      };
const nameWeight = ({ surname, forename }: NameOutcomes): number =>
  weigh("SURNAME", surname).againstStrangers + weigh("FORENAME", forename).againstStrangers;

/** What is known beats what is not, even where it speaks against. */
function better(field: MatchingField, a: ComparisonOutcome, b: ComparisonOutcome): ComparisonOutcome {
  if (a === "NOT_COMPARED") return b;
  if (b === "NOT_COMPARED") return a;
  return weigh(field, a).againstStrangers >= weigh(field, b).againstStrangers ? a : b;
}

function weigh(field: MatchingField, outcome: ComparisonOutcome): Comparison {
  const found = (LIKELIHOODS[field] as Readonly<Record<string, Likelihood>>)[outcome];
  if (!found) return { field, outcome, againstStrangers: 0, againstHousehold: 0 };
  return {
    field,
    outcome,
    againstStrangers: Math.log2(found.same / found.strangers),
    againstHousehold: Math.log2(found.same / found.household),
  };
}

/** The odds against are those of a stranger who happens to agree and of somebody of the household who does. */
function probabilityOf(comparisons: readonly Comparison[]): number {
  const bits = (of: "againstStrangers" | "againstHousehold") => comparisons.reduce((sum, it) => sum + it[of], 0);
  const strangers = STRANGERS * 2 ** -bits("againstStrangers");
  const household = HOUSEHOLD * 2 ** -bits("againstHousehold");
  return 1 / (1 + strangers + household);
}

function doubtsOf({ SURNAME, FORENAME, BIRTH_DATE }: Outcomes): Doubt[] {
  const isNamed = FORENAME === "EXACT" || FORENAME === "VARIANT" || SURNAME === "SWAPPED";
  const isDated = BIRTH_DATE === "EXACT" || BIRTH_DATE === "DAY_AND_MONTH_SWAPPED" || BIRTH_DATE === "ONE_SLIP";
  return [...(isNamed ? [] : ["FORENAME_NOT_SURE" as const]), ...(isDated ? [] : ["BIRTH_DATE_NOT_SURE" as const])];
}
