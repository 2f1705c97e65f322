import { permit } from "../../src/sharing/decision";
import { filterItems, lookBackFrom, type Elements, type Item } from "../../src/sharing/items";
import type { Category, RestrictionCode, Role } from "../../src/sharing/vocabulary";
import { ALWAYS, MASH, NOW, SCHOOL } from "./given";

const ELEMENTS: Elements = { location: ["place", "visits.site"], thirdParty: ["reportedBy"], narrative: ["account"] };
const BODY = {
  place: "1 Example Road",
  visits: [{ site: "A", on: "2026-01-01" }],
  reportedBy: "a neighbour",
  account: "heard it",
  what: "x",
};
const item = (more: Partial<Item> = {}): Item => ({
  id: "I",
  occurredOn: "2026-10-01",
  restrictions: [],
  body: BODY,
  ...more,
});

interface Situation {
  category?: Category;
  role?: Role;
  own?: boolean;
  personal?: RestrictionCode[];
  lookBack?: string | null;
  services?: string[];
}
const filter = (items: Item[], it: Situation = {}) =>
  filterItems(
    items,
    {
      at: NOW,
      today: "2026-11-16",
      category: it.category ?? "police-callouts",
      source: it.own ? MASH : SCHOOL,
      viewer: { agency: MASH, role: it.role ?? "MASH_ADVANCED_PRACTITIONER" },
    },
    permit("P-S47", { lookBack: it.lookBack ?? null, sensitiveServices: it.services ?? [] }),
    (it.personal ?? []).map((code) => ({ code, categories: ["*"], exempt: [], ...ALWAYS })),
    ELEMENTS,
  );
const bodyOf = (items: Item[], it?: Situation) => filter(items, it).visible[0]?.body;

describe("restrictions that drop the item", () => {
  it.each<RestrictionCode>(["X-PROTECTED", "X-ADOPTION", "X-GRC", "X-HFEA", "X-COURT", "X-INTEL", "X-PRIVILEGE"])(
    "%s on the item, own data included",
    (code) => {
      const restricted = [item({ restrictions: [{ code }] }), item({ id: "PLAIN" })];
      for (const own of [false, true]) {
        expect(filter(restricted, { own })).toMatchObject({
          visible: [{ id: "PLAIN" }],
          suppressed: 1,
          internalReason: code,
        });
      }
    },
  );
  it("on the person they drop everything, which reads like nothing", () =>
    expect(filter([item()], { personal: ["X-ADOPTION"] })).toEqual({
      visible: [],
      suppressed: 1,
      internalReason: "X-ADOPTION",
    }));
  it("so does one that nobody taught the filter, a user's conflict on an item and an empty list of elements", () => {
    for (const code of ["X-COI", "X-INVENTED-LATER"] as RestrictionCode[]) {
      expect(filter([item({ restrictions: [{ code }] })])).toMatchObject({ visible: [], suppressed: 1 });
      expect(filter([item()], { personal: [code] })).toMatchObject({ visible: [], suppressed: 1 });
    }
    expect(filter([item({ restrictions: [{ code: "X-INTEL", elements: [] }] })]).visible).toEqual([]);
  });
  it("X-COURT spares an agency on the order", () => {
    const spared = item({ restrictions: [{ code: "X-COURT", exempt: ["MASH"] }] });
    expect(filter([spared]).visible).toHaveLength(1);
  });
  it("with elements they drop those and no more", () =>
    expect(bodyOf([item({ restrictions: [{ code: "X-PRIVILEGE", elements: ["what"] }] })])).toMatchObject({
      what: null,
      place: BODY.place,
    }));
});

describe("refuge", () => {
  it("empties a category that is wholly location", () => {
    for (const category of ["contact-address", "gp-registration", "tenancy", "homelessness"] as const) {
      expect(filter([item()], { category, personal: ["X-REFUGE"] })).toEqual({
        visible: [],
        suppressed: 1,
        internalReason: "X-REFUGE",
      });
    }
  });
  it("takes the places out of every other, at any depth, and leaves the rest", () => {
    const body = bodyOf([item()], { personal: ["X-REFUGE"] });
    expect(body).toMatchObject({
      place: null,
      visits: [{ site: null, on: "2026-01-01" }],
      what: "x",
      account: "heard it",
    });
    expect(BODY.place).toBe("1 Example Road"); // a copy: the next caller may see it
  });
});

describe("who told, and the story", () => {
  it("who told stays at its source", () => {
    expect(bodyOf([item()])).toMatchObject({ reportedBy: null });
    expect(bodyOf([item()], { own: true })).toMatchObject({ reportedBy: "a neighbour" });
    const flagged = item({ restrictions: [{ code: "X-THIRD-PARTY" }] });
    expect(bodyOf([flagged], { own: true })).toMatchObject({ reportedBy: null, account: "heard it" });
  });
  it("a DSL gets flag and date from others, and their own narrative", () => {
    expect(bodyOf([item()], { role: "DSL" })).toMatchObject({ account: null, what: "x" });
    expect(bodyOf([item()], { role: "DSL", own: true })).toMatchObject({ account: "heard it" });
    expect(bodyOf([item()], { role: "SOCIAL_WORKER" })).toMatchObject({ account: "heard it" });
  });
});

describe("sensitive services in the involvement list", () => {
  const clinic = item({ id: "CLINIC", body: { service: "SEXUAL_HEALTH" } });
  const nurse = item({ id: "NURSE", body: { service: "SCHOOL_NURSING" } });
  const shown = (services: string[], category: Category = "involvement") =>
    filter([clinic, nurse], { category, services }).visible.map((it) => it.id);
  it("show only where the decision names them", () => {
    expect(shown([])).toEqual(["NURSE"]);
    expect(shown(["mental-health"])).toEqual(["NURSE"]);
    expect(shown(["sexual-health"])).toEqual(["CLINIC", "NURSE"]);
    expect(shown(["*"])).toEqual(["CLINIC", "NURSE"]);
  });
  it("and concern involvement alone", () => expect(shown([], "urgent-care")).toEqual(["CLINIC", "NURSE"]));
});

describe("look-back", () => {
  const reached = (occurredOn: string | null, lookBack: string) =>
    filter([item({ occurredOn })], { lookBack }).visible.length;
  it("counts calendar days from today", () => {
    expect(reached("2025-11-16", "P1Y")).toBe(1);
    expect(reached("2025-11-15", "P1Y")).toBe(0);
    expect(reached(null, "P1Y")).toBe(1); // a state has no day
  });
  it("a duration that cannot be read reaches back no day", () => expect(reached("2026-11-15", "one year")).toBe(0));
  it.each([
    ["2026-03-31", "P1M", "2026-02-28"],
    ["2024-02-29", "P1Y", "2023-02-28"],
    ["2026-01-15", "P2M", "2025-11-15"],
    ["2026-11-16", "P2W3D", "2026-10-30"],
    ["2026-12-31", "P1Y1M", "2025-11-30"],
  ])("from %s, %s reaches %s", (today, duration, expected) => expect(lookBackFrom(today, duration)).toBe(expected));
});

it("seals the gravest reason, whatever the order", () => {
  const two = [item({ restrictions: [{ code: "X-INTEL" }] }), item({ restrictions: [{ code: "X-ADOPTION" }] })];
  expect(filter(two).internalReason).toBe("X-ADOPTION");
  expect(filter([...two].reverse()).internalReason).toBe("X-ADOPTION");
  for (const personal of [
    ["X-INTEL", "X-ADOPTION"],
    ["X-ADOPTION", "X-INTEL"],
  ] as const) {
    expect(filter([item()], { personal: [...personal] })).toMatchObject({
      suppressed: 1,
      internalReason: "X-ADOPTION",
    });
  }
});
