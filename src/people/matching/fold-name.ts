/**
 * A name as it is compared: capitals, marks and punctuation aside, in the words that it consists of. Systems differ in
 * all of these and people do not.
 */

/** Letters that Unicode does not take apart into a plain letter and a mark. */
const LETTERS: Readonly<Record<string, string>> = {
  ł: "l",
  ø: "o",
  đ: "d",
  ð: "d",
  þ: "th",
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ı: "i",
};

/** Words of a name, folded: `O'Neill-Żak` is `oneill` and `zak`. */
export function wordsOf(name: string): string[] {
  const plain = name
    .toLowerCase()
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[łøđðþßæœı]/g, (letter) => LETTERS[letter]!)
    .replace(/['’‘`ʼ]/g, "");
  return plain.split(/[^\p{L}]+/u).filter((it) => it !== "");
}

const TITLES: ReadonlySet<string> = new Set(["mr", "mrs", "ms", "miss", "mx", "master", "dr", "prof", "sir"]);
/** What stands in the place of a forename where there is none yet. */
const NO_NAMES: ReadonlySet<string> = new Set([
  "baby",
  "infant",
  "twin",
  "unknown",
  "unborn",
  "male",
  "female",
  "child",
]);
/** Words that begin a surname of several: de Souza, van Dijk, al Masri, bint Ali. */
const PARTICLES: ReadonlySet<string> = new Set(
  "de da do dos das del della di du la le van von der den ter al el bin bint ibn abu ben mac mc st".split(" "),
);

export interface SplitName {
  readonly given: string;
  readonly family: string;
}

/** One line as forenames and surname: the last word, with the particles before it, is the surname. */
export function splitName(name: string): SplitName {
  const words = name.trim().split(/\s+/);
  while (words.length > 1 && TITLES.has(wordsOf(words[0]!)[0] ?? "")) words.shift();
  let start = words.length - 1;
  while (start > 1 && PARTICLES.has(wordsOf(words[start - 1]!)[0] ?? "")) start -= 1;
  return { given: words.slice(0, start).join(" "), family: words.slice(start).join(" ") };
}

/** Forenames that say who somebody is; none for a newborn who is on file as Baby. */
export const forenamesOf = (given: string): string[] =>
  wordsOf(given).filter((it) => !TITLES.has(it) && !NO_NAMES.has(it));
