/** Every window is half-open to the millisecond: not yet at `from` − 1, at `from`, still at `to` − 1, no more at `to`. */
import fc from "fast-check";
import { isTheirs, type Asker, type RecordContext } from "../../../src/governance/evidence.repository";
import { decide } from "../../../src/sharing/decide";
import type { Evidence, Instant, Restriction, Window } from "../../../src/sharing/evidence";
import { NO_ELEMENTS, filterItems, type Item } from "../../../src/sharing/items";
import { compileRulebook, type Rulebook } from "../../../src/sharing/rulebook";
import { permit } from "../../../src/sharing/decision";
import {
  ALWAYS,
  ask,
  consent,
  evidence,
  GP,
  HOUR,
  LAW_IN_FORCE,
  MASH,
  NOW,
  protocol,
  SCHOOL,
  type AskOverrides,
} from "../given";
import { RUNS } from "../runs";

/** Signed and in force for ever, so that only the window under test begins and ends. */
const everlasting = (more: Parameters<typeof protocol>[0] = {}) =>
  protocol({
    ...ALWAYS,
    signatures: ["MASH", "SCHOOL", "GP"].map((agency) => ({ agency, signedAt: -Infinity })),
    ...more,
  });
const bookOf = (more: Parameters<typeof everlasting>[0] = {}): Rulebook =>
  compileRulebook(1, [everlasting(more)], LAW_IN_FORCE);
const GRANT = consent(ALWAYS);
const granted = { consents: [GRANT] };
const answer = (overrides: AskOverrides, on: Partial<Evidence>, book: Rulebook = bookOf()) =>
  decide(ask(overrides), evidence(on), book);
const reason = (overrides: AskOverrides, on: Partial<Evidence>, book?: Rulebook) => answer(overrides, on, book).reason;

const CATEGORY = "exclusions" as const;
const determination = { id: "D", source: "SCHOOL", category: CATEGORY, purpose: "CHILD_IN_NEED_ASSESSMENT" as const };
const detrimental = { ...determination, view: "MORE_DETRIMENTAL" as const };
const glass = { id: "B", userId: "U", narrative: "child disclosed strangulation tonight", categories: ["*"] };
const dispensation = {
  id: "D",
  reason: "CANNOT_BE_GIVEN",
  categories: ["*"],
  requestedBy: "WORKER",
  authorisedBy: "MANAGER",
};
const parent = { holder: "MOTHER", restrictedFrom: Infinity };

const shown = (at: Instant, personal: Restriction[], category: "tenancy" | "attendance" = "attendance") => {
  const item: Item = { id: "I", occurredOn: null, restrictions: [], body: { place: "HERE" } };
  const question = { at, category, source: SCHOOL, today: "2026-11-16", viewer: ask().viewer };
  const { visible } = filterItems([item], question, permit("P-S47"), personal, { ...NO_ELEMENTS, location: ["place"] });
  return visible[0]?.body["place"];
};
const restriction = { categories: ["*"], exempt: [] };

const USER = { userId: "U", agencyId: "MASH" } as Asker;
const standsIn = (file: Partial<NonNullable<RecordContext["case"]>>, at: Instant): boolean =>
  isTheirs(
    {
      case: { owner: "CSC", agencies: [{ id: "MASH", ...ALWAYS }], assignments: [ALWAYS], conflicts: [], ...file },
    } as unknown as RecordContext,
    { viewer: USER, at },
  );

/** Is it in force at the instant, as the rules behave? */
const KINDS: readonly [what: string, inForce: (window: Window, at: Instant) => boolean][] = [
  ["a protocol", (w, at) => reason({ at }, granted, bookOf(w)) === "P-CONSENT"],
  [
    "a protocol's break-glass",
    (w, at) => {
      const book = bookOf({ ...w, breakGlass: { roles: ["MASH_ADVANCED_PRACTITIONER"], categories: [CATEGORY] } });
      return reason({ at }, { breakGlass: [{ ...glass, from: at, to: at + 1 }] }, book) === "P-BREAKGLASS";
    },
  ],
  ["a consent", (w, at) => reason({ at }, { consents: [{ ...GRANT, ...w }] }) === "P-CONSENT"],
  [
    "a refusal",
    (w, at) => {
      const father = { ...parent, ...ALWAYS, holder: "FATHER" };
      const subject = { parentalResponsibility: [{ ...parent, ...ALWAYS }, father] };
      const refusal = consent({ ...w, id: "R", givenBy: "FATHER", decision: "REFUSED" });
      return reason({ at, subject }, { consents: [GRANT, refusal] }) === "W-CONSENT-CONFLICT";
    },
  ],
  [
    "an objection",
    (w, at) => {
      const care = {
        at,
        purpose: "DIRECT_CARE",
        category: "health-conditions",
        source: GP,
        viewer: { agency: { ...MASH, kind: "ACUTE" } },
      } as const;
      const objection = consent({ ...w, decision: "REFUSED", purposes: ["DIRECT_CARE"] });
      return reason(care, { consents: [objection] }) === "W-OBJECTION";
    },
  ],
  ["a dispensation", (w, at) => reason({ at }, { dispensations: [{ ...dispensation, ...w }] }) === "P-DISPENSED"],
  [
    "a determination to share",
    (w, at) => reason({ at }, { determinations: [{ ...determination, view: "SHARE", ...w }] }) === "P-16LA",
  ],
  [
    "a determination that sharing would do more harm",
    (w, at) => reason({ at }, { ...granted, determinations: [{ ...detrimental, ...w }] }) === "W-SOURCE-DECISION",
  ],
  [
    "a covert one",
    (w, at) =>
      answer({ at }, { ...granted, determinations: [{ ...detrimental, covert: true, ...w }] }).dropAll !== null,
  ],
  [
    "a release by the source's hand",
    (w, at) => {
      const release = { ...determination, recipient: "MASH", items: null, ...w };
      return reason({ at, manual: true }, { sourceReleases: [release] }) === "P-16LA";
    },
  ],
  [
    "a court order",
    (w, at) =>
      reason({ at }, { courtOrders: [{ id: "O", recipients: ["MASH"], categories: [CATEGORY], ...w }] }) === "P-COURT",
  ],
  [
    "a law",
    (w, at) => {
      const law = LAW_IN_FORCE.map((it) => (it.reason === "P-CONSENT" ? { ...it, ...w } : it));
      return reason({ at }, granted, compileRulebook(1, [everlasting()], law)) === "P-CONSENT";
    },
  ],
  [
    "parental responsibility",
    (w, at) => reason({ at, subject: { parentalResponsibility: [{ ...parent, ...w }] } }, granted) === "P-CONSENT",
  ],
  [
    "a care order",
    (w, at) => {
      const subject = { legalStatus: [{ code: "C1", ...w }] };
      return reason({ at, subject }, { consents: [{ ...GRANT, givenBy: "LA" }] }) === "P-CONSENT";
    },
  ],
  [
    "a person's protection",
    (w, at) =>
      answer({ at, source: MASH }, { restrictions: [{ ...restriction, code: "X-PROTECTED", ...w }] }).internalReason ===
      "X-PROTECTED",
  ],
  [
    "a refuge, in a category that is wholly place",
    (w, at) => shown(at, [{ ...restriction, code: "X-REFUGE", ...w }], "tenancy") === undefined,
  ],
  [
    "a refuge, in an element that is a place",
    (w, at) => shown(at, [{ ...restriction, code: "X-REFUGE", ...w }]) === null,
  ],
  [
    "another restriction on the person",
    (w, at) => shown(at, [{ ...restriction, code: "X-ADOPTION", ...w }]) === undefined,
  ],
  ["a user's assignment to a case", (w, at) => standsIn({ assignments: [w] }, at)],
  ["an agency's involvement in a case", (w, at) => standsIn({ agencies: [{ id: "MASH", ...w }] }, at)],
  ["a conflict of interest", (w, at) => !standsIn({ conflicts: [w] }, at)],
];

const starts = fc.integer({ min: -3_000_000_000, max: 3_000_000_000 }).map((ms) => NOW + ms);
const lengths = fc.oneof(fc.constantFrom(1, 2, 3_600_000), fc.integer({ min: 1, max: 86_400_000 }));

test.each(KINDS)("%s", (_what, inForce) => {
  fc.assert(
    fc.property(starts, lengths, (from, length) => {
      const to = from + length;
      const at = (instant: Instant) => inForce({ from, to }, instant);
      expect([at(from - 1), at(from), at(to - 1), at(to)]).toEqual([false, true, true, false]);
    }),
    { ...RUNS, numRuns: RUNS.numRuns / 10 },
  );
});

test.each(KINDS)("%s that ends as it begins, or before, is never in force", (_what, inForce) => {
  for (const length of [0, -1]) {
    const window = { from: NOW, to: NOW + length };
    expect([NOW - 2, NOW - 1, NOW, NOW + 1].map((at) => inForce(window, at))).toEqual([false, false, false, false]);
  }
});

test("a grant of break-glass, of four hours at most", () => {
  const book = bookOf({ breakGlass: { roles: ["MASH_ADVANCED_PRACTITIONER"], categories: [CATEGORY] } });
  const opens = (w: Window, at: Instant) =>
    reason({ at }, { breakGlass: [{ ...glass, ...w }] }, book) === "P-BREAKGLASS";
  const states = (length: number) => {
    const w = { from: NOW, to: NOW + length };
    return [w.from - 1, w.from, w.to - 1, w.to].map((at) => opens(w, at));
  };
  for (const length of [1, HOUR, 4 * HOUR]) expect(states(length)).toEqual([false, true, true, false]);
  for (const length of [0, 4 * HOUR + 1, Infinity]) expect(states(length)).toEqual([false, false, false, false]);
});

/** What begins, and what ends something, at one instant. */
test.each<[what: string, hasBegun: (from: Instant, at: Instant) => boolean]>([
  [
    "a signature",
    (from, at) => {
      const signatures = [
        { agency: "MASH", signedAt: -Infinity },
        { agency: "SCHOOL", signedAt: from },
      ];
      return reason({ at }, granted, bookOf({ signatures })) === "P-CONSENT";
    },
  ],
  [
    "a standing determination",
    (from, at) => {
      const standing = { purpose: "CHILD_IN_NEED_ASSESSMENT", category: CATEGORY, madeAt: from } as const;
      return reason({ at }, {}, bookOf({ standingDeterminations: [standing] })) === "P-16LA";
    },
  ],
  [
    "significant harm",
    (from, at) =>
      reason({ at, purpose: "MASH_SCREENING", case: { significantHarm: { decidedBy: "M", decidedAt: from } } }, {}) ===
      "P-S47",
  ],
  [
    "a withdrawal",
    (from, at) => reason({ at }, { consents: [{ ...GRANT, withdrawnAt: from }] }) === "W-CONSENT-WITHDRAWN",
  ],
  [
    "an order against a parent",
    (from, at) =>
      reason({ at, subject: { parentalResponsibility: [{ ...parent, ...ALWAYS, restrictedFrom: from }] } }, granted) ===
      "W-CONSENT-WRONG-PERSON",
  ],
  [
    "a later consent, over an earlier",
    (from, at) =>
      reason({ at }, { consents: [GRANT, consent({ id: "L", from, to: Infinity, categories: ["send"] })] }) ===
      "W-CONSENT-SCOPE",
  ],
])("%s counts from its instant on", (_what, hasBegun) => {
  expect([NOW - 1, NOW, NOW + 1].map((at) => hasBegun(NOW, at))).toEqual([false, true, true]);
});
