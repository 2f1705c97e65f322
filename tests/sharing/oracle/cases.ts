/**
 * Random cases, few words each, near the edges of the rules: a window ends at the instant of the question or one
 * millisecond beside it, an age is reached, a level is just short. What is drawn is what differs from a question that
 * goes through, and every draw shrinks to "nothing differs", so that a counterexample shows only what matters.
 */
import fc from "fast-check";
import type { Ask, Consent, Evidence, Window } from "../../../src/sharing/evidence";
import type { LawInForce, Protocol } from "../../../src/sharing/rulebook";
import { AGENCY_KINDS, CATEGORIES, type Category, PURPOSES, type Purpose } from "../../../src/sharing/vocabulary";
import { consent, CSC, DAY, GP, HOUR, LAW_IN_FORCE, MASH, NOW, party, POLICE, SCHOOL } from "../given";
import type { Case } from "./oracle";

/** One time in `n`; shrinks to never. */
const rarely = (n: number) => fc.nat(n - 1).map((drawn) => drawn === n - 1);
/** The first, `n` times as often as all the others together; shrinks to the first. */
const mostly = <const T extends readonly unknown[]>(n: number, ...[first, ...others]: T): fc.Arbitrary<T[number]> =>
  fc.nat((n + 1) * others.length - 1).map((drawn) => {
    const beyond = drawn - n * others.length;
    return beyond < 0 ? first : others[beyond];
  });
const oneOf = <const T extends readonly unknown[]>(...words: T): fc.Arbitrary<T[number]> => fc.constantFrom(...words);
/** One time in `n`; else none, to which it shrinks. */
const sometimes = <T>(n: number, one: fc.Arbitrary<T>): fc.Arbitrary<T | null> =>
  fc.oneof({ withCrossShrink: true }, { weight: n - 1, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: one });

const CAMHS = party("CAMHS", { kind: "CAMHS" });
const HOSPITAL = party("HOSP", { kind: "ACUTE" });
const EARLY_HELP = party("EH", { kind: "EARLY_HELP" });
const CHARITY = party("CHARITY", { kind: "VCS", listedIn16LA: false, publicAuthority: false });

/** As offsets from the instant of the question. */
const window: fc.Arbitrary<Window> = mostly(
  4,
  { from: -Infinity, to: Infinity },
  { from: -DAY, to: DAY },
  { from: 0, to: 1 },
  { from: 1, to: DAY },
  { from: -DAY, to: 0 },
);
const near = ({ from, to }: Window, at: number): Window => ({ from: at + from, to: at + to });
/** [the word asked about, all of them, another one]. */
const scope = mostly(3, "THIS", "*", "OTHER");
const words = (drawn: string, word: string): string[] => (drawn === "THIS" ? [word] : [drawn]);
const level = oneOf(1, 2, 3, "3s", 4);

const CATEGORY_WORDS = Object.keys(CATEGORIES) as Category[];
const category = fc.oneof(
  { withCrossShrink: true },
  {
    weight: 5,
    arbitrary: oneOf("exclusions", "demographics", "involvement", "health-conditions", "convictions"),
  },
  { weight: 2, arbitrary: oneOf(...CATEGORY_WORDS) },
);
const purpose: fc.Arbitrary<Purpose> = fc.oneof(
  { withCrossShrink: true },
  {
    weight: 9,
    arbitrary: oneOf(
      "CHILD_IN_NEED_ASSESSMENT",
      "CHILD_PROTECTION_ENQUIRY",
      "MASH_SCREENING",
      "EARLY_HELP",
      "LOOKED_AFTER_CARE_PLANNING",
      "DOMESTIC_ABUSE_RISK",
      "CRIME_PREVENTION",
      "DIRECT_CARE",
    ),
  },
  { weight: 1, arbitrary: oneOf(...PURPOSES) },
);

const askDraw = fc.record({
  at: oneOf(NOW, NOW - 137 * DAY + 1),
  recipient: oneOf(MASH, POLICE, GP, HOSPITAL, EARLY_HELP, CHARITY),
  source: oneOf(SCHOOL, GP, CAMHS, CSC, POLICE, EARLY_HELP, CHARITY),
  kind: mostly(20, null, ...AGENCY_KINDS),
  own: rarely(25),
  purpose,
  category,
  role: mostly(
    12,
    "MASH_ADVANCED_PRACTITIONER",
    "INTEGRATOR",
    "CASE_AUDITOR",
    "INFORMATION_GOVERNANCE_LEAD",
    "HOUSING_OFFICER",
  ),
  mode: mostly(1, "CONTENT", "EXISTENCE"),
  publicTaskStated: mostly(3, true, false),
  onCase: mostly(60, true, false),
  conflict: rarely(40),
  open: mostly(60, true, false),
  involved: mostly(60, true, false),
  linked: mostly(60, true, false),
  common: mostly(4, 4, 3, 2, 1),
  statutory: fc.boolean(),
  statutoryBasis: mostly(1, "S47", "S17", "S20", "S31", null),
  harm: mostly(
    2,
    null,
    { by: "MANAGER", at: -HOUR },
    { by: "MANAGER", at: 0 },
    { by: "MANAGER", at: 1 },
    { by: "", at: -1 },
  ),
  highRisk: fc.boolean(),
  minimumLevel: mostly(12, undefined, 1, 2, 3, "3s", 4),
  manual: mostly(20, undefined, true, false),
  sixteenIn: mostly(3, 8 * 365 * DAY, 1, 0, -1),
  eighteenIn: mostly(2, 2 * 365 * DAY, 1, 0, -1),
  competence: mostly(2, "UNASSESSED", "NOT_COMPETENT", "COMPETENT"),
  mother: window,
  father: sometimes(2, window),
  restrictedFrom: mostly(6, Infinity, 1, 0, -DAY),
  legal: mostly(2, null, "C1", "C2", "E1", "V2"),
  legalWindow: window,
});
type AskDraw = typeof askDraw extends fc.Arbitrary<infer T> ? T : never;

const protocolDraw = fc.record({
  status: mostly(50, "ACTIVE", "DRAFT", "SUSPENDED", "TERMINATED"),
  window: mostly(
    25,
    { from: -Infinity, to: Infinity },
    { from: 0, to: 1 },
    { from: 1, to: DAY },
    { from: -DAY, to: 0 },
  ),
  sourceSigned: mostly(40, -DAY, 0, 1, null),
  recipientSigned: mostly(40, -DAY, 0, 1, null),
  flows: mostly(50, "BOTH", "NOT-FROM", "NOT-TO"),
  purpose: mostly(20, true, false),
  role: mostly(15, true, false),
  category: mostly(15, true, false),
  minimumLevel: sometimes(4, level),
  consentMode: mostly(4, undefined, "NONE", "NEEDED_UNLESS_DISPENSED", "NEEDED"),
  manual: rarely(15),
  standing: mostly(5, null, { madeAt: -DAY }, { madeAt: 0 }, { madeAt: 1 }),
  standingLevel: mostly(2, undefined, 3, "3s", 4),
  standingFor: mostly(4, "BOTH", "OTHER-PURPOSE", "OTHER-CATEGORY"),
  existence: mostly(2, undefined, "ALLOW", "DENY"),
  glass: mostly(1, "ALL", "NONE", "OTHER-ROLE", "OTHER-CATEGORY"),
});
type ProtocolDraw = typeof protocolDraw extends fc.Arbitrary<infer T> ? T : never;

const consentDraw = fc.record({
  givenBy: mostly(2, "WHO-MAY", "MOTHER", "SELF", "FATHER", "FATHER", "PARTNER", "LA", "DEPUTY"),
  decision: mostly(2, "GRANTED", "REFUSED"),
  from: oneOf(-30 * DAY, -10 * DAY, -1, 0, 1),
  to: mostly(2, 30 * DAY, 1, 0, -1, 335 * DAY, 336 * DAY, 336 * DAY + 1, Infinity),
  withdrawnAt: mostly(4, Infinity, 1, 0, -HOUR),
  seekedSafely: mostly(10, true, false),
  categories: scope,
  recipients: scope,
  purposes: scope,
  excludedCategories: mostly(8, null, "THIS", "OTHER"),
  excludedRecipients: mostly(8, null, "THIS", "OTHER"),
});
type ConsentDraw = typeof consentDraw extends fc.Arbitrary<infer T> ? T : never;

const releaseDraw = fc.record({
  window: mostly(
    4,
    { from: -HOUR, to: HOUR },
    { from: 0, to: 1 },
    { from: 1, to: DAY },
    { from: -DAY, to: 0 },
    {
      from: -DAY,
      to: DAY,
    },
  ),
  about: mostly(12, "THIS", "OTHER-SOURCE", "OTHER-CATEGORY", "OTHER-PURPOSE", "OTHER-RECIPIENT"),
  items: oneOf(["A"], ["A", "B"], [], null),
});

const evidenceDraw = fc.record({
  consents: fc.array(consentDraw, { maxLength: 3 }),
  dispensations: sometimes(
    3,
    fc.record({
      reason: mostly(6, "CANNOT_BE_GIVEN", "CANNOT_REASONABLY_OBTAIN", "WOULD_PREJUDICE_PROTECTION", "CONVENIENT"),
      from: oneOf(-DAY, 0, 1),
      lasts: mostly(3, 5 * DAY, 14 * DAY, 14 * DAY + HOUR, 14 * DAY + HOUR + 1, Infinity),
      categories: scope,
      authorisedBy: mostly(5, "MANAGER", "ASKER", null),
    }),
  ),
  determinations: sometimes(
    5,
    fc.record({
      window,
      about: mostly(6, "BOTH", "OTHER-SOURCE", "OTHER-CATEGORY"),
      view: oneOf("SHARE", "MORE_DETRIMENTAL"),
      purpose: mostly(5, "THIS", "OTHER", undefined),
      covert: fc.boolean(),
    }),
  ),
  sourceReleases: sometimes(3, fc.array(releaseDraw, { minLength: 1, maxLength: 2 })),
  courtOrders: sometimes(12, fc.record({ window, recipients: scope, categories: scope })),
  breakGlass: sometimes(
    4,
    fc.record({
      userId: mostly(8, "U", "V"),
      from: oneOf(-HOUR, 0, 1, -4 * HOUR),
      length: mostly(4, 2 * HOUR, 4 * HOUR, 4 * HOUR + 1),
      letters: mostly(6, 30, 20, 19),
      categories: scope,
    }),
  ),
  restrictions: sometimes(
    20,
    fc.record({
      window,
      code: oneOf("X-PROTECTED", "X-REFUGE", "X-ADOPTION", "X-COURT"),
    }),
  ),
  law: mostly(20, null, "P-16LA", "P-16LA", "P-16LA", ...LAW_IN_FORCE.map(({ reason }) => reason)),
  lawWindow: oneOf({ from: 1, to: Infinity }, { from: 0, to: Infinity }, { from: -DAY, to: 0 }),
});
type EvidenceDraw = typeof evidenceDraw extends fc.Arbitrary<infer T> ? T : never;

const another = <T>(all: readonly T[], not: T): T => all.find((one) => one !== not) as T;
const otherPurpose = (not: Purpose) => another(PURPOSES, not);
const otherCategory = (not: Category) => another(CATEGORY_WORDS, not);

function askOf(drawn: AskDraw): Ask {
  const { at, common, statutory, statutoryBasis, highRisk, harm } = drawn;
  const agency = drawn.recipient;
  const source = drawn.own ? agency : drawn.kind === null ? drawn.source : { ...drawn.source, kind: drawn.kind };
  const { role, onCase, conflict } = drawn;
  const parental = (holder: string, when: Window | null) =>
    when === null
      ? []
      : [{ holder, ...near(when, at), restrictedFrom: holder === "MOTHER" ? at + drawn.restrictedFrom : Infinity }];
  return {
    at,
    viewer: { agency, userId: "U", role, onCase, conflict },
    purpose: drawn.purpose,
    publicTaskStated: drawn.publicTaskStated,
    case: {
      id: "CASE",
      open: drawn.open,
      level: { common, statutory },
      statutoryBasis,
      significantHarm: harm === null ? null : { decidedBy: harm.by, decidedAt: at + harm.at },
      highRisk,
      agencies: new Set(drawn.involved ? [agency.id] : ["ANOTHER"]),
    },
    subject: {
      id: "CHILD",
      linked: drawn.linked,
      sixteenAt: at + Math.min(drawn.sixteenIn, drawn.eighteenIn),
      eighteenAt: at + drawn.eighteenIn,
      competence: drawn.competence,
      parentalResponsibility: [...parental("MOTHER", drawn.mother), ...parental("FATHER", drawn.father)],
      legalStatus: drawn.legal === null ? [] : [{ code: drawn.legal, ...near(drawn.legalWindow, at) }],
    },
    source,
    category: drawn.category,
    // B1: existence only for `involvement`
    mode: drawn.category === "involvement" ? drawn.mode : "CONTENT",
    minimumLevel: drawn.minimumLevel,
    manual: drawn.manual,
  };
}

function protocolOf(drawn: ProtocolDraw, ask: Ask, nth: number): Protocol {
  const { at, category, purpose, source, viewer } = ask;
  const { standing, standingFor } = drawn;
  const signed = (agency: string, when: number | null) => (when === null ? [] : [{ agency, signedAt: at + when }]);
  return {
    id: `ISP-${nth}`,
    version: 1,
    status: drawn.status,
    ...near(drawn.window, at),
    signatures: [...signed(source.id, drawn.sourceSigned), ...signed(viewer.agency.id, drawn.recipientSigned)],
    sources: [drawn.flows === "NOT-FROM" ? "ANOTHER" : source.id],
    recipients: [drawn.flows === "NOT-TO" ? "ANOTHER" : viewer.agency.id],
    purposes: [drawn.purpose ? purpose : otherPurpose(purpose)],
    roles: [drawn.role ? viewer.role : "LEAD_PROFESSIONAL"],
    categories: [drawn.category ? category : otherCategory(category)],
    minimumLevel: drawn.minimumLevel === null ? {} : { [category]: drawn.minimumLevel },
    consentMode: drawn.consentMode === undefined ? {} : { [purpose]: drawn.consentMode },
    manualReleaseOnly: drawn.manual ? [category] : [],
    standingDeterminations:
      standing === null
        ? []
        : [
            {
              purpose: standingFor === "OTHER-PURPOSE" ? otherPurpose(purpose) : purpose,
              category: standingFor === "OTHER-CATEGORY" ? otherCategory(category) : category,
              ...(drawn.standingLevel === undefined ? {} : { minimumLevel: drawn.standingLevel }),
              madeAt: at + standing.madeAt,
            },
          ],
    lookBack: {},
    existenceMode: drawn.existence === undefined ? {} : { [category]: drawn.existence },
    breakGlass:
      drawn.glass === "NONE"
        ? null
        : {
            roles: [drawn.glass === "OTHER-ROLE" ? "LEAD_PROFESSIONAL" : viewer.role],
            categories: [drawn.glass === "OTHER-CATEGORY" ? otherCategory(category) : category],
          },
  };
}

/** Roughly, so that consents often count: only a bias of the draw. */
const whoMay = ({ at, subject }: Ask): string =>
  at >= subject.sixteenAt || subject.competence === "COMPETENT" ? "SELF" : "MOTHER";

const consentOf = (drawn: ConsentDraw, ask: Ask, nth: number): Consent =>
  consent({
    id: `CONSENT-${nth}`,
    givenBy: drawn.givenBy === "WHO-MAY" ? whoMay(ask) : drawn.givenBy,
    decision: drawn.decision,
    from: ask.at + drawn.from,
    to: ask.at + drawn.to,
    withdrawnAt: ask.at + drawn.withdrawnAt,
    seekedSafely: drawn.seekedSafely,
    categories: words(drawn.categories, ask.category),
    recipients: words(drawn.recipients, ask.viewer.agency.id),
    purposes: words(drawn.purposes, ask.purpose),
    excludedCategories: drawn.excludedCategories === null ? [] : words(drawn.excludedCategories, ask.category),
    excludedRecipients: drawn.excludedRecipients === null ? [] : words(drawn.excludedRecipients, ask.viewer.agency.id),
  });

function evidenceOf(drawn: EvidenceDraw, ask: Ask): Evidence {
  const { at, category, purpose, source, viewer } = ask;
  const one = <D, T>(piece: D | null, build: (piece: D) => T): T[] => (piece === null ? [] : [build(piece)]);
  return {
    consents: drawn.consents.map((piece, nth) => consentOf(piece, ask, nth)),
    dispensations: one(drawn.dispensations, ({ reason, from, lasts, categories, authorisedBy }) => ({
      id: "DISPENSATION",
      reason,
      from: at + from,
      to: at + from + lasts,
      categories: words(categories, category),
      requestedBy: "ASKER",
      authorisedBy,
    })),
    determinations: one(drawn.determinations, ({ window, about, view, covert, ...piece }) => ({
      id: "DETERMINATION",
      ...near(window, at),
      source: about === "OTHER-SOURCE" ? "ANOTHER" : source.id,
      category: about === "OTHER-CATEGORY" ? otherCategory(category) : category,
      view,
      ...(piece.purpose === undefined ? {} : { purpose: piece.purpose === "THIS" ? purpose : otherPurpose(purpose) }),
      covert,
    })),
    sourceReleases: (drawn.sourceReleases ?? []).map(({ window, about, items }, nth) => ({
      id: `RELEASE-${nth}`,
      ...near(window, at),
      source: about === "OTHER-SOURCE" ? "ANOTHER" : source.id,
      recipient: about === "OTHER-RECIPIENT" ? "ANOTHER" : viewer.agency.id,
      category: about === "OTHER-CATEGORY" ? otherCategory(category) : category,
      purpose: about === "OTHER-PURPOSE" ? otherPurpose(purpose) : purpose,
      items,
    })),
    courtOrders: one(drawn.courtOrders, ({ window, recipients, categories }) => ({
      id: "ORDER",
      ...near(window, at),
      recipients: words(recipients, viewer.agency.id),
      categories: words(categories, category),
    })),
    breakGlass: one(drawn.breakGlass, ({ userId, from, length, letters, categories }) => ({
      id: "GRANT",
      userId,
      from: at + from,
      to: at + from + length,
      narrative: "n".repeat(letters),
      categories: words(categories, category),
    })),
    restrictions: one(drawn.restrictions, ({ window, code }) => ({
      code,
      ...near(window, at),
      categories: ["*"],
      exempt: [],
    })),
  };
}

const lawOf = ({ law, lawWindow }: EvidenceDraw, at: number): LawInForce[] =>
  LAW_IN_FORCE.map((row) => (row.reason === law ? { ...row, ...near(lawWindow, at) } : row));

export const cases: fc.Arbitrary<Case> = fc
  .record({
    ask: askDraw,
    protocols: fc.oneof(
      { withCrossShrink: true },
      { weight: 30, arbitrary: fc.tuple(protocolDraw) },
      { weight: 9, arbitrary: fc.tuple(protocolDraw, protocolDraw) },
      { weight: 1, arbitrary: fc.constant([]) },
    ),
    evidence: evidenceDraw,
  })
  .map((drawn) => {
    const ask = askOf(drawn.ask);
    return {
      ask,
      evidence: evidenceOf(drawn.evidence, ask),
      protocols: (drawn.protocols as ProtocolDraw[]).map((protocol, nth) => protocolOf(protocol, ask, nth)),
      law: lawOf(drawn.evidence, ask.at),
    };
  });
