/**
 * Identifiers: good ones that others published, every way to be bad, and the law of each check digit, worked out here
 * a second time from the standard's own words and not from the code.
 */
import fc from "fast-check";
import { IDENTIFIER_SYSTEMS, isIdentifier } from "../../src/people/identifier-system";
import * as scalars from "../../src/people/identifier.scalars";
import * as is from "../../src/people/identifiers";
import { personShape } from "../../src/people/person-shape";

interface Row {
  readonly name: string;
  readonly isValid: (value: string) => boolean;
  readonly good: readonly string[];
  readonly bad: readonly string[];
}

/** Published examples (NHS Data Dictionary, DfE UPN guide, HMPPS person record) and those of the demonstration. */
const TABLE: readonly Row[] = [
  {
    name: "NHS number",
    isValid: is.isNhsNumber,
    good: ["9434765919", "4505577104", "9990001006", "9990001014", "9876543210", "0000000000"],
    bad: ["9434765918", "9434765910", "4943765919", "943476591", "94347659190", "943 476 5919", "943-476-5919"],
  },
  {
    name: "UPN",
    isValid: is.isUpn,
    good: ["L312402119001", "A312203321012", "Y210460113002", "K210270220044", "A884210117009", "U884403214003"],
    bad: [
      "M312402119001",
      "l312402119001",
      "L312402119010",
      "L31240211900",
      "L3124021190011",
      "I312402119001",
      "O312402119001",
      "S312402119001",
      "L31240211900I",
      "L31240211900a",
      "L3124A2119001",
      "3124021190011",
    ],
  },
  {
    name: "ULN",
    isValid: is.isUln,
    good: ["1026893096", "1000000043", "1000000000", "1234567899"],
    bad: [
      "1026893095",
      "9876543217",
      "1000000060",
      "0000000000",
      "0123456789",
      "102689309",
      "10268930960",
      "1026 893096",
    ],
  },
  { name: "UPRN", isValid: is.isUprn, good: ["1", "990000001012", "100023336956"], bad: ["0", "01", "1234567890123"] },
  {
    name: "PNC id",
    isValid: is.isPncId,
    good: ["2003/0011985X", "2003/0062845E", "2008/0056560Z", "1981/0154257C", "1999/1234567B", "2009/0412233Q"],
    bad: [
      "2003/0011985Y",
      "2003/0011985x",
      "2003/0011985",
      "2003/00119850X",
      // one person must not have two spellings
      "2003/11985X",
      "03/0011985X",
      "20030011985X",
      "2003-0011985X",
      "2003/0011985I",
      "2003/001I985X",
    ],
  },
  {
    name: "CRO number",
    isValid: is.isCroNumber,
    good: ["265416/21G", "051072/62R", "SF05/482703J"],
    bad: [
      "265416/21H",
      "265416/21g",
      "51072/62R",
      "0265416/21G",
      "265416/2021G",
      "265416G",
      "SF05/482703K",
      "sf05/482703J",
    ],
  },
  { name: "school URN", isValid: is.isSchoolUrn, good: ["990101", "100000"], bad: ["099010", "99010", "9901011"] },
  {
    name: "LAESTAB",
    isValid: is.isLaestab,
    good: ["3129901", "312/9901"],
    bad: ["1129901", "312-9901", "312990", "312//9901"],
  },
  { name: "LA code", isValid: is.isLaCode, good: ["210", "312", "884"], bad: ["112", "31", "3124", "E09"] },
  {
    name: "ODS code",
    isValid: is.isOdsCode,
    good: ["RYJ", "A81001", "X2600123"],
    bad: ["RY", "ryj", "A81 01", "X26001234"],
  },
  { name: "CRN", isValid: is.isCrn, good: ["X123456"], bad: ["x123456", "X12345", "X1234567", "1123456"] },
  {
    name: "prison number",
    isValid: is.isNomsNumber,
    good: ["A1234BC"],
    bad: ["a1234BC", "A1234Bc", "A123BC", "A12345BC", "A1234B"],
  },
];

function ulnIsRight(value: string): boolean {
  const digits = [...value].map(Number);
  const sum = digits.slice(0, 9).reduce((total, digit, i) => total + digit * (10 - i), 0);
  return sum % 11 !== 0 && (sum + digits[9]!) % 11 === 10;
}

describe.each(TABLE)("$name", ({ isValid, good, bad }) => {
  test.each(good)("%s is one", (value) => expect(isValid(value)).toBe(true));
  test.each(bad)("%s is none", (value) => expect(isValid(value)).toBe(false));

  test("a good one is none with anything around it, in another script, or unseen characters within", () => {
    for (const value of good) {
      for (const around of [" ", "\n", "\t", "\0", "\u00a0", "\u200b", "\ufeff", "'", "%"]) {
        expect({ value, around, before: isValid(around + value) }).toMatchObject({ before: false });
        expect({ value, around, after: isValid(value + around) }).toMatchObject({ after: false });
        if (value.length > 1) expect(isValid(value[0]! + around + value.slice(1))).toBe(false);
      }
      for (const zero of [0x0660, 0x06f0, 0x0966, 0xff10]) {
        if (/\d/.test(value)) expect(isValid(inDigitsFrom(zero, value))).toBe(false);
      }
      expect(isValid(inFullWidth(value))).toBe(false);
      expect(isValid(`${value}\n${value}`)).toBe(false);
      if (value.toLowerCase() !== value) expect(isValid(value.toLowerCase())).toBe(false);
    }
    expect(isValid("")).toBe(false);
    expect(isValid("null")).toBe(false);
    expect(isValid("9".repeat(100_000))).toBe(false);
  });
});

const inDigitsFrom = (zero: number, value: string): string =>
  value.replace(/\d/g, (digit) => String.fromCodePoint(zero + Number(digit)));
const inFullWidth = (value: string): string =>
  value.replace(/[A-Z0-9]/g, (it) => String.fromCodePoint(it.codePointAt(0)! + 0xfee0));

const digits = (length: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((it) => it.join(""));
const DIGITS = [..."0123456789"];
const LETTERS = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];

describe("one stem has one check digit", () => {
  test("NHS number: the weights 10 to 1 over all ten digits come to a multiple of 11; a stem that would need 10 has none", () => {
    fc.assert(
      fc.property(digits(9), (stem) => {
        const right = DIGITS.filter((it) => {
          const all = [...(stem + it)].map(Number);
          return all.reduce((total, digit, i) => total + digit * (10 - i), 0) % 11 === 0;
        });
        expect(DIGITS.filter((it) => is.isNhsNumber(stem + it))).toEqual(right);
        const needsTen = [...stem].reduce((total, digit, i) => total + Number(digit) * (10 - i), 0) % 11 === 1;
        expect(right).toHaveLength(needsTen ? 0 : 1);
      }),
    );
  });

  test("ULN: nine digits and the tenth come to 10 over a multiple of 11; a remainder of 0 is never issued", () => {
    fc.assert(
      fc.property(fc.integer({ min: 100_000_000, max: 999_999_999 }).map(String), (stem) => {
        const right = DIGITS.filter((it) => ulnIsRight(stem + it));
        expect(DIGITS.filter((it) => is.isUln(stem + it))).toEqual(right);
        const never = [...stem].reduce((total, digit, i) => total + Number(digit) * (10 - i), 0) % 11 === 0;
        expect(right).toHaveLength(never ? 0 : 1);
      }),
    );
  });

  test("UPN: exactly one letter, permanent or temporary", () => {
    const last = fc.constantFrom(...DIGITS, ...LETTERS.filter((it) => !"IOS".includes(it)));
    fc.assert(
      fc.property(digits(11), last, (stem, end) => {
        expect(LETTERS.filter((it) => is.isUpn(it + stem + end))).toHaveLength(1);
      }),
    );
  });

  test("PNC id: exactly one letter, the remainder of year and serial by 23", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1950, max: 2049 }), digits(7), (year, serial) => {
        const remainder = Number(BigInt(`${String(year).slice(2)}${serial}`) % 23n);
        const right = LETTERS.filter((it) => is.isPncId(`${year}/${serial}${it}`));
        expect(right).toEqual([LETTERS.filter((it) => !"IOS".includes(it)).at(remainder - 1)]);
      }),
    );
  });

  test("CRO number: exactly one letter, and of the two forms the same", () => {
    fc.assert(
      fc.property(digits(2), digits(6), (year, serial) => {
        const plain = LETTERS.filter((it) => is.isCroNumber(`${serial}/${year}${it}`));
        const onFile = LETTERS.filter((it) => is.isCroNumber(`SF${year}/${serial}${it}`));
        expect(plain).toHaveLength(1);
        expect(onFile).toEqual(plain);
      }),
    );
  });

  test("two neighbours changed over are found out, in an NHS number and a ULN", () => {
    fc.assert(
      fc.property(digits(9), fc.integer({ min: 0, max: 8 }), (stem, at) => {
        for (const isValid of [is.isNhsNumber, is.isUln]) {
          const number = DIGITS.map((it) => stem + it).find(isValid);
          if (!number || number[at] === number[at + 1]) continue;
          const swapped = number.slice(0, at) + number[at + 1] + number[at] + number.slice(at + 2);
          expect(isValid(swapped)).toBe(false);
        }
      }),
    );
  });
});

describe("an identifier of a person", () => {
  const GOOD: Record<(typeof IDENTIFIER_SYSTEMS)[number], string> = {
    NHS_NUMBER: "9990001006",
    UPN: "L312402119001",
    ULN: "1026893096",
    PNC_ID: "2009/0412233Q",
    CRO_NUMBER: "265416/21G",
    CRN: "X123456",
    NOMS_NUMBER: "A1234BC",
    LOCAL_ID: "HUB:okafor-reid.ada",
  };

  test.each(IDENTIFIER_SYSTEMS)("%s takes its own and nobody else's", (system) => {
    for (const other of IDENTIFIER_SYSTEMS)
      expect([other, isIdentifier(system, GOOD[other])]).toEqual([other, other === system]);
  });

  test.each([
    "HUB:",
    ":1",
    "H:1",
    "hub:1",
    "HUB:a b",
    "HUB:1\0",
    "HUB:é",
    "HUB:1:2",
    `HUB:${"1".repeat(65)}`,
    `${"H".repeat(21)}:1`,
    "HUB:1'--",
    "STAND-IN NHS_NUMBER:1",
  ])("LOCAL_ID is not %j", (value) => expect(isIdentifier("LOCAL_ID", value)).toBe(false));

  const person = { system: "NHS_NUMBER", value: "9990001006", name: "Ada Okafor", birthDate: "1999-04-18" };
  const faultsOf = (it: object) => personShape.safeParse(it).error?.issues.map((issue) => issue.path.join(".")) ?? [];

  test("a person that is right has no fault", () => expect(faultsOf(person)).toEqual([]));
  test.each([
    ["value", { value: "9990001007" }],
    ["name", { name: "" }],
    ["name", { name: " Ada" }],
    ["name", { name: "Ada\u00a0" }],
    ["name", { name: "A\0da" }],
    ["name", { name: "A\ud800da" }],
    ["name", { name: "a".repeat(201) }],
    ["birthDate", { birthDate: "1999-02-30" }],
    ["birthDate", { birthDate: "0000-01-01" }],
    ["birthDate", { birthDate: "18/04/1999" }],
    ["system", { system: "STAND-IN NHS_NUMBER" }],
  ])("%s alone is a fault: %j", (path, change) => expect(faultsOf({ ...person, ...change })).toEqual([path]));
  test("all of them are faults together", () => {
    expect(faultsOf({ ...person, value: "1", name: "", birthDate: "x" }).sort()).toEqual([
      "birthDate",
      "name",
      "value",
    ]);
  });
  test("and no fault repeats the value", () => {
    const marker = "MARKER9990001006";
    const { error } = personShape.safeParse({ system: marker, value: marker, name: `${marker}\0`, birthDate: marker });
    expect(error?.issues.length).toBeGreaterThan(0);
    expect(JSON.stringify(error?.issues.map(({ message, path }) => ({ message, path })))).not.toContain(marker);
  });
});

describe("as a GraphQL scalar", () => {
  test.each([
    [scalars.NhsNumber, "9990001006"],
    [scalars.Upn, "L312402119001"],
    [scalars.Uln, "1026893096"],
    [scalars.Uprn, "990000001012"],
    [scalars.PncId, "2009/0412233Q"],
    [scalars.CroNumber, "265416/21G"],
    [scalars.SchoolUrn, "990101"],
    [scalars.Laestab, "3129901"],
    [scalars.LaCode, "312"],
    [scalars.OdsCode, "RYJ"],
  ])("%s takes a good text, and of anything else says its own name and no value", (scalar, good) => {
    expect(scalar.parseValue(good)).toBe(good);
    for (const bad of ["MARKER9990001006", `${good} `, Number(good), [good], { good }, true, null, undefined]) {
      expect(() => scalar.parseValue(bad)).toThrow(new Error(`not a valid ${scalar.name}`));
    }
  });
});
