/** Laws of the rules, over narrow vocabularies so that the evidence meets. */
import fc from "fast-check";
import { decide } from "../../src/sharing/decide";
import type { Ask, Consent, Evidence } from "../../src/sharing/evidence";
import { REASON_CODES, type Category, type Purpose, type Role } from "../../src/sharing/vocabulary";
import { ALWAYS, ask, CSC, DAY, evidence, GP, HOUR, MASH, NOW, party, protocol, rulebook, SCHOOL } from "./given";

const SOMETIMES = fc.constantFrom(-1, 0, 1).map((days) => NOW + days * DAY);
const window = fc.record({
  from: fc.constantFrom(-1, -1, 0, 1).map((days) => NOW + days * DAY),
  to: fc.constantFrom(1, 1, 1, 0).map((days) => NOW + days * DAY),
});
const category = fc.constantFrom<Category>(
  "exclusions",
  "exclusions",
  "exclusions",
  "exclusions",
  "exclusions",
  "attendance",
  "sexual-health",
  "convictions",
  "involvement",
);
const purpose = fc.constantFrom<Purpose>(
  "CHILD_PROTECTION_ENQUIRY",
  "MASH_SCREENING",
  "CHILD_IN_NEED_ASSESSMENT",
  "CHILD_IN_NEED_ASSESSMENT",
  "CHILD_PROTECTION_ENQUIRY",
  "MASH_SCREENING",
  "EARLY_HELP",
  "CRIME_PREVENTION",
  "DIRECT_CARE",
  "DOMESTIC_ABUSE_RISK",
  "QUALITY_ASSURANCE",
  "ADULT_SAFEGUARDING",
);
const scope = fc.constantFrom<string[]>(["*"], ["*"], ["*"], ["exclusions"], ["attendance", "involvement"]);

const consents: fc.Arbitrary<Consent> = fc
  .record({
    id: fc.uuid(),
    givenBy: fc.constantFrom("SELF", "SELF", "MOTHER", "MOTHER", "FATHER", "FATHER", "LA", "PARTNER"),
    decision: fc.constantFrom("GRANTED" as const, "GRANTED" as const, "REFUSED" as const),
    categories: scope,
    excludedCategories: fc.constantFrom<string[]>([], [], ["exclusions"]),
    recipients: fc.constantFrom<string[]>(["*"], ["*"], ["MASH"], ["CSC"]),
    excludedRecipients: fc.constantFrom<string[]>([], [], ["MASH"]),
    purposes: fc.constantFrom<string[]>(
      ["*"],
      ["*"],
      ["CHILD_IN_NEED_ASSESSMENT", "EARLY_HELP", "DIRECT_CARE"],
      ["MASH_SCREENING"],
    ),
    withdrawnAt: fc.constantFrom(Infinity, Infinity, NOW - HOUR, NOW, NOW + 1),
    seekedSafely: fc.constantFrom(true, true, true, false),
    window,
  })
  .map(({ window: w, ...it }) => ({ ...it, ...w }));

const restriction = fc
  .record({
    code: fc.constantFrom("X-PROTECTED" as const, "X-REFUGE" as const, "X-COURT" as const, "X-INTEL" as const),
    window,
  })
  .map(({ code, window: w }) => ({ code, categories: ["*"], exempt: [], ...w }));

const evidences: fc.Arbitrary<Evidence> = fc.record({
  consents: fc.array(consents, { minLength: 1, maxLength: 4 }),
  dispensations: fc.array(
    fc.record({
      id: fc.uuid(),
      reason: fc.constantFrom("WOULD_PREJUDICE_PROTECTION", "NO_TIME"),
      categories: scope,
      requestedBy: fc.constant("WORKER"),
      authorisedBy: fc.constantFrom("MANAGER", "WORKER", null),
      from: SOMETIMES,
      to: SOMETIMES,
    }),
    { maxLength: 2 },
  ),
  determinations: fc.array(
    fc.record({
      id: fc.uuid(),
      source: fc.constantFrom("SCHOOL", "GP"),
      category,
      view: fc.constantFrom("SHARE" as const, "MORE_DETRIMENTAL" as const),
      purpose,
      covert: fc.boolean(),
      from: SOMETIMES,
      to: SOMETIMES,
    }),
    { maxLength: 2 },
  ),
  courtOrders: fc.array(
    fc.record({
      id: fc.uuid(),
      recipients: fc.constantFrom(["MASH"], ["CSC"]),
      categories: scope,
      from: SOMETIMES,
      to: SOMETIMES,
    }),
    { maxLength: 1 },
  ),
  breakGlass: fc.array(
    fc.record({
      id: fc.uuid(),
      userId: fc.constantFrom("U", "OTHER"),
      narrative: fc.constantFrom("short", "child disclosed strangulation tonight"),
      categories: scope,
      from: fc.constantFrom(NOW - HOUR, NOW, NOW + 1),
      to: fc.constantFrom(NOW, NOW + HOUR, NOW + 3 * HOUR),
    }),
    { maxLength: 1 },
  ),
  restrictions: fc.nat(3).chain((n) => fc.array(restriction, { maxLength: n === 0 ? 1 : 0 })),
});

const HOSP = party("HOSP", { kind: "ACUTE" });
const often = fc.nat(39).map((n) => n > 0);
const asks: fc.Arbitrary<Ask> = fc
  .record({
    parties: fc.constantFrom([SCHOOL, MASH], [SCHOOL, MASH], [GP, MASH], [CSC, MASH], [MASH, MASH], [HOSP, GP]),
    role: fc.nat(7).map((n): Role => (n === 0 ? "DSL" : "MASH_ADVANCED_PRACTITIONER")),
    purpose,
    category,
    common: fc.constantFrom(2 as const, 3 as const, 4 as const, 4 as const, 4 as const, 4 as const),
    open: often,
    linked: often,
    onCase: often,
    conflict: fc.nat(19).map((n) => n === 0),
    harm: fc.boolean(),
    highRisk: fc.boolean(),
    years: fc.constantFrom(-1, 0, 1, 1, 1),
    competence: fc.constantFrom("COMPETENT" as const, "UNASSESSED" as const, "NOT_COMPETENT" as const),
    legal: fc.constantFrom("C1", "V2"),
  })
  .map((it) =>
    ask({
      source: it.parties[0],
      purpose: it.purpose,
      category: it.category,
      viewer: { agency: it.parties[1], role: it.role, onCase: it.onCase, conflict: it.conflict },
      case: {
        open: it.open,
        level: { common: it.common, statutory: true },
        statutoryBasis: it.harm ? "S47" : "S17",
        significantHarm: it.harm ? { decidedBy: "M", decidedAt: NOW - HOUR } : null,
        highRisk: it.highRisk,
        agencies: new Set([it.parties[1].id]),
      },
      subject: {
        linked: it.linked,
        sixteenAt: NOW + it.years * DAY,
        eighteenAt: NOW + (it.years + 1) * DAY,
        competence: it.competence,
        parentalResponsibility: ["MOTHER", "FATHER"].map((holder) => ({ ...ALWAYS, holder, restrictedFrom: Infinity })),
        legalStatus: [{ code: it.legal, ...ALWAYS }],
      },
    }),
  );

const standing = (["exclusions", "involvement"] as const).map((of) => ({
  purpose: "CHILD_IN_NEED_ASSESSMENT" as const,
  category: of,
  madeAt: NOW - DAY,
}));
const books = fc
  .shuffledSubarray(
    [
      protocol({
        id: "A",
        standingDeterminations: standing,
        breakGlass: { roles: ["MASH_ADVANCED_PRACTITIONER"], categories: ["exclusions", "convictions"] },
      }),
      protocol({
        id: "B",
        categories: ["exclusions", "attendance", "sexual-health", "convictions"],
        lookBack: { exclusions: "P1Y" },
      }),
      protocol({ id: "C", purposes: ["EARLY_HELP"], signatures: [{ agency: "MASH", signedAt: NOW }] }),
      protocol({
        id: "D",
        sources: ["HOSP"],
        signatures: ["HOSP", "GP"].map((agency) => ({ agency, signedAt: NOW })),
        roles: ["DSL", "MASH_ADVANCED_PRACTITIONER"],
      }),
    ],
    { minLength: 3 },
  )
  .map((protocols) => ({ protocols, book: rulebook(...protocols) }));

const RUNS = { numRuns: 3000 };

test("the generators meet both outcomes in at least three of ten cases", () => {
  const permitted = fc
    .sample(fc.tuple(asks, evidences, books), { numRuns: 4000, seed: 2026 })
    .filter(([a, e, { book }]) => decide(a, e, book).permitted);
  expect(permitted.length / 4000).toBeGreaterThan(0.3);
  expect(permitted.length / 4000).toBeLessThan(0.7);
});

test("the order of the evidence and of the protocols is irrelevant", () => {
  const reversed = (e: Evidence): Evidence =>
    Object.fromEntries(
      Object.entries(e).map(([key, list]) => [key, [...(list as unknown[])].reverse()]),
    ) as unknown as Evidence;
  fc.assert(
    fc.property(asks, evidences, books, (a, e, { protocols, book }) => {
      const turned = decide(a, reversed(e), rulebook(...[...protocols].reverse()));
      const {
        permitted,
        reason,
        internalReason,
        breakGlassRefused,
        protocol: cited,
        levelNeeded,
        lookBack,
      } = decide(a, e, book);
      expect(turned).toMatchObject({
        permitted,
        reason,
        internalReason,
        breakGlassRefused,
        protocol: cited,
        levelNeeded,
        lookBack,
      });
    }),
    RUNS,
  );
});

test("one more restriction never opens", () => {
  fc.assert(
    fc.property(asks, evidences, books, restriction, (a, e, { book }, more) => {
      const before = decide(a, e, book).permitted;
      const after = decide(a, { ...e, restrictions: [...e.restrictions, more] }, book).permitted;
      expect(after && !before).toBe(false);
    }),
    RUNS,
  );
});

test("silence withholds: without evidence, case or law nothing but own data opens", () => {
  fc.assert(
    fc.property(asks, books, (a, { book }) => {
      const silent = { ...a, case: { ...a.case, significantHarm: null, statutoryBasis: null, highRisk: false } };
      const { permitted, reason } = decide(silent, evidence(), book);
      if (permitted) expect(["P-OWN", "P-16LA", "P-S115", "P-DIRECT-CARE"]).toContain(reason);
      expect(decide({ ...a, category: "unheard-of" as Category }, evidence(), book).permitted).toBe(false);
      expect(decide({ ...a, source: party("X"), purpose: "UNHEARD" as Purpose }, evidence(), book).permitted).toBe(
        false,
      );
    }),
    RUNS,
  );
});

test("taking away every grant never opens", () => {
  fc.assert(
    fc.property(asks, evidences, books, (a, e, { book }) => {
      // a withdrawn grant stays: in direct care it is an objection
      const less = { ...e, consents: e.consents.filter((it) => it.decision === "REFUSED" || it.withdrawnAt <= a.at) };
      expect(decide(a, less, book).permitted && !decide(a, e, book).permitted).toBe(false);
    }),
    RUNS,
  );
});

test("every reason occurs", () => {
  const found = new Set<string>(
    fc
      .sample(fc.tuple(asks, evidences, books), { numRuns: 15_000, seed: 2026 })
      .map(([a, e, { book }]) => decide(a, e, book).reason),
  );
  // E-SOURCE is not for the rules to give: it stands where they, or a source, failed.
  expect(REASON_CODES.filter((code) => code !== "E-SOURCE" && !found.has(code))).toEqual([]);
});
