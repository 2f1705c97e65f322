/**
 * Forenames that one person goes by: short forms, and spellings of one name in Latin letters. A list, because no measure
 * of likeness says that Bill is William. It is short on purpose: what is not in it is compared letter by letter.
 */

const VARIANTS: readonly string[] = [
  "mohammed mohamed muhammad mohammad muhammed mohamad mohd",
  "ahmed ahmad",
  "yusuf yousef youssef yusef joseph",
  "hussein husain hussain hossein",
  "hasan hassan",
  "ibrahim ebrahim abraham",
  "tariq tarek tarik tareq",
  "omar umar omer",
  "aisha aysha ayesha aishah",
  "fatima fatimah fatema fatma",
  "zainab zaynab zeinab",
  "leila layla laila leyla",
  "yasmin yasmeen jasmine jasmin",
  "nadia nadiya nadja",
  "sana sanaa",
  "hana hanna hannah",
  "alexander aleksander oleksandr alexandre alex sasha",
  "alexandra oleksandra aleksandra alex sasha",
  "michael mikhail mykhailo michal mike mick",
  "jakub jacob yakub kuba",
  "catherine katherine kathryn katarzyna kateryna kate katie cathy",
  "elizabeth elisabeth liz lizzie beth betty eliza",
  "joanna joanne johanna jo",
  "magdalena magda",
  "zofia sophia sofia sophie zosia",
  "olena elena helena yelena",
  "william bill billy will",
  "robert bob bobby rob",
  "richard rick dick",
  "edward ed eddie ted",
  "charles charlie",
  "james jim jimmy jamie",
  "john jack johnny",
  "daniel dan danny",
  "samuel sam",
  "samantha sam",
  "benjamin ben",
  "joshua josh",
  "matthew matt mateo mateusz matteo",
  "thomas tom tommy tomasz tomas",
  "theodore theo",
  "peter piotr petru pete",
  "mark marek marc",
  "george jerzy jorge georgi",
  "luke luca lukas lukasz",
  "rafael raphael",
  "victor viktor",
  "oscar oskar",
  "liam william",
  "margaret maggie meg peggy",
  "susan sue susie",
  "amelia amelie millie",
  "grace gracie",
  "beatriz beatrice bea",
  "danielle daniela dani",
  "patricia pat trish",
  "stephen steven stefan steve",
  "andrew andy andrzej andrei andriy",
  "anthony tony antony antoni",
  "nicholas nick nikolas mikolaj",
  "christopher chris krzysztof",
  "gregory greg grzegorz",
  "rebecca becky bex",
  "jennifer jenny jen",
  "anna ana ania anya hanna",
];

const groupsOf = new Map<string, Set<number>>();
VARIANTS.forEach((line, group) => {
  for (const name of line.split(" ")) groupsOf.set(name, (groupsOf.get(name) ?? new Set()).add(group));
});

/** Are these two forms of one forename? Both folded. */
export function areVariants(a: string, b: string): boolean {
  const groups = groupsOf.get(b);
  return groups !== undefined && [...(groupsOf.get(a) ?? [])].some((it) => groups.has(it));
}
