/** The difference of two protocols against the rules themselves: every question asked under both, one by one. */
import fc from "fast-check";
import { AGENCIES } from "../../../src/demonstration";
import { LAW } from "../../../src/governance/law";
import { changesBetween, type Change } from "../../../src/governance/protocols/changes";
import { inWords } from "../../../src/governance/protocols/changes-in-words";
import { consentModeOf } from "../../../src/governance/protocols/consent-modes";
import { differences } from "../../../src/governance/protocols/protocol-diff";
import { documentToProtocol, type ProtocolDocument } from "../../../src/governance/protocols/protocol-document";
import { asIfInForce, Reach } from "../../../src/governance/protocols/reach";
import { mayBeDispensed } from "../../../src/sharing/consent";
import { decide } from "../../../src/sharing/decide";
import type { Decision } from "../../../src/sharing/decision";
import type { Ask, Evidence } from "../../../src/sharing/evidence";
import { compileRulebook, type Protocol, type Rulebook } from "../../../src/sharing/rulebook";
import { PURPOSES, type Category, type Purpose, type Role } from "../../../src/sharing/vocabulary";
import { proofSize } from "../../proof-size";
import { DRAFT } from "./drafts";
import { parse } from "yaml";

const NOW = Date.UTC(2026, 10, 22, 12);
const agencies = new Map(
  AGENCIES.map((it) => [
    it.id,
    {
      id: it.id,
      kind: it.kind,
      categories: new Set(it.categories),
      listedIn16LA: it.listedIn16LA ?? true,
      publicAuthority: it.publicAuthority ?? true,
    },
  ]),
);
const LAW_NOW = LAW.map(({ reason }) => ({ reason, from: -Infinity, to: Infinity }));
const bookOf = (it: Protocol): Rulebook => compileRulebook(1, [asIfInForce(it)], LAW_NOW);

const PARTIES = ["CSC", "EH", "GP", "HOUSING", "SCHOOL", "POLICE"];
const RECIPIENTS = ["EH", "MASH", "SCHOOL", "VCS", "POLICE", "GP"];
const ROLES: Role[] = ["KEY_WORKER", "DSL", "SOCIAL_WORKER", "MASH_MANAGER", "INTEGRATOR"];
const ASKED: Purpose[] = [
  "EARLY_HELP",
  "MASH_SCREENING",
  "CRIME_PREVENTION",
  "CHILD_PROTECTION_ENQUIRY",
  "QUALITY_ASSURANCE",
  "DIRECT_CARE",
];
const WORDS: Category[] = [
  "involvement",
  "attendance",
  "tenancy",
  "mental-health",
  "sexual-health",
  "convictions",
  "csc-status",
];

const some = <T>(list: readonly T[], most = list.length) => fc.subarray([...list], { minLength: 1, maxLength: most });
const level = fc.constantFrom(1 as const, 2 as const, 3 as const, "3s" as const, 4 as const);
const maybe = <T>(it: fc.Arbitrary<T>) => fc.option(it, { nil: undefined, freq: 1 });
const documents: fc.Arbitrary<ProtocolDocument> = fc.record({
  id: fc.constant("ISA-ANY"),
  title: fc.constant("Any"),
  version: fc.constant(1),
  validFrom: fc.constant("2026-01-01"),
  validTo: fc.constant("2027-01-01"),
  reviewDue: fc.constant("2026-12-01"),
  sources: some(PARTIES, 4),
  recipients: some(RECIPIENTS, 3),
  purposes: some(ASKED, 3),
  roles: some(ROLES, 3),
  categories: fc
    .array(
      fc.tuple(
        fc.constantFrom(...WORDS),
        fc.option(
          fc.record({
            minimumLevel: maybe(level),
            lookBack: maybe(fc.constantFrom("P1Y", "P6M", "P12M", "P2Y")),
            existence: maybe(fc.constantFrom("ALLOW" as const, "DENY" as const, "ONLY" as const)),
            manualRelease: maybe(fc.boolean()),
          }),
        ),
      ),
      { minLength: 1, maxLength: 5 },
    )
    .map((it) => Object.fromEntries(it) as ProtocolDocument["categories"]),
  consentMode: maybe(
    fc.record({ MASH_SCREENING: fc.constantFrom("NEEDED" as const, "NEEDED_UNLESS_DISPENSED" as const) }),
  ),
  standingDeterminations: fc
    .array(
      fc.record({
        purpose: fc.constantFrom(...ASKED),
        category: fc.constantFrom(...WORDS),
        minimumLevel: maybe(level),
        madeBy: some(PARTIES, 3),
        madeAt: fc.constant("2026-01-01"),
        reviewBy: fc.constant("2027-01-01"),
      }),
      { maxLength: 3 },
    )
    .map((all) =>
      all.filter((it, i) => all.findIndex((one) => one.purpose === it.purpose && one.category === it.category) === i),
    ),
  breakGlass: fc.option(fc.record({ roles: some(ROLES, 2), categories: some(WORDS, 3) }), { nil: null }),
  onwardSharing: fc.constant("None"),
  retention: fc.constant("Short"),
});
/** Two that have much in common, so that the difference is worth telling. */
const pairs = fc
  .tuple(
    documents,
    documents,
    fc.subarray([
      "sources",
      "recipients",
      "purposes",
      "roles",
      "categories",
      "consentMode",
      "standingDeterminations",
      "breakGlass",
    ] as const),
  )
  .map(([a, b, taken]) => [a, { ...a, ...Object.fromEntries(taken.map((it) => [it, b[it]])) }] as const);

const NOTHING: Evidence = {
  consents: [],
  dispensations: [],
  determinations: [],
  courtOrders: [],
  breakGlass: [],
  restrictions: [],
  sourceReleases: [],
};
const always = { from: NOW - 1000, to: NOW + 1000 };
const ORDERED: Evidence = { ...NOTHING, courtOrders: [{ id: "O", recipients: ["*"], categories: ["*"], ...always }] };
const DISPENSED: Evidence = {
  ...NOTHING,
  dispensations: [
    { id: "D", reason: "CANNOT_BE_GIVEN", categories: ["*"], requestedBy: "a", authorisedBy: "b", ...always },
  ],
};
const BROKEN: Evidence = {
  ...NOTHING,
  breakGlass: [{ id: "B", userId: "u", narrative: "a child is in danger right now", categories: ["*"], ...always }],
};

interface Point {
  readonly source: string;
  readonly recipient: string;
  readonly purpose: Purpose;
  readonly role: Role;
  readonly category: Category;
}
const LEVELS = [
  { common: 1, statutory: false },
  { common: 2, statutory: false },
  { common: 3, statutory: false },
  { common: 3, statutory: true },
  { common: 4, statutory: true },
] as const;

const ask = (it: Point, mode: Ask["mode"], at: Ask["case"]["level"]): Ask => ({
  at: NOW,
  viewer: { agency: agencies.get(it.recipient)!, userId: "u", role: it.role, onCase: true, conflict: false },
  purpose: it.purpose,
  publicTaskStated: true,
  case: {
    id: "c",
    open: true,
    level: at,
    statutoryBasis: null,
    significantHarm: null,
    highRisk: false,
    agencies: new Set([it.recipient]),
  },
  subject: {
    id: "s",
    linked: true,
    sixteenAt: Infinity,
    eighteenAt: Infinity,
    competence: "UNASSESSED",
    parentalResponsibility: [],
    legalStatus: [],
  },
  source: agencies.get(it.source)!,
  category: it.category,
  mode,
});
/** How far a question gets: not through the protocol, to the source's own hand, or all the way. */
const reached = ({ permitted, reason }: Decision): number => (permitted ? 2 : reason === "W-SOURCE-DECISION" ? 1 : 0);

function both(it: Point, books: readonly [Rulebook, Rulebook], evidence: Evidence, measure: (it: Decision) => number) {
  let [opens, closes] = [false, false];
  for (const mode of ["CONTENT", "EXISTENCE"] as const) {
    for (const at of LEVELS) {
      const [a, b] = books.map((book) => measure(decide(ask(it, mode, at), evidence, book))) as [number, number];
      opens ||= b > a;
      closes ||= b < a;
    }
  }
  return [...(opens ? ["OPENS"] : []), ...(closes ? ["CLOSES"] : [])];
}

const saysOf = (changes: readonly Change[], it: Point, kinds: readonly Change["kind"][]) =>
  changes.filter(
    (one) =>
      kinds.includes(one.kind) &&
      one.sources.includes(it.source) &&
      one.recipients.includes(it.recipient) &&
      (one.purposes.length === 0 || one.purposes.includes(it.purpose)) &&
      one.roles.includes(it.role) &&
      one.categories.includes(it.category),
  );
const directions = (changes: readonly Change[]) =>
  ["OPENS", "CLOSES"].filter((it) => changes.some((one) => one.direction === it));
const SCOPE = ["SCOPE", "CONTENT", "EXISTENCE", "LEVEL", "BY_HAND"] as const;

function* points(a: Protocol, b: Protocol): Generator<Point> {
  for (const source of new Set([...a.sources, ...b.sources])) {
    for (const recipient of new Set([...a.recipients, ...b.recipients])) {
      if (source === recipient) continue;
      for (const purpose of ASKED)
        for (const role of ROLES)
          for (const category of WORDS) {
            if (agencies.get(source)!.categories.has(category)) yield { source, recipient, purpose, role, category };
          }
    }
  }
}

const diffOf = (a: Protocol, b: Protocol) => changesBetween(new Reach(a, agencies), new Reach(b, agencies), agencies);

test("says what opens and what closes, of every question, and nothing else", () => {
  let told = 0;
  fc.assert(
    fc.property(pairs, ([one, two]) => {
      const [a, b] = [documentToProtocol(one, "ACTIVE", []), documentToProtocol(two, "ACTIVE", [])];
      const changes = diffOf(a, b);
      told += changes.length;
      const books = [bookOf(a), bookOf(b)] as const;
      for (const it of points(a, b)) {
        const scope = saysOf(changes, it, SCOPE);
        expect([it, directions(scope)]).toEqual([it, both(it, books, ORDERED, reached)]);
        // no change is told twice of one question
        expect(new Set(scope.map((change) => change.kind)).size).toBe(scope.length);
        const back = [books[0], books[1]].map((book) => decide(ask(it, "CONTENT", LEVELS[4]), ORDERED, book).lookBack);
        const same = JSON.stringify(back).replaceAll("P12M", "P1Y");
        if (
          scope.length === 0 &&
          new Reach(a, agencies).terms(it.source, it.recipient, it.purpose, it.role, it.category)?.content
        ) {
          expect([it, saysOf(changes, it, ["LOOK_BACK"]).length]).toEqual([
            it,
            JSON.parse(same)[0][0] === JSON.parse(same)[1][0] ? 0 : 1,
          ]);
        }
        if (scope.length === 0) {
          const standing = ({ permitted, reason }: Decision) => Number(permitted && reason === "P-16LA");
          expect([it, directions(saysOf(changes, it, ["DETERMINATION"]))]).toEqual([
            it,
            both(it, books, NOTHING, standing),
          ]);
          if (saysOf(changes, it, ["DETERMINATION"]).length === 0 && it.purpose === "MASH_SCREENING") {
            const dispensed = ({ reason }: Decision) => Number(reason === "P-DISPENSED");
            const consent = saysOf(changes, it, ["CONSENT"]);
            const found = both(it, books, DISPENSED, dispensed);
            // where the holder has determined, or decides by hand, nobody asks for consent
            if (found.length > 0) expect([it, directions(consent)]).toEqual([it, found]);
          }
        }
        // for a purpose that neither knows, breaking the glass is all that there is
        const unknown = {
          ...it,
          purpose: PURPOSES.find((one) => !a.purposes.includes(one) && !b.purposes.includes(one))!,
        };
        const glass = ({ reason }: Decision) => Number(reason === "P-BREAKGLASS");
        expect([it, directions(saysOf(changes, it, ["BREAK_GLASS"]))]).toEqual([
          it,
          both(unknown, books, BROKEN, glass),
        ]);
      }
    }),
    { numRuns: proofSize(60, 1_000) },
  );
  expect(told).toBeGreaterThan(100);
}, 3_600_000);

test("the same protocol differs in nothing, and one against nothing is all of it", () => {
  fc.assert(
    fc.property(documents, (document) => {
      const it = documentToProtocol(document, "ACTIVE", []);
      expect(diffOf(it, it)).toEqual([]);
      const back = diffOf({ ...it, purposes: [], breakGlass: null }, it);
      expect(back.every((change) => change.direction === "OPENS")).toBe(true);
    }),
    { numRuns: proofSize(50, 1_000) },
  );
});

test("in words, and few of them", () => {
  const draft = documentToProtocol(parse(DRAFT) as ProtocolDocument, "ACTIVE", []);
  const { sentences, changes } = differences({ ...draft, purposes: [], breakGlass: null }, draft, agencies);
  expect(sentences).toEqual([
    "Opens, HOUSING, SCHOOL → EH, for EARLY_HELP, to KEY_WORKER: involvement, whether anybody is involved, from level 2, with consent.",
    "Opens, HOUSING → EH, for EARLY_HELP, to KEY_WORKER: tenancy, from level 2, with consent; arrears-asb, from level 2, with consent, as far back as P1Y; homelessness, from level 2, with consent, as far back as P2Y.",
    "Opens, SCHOOL → EH, for EARLY_HELP, to KEY_WORKER: attendance, from level 2, without consent, by the source's determination.",
    "Opens by breaking the glass, HOUSING → EH, to KEY_WORKER: tenancy.",
    "Opens by breaking the glass, SCHOOL → EH, to KEY_WORKER: attendance.",
  ]);
  expect(changes).toHaveLength(7);
  expect(inWords([])).toEqual([]);
  expect(differences(draft, draft, agencies).sentences).toEqual(["Nothing opens and nothing closes."]);
});

test("a determination opens nothing to a body that s.16LA does not list", () => {
  const document = parse(DRAFT) as ProtocolDocument;
  const of = (recipient: string, it: ProtocolDocument) =>
    documentToProtocol({ ...it, recipients: [recipient] }, "ACTIVE", []);
  const without = { ...document, standingDeterminations: [] };
  for (const [recipient, kinds] of [
    ["EH", ["DETERMINATION"]],
    ["VCS", []],
  ] as const) {
    expect(diffOf(of(recipient, without), of(recipient, document)).map((it) => it.kind)).toEqual(kinds);
  }
});

test("a purpose's usual mode is the one that the rules know", () => {
  for (const it of PURPOSES)
    expect([it, mayBeDispensed(it, [])]).toEqual([it, consentModeOf(it) === "NEEDED_UNLESS_DISPENSED"]);
});
