/** Rule 6, opened by the source's own hand: for one recipient, purpose and category, as far as the items it chose. */
import { decide } from "../../src/sharing/decide";
import type { Evidence, SourceRelease } from "../../src/sharing/evidence";
import { filterItems, mayBeTold, NO_ELEMENTS, type Item } from "../../src/sharing/items";
import type { Category, Purpose, RestrictionCode, Role } from "../../src/sharing/vocabulary";
import {
  ALWAYS,
  ask,
  consent,
  evidence,
  GP,
  HOUR,
  MASH,
  NOW,
  party,
  protocol,
  rulebook,
  SCHOOL,
  type AskOverrides,
} from "./given";

const byHand = rulebook(protocol({ manualReleaseOnly: ["exclusions"] }));
const release: SourceRelease = {
  id: "R",
  source: "SCHOOL",
  recipient: "MASH",
  category: "exclusions",
  purpose: "CHILD_IN_NEED_ASSESSMENT",
  items: ["A"],
  from: NOW - HOUR,
  to: NOW + HOUR,
};
const decided = (overrides: AskOverrides, on: Partial<Evidence>, book = byHand) =>
  decide(ask(overrides), evidence(on), book);
const withRelease = (more: Partial<SourceRelease> = {}, on: Partial<Evidence> = {}) =>
  decided({}, { ...on, sourceReleases: [{ ...release, ...more }] });

it("opens the gate as the holder's own determination, cites the release and reaches as far as it", () => {
  expect(withRelease()).toMatchObject({ permitted: true, reason: "P-16LA", cites: ["R"], onlyItems: ["A"] });
  expect(withRelease({ items: null })).toMatchObject({ permitted: true, onlyItems: null });
  expect(withRelease({ items: [] })).toMatchObject({ permitted: true, onlyItems: [] });
});
it.each<[string, Partial<SourceRelease>]>([
  ["another source's", { source: "GP" }],
  ["to another agency", { recipient: "CSC" }],
  ["of another category", { category: "attendance" }],
  ["for another purpose", { purpose: "MASH_SCREENING" }],
  ["that has ended", { to: NOW }],
  ["that has not begun", { from: NOW + 1 }],
])("not by a release %s", (_what, more) => expect(withRelease(more).reason).toBe("W-SOURCE-DECISION"));

it("of several all are cited, and what any of them chose is released", () => {
  const several = [release, { ...release, id: "Q", items: ["B", "A"] }];
  expect(decided({}, { sourceReleases: several })).toMatchObject({ cites: ["Q", "R"], onlyItems: ["A", "B"] });
  const all = [...several, { ...release, id: "S", items: null }];
  expect(decided({}, { sourceReleases: all })).toMatchObject({ cites: ["Q", "R", "S"], onlyItems: null });
});

describe("beside what the source found more detrimental", () => {
  const flag = { id: "D", source: "SCHOOL", category: "exclusions" as const, view: "MORE_DETRIMENTAL" as const };
  const since = (from: number, covert = false) => ({
    determinations: [{ ...flag, covert, from, to: Infinity }],
    sourceReleases: [release],
  });
  it("it is the later word that counts, and of one instant the stricter", () => {
    expect(decided({}, since(NOW - HOUR - 1), rulebook())).toMatchObject({ reason: "P-16LA", onlyItems: ["A"] });
    expect(decided({}, since(NOW - HOUR), rulebook()).reason).toBe("W-SOURCE-DECISION");
    expect(decided({}, since(NOW), rulebook()).reason).toBe("W-SOURCE-DECISION");
  });
  it("a covert flag still empties the answer", () =>
    expect(decided({}, since(NOW - 2 * HOUR, true))).toMatchObject({ permitted: true, dropAll: "X-MORE-DETRIMENTAL" }));
});

describe("where parties or purpose give no s.16LA", () => {
  const charity = party("SCHOOL", { publicAuthority: false, listedIn16LA: false });
  it("the rules go on, and what they permit rests on the release too", () => {
    const on = { sourceReleases: [release], consents: [consent()] };
    expect(decided({ source: charity, publicTaskStated: true }, on)).toMatchObject({
      reason: "P-CONSENT",
      cites: ["R", "CONSENT"],
      onlyItems: ["A"],
    });
    expect(decided({ source: charity, publicTaskStated: true }, { sourceReleases: [release] }).reason).toBe(
      "W-CONSENT-NONE",
    );
    expect(decided({ source: charity }, on).reason).toBe("W-NO-BASIS");
  });
  it("an enquiry that is not on the case has no basis, whoever released what", () => {
    const purpose: Purpose = "CHILD_PROTECTION_ENQUIRY";
    const on = { sourceReleases: [{ ...release, purpose }] };
    expect(decided({ purpose }, on).reason).toBe("W-NO-BASIS");
    expect(decided({ purpose, case: { statutoryBasis: "S47" } }, on)).toMatchObject({
      reason: "P-S47",
      cites: ["R"],
      onlyItems: ["A"],
    });
  });
  it("a highly restricted category never tells of a consent, nor of an objection", () => {
    const clinic = party("GP", { kind: "SEXUAL_HEALTH", listedIn16LA: false });
    const level4 = { case: { level: { common: 4 as const, statutory: true } }, source: clinic };
    const category: Category = "sexual-health";
    const of = (purpose: Purpose) => [{ ...release, source: "GP", category, purpose }];
    const refusal = consent({ decision: "REFUSED", purposes: ["*"] });
    for (const consents of [[], [refusal], [consent({ to: NOW })]]) {
      const on = { consents, sourceReleases: of("CHILD_IN_NEED_ASSESSMENT") };
      expect(decided({ category, ...level4 }, on).reason).toBe("W-SOURCE-DECISION");
    }
    const care = {
      category,
      ...level4,
      purpose: "DIRECT_CARE" as const,
      viewer: { agency: { ...MASH, kind: "ACUTE" as const } },
    };
    expect(decided(care, { consents: [refusal], sourceReleases: of("DIRECT_CARE") }).reason).toBe("W-SOURCE-DECISION");
    expect(decided(care, { sourceReleases: of("DIRECT_CARE") })).toMatchObject({
      reason: "P-DIRECT-CARE",
      onlyItems: ["A"],
    });
  });
});

describe("where there is no gate", () => {
  it("it narrows nothing that opens without it", () =>
    expect(decided({}, { sourceReleases: [release], consents: [consent()] }, rulebook())).toMatchObject({
      reason: "P-CONSENT",
      cites: ["CONSENT"],
      onlyItems: null,
    }));
  it("and opens what nothing else does", () => {
    expect(decided({}, { sourceReleases: [release] }, rulebook())).toMatchObject({
      reason: "P-16LA",
      cites: ["R"],
      onlyItems: ["A"],
    });
    expect(decided({ source: GP }, { sourceReleases: [release] }, rulebook()).reason).toBe("W-CONSENT-NONE");
  });
});

it("who has broken the glass has no less for what the source chose to release", () => {
  const lists = { roles: ["MASH_ADVANCED_PRACTITIONER"] as Role[], categories: ["exclusions"] as Category[] };
  const book = rulebook(protocol({ manualReleaseOnly: ["exclusions"], breakGlass: lists }));
  const grant = { id: "BG", userId: "U", narrative: "child disclosed strangulation tonight", categories: ["*"] };
  const breakGlass = [{ ...grant, from: NOW, to: NOW + HOUR }];
  const on = { sourceReleases: [release], breakGlass };
  expect(decided({}, on, book)).toMatchObject({ reason: "P-BREAKGLASS", onlyItems: null });
  // what the glass does not open stays released, and nothing was refused
  expect(decided({}, on)).toMatchObject({ reason: "P-16LA", onlyItems: ["A"], breakGlassRefused: false });
});

describe("of the items", () => {
  const item = (id: string, more: Partial<Item> = {}): Item => ({
    id,
    occurredOn: "2026-10-01",
    restrictions: [],
    body: {},
    ...more,
  });
  const question = {
    at: NOW,
    today: "2026-11-16",
    category: "exclusions" as const,
    source: SCHOOL,
    viewer: ask().viewer,
  };
  const personal = (...codes: RestrictionCode[]) =>
    codes.map((code) => ({ code, categories: ["*"], exempt: [], ...ALWAYS }));

  it("only those that were chosen are shown, and the others are not counted as suppressed", () => {
    const { visible, ...rest } = filterItems([item("A"), item("B")], question, withRelease(), [], NO_ELEMENTS);
    expect(visible.map((it) => it.id)).toEqual(["A"]);
    expect(rest).toMatchObject({ suppressed: 0, internalReason: null });
    expect(filterItems([item("B")], question, withRelease({ items: [] }), [], NO_ELEMENTS).visible).toEqual([]);
  });
  it("a restriction still wins over what was chosen", () => {
    const restricted = [item("A", { restrictions: [{ code: "X-COURT" }] })];
    const filtered = filterItems(restricted, question, withRelease(), [], NO_ELEMENTS);
    expect(filtered).toMatchObject({ visible: [], suppressed: 1, internalReason: "X-COURT" });
    expect(filterItems([item("A")], question, withRelease(), personal("X-ADOPTION"), NO_ELEMENTS).visible).toEqual([]);
  });
  it("the source's words stand, except where every item is dropped; X-INTEL leaves sanitised words", () => {
    const told = (on: RestrictionCode[], category: Category = "exclusions", decision = withRelease()) =>
      mayBeTold({ ...question, category }, decision, personal(...on));
    expect(told([])).toBe(true);
    expect(told(["X-INTEL"])).toBe(true);
    expect(told(["X-THIRD-PARTY", "X-REFUGE"])).toBe(true);
    expect(told(["X-REFUGE"], "tenancy")).toBe(false);
    expect(told(["X-ADOPTION"])).toBe(false);
    expect(told([], "exclusions", { ...withRelease(), dropAll: "X-MORE-DETRIMENTAL" })).toBe(false);
  });
});
