/**
 * What happens to a description on its way through several systems and several years. The shares are judgement, meant to
 * be worse than a good register and better than a hand-written list: 35 of 100 come through unhurt.
 */
import { FAMILIES } from "../../../src/generate/names";
import type { Chance } from "../../../src/generate/random";
import type { Described } from "../../../src/people/matching/description";

type Writable = { -readonly [K in keyof Described]: Described[K] };
type Hurt = (it: Writable, chance: Chance) => void;

const VARIANTS: Readonly<Record<string, readonly string[]>> = {
  Mohamed: ["Muhammad", "Mohammed", "Mohd"],
  Yusuf: ["Yousef", "Youssef"],
  Tariq: ["Tarek"],
  Aisha: ["Ayesha", "Aysha"],
  Fatima: ["Fatimah", "Fatma"],
  Zainab: ["Zaynab"],
  Leila: ["Layla", "Leyla"],
  Yasmin: ["Yasmeen", "Jasmine"],
  Aleksander: ["Alexander", "Alex"],
  Jakub: ["Jacob", "Kuba"],
  Joanna: ["Jo", "Joanne"],
  Magda: ["Magdalena"],
  Zofia: ["Sophia", "Zosia"],
  Sophie: ["Sofia"],
  Olena: ["Elena", "Olénā"],
  Daniel: ["Dan", "Danny"],
  Samuel: ["Sam"],
  Ben: ["Benjamin"],
  Mateo: ["Matthew"],
  Theo: ["Theodore"],
  Petru: ["Peter"],
  Marek: ["Mark"],
  Luca: ["Luke"],
  Viktor: ["Victor"],
  Rafael: ["Raphael"],
  Ibrahim: ["Ebrahim"],
  // and some that no list has
  Niamh: ["Neeve"],
  Callum: ["Cal"],
  Priya: ["Pri"],
};
const MARKS: Readonly<Record<string, string>> = { a: "á", e: "é", i: "í", o: "ö", u: "ü", c: "ç", s: "š", z: "ż" };

const typo = (text: string, chance: Chance): string => {
  const at = chance.int(1, Math.max(1, text.length - 2));
  const slips = [
    () => text.slice(0, at) + text[at + 1] + text[at] + text.slice(at + 2),
    () => text.slice(0, at) + text.slice(at + 1),
    () => text.slice(0, at) + text[at] + text.slice(at),
    () => text.slice(0, at) + chance.pick([..."aeiourstln"]) + text.slice(at + 1),
  ];
  return text.length < 4 ? `${text}${text.at(-1)}` : chance.pick(slips)();
};
const moved = (it: Writable, chance: Chance): void => {
  it.uprn = String(chance.int(800_000_000_000, 899_999_999_999));
  it.postcode = `ZZ98 ${chance.int(1, 9)}${chance.pick([..."ABDEFGH"])}${chance.pick([..."ABDEFGH"])}`;
};
const dated = (it: Writable, change: (parts: [number, number, number]) => void): void => {
  if (it.birthDate === null) return;
  const parts = it.birthDate.split("-").map(Number) as [number, number, number];
  change(parts);
  const [year, month, day] = parts;
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCMonth() === month - 1) it.birthDate = date.toISOString().slice(0, 10);
};

/** How often in a hundred faults, and what. */
const FAULTS: readonly (readonly [number, string, Hurt])[] = [
  [10, "surname mistyped", (it, chance) => (it.family = typo(it.family, chance))],
  [9, "forename mistyped", (it, chance) => (it.given = typo(it.given.split(" ")[0]!, chance))],
  [
    10,
    "nickname or spelling",
    (it, chance) => (it.given = chance.pick(VARIANTS[it.given.split(" ")[0]!] ?? [it.given])),
  ],
  [7, "second name dropped", (it) => (it.given = it.given.split(" ")[0]!)],
  [3, "names swapped", (it) => ([it.given, it.family] = [it.family, it.given.split(" ")[0]!])],
  [8, "surname changed", (it, chance) => (it.family = chance.pick(FAMILIES))],
  [3, "half a double surname", (it, chance) => (it.family = chance.pick(it.family.split("-")))],
  [3, "double surname", (it, chance) => (it.family = `${it.family}-${chance.pick(FAMILIES)}`)],
  [4, "marks", (it, chance) => (it.family = it.family.replace(/[aeioucsz]/g, (c) => (chance.is(0.4) ? MARKS[c]! : c)))],
  [4, "day and month swapped", (it) => dated(it, (p) => ([p[1], p[2]] = p[2] <= 12 ? [p[2], p[1]] : [p[1], p[2]]))],
  [4, "day wrong", (it, chance) => dated(it, (p) => (p[2] = chance.int(1, 28)))],
  [3, "year wrong", (it, chance) => dated(it, (p) => (p[0] += chance.pick([-10, -1, 1, 10])))],
  [1, "no birth date", (it) => (it.birthDate = null)],
  [9, "no postcode", (it) => (it.postcode = it.uprn = null)],
  [10, "moved", moved],
  [6, "no UPRN", (it) => (it.uprn = null)],
  [4, "no sex", (it) => (it.sex = null)],
  [1, "sex wrong", (it) => (it.sex = it.sex === "F" ? "M" : "F")],
  [1, "forename not known", (it) => (it.given = "Baby")],
];
const DRAWN = FAULTS.flatMap((it) => Array<(typeof FAULTS)[number]>(it[0]).fill(it));

export function dirtied(
  person: Described,
  household: readonly Described[],
  chance: Chance,
): { description: Described; dirt: string[] } {
  const { given, family, birthDate, sex, postcode, uprn, identifiers } = person;
  const it: Writable = { given, family, birthDate, sex, postcode, uprn, identifiers: [] };
  const dirt = new Set<string>();
  const faults = chance.is(0.35) ? 0 : chance.is(0.6) ? 1 : chance.is(0.7) ? 2 : 3;
  for (let fault = 0; fault < faults; fault += 1) {
    const [, name, hurt] = chance.pick(DRAWN);
    hurt(it, chance);
    dirt.add(name);
  }
  // half of all partners hold the NHS number; some hold another's, and some mistyped it
  if (chance.is(0.5) && identifiers[0]) {
    const { system, value } = identifiers[0];
    const other = household.flatMap((one) => one.identifiers)[0];
    if (other && chance.is(0.01)) {
      it.identifiers = [other];
      dirt.add("NHS number of another in the family");
    } else if (chance.is(0.02)) {
      const at = chance.int(3, 8);
      it.identifiers = [{ system, value: value.slice(0, at) + value[at + 1] + value[at] + value.slice(at + 2) }];
      dirt.add("NHS number mistyped");
    } else it.identifiers = identifiers;
  }
  return { description: it, dirt: [...dirt] };
}
