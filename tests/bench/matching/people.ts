/**
 * Generated people as agencies describe them: those on file, and those whom a partner sends, of whom some are on file
 * under a description that is not quite the same, and some are not. Who is who is known, because they are invented.
 */
import { FAMILIES } from "../../../src/generate/names";
import { birthDate, type GeneratedFamily, type GeneratedPerson } from "../../../src/generate/family";
import { familiesOf } from "../../../src/generate/generate";
import { Chance } from "../../../src/generate/random";
import type { Described } from "../../../src/people/matching/description";
import { dirtied } from "./dirt";

export interface KnownPerson extends Described {
  readonly key: string;
  readonly family: string;
  readonly household: number;
  readonly twin: boolean;
}

export interface SentPerson extends Described {
  /** The key of who they are. */
  readonly is: string;
  readonly twin: boolean;
  /** What was done to the description. */
  readonly dirt: readonly string[];
}

export interface People {
  readonly onFile: readonly KnownPerson[];
  readonly sent: readonly SentPerson[];
}

/** Of a hundred families with two children so many have twins: three times as many as there are. */
const TWINS = 0.05;
/** Of so many twins the names are alike. */
const NAMED_ALIKE = 0.25;
/** So many in a hundred are not on file, though others of their family are. */
const NOT_ON_FILE = 0.1;

/** @param size people on file, and people sent, near enough */
export function peopleOf(seed: number, size: number): People {
  const onFile: KnownPerson[] = [];
  const sent: SentPerson[] = [];
  for (const family of familiesOf(seed, Math.ceil(size / 3.6))) {
    const chance = new Chance(seed, family.index, 77);
    const known = describe(family, chance);
    for (const person of known) {
      const isOnFile = onFile.length < size && !chance.is(NOT_ON_FILE);
      if (isOnFile) onFile.push(person);
      if (sent.length < size) {
        const others = known.filter((it) => it !== person);
        const { description, dirt } = dirtied(person, others, chance);
        sent.push({ ...description, is: isOnFile ? person.key : "nobody", twin: person.twin, dirt });
      }
    }
    if (onFile.length >= size && sent.length >= size) break;
  }
  return { onFile, sent };
}

function describe(family: GeneratedFamily, chance: Chance): KnownPerson[] {
  const children = family.people.filter((it) => it.isChild);
  const twins = children.length > 1 && chance.is(TWINS) ? [children[0]!, children[1]!] : [];
  const alike = chance.is(NAMED_ALIKE);
  const double = chance.is(0.05) ? `${family.people[0]!.family}-${chance.pick(FAMILIES)}` : null;
  const postcode = postcodeOf(family.index);
  return family.people.map((it) => ({
    key: it.key,
    household: family.index,
    twin: twins.includes(it),
    given: givenName(it, twins, alike, chance),
    family: double !== null && it.family === family.people[0]!.family ? double : it.family,
    birthDate: birthDate(it === twins[1] ? twins[0]! : it),
    sex: it.sex,
    postcode: chance.is(0.97) ? postcode : null,
    uprn: chance.is(0.9) ? family.address.uprn : null,
    identifiers: it.identifier.system === "NHS_NUMBER" && chance.is(0.92) ? [it.identifier] : [],
  }));
}

/** Twins never have one name; of some of them one could be taken for a slip of the other. */
function givenName(it: GeneratedPerson, twins: readonly GeneratedPerson[], alike: boolean, chance: Chance): string {
  const [first, second] = twins;
  if (it !== second)
    return chance.is(0.25) ? `${it.given} ${chance.pick(["Rose", "Ali", "Jan", "Mae", "Noor"])}` : it.given;
  return alike ? `${first!.given.slice(0, -1)}y` : it.given === first!.given ? `${it.given}el` : it.given;
}

/** ZZ99 is a postcode area that stands for none; six or seven households share one of its four thousand. */
function postcodeOf(index: number): string {
  const letters = "ABDEFGHJLNPQRSTUWXYZ";
  const n = (index * 7919) % 4000;
  return `ZZ99 ${Math.floor(n / 400)}${letters[Math.floor(n / 20) % 20]}${letters[n % 20]}`;
}
