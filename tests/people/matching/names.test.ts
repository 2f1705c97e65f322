/** How names are folded, taken apart and compared; Jaro–Winkler against its author's own examples. */
import fc from "fast-check";
import { compareForenames, compareNames, compareSurnames } from "../../../src/people/matching/compare";
import { forenamesOf, splitName, wordsOf } from "../../../src/people/matching/fold-name";
import { jaroWinkler } from "../../../src/people/matching/jaro-winkler";
import { areVariants } from "../../../src/people/matching/name-variants";
import { isOneSlip } from "../../../src/people/matching/one-slip";

// W. E. Winkler, Overview of Record Linkage and Current Research Directions (US Census Bureau, 2006), table 6
test.each([
  ["SHACKLEFORD", "SHACKELFORD", 0.982],
  ["DUNNINGHAM", "CUNNIGHAM", 0.896],
  ["NICHLESON", "NICHULSON", 0.956],
  ["JONES", "JOHNSON", 0.832],
  ["MASSEY", "MASSIE", 0.933],
  ["ABROMS", "ABRAMS", 0.922],
  ["ITMAN", "SMITH", 0.467],
  ["JERALDINE", "GERALDINE", 0.926],
  ["MARHTA", "MARTHA", 0.961],
  ["MICHELLE", "MICHAEL", 0.921],
  ["JULIES", "JULIUS", 0.933],
  ["TANYA", "TONYA", 0.88],
  ["DWAYNE", "DUANE", 0.84],
  ["SEAN", "SUSAN", 0.805],
  ["JON", "JOHN", 0.933],
])("%s and %s are alike to %d", (a, b, published) => {
  expect(Math.abs(jaroWinkler(a, b) - published)).toBeLessThan(0.0011);
});

test("likeness goes both ways, from 0 to 1, and is 1 of a text with itself", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (a, b) => {
      const it = jaroWinkler(a, b);
      expect(it).toBeCloseTo(jaroWinkler(b, a), 10);
      expect(it).toBeGreaterThanOrEqual(0);
      expect(it).toBeLessThanOrEqual(1);
      expect(jaroWinkler(a, a)).toBe(1);
    }),
  );
});

test("a name is its words, without marks, capitals and apostrophes", () => {
  expect(wordsOf("O’Neill-Żak")).toEqual(["oneill", "zak"]);
  expect(wordsOf("Łukasz Ørsted Strauß")).toEqual(["lukasz", "orsted", "strauss"]);
  expect(wordsOf("  ")).toEqual([]);
  expect(forenamesOf("Baby")).toEqual([]);
});

test.each([
  ["Zara Hussain", "Zara", "Hussain"],
  ["Dr Mary Jane O'Neill", "Mary Jane", "O'Neill"],
  ["Ana de Souza", "Ana", "de Souza"],
  ["Cher", "", "Cher"],
  ["Mr Bean", "", "Bean"],
  ["Al Green", "Al", "Green"],
])("%s is %s and %s", (name, given, family) => expect(splitName(name)).toEqual({ given, family }));

test.each([
  ["Okafor-Reid", "Reid", "PART"],
  ["de Souza", "Souza", "PART"],
  ["de Souza", "de Lima", "DIFFERENT"],
  ["O'Neill", "ONeill", "EXACT"],
  ["Żak", "Zak", "EXACT"],
  ["Kowalczyk", "Kowalczik", "ALIKE"],
  ["Hussain", "Rahman", "DIFFERENT"],
  ["", "Rahman", "NOT_COMPARED"],
])("surnames %s and %s: %s", (a, b, outcome) => {
  expect([compareSurnames(a, b), compareSurnames(b, a)]).toEqual([outcome, outcome]);
});

test.each([
  ["Mohamed", "Muhammad Ali", "VARIANT"],
  ["Mary Jane", "Jane", "VARIANT"],
  ["Mary-Jane", "Maryjane", "EXACT"],
  ["Sophie", "Sophei", "ALIKE"],
  ["J", "Jane", "NOT_COMPARED"],
  ["K", "Jane", "DIFFERENT"],
  ["Baby", "Jane", "NOT_COMPARED"],
  ["Zara", "Bilal", "DIFFERENT"],
])("forenames %s and %s: %s", (a, b, outcome) => {
  expect([compareForenames(a, b), compareForenames(b, a)]).toEqual([outcome, outcome]);
});

test("a name whose parts stand in each other's place is told, and weighed once", () => {
  const it = (given: string, family: string) => ({
    given,
    family,
    birthDate: null,
    sex: null,
    postcode: null,
    uprn: null,
  });
  expect(compareNames(it("Hussain", "Zara"), it("Zara", "Hussain"))).toEqual({
    surname: "SWAPPED",
    forename: "NOT_COMPARED",
  });
});

test("no two forms of a name are one because each is a form of a third", () => {
  expect(areVariants("alex", "alexander")).toBe(true);
  expect(areVariants("alexander", "alexandra")).toBe(false);
  expect(areVariants("sam", "samantha")).toBe(true);
  expect(areVariants("samuel", "samantha")).toBe(false);
});

test("one slip is a sign, or two neighbours, and nothing else", () => {
  expect(isOneSlip("20160214", "20160241")).toBe(true);
  expect(isOneSlip("20160214", "20160215")).toBe(true);
  expect(isOneSlip("20160214", "20160225")).toBe(false);
  expect(isOneSlip("20160214", "2016021")).toBe(false);
  expect(isOneSlip("20160214", "20160214")).toBe(false);
});
