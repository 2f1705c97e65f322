/** Ages, windows and days by the London calendar, on both sides of the clocks' changes. */
import fc from "fast-check";
import {
  ageOn,
  birthdayInstant,
  isInstant,
  isIsoDate,
  londonDate,
  londonInstant,
  plusMonths,
  plusWorkingDays,
} from "../../src/people/london-time";

const utc = (text: string): number => Date.parse(text);
const iso = (instant: number): string => new Date(instant).toISOString();

describe("a birthday begins at London midnight", () => {
  test.each([
    ["2010-01-15", 16, "2026-01-15T00:00:00.000Z", "in winter"],
    ["2010-07-01", 16, "2026-06-30T23:00:00.000Z", "in summer, an hour before UTC"],
    ["2008-07-01", 18, "2026-06-30T23:00:00.000Z", "the 18th likewise"],
    ["2008-12-31", 18, "2026-12-31T00:00:00.000Z", "the last day of a year"],
    ["2010-01-01", 16, "2026-01-01T00:00:00.000Z", "the first day of a year"],
    ["2010-03-29", 16, "2026-03-29T00:00:00.000Z", "on the day the clocks go forward: midnight is still GMT"],
    ["2010-03-30", 16, "2026-03-29T23:00:00.000Z", "and on the day after it is BST"],
    ["2010-10-25", 16, "2026-10-24T23:00:00.000Z", "on the day the clocks go back: midnight is still BST"],
    ["2010-10-26", 16, "2026-10-26T00:00:00.000Z", "and on the day after it is GMT"],
    ["2008-02-29", 18, "2026-03-01T00:00:00.000Z", "29 February comes of age on 1 March"],
    ["2008-02-29", 16, "2024-02-29T00:00:00.000Z", "and on its own day where there is one"],
    ["2008-02-28", 18, "2026-02-28T00:00:00.000Z", "28 February does not wait"],
    ["1908-02-29", 18, "1926-03-01T00:00:00.000Z", "a century ago as well"],
    ["1952-07-01", 18, "1970-06-30T23:00:00.000Z", "in the years when London kept summer time all winter"],
    ["1952-01-10", 18, "1970-01-09T23:00:00.000Z", "in that winter"],
  ])("%s, %i years: %s (%s)", (birthDate, years, expected) => {
    expect(iso(birthdayInstant(birthDate, years))).toBe(expected);
  });

  const DATE = fc
    .date({ min: new Date("1900-01-01"), max: new Date("2026-12-31"), noInvalidDate: true })
    .map((it) => it.toISOString().slice(0, 10));

  test("to the millisecond, for anybody: the age turns there and not before", () => {
    fc.assert(
      fc.property(fc.oneof(DATE, fc.constant("2008-02-29")), fc.constantFrom(16, 18), (birthDate, years) => {
        const turns = birthdayInstant(birthDate, years);
        expect(ageOn(birthDate, londonDate(turns))).toBe(years);
        expect(ageOn(birthDate, londonDate(turns - 1))).toBe(years - 1);
      }),
    );
  });
});

test.each([
  ["2008-02-29", "2026-02-28", 17],
  ["2008-02-29", "2026-03-01", 18],
  ["2008-02-29", "2024-02-28", 15],
  ["2008-02-29", "2024-02-29", 16],
  ["2010-11-22", "2026-11-21", 15],
  ["2010-11-22", "2026-11-22", 16],
  ["2026-06-09", "2026-11-22", 0],
  ["2026-11-22", "2026-11-22", 0],
  ["1926-11-23", "2026-11-22", 99],
])("born %s, on %s: %i", (born, today, age) => expect(ageOn(born, today)).toBe(age));

test.each([
  ["2026-06-30T22:59:59.999Z", "2026-06-30"],
  ["2026-06-30T23:00:00.000Z", "2026-07-01"],
  ["2026-12-31T23:59:59.999Z", "2026-12-31"],
  ["2027-01-01T00:00:00.000Z", "2027-01-01"],
  ["2026-03-29T00:59:59.999Z", "2026-03-29"],
  ["2026-10-24T23:00:00.000Z", "2026-10-25"],
])("%s is %s in London", (instant, date) => expect(londonDate(utc(instant))).toBe(date));

describe("a text as an instant", () => {
  test.each([
    ["2026-07-01", "2026-06-30T23:00:00.000Z"],
    ["2026-01-01", "2026-01-01T00:00:00.000Z"],
    ["2026-07-01T09:30", "2026-07-01T08:30:00.000Z"],
    ["2026-11-22T09:30:00", "2026-11-22T09:30:00.000Z"],
    ["2026-07-01T09:30:00Z", "2026-07-01T09:30:00.000Z"],
    ["2026-07-01T09:30:00+05:30", "2026-07-01T04:00:00.000Z"],
  ])("%s is %s", (text, expected) => expect(iso(londonInstant(text))).toBe(expected));

  test.each(["", "yesterday", "2026-02-30", "2026-13-01", "01/07/2026", "2026-07-01T25:00"])(
    "%j is none, and is not repeated",
    (text) => {
      expect(() => londonInstant(text)).toThrow(RangeError);
      expect(() => londonInstant(text)).toThrow("not an ISO 8601 date or date-time");
    },
  );
});

test.each([
  ["2026-11-22", true],
  ["2024-02-29", true],
  ["0001-01-01", true],
  ["2026-02-29", false],
  ["2026-04-31", false],
  ["2026-00-10", false],
  ["2026-1-1", false],
  ["2026-W01-1", false],
  ["2026-325", false],
  ["20261122", false],
  ["2026-11-22T00:00:00Z", false],
  [" 2026-11-22", false],
  ["2026-11-22\n", false],
  ["２０２６-11-22", false],
  // PostgreSQL knows no year 0
  ["0000-01-01", false],
])("is %j a date? %s", (text, expected) => expect(isIsoDate(text)).toBe(expected));

test.each([
  ["2026-11-22T12:00:00Z", true],
  ["2026-11-22T12:00:00.123Z", true],
  ["2026-11-22T12:00:00+01:00", true],
  ["2026-11-22T12:00Z", true],
  ["2026-11-22T12:00:00-0500", true],
  ["2026-11-22T12:00:00", false],
  ["2026-11-22", false],
  ["2026-11-22 12:00:00Z", false],
  ["2026-02-30T12:00:00Z", false],
  ["2026-11-22T24:30:00Z", false],
  ["2026-11-22T12:60:00Z", false],
  ["2026-11-22T12:00:00Z\n", false],
  ["0000-01-01T00:00:00Z", false],
])("does %j carry its own offset? %s", (text, expected) => expect(isInstant(text)).toBe(expected));

describe("months and working days", () => {
  test.each([
    ["2026-01-31T12:00:00Z", 1, "2026-02-28T12:00:00.000Z", "the month's last day where it is shorter"],
    ["2028-02-29T12:00:00Z", 12, "2029-02-28T12:00:00.000Z", "29 February after a year"],
    ["2027-02-28T12:00:00Z", 12, "2028-02-28T12:00:00.000Z", "28 February stays"],
    ["2026-01-22T12:00:00Z", 6, "2026-07-22T11:00:00.000Z", "the same wall time after the clocks went forward"],
    ["2026-07-22T11:00:00Z", 6, "2027-01-22T12:00:00.000Z", "and after they went back"],
    ["2026-11-22T12:00:00Z", 12, "2027-11-22T12:00:00.000Z", "a year"],
    ["2026-12-31T23:30:00Z", 2, "2027-02-28T23:30:00.000Z", "over the end of the year"],
    ["2026-11-22T12:00:00Z", 0, "2026-11-22T12:00:00.000Z", "none"],
  ])("%s and %i months: %s (%s)", (from, months, expected) => {
    expect(iso(plusMonths(utc(from), months))).toBe(expected);
  });

  test.each([
    ["2026-11-20T15:00:00Z", 1, "2026-11-23T15:00:00.000Z", "Friday → Monday"],
    ["2026-11-21T15:00:00Z", 1, "2026-11-23T15:00:00.000Z", "Saturday → Monday"],
    ["2026-11-22T15:00:00Z", 1, "2026-11-23T15:00:00.000Z", "Sunday → Monday"],
    ["2026-11-23T15:00:00Z", 10, "2026-12-07T15:00:00.000Z", "ten are two weeks"],
    ["2026-11-23T15:00:00Z", 4, "2026-11-27T15:00:00.000Z", "Monday → Friday"],
    ["2026-03-27T12:00:00Z", 1, "2026-03-30T11:00:00.000Z", "the same wall time over the clocks' change"],
    ["2026-10-23T23:30:00Z", 1, "2026-10-26T00:30:00.000Z", "Saturday already in London, Friday still in UTC"],
    ["2026-11-23T15:00:00Z", 0, "2026-11-23T15:00:00.000Z", "none"],
  ])("%s and %i working days: %s (%s)", (from, days, expected) => {
    expect(iso(plusWorkingDays(utc(from), days))).toBe(expected);
  });

  test("so many working days after any instant, exactly so many days of Monday to Friday have begun", () => {
    const instant = fc.integer({ min: utc("2020-01-01T00:00:00Z"), max: utc("2030-01-01T00:00:00Z") });
    fc.assert(
      fc.property(instant, fc.integer({ min: 1, max: 30 }), (from, days) => {
        const end = londonDate(plusWorkingDays(from, days));
        let weekdays = 0;
        for (
          let day = utc(`${londonDate(from)}T00:00:00Z`) + 86_400_000;
          iso(day).slice(0, 10) <= end;
          day += 86_400_000
        ) {
          if (![0, 6].includes(new Date(day).getUTCDay())) weekdays += 1;
        }
        expect(weekdays).toBe(days);
        expect([0, 6]).not.toContain(new Date(end).getUTCDay());
      }),
    );
  });
});
