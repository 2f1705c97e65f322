/** An invented family: who its people are, how old, where they live, and how much the agencies have to do with them. */
import type { IdentifierSystem } from "../people/identifier-system";
import { iso, yearsBetween, type Day } from "./days";
import { FAMILIES, MEN, STREETS, TOWNS, WOMEN } from "./names";
import { Chance } from "./random";

export interface GeneratedPerson {
  /** Unique in everything that this seed generates; part of every reference. */
  readonly key: string;
  /** A number of their own, from 0. */
  readonly serial: number;
  readonly identifier: { readonly system: IdentifierSystem; readonly value: string };
  readonly given: string;
  readonly family: string;
  readonly sex: "F" | "M";
  readonly born: Day;
  /** Whole years on the day that the file speaks of. */
  readonly age: number;
  /** To the children of the family. */
  readonly relationship: "MOTHER" | "FATHER" | "PARTNER_OF_PARENT" | "GRANDMOTHER" | "CHILD";
  readonly isChild: boolean;
  readonly inHousehold: boolean;
}

export interface GeneratedFamily {
  /** From 0. */
  readonly index: number;
  readonly seed: number;
  readonly people: readonly GeneratedPerson[];
  readonly address: { readonly uprn: string; readonly lines: readonly string[]; readonly postcode: string };
  /** The common level of need, 1 to 4: how much the agencies have to do with them. */
  readonly level: 1 | 2 | 3 | 4;
}

export interface FamilyPlan {
  readonly seed: number;
  /** The day that the file speaks of: nobody is born and nothing happens after it. */
  readonly asOf: Day;
  /** Gives each NHS number once and then null. */
  readonly nextNhsNumber: () => string | null;
}

/** Of 100 families so many have 2, 3, … 7 people. */
const SIZES = [2, 3, 4, 5, 6, 7].flatMap((size, i) => Array<number>([15, 25, 27, 18, 10, 5][i]!).fill(size));
const LEVELS = [1, 2, 3, 4].flatMap((level, i) =>
  Array<1 | 2 | 3 | 4>([40, 35, 17, 8][i]!).fill(level as 1 | 2 | 3 | 4),
);
const MOST_PEOPLE = 8;

/** Call it for 0, 1, 2 … in order, because NHS numbers are given out as they come. */
export function familyOf(index: number, plan: FamilyPlan): GeneratedFamily {
  const chance = new Chance(plan.seed, index);
  const surname = chance.pick(FAMILIES);
  const people: GeneratedPerson[] = [];
  const add = (it: Pick<GeneratedPerson, "sex" | "born" | "relationship" | "inHousehold"> & { family?: string }) => {
    const nhsNumber = plan.nextNhsNumber();
    const key = `${plan.seed}-${index}-${people.length}`;
    people.push({
      family: surname,
      ...it,
      key,
      serial: index * MOST_PEOPLE + people.length,
      identifier: nhsNumber
        ? { system: "NHS_NUMBER", value: nhsNumber }
        : { system: "LOCAL_ID", value: `HUB:gen-${key}` },
      given: chance.pick(it.sex === "F" ? WOMEN : MEN),
      age: yearsBetween(it.born, plan.asOf),
      isChild: it.relationship === "CHILD",
    });
  };
  const size = chance.pick(SIZES);
  const adults = size === 2 || chance.is(0.3) ? 1 : size > 4 && chance.is(0.15) ? 3 : 2;
  const mothersAge = chance.int(19, 46);
  const mother = bornAgo(mothersAge, chance, plan.asOf);
  add({ sex: "F", born: mother, relationship: "MOTHER", inHousehold: true });
  if (adults > 1) {
    const stepfather = chance.is(0.2);
    add({
      sex: "M",
      born: bornAgo(Math.max(19, mothersAge + chance.int(-4, 9)), chance, plan.asOf),
      relationship: stepfather ? "PARTNER_OF_PARENT" : "FATHER",
      inHousehold: stepfather || chance.is(0.7),
      family: chance.is(0.5) ? surname : chance.pick(FAMILIES),
    });
  }
  if (adults > 2) {
    const born = bornAgo(mothersAge + chance.int(18, 30), chance, plan.asOf);
    add({ sex: "F", born, relationship: "GRANDMOTHER", inHousehold: true });
  }
  for (let child = adults; child < size; child += 1) {
    const born = bornAgo(chance.int(0, Math.min(17, mothersAge - 17)), chance, plan.asOf);
    add({ sex: chance.is(0.49) ? "F" : "M", born, relationship: "CHILD", inHousehold: true });
  }
  return { index, seed: plan.seed, people, address: addressOf(index, chance), level: chance.pick(LEVELS) };
}

/** At least four weeks ago, so that a newborn has had a first review. */
const bornAgo = (years: number, chance: Chance, asOf: Day): Day =>
  asOf - 28 - Math.round(years * 365.25) - chance.int(0, 336);

/** ZZ99 is a postcode area that stands for none. */
const addressOf = (index: number, chance: Chance): GeneratedFamily["address"] => ({
  uprn: String(990_000_100_000 + (index % 9_000_000)),
  lines: [`${chance.int(1, 240)} ${chance.pick(STREETS)}`, chance.pick(TOWNS)],
  postcode: `ZZ99 ${chance.int(1, 9)}${chance.pick(["AA", "AB", "BD", "EF", "GH", "JL"])}`,
});

export const fullName = (person: GeneratedPerson): string => `${person.given} ${person.family}`;
/** FHIR HumanName. */
export const humanName = ({ given, family }: GeneratedPerson) => ({ use: "official", given: [given], family });
export const birthDate = (person: GeneratedPerson): string => iso(person.born);
