/** Outcomes and doubts in words, for the person who decides. None of them holds a value. */
import type { Doubt } from "../../people/matching/score";
import type { ComparisonOutcome } from "../../people/matching/weights";

export const COMPARISON_IN_WORDS: Readonly<Record<ComparisonOutcome, string>> = {
  EXACT: "The same.",
  PART: "One is a part of the other.",
  ALIKE: "Alike, but for a few letters.",
  VARIANT: "Two forms of one name.",
  SWAPPED: "Forename and surname in each other's place.",
  DAY_AND_MONTH_SWAPPED: "The same with day and month exchanged.",
  ONE_SLIP: "One slip of the hand apart.",
  TWO_OF_THREE: "Two of day, month and year are the same.",
  SAME: "The same.",
  SAME_PROPERTY: "The same property.",
  SAME_POSTCODE: "The same postcode.",
  SAME_SECTOR: "The same postcode but for its last letters.",
  DIFFERENT: "Different.",
  NOT_COMPARED: "Not compared.",
};

export const DOUBTS_IN_WORDS: Readonly<Record<Doubt, string>> = {
  FORENAME_NOT_SURE: "The forename is only alike, or not known; twins share all the rest.",
  BIRTH_DATE_NOT_SURE:
    "A birth date is missing, or differs in more than a slip; a father and his son may share a name.",
  IDENTIFIER_CONTRADICTED: "An identifier says that it is this person, and the description does not.",
  BEING_REVIEWED: "It waits for a person, whatever the probability.",
};
