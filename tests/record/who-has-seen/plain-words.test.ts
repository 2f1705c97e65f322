/** The family's page can be read by a child of nine: short sentences of short words, measured. */
import { ALLOWED, PAGE, WHAT, WHY } from "../../../src/record/who-has-seen/plain-words";

/** Groups of vowels, without a silent ending: what Flesch and Kincaid count, near enough for words as short as these. */
function syllables(word: string): number {
  const sounded = word.toLowerCase().replace(/(?<=[^laeiouy])e(s|d)?$/, "");
  return Math.max(1, (sounded.match(/[aeiouy]+/g) ?? []).length);
}
const wordsOf = (text: string): string[] => text.match(/[A-Za-z'-]+/g) ?? [];
/** US school grade; grade 4 is nine years old. */
function grade(text: string): number {
  const words = wordsOf(text);
  const sentences = text.match(/[.?!]/g)?.length ?? 1;
  const sounds = words.reduce((sum, it) => sum + syllables(it), 0);
  return 0.39 * (words.length / sentences) + 11.8 * (sounds / words.length) - 15.59;
}

test.each(Object.entries({ ...WHY, ...ALLOWED }))("%s: %s", (_, sentence) => {
  expect(sentence).toMatch(/^[A-Z].*\.$/);
  for (const it of sentence.split(". ")) expect(wordsOf(it).length).toBeLessThanOrEqual(20);
});

test("all of it together reads as for nine years of age", () => {
  expect(grade(Object.values(WHY).join(" "))).toBeLessThan(4.5);
  expect(grade(Object.values(ALLOWED).join(" "))).toBeLessThan(4.5);
  expect(grade([PAGE.about, PAGE.notAll, PAGE.ask, PAGE.complain].join(" "))).toBeLessThan(4.9);
});

test("what is measured is what the measure is known to give", () => {
  expect(grade("The cat sat on the mat.")).toBeLessThan(0);
  expect(
    grade("Statutory determinations notwithstanding, organisational confidentiality considerations predominate."),
  ).toBeGreaterThan(20);
});

test("kinds of information are a few words, and none is the trade's", () => {
  for (const it of Object.values(WHAT)) expect(wordsOf(it).length).toBeLessThanOrEqual(11);
  const all = Object.values({ ...WHY, ...ALLOWED, ...WHAT, ...PAGE }).join(" ");
  expect(all).not.toMatch(/MARAC|s\.\d|statut|safeguard|disclos|consent|protocol|categor|GDPR|lawful|basis/i);
});
