/** What a pair is worth: the weights, the bands, twins and siblings, and that every point can be added up again. */
import fc from "fast-check";
import { compareAddresses, compareBirthDates, compareIdentifiers } from "../../../src/people/matching/compare";
import type { Described, OnFile } from "../../../src/people/matching/description";
import { score } from "../../../src/people/matching/score";
import { verdictOn, type Candidate } from "../../../src/people/matching/verdict";
import { HOUSEHOLD, LIKELIHOODS, STRANGERS } from "../../../src/people/matching/weights";

const ZARA: Described = {
  given: "Zara",
  family: "Hussain",
  birthDate: "2016-02-14",
  sex: "F",
  postcode: "ZZ99 1AB",
  uprn: "990000100001",
  identifiers: [],
};
const onFile = (it: Described, more: Partial<OnFile> = {}): OnFile => ({
  descriptions: [it],
  identifiers: it.identifiers,
  placeIsSecret: false,
  ...more,
});
const candidate = (it: Described, more: Partial<Candidate> = {}): Candidate => ({
  ...onFile(it),
  personId: `id of ${it.given} ${it.family}`,
  isSettled: false,
  isIdentified: false,
  isUnconfirmed: false,
  standing: null,
  ...more,
});
const verdict = (given: Described, ...known: Candidate[]) => verdictOn(given, known).kind;
const outcome = (given: Described, known: Described, field: string) =>
  score(given, onFile(known)).comparisons.find((it) => it.field === field)!.outcome;

test("each column of likelihoods adds up to one", () => {
  for (const outcomes of Object.values(LIKELIHOODS)) {
    for (const column of ["same", "strangers", "household"] as const) {
      const sum = Object.values(outcomes).reduce((total, it) => total + it[column], 0);
      expect(sum).toBeCloseTo(1, 3);
    }
  }
});

test("the probability is its weights added up, against a stranger and against the household", () => {
  const texts = fc.constantFrom("Zara", "Sara", "Hussain", "Rahman", "Baby", "");
  const dates = fc.constantFrom("2016-02-14", "2016-02-15", "2010-01-01", null);
  const described = fc.record({
    given: texts,
    family: texts,
    birthDate: dates,
    sex: fc.constantFrom("F" as const, "M" as const, null),
    postcode: fc.constantFrom("ZZ99 1AB", "ZZ99 2CD", null),
    uprn: fc.constantFrom("1", "2", null),
    identifiers: fc.constant([]),
  });
  fc.assert(
    fc.property(described, described, (given, known) => {
      const { probability, comparisons } = score(given, onFile(known));
      const sum = (of: "againstStrangers" | "againstHousehold") => comparisons.reduce((all, it) => all + it[of], 0);
      const odds = 1 / (STRANGERS / 2 ** sum("againstStrangers") + HOUSEHOLD / 2 ** sum("againstHousehold"));
      expect(probability).toBeCloseTo(odds / (1 + odds), 9);
      expect(comparisons.map((it) => it.field)).toEqual(Object.keys(LIKELIHOODS));
    }),
  );
});

test("name and birth date alone are enough; a birth date alone, or a name alone, is nothing", () => {
  const bare = { ...ZARA, sex: null, postcode: null, uprn: null };
  expect(verdict(bare, candidate(ZARA))).toBe("MATCH");
  expect(verdict({ ...bare, birthDate: null }, candidate(ZARA))).toBe("NONE");
  expect(verdict({ ...bare, given: "", family: "" }, candidate(ZARA))).toBe("NONE");
});

test.each([
  ["a surname that changed, at one address", { family: "Rahman" }, "MATCH"],
  ["a surname that changed, elsewhere", { family: "Rahman", postcode: "AB1 1AB", uprn: "1" }, "NONE"],
  ["day and month exchanged, and no address", { birthDate: "2016-02-14", postcode: null, uprn: null }, "MATCH"],
  ["a misspelt surname", { family: "Husain" }, "MATCH"],
  ["names in each other's place", { given: "Hussain", family: "Zara" }, "MATCH"],
  ["a misspelt forename: a person looks, for twins are named alike", { given: "Zarah" }, "POTENTIAL"],
  ["no forename yet", { given: "Baby" }, "POTENTIAL"],
])("%s", (_, change, expected) => expect(verdict({ ...ZARA, ...change }, candidate(ZARA))).toBe(expected));

describe("of one household", () => {
  test.each([
    ["a twin", { given: "Hana" }],
    ["a twin brother", { given: "Bilal", sex: "M" as const }],
    ["a sister born a year later", { given: "Hana", birthDate: "2017-02-14" }],
    ["a father", { given: "Tariq", sex: "M" as const, birthDate: "1988-06-03" }],
  ])("%s is nobody else", (_, change) => expect(verdict({ ...ZARA, ...change }, candidate(ZARA))).toBe("NONE"));

  test("a twin whose name is alike is never matched without a person", () => {
    for (const given of ["Sara", "Lara", "Zora", "Zaira", "Zarah"]) {
      expect(verdict({ ...ZARA, given }, candidate(ZARA))).not.toBe("MATCH");
    }
  });

  test("a mother of the same name is never matched without a person", () => {
    for (const birthDate of ["1988-02-14", "1988-06-03", null]) {
      expect(verdict({ ...ZARA, birthDate }, candidate(ZARA))).not.toBe("MATCH");
    }
  });

  test("of twins on file each is matched to themselves", () => {
    const hana = { ...ZARA, given: "Hana" };
    expect(verdictOn(hana, [candidate(ZARA), candidate(hana)])).toMatchObject({
      match: { personId: "id of Hana Hussain" },
    });
  });

  test("one twin's number on the other's record is for a person", () => {
    const number = [{ system: "NHS_NUMBER", value: "9990001030" }];
    const given = { ...ZARA, given: "Hana", identifiers: number };
    const zara = candidate({ ...ZARA, identifiers: number }, { isIdentified: true });
    expect(verdict(given, zara)).toBe("POTENTIAL");
    expect(verdict({ ...given, given: "Leila", birthDate: "1991-12-08" }, zara)).toBe("POTENTIAL");
    expect(verdict({ ...given, given: "Zara" }, zara)).toBe("MATCH");
  });
});

test("two of whom each could be the one are for a person, whatever each is worth", () => {
  const other = { ...candidate(ZARA), personId: "another" };
  expect(verdict(ZARA, candidate(ZARA), other)).toBe("MANY");
});

test("what a person rejected is not asked again, and what one is looking at is not matched meanwhile", () => {
  expect(verdict(ZARA, candidate(ZARA, { standing: "REJECTED" }))).toBe("NONE");
  expect(verdict(ZARA, candidate(ZARA, { standing: "OPEN" }))).toBe("POTENTIAL");
  expect(verdict(ZARA, candidate(ZARA, { isUnconfirmed: true }))).toBe("POTENTIAL");
  const renamed = { ...ZARA, given: "Someone", family: "Else", birthDate: null };
  expect(verdict(renamed, candidate(ZARA, { standing: "CONFIRMED", isSettled: true }))).toBe("MATCH");
});

test("a place that is secret is not compared, and reads like one that nobody gave", () => {
  const secret = score(ZARA, onFile(ZARA, { placeIsSecret: true }));
  expect(secret).toEqual(score(ZARA, onFile({ ...ZARA, postcode: null, uprn: null })));
});

test("everything that anybody said counts: a maiden name, an old address", () => {
  const before = { ...ZARA, family: "Rahman", postcode: "AB1 1AB", uprn: "1" };
  const known = candidate(ZARA, { descriptions: [ZARA, before] });
  expect(verdict({ ...before, postcode: null, uprn: null }, known)).toBe("MATCH");
});

test("birth dates", () => {
  expect(compareBirthDates("2016-02-04", "2016-04-02")).toBe("DAY_AND_MONTH_SWAPPED");
  expect(compareBirthDates("2016-02-04", "2016-02-14")).toBe("ONE_SLIP");
  expect(compareBirthDates("2016-02-04", "2016-02-27")).toBe("TWO_OF_THREE");
  expect(compareBirthDates("2016-02-04", "2011-09-27")).toBe("DIFFERENT");
});

test("addresses: a property, a postcode, all but its end", () => {
  const at = (postcode: string | null, uprn: string | null) => ({ ...ZARA, postcode, uprn });
  expect(compareAddresses(at("UB8 1AA", "1"), at("UB81AA", "1"))).toBe("SAME_PROPERTY");
  expect(compareAddresses(at("UB8 1AA", "1"), at("ub8 1aa", "2"))).toBe("SAME_POSTCODE");
  expect(compareAddresses(at("UB8 1AA", null), at("UB8 1ZZ", null))).toBe("SAME_SECTOR");
  expect(compareAddresses(at("UB8 1AA", null), at("W1A 1AA", null))).toBe("DIFFERENT");
  expect(compareAddresses(at(null, "1"), at("W1A 1AA", null))).toBe("NOT_COMPARED");
});

test("identifiers: a number that fails its check and is one slip away was meant to be that number", () => {
  const nhs = (value: string) => [{ system: "NHS_NUMBER", value }];
  expect(compareIdentifiers(nhs("9990001030"), nhs("9990001030"))).toBe("EXACT");
  expect(compareIdentifiers(nhs("9990000130"), nhs("9990001030"))).toBe("ONE_SLIP");
  expect(compareIdentifiers(nhs("9990001049"), nhs("9990001030"))).toBe("DIFFERENT");
  expect(compareIdentifiers(nhs("1234567890"), nhs("9990001030"))).toBe("NOT_COMPARED");
  expect(compareIdentifiers([{ system: "UPN", value: "Y210460113002" }], nhs("9990001030"))).toBe("NOT_COMPARED");
  const local = [{ system: "LOCAL_ID", value: "GP:1" }];
  expect(compareIdentifiers(local, [{ system: "LOCAL_ID", value: "CSC:2" }])).toBe("NOT_COMPARED");
  expect(outcome(ZARA, ZARA, "IDENTIFIER")).toBe("NOT_COMPARED");
});
