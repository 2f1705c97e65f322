/** Laws of what is shown of the items, after the fetch: only ever the source's own words, or less of them. */
import fc from "fast-check";
import { DateTime } from "luxon";
import { permit, type Decision } from "../../../src/sharing/decision";
import type { Restriction } from "../../../src/sharing/evidence";
import {
  filterItems,
  lookBackFrom,
  type Body,
  type Elements,
  type Item,
  type ItemRestriction,
} from "../../../src/sharing/items";
import { RESTRICTION_CODES, type Category, type Role } from "../../../src/sharing/vocabulary";
import { mostly } from "../generators";
import { MASH, NOW, SCHOOL } from "../given";
import { RUNS } from "../runs";

const ELEMENTS: Elements = { location: ["place", "visits.site"], thirdParty: ["reportedBy"], narrative: ["account"] };
const code = fc.constantFrom(...RESTRICTION_CODES);

const onItem: fc.Arbitrary<ItemRestriction> = fc.record(
  {
    code,
    elements: fc.constantFrom<string[]>(["place"], ["visits", "account"], ["visits.site", "missing.path"], []),
    exempt: fc.constantFrom<string[]>(["MASH"], ["*"], ["CSC"]),
  },
  { requiredKeys: ["code"] },
);
const onPerson: fc.Arbitrary<Restriction> = fc.record({
  code,
  categories: fc.constantFrom<string[]>(["*"], ["attendance"], ["tenancy"]),
  exempt: fc.constantFrom<string[]>([], ["MASH"]),
  from: mostly(NOW, NOW + 1),
  to: mostly(NOW + 1, NOW),
});
const service = fc.constantFrom("SEXUAL_HEALTH", "camhs", "domestic-abuse", "SCHOOL_NURSING", 7);
const body: fc.Arbitrary<Body> = fc.record(
  {
    place: fc.constantFrom<unknown>("1 Example Road", { line: "1 Example Road", town: "X" }, null),
    visits: fc.array(fc.record({ site: fc.constantFrom("A", "B"), on: fc.constant("2026-01-01") }), { maxLength: 2 }),
    reportedBy: fc.constant("a neighbour"),
    account: fc.constant("heard it"),
    service,
  },
  { requiredKeys: ["reportedBy"] },
);
const day = fc.constantFrom("2026-11-16", "2026-11-15", "2026-05-16", "2026-05-15", "2025-11-15", "2019-01-01");
const items: fc.Arbitrary<Item[]> = fc
  .array(fc.record({ occurredOn: fc.option(day), restrictions: fc.array(onItem, { maxLength: 2 }), body }), {
    maxLength: 4,
  })
  .map((list) => list.map((it, i) => ({ id: `I${i}`, ...it })));
const durations = fc.constantFrom("P1D", "P6M", "P1Y", "P52W", "nonsense");

interface Shelf {
  readonly items: readonly Item[];
  readonly category: Category;
  readonly own: boolean;
  readonly role: Role;
  readonly decision: Decision;
  readonly personal: readonly Restriction[];
}
const shelves: fc.Arbitrary<Shelf> = fc.record({
  items,
  category: fc.constantFrom<Category>("attendance", "tenancy", "involvement"),
  own: fc.boolean(),
  role: fc.constantFrom<Role>("DSL", "SOCIAL_WORKER"),
  decision: fc
    .record({
      lookBack: mostly<string[]>([], ["P1Y"], ["P6M", "P1Y"]),
      sensitiveServices: fc.constantFrom<string[]>([], ["*"], ["sexual-health"]),
      dropAll: mostly<Decision["dropAll"]>(null, "X-MORE-DETRIMENTAL"),
    })
    .map((facts) => permit("P-CONSENT", facts)),
  personal: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, fc.array(onPerson, { maxLength: 2 })),
});

const show = (it: Shelf) =>
  filterItems(
    it.items,
    {
      at: NOW,
      today: "2026-11-16",
      category: it.category,
      source: it.own ? MASH : SCHOOL,
      viewer: { agency: MASH, role: it.role },
    },
    it.decision,
    it.personal,
    ELEMENTS,
  );

/** Is `less` the same value, or the same with things emptied? */
function isNoMoreThan(less: unknown, more: unknown): boolean {
  if (less === null || less === more) return true;
  if (typeof less !== "object" || typeof more !== "object" || more === null) return false;
  const keys = Object.keys(less);
  return (
    keys.length === Object.keys(more).length &&
    keys.every((key) => isNoMoreThan((less as Body)[key], (more as Body)[key]))
  );
}
const showsNoMore = (less: Shelf, more: Shelf): void => {
  const wider = new Map(show(more).visible.map((it) => [it.id, it.body]));
  for (const { id, body: shown } of show(less).visible) {
    expect(wider.has(id)).toBe(true);
    expect(isNoMoreThan(shown, wider.get(id))).toBe(true);
  }
};

const assertLaw = <T>(extra: fc.Arbitrary<T>, law: (shelf: Shelf, extra: T) => void) =>
  fc.assert(fc.property(shelves, extra, law), RUNS);
const nothing = fc.constant(null);

test("the generators show some items and drop others, each in three of ten cases or more", () => {
  const counts = fc
    .sample(shelves, { numRuns: 2000, seed: 2026 })
    .map((it) => [it.items.length, show(it).visible.length]);
  const [all, visible] = [0, 1].map((i) => counts.reduce((sum, it) => sum + it[i]!, 0));
  expect(visible! / all!).toBeGreaterThan(0.3);
  expect(visible! / all!).toBeLessThan(0.7);
});

describe("never shows more", () => {
  test("than the source holds, under the same names", () =>
    assertLaw(nothing, (shelf) => {
      const held = new Map(shelf.items.map((it) => [it.id, it.body]));
      for (const { id, body: shown } of show(shelf).visible) expect(isNoMoreThan(shown, held.get(id))).toBe(true);
    }));
  test("with one more restriction on the person", () =>
    assertLaw(onPerson, (shelf, one) => showsNoMore({ ...shelf, personal: [...shelf.personal, one] }, shelf)));
  test("with one more restriction on every item", () =>
    assertLaw(onItem, (shelf, one) => {
      const restricted = shelf.items.map((it) => ({ ...it, restrictions: [...it.restrictions, one] }));
      showsNoMore({ ...shelf, items: restricted }, shelf);
    }));
  test("with one more look-back", () =>
    assertLaw(durations, (shelf, one) => {
      const lookBack = [...shelf.decision.lookBack, one];
      showsNoMore({ ...shelf, decision: { ...shelf.decision, lookBack } }, shelf);
    }));
  test("where fewer sensitive services may be named", () =>
    assertLaw(nothing, (shelf) =>
      showsNoMore({ ...shelf, decision: { ...shelf.decision, sensitiveServices: [] } }, shelf),
    ));
  test("to a role that gets flag and date", () =>
    assertLaw(nothing, (shelf) => showsNoMore({ ...shelf, role: "DSL" }, { ...shelf, role: "SOCIAL_WORKER" })));
  test("of another's data than of one's own", () =>
    assertLaw(nothing, (shelf) => showsNoMore({ ...shelf, own: false }, { ...shelf, own: true })));
});

test("the order of restrictions and look-backs is irrelevant, to what is shown and to what is sealed", () =>
  assertLaw(nothing, (shelf) => {
    const turn = <T>(list: readonly T[]) => [...list].reverse();
    const turned = {
      ...shelf,
      personal: turn(shelf.personal),
      items: shelf.items.map((it) => ({ ...it, restrictions: turn(it.restrictions) })),
      decision: { ...shelf.decision, lookBack: turn(shelf.decision.lookBack) },
    };
    const [found, before] = [show(turned), show(shelf)];
    expect(found.visible.map(({ id, body: shown }) => [id, shown])).toEqual(
      before.visible.map(({ id, body: shown }) => [id, shown]),
    );
    expect([found.suppressed, found.internalReason]).toEqual([before.suppressed, before.internalReason]);
  }));

test("every item is shown or counted, a reason is sealed where one was dropped, and nothing given is touched", () =>
  assertLaw(nothing, (shelf) => {
    const before = structuredClone(shelf.items);
    const { visible, suppressed, internalReason } = show(shelf);
    expect(visible.length + suppressed).toBe(shelf.items.length);
    expect(internalReason !== null).toBe(suppressed > 0);
    expect(shelf.items).toEqual(before);
  }));

test("a covert flag empties any file", () =>
  assertLaw(nothing, (shelf) => {
    const { visible } = show({ ...shelf, decision: { ...shelf.decision, dropAll: "X-MORE-DETRIMENTAL" } });
    expect(visible).toEqual([]);
  }));

test("look-back counts back as a calendar library does", () =>
  fc.assert(
    fc.property(
      fc.date({ min: new Date("2000-01-01"), max: new Date("2099-12-31"), noInvalidDate: true }),
      fc.record({ years: fc.nat(30), months: fc.nat(30), weeks: fc.nat(60), days: fc.nat(400) }),
      (date, span) => {
        const today = date.toISOString().slice(0, 10);
        const duration = `P${span.years}Y${span.months}M${span.weeks}W${span.days}D`;
        expect(lookBackFrom(today, duration)).toBe(DateTime.fromISO(today, { zone: "utc" }).minus(span).toISODate());
      },
    ),
    RUNS,
  ));
