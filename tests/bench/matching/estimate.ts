/** How often each outcome comes about: counted on pairs of which it is known what they are. */
import { Chance } from "../../../src/generate/random";
import { outcomesOf } from "../../../src/people/matching/score";
import type { Described } from "../../../src/people/matching/description";
import { LIKELIHOODS, MATCHING_FIELDS } from "../../../src/people/matching/weights";
import type { KnownPerson, People } from "./people";

type Pair = readonly [Described, Described];

/** @returns lines of a table: field, outcome, and how often among pairs of one person, of strangers and of a household */
export function estimate({ onFile, sent }: People): string[] {
  const byKey = new Map(onFile.map((it) => [it.key, it]));
  const same = sent.flatMap((it): Pair[] => (byKey.has(it.is) ? [[it, byKey.get(it.is)!]] : []));
  const chance = new Chance(4711);
  const strangers = Array.from({ length: 300_000 }, (): Pair => [chance.pick(sent), chance.pick(onFile)]).filter(
    ([a, b]) => (a as { is?: string }).is !== (b as KnownPerson).key,
  );
  const household = onFile
    .slice(1)
    .flatMap((it, i): Pair[] => (onFile[i]!.household === it.household ? [[it, onFile[i]!]] : []));
  const shares = [same, strangers, household].map(sharesOf);
  return MATCHING_FIELDS.flatMap((field) =>
    Object.keys(LIKELIHOODS[field]).map((outcome) => {
      const cells = shares.map((it) => (it.get(`${field} ${outcome}`) ?? 0).toPrecision(3));
      return `| ${field} | ${outcome} | ${cells.join(" | ")} |`;
    }),
  );
}

function sharesOf(pairs: readonly Pair[]): Map<string, number> {
  const counts = new Map<string, number>();
  const compared = new Map<string, number>();
  const add = (to: Map<string, number>, key: string) => to.set(key, (to.get(key) ?? 0) + 1);
  for (const [given, known] of pairs) {
    const onFile = { descriptions: [known], identifiers: known.identifiers, placeIsSecret: false };
    for (const [field, outcome] of Object.entries(outcomesOf(given, onFile))) {
      if (outcome === "NOT_COMPARED") continue;
      add(counts, `${field} ${outcome}`);
      add(compared, field);
    }
  }
  return new Map([...counts].map(([key, n]) => [key, n / compared.get(key.split(" ")[0]!)!]));
}
