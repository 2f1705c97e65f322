/**
 * Whose consent it is changes at London midnight of the 16th and the 18th birthday, to the millisecond, in summer time
 * and in winter. Midnight is worked out here by the language's own calendar, not by the library that the code uses.
 */
import fc from "fast-check";
import { birthdayInstant } from "../../../src/people/london-time";
import { decide } from "../../../src/sharing/decide";
import { ALWAYS, ask, consent, evidence, LAW_IN_FORCE, protocol } from "../given";
import { compileRulebook } from "../../../src/sharing/rulebook";
import { RUNS } from "../runs";

const CLOCK = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Europe/London",
  dateStyle: "short",
  timeStyle: "medium",
  hourCycle: "h23",
});
const two = (n: number) => String(n).padStart(2, "0");

/** The instant at which a clock in London shows 00:00:00 of that day: at UTC's midnight, or an hour before. */
function midnight(year: number, month: number, day: number): number {
  const shown = `${two(day)}/${two(month)}/${year}, 00:00:00`;
  const utc = Date.UTC(year, month - 1, day);
  return [utc, utc - 3_600_000].find((it) => CLOCK.format(it) === shown)!;
}

/** A day of that birth that the year does not have is the next one: 29 February's is 1 March. */
function birthday([year, month, day]: Born, age: number): number {
  const isMissing = month === 2 && day === 29 && new Date(Date.UTC(year + age, 1, 29)).getUTCDate() !== 29;
  return isMissing ? midnight(year + age, 3, 1) : midnight(year + age, month, day);
}

type Born = readonly [year: number, month: number, day: number];
const iso = ([year, month, day]: Born) => `${year}-${two(month)}-${two(day)}`;

const everlasting = () =>
  compileRulebook(
    1,
    [protocol({ ...ALWAYS, signatures: ["MASH", "SCHOOL"].map((agency) => ({ agency, signedAt: -Infinity })) })],
    LAW_IN_FORCE,
  );
/** Whose consent counts at this instant, of everybody who gave one. */
const deciders = (born: Born, at: number): string[] =>
  ["MOTHER", "SELF", "DEPUTY"].filter((givenBy) => {
    const subject = { sixteenAt: birthdayInstant(iso(born), 16), eighteenAt: birthdayInstant(iso(born), 18) };
    const given = evidence({ consents: [consent({ ...ALWAYS, givenBy })] });
    return decide(ask({ at, subject }), given, everlasting()).permitted;
  });
const around = (born: Born, age: number) => {
  const turns = birthday(born, age);
  return [turns - 1, turns, turns + 1].map((at) => deciders(born, at));
};

const AT_SIXTEEN = [["MOTHER"], ["SELF"], ["SELF"]];
const AT_EIGHTEEN = [["SELF"], ["SELF", "DEPUTY"], ["SELF", "DEPUTY"]];

test.each<[string, Born, winter: boolean]>([
  ["in winter", [2010, 1, 15], true],
  ["in summer", [2010, 7, 1], false],
  ["on 29 February", [2008, 2, 29], true],
  ["on the day before the clocks go forward in 2026", [2010, 3, 28], true],
  ["on the day they do", [2010, 3, 29], true],
  ["and the day after", [2010, 3, 30], false],
  ["on the day they go back", [2010, 10, 25], false],
  ["and the day after", [2010, 10, 26], true],
])("born %s: %j", (_when, born, winter) => {
  expect(birthday(born, 16) % 86_400_000).toBe(winter ? 0 : 82_800_000);
  expect(around(born, 16)).toEqual(AT_SIXTEEN);
  expect(around(born, 18)).toEqual(AT_EIGHTEEN);
});

test("born on 29 February: 16 on that day of a leap year, 18 on 1 March of another", () => {
  expect(birthday([2008, 2, 29], 16)).toBe(Date.UTC(2024, 1, 29));
  expect(birthday([2008, 2, 29], 18)).toBe(Date.UTC(2026, 2, 1));
});

const births: fc.Arbitrary<Born> = fc
  .date({ min: new Date("1945-01-01"), max: new Date("2015-12-31"), noInvalidDate: true })
  .map((it) => [it.getUTCFullYear(), it.getUTCMonth() + 1, it.getUTCDate()] as const);

test("whenever somebody was born, the years of summer time all winter among them", () => {
  fc.assert(
    fc.property(fc.oneof(births, fc.constant<Born>([2008, 2, 29])), (born) => {
      expect(around(born, 16)).toEqual(AT_SIXTEEN);
      expect(around(born, 18)).toEqual(AT_EIGHTEEN);
    }),
    RUNS,
  );
});
