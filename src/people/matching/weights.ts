/**
 * How often each outcome of each comparison comes about: between two records of one person, of two strangers, and of two
 * people of one household. Fellegi and Sunter (1969) know the first two, m and u. The third is needed here: twins share
 * birth date, surname and home, and those three, taken for independent, would make one child of two. A pair is therefore
 * weighed against both ways of being wrong.
 *
 * Measured on generated and dirtied people (`npm run bench:matching -- --estimate`), then rounded away from certainty;
 * docs/adr/0023-matching.md says how, and what is the judgement of people. Changing a number here changes who is matched:
 * run the bench before and after.
 */

export interface Likelihood {
  /** m: two records of one person. */
  readonly same: number;
  /** u: two people who have nothing to do with one another. */
  readonly strangers: number;
  /** Two people of one household: parents and children, brothers and sisters, twins. */
  readonly household: number;
}

const likelihood = (same: number, strangers: number, household: number): Likelihood => ({ same, strangers, household });

/** Of each comparison everything that can come out; each column adds up to 1. */
export const LIKELIHOODS = {
  SURNAME: {
    EXACT: likelihood(0.85, 0.021, 0.75),
    /** One is part of the other: Okafor-Reid and Reid. */
    PART: likelihood(0.03, 0.004, 0.02),
    ALIKE: likelihood(0.05, 0.006, 0.005),
    DIFFERENT: likelihood(0.06, 0.9684, 0.2245),
    /** Forename and surname stand in each other's place; weighed once, here. */
    SWAPPED: likelihood(0.01, 0.0006, 0.0005),
  },
  FORENAME: {
    EXACT: likelihood(0.82, 0.017, 0.02),
    /** A short form, or another spelling of one name. */
    VARIANT: likelihood(0.08, 0.004, 0.005),
    ALIKE: likelihood(0.06, 0.015, 0.05),
    DIFFERENT: likelihood(0.04, 0.964, 0.925),
  },
  BIRTH_DATE: {
    EXACT: likelihood(0.92, 0.00005, 0.015),
    /** Day and month exchanged. */
    DAY_AND_MONTH_SWAPPED: likelihood(0.02, 0.00003, 0.0003),
    /** One digit wrong, or two neighbours exchanged. */
    ONE_SLIP: likelihood(0.035, 0.0013, 0.01),
    /** Two of day, month and year. */
    TWO_OF_THREE: likelihood(0.01, 0.005, 0.01),
    DIFFERENT: likelihood(0.015, 0.99362, 0.9647),
  },
  SEX: {
    SAME: likelihood(0.99, 0.5, 0.5),
    DIFFERENT: likelihood(0.01, 0.5, 0.5),
  },
  ADDRESS: {
    /** One UPRN. */
    SAME_PROPERTY: likelihood(0.72, 0.00005, 0.8),
    /** One postcode; the property is not known on both sides, or differs. */
    SAME_POSTCODE: likelihood(0.06, 0.0004, 0.05),
    /** All but the last two letters of the postcode. */
    SAME_SECTOR: likelihood(0.04, 0.02, 0.01),
    DIFFERENT: likelihood(0.18, 0.97955, 0.14),
  },
  IDENTIFIER: {
    EXACT: likelihood(0.96, 0.000001, 0.003),
    /** It fails its check digit, and is one slip away from the number on file. */
    ONE_SLIP: likelihood(0.02, 0.000001, 0.00001),
    DIFFERENT: likelihood(0.02, 0.999998, 0.99699),
  },
} as const satisfies Record<string, Record<string, Likelihood>>;

export type MatchingField = keyof typeof LIKELIHOODS;
export const MATCHING_FIELDS = Object.keys(LIKELIHOODS) as MatchingField[];

/** An outcome of some comparison; NOT_COMPARED where one side does not say. It weighs nothing. */
export type ComparisonOutcome = { [F in MatchingField]: keyof (typeof LIKELIHOODS)[F] }[MatchingField] | "NOT_COMPARED";
export type OutcomeOf<F extends MatchingField> = keyof (typeof LIKELIHOODS)[F] | "NOT_COMPARED";

/**
 * How many strangers each person is chosen from: the people of one London borough, rounded down. A constant, so that the
 * same two descriptions give the same probability today and next year; a hub of several boroughs errs to certainty by
 * less than two bits.
 */
export const STRANGERS = 250_000;
/** And how many live with them. */
export const HOUSEHOLD = 3;

/** The DfE's bands: from here on it is the same person; */
export const SURE = 0.95;
/** from here on a person looks at it; below, nobody is told. */
export const WORTH_A_LOOK = 0.85;
