/**
 * More that speaks against, or less that speaks for, never opens. What speaks for: a court order, a determination to
 * share, a release by the source's hand, a dispensation, a grant of break-glass, a consent that grants, a protocol that
 * tightens nothing, a law in force. What speaks against: a restriction, a refusal, a determination that sharing would harm more.
 */
import fc from "fast-check";
import { decide } from "../../../src/sharing/decide";
import type { Consent, Evidence } from "../../../src/sharing/evidence";
import type { PermitReason } from "../../../src/sharing/vocabulary";
import {
  bookOf,
  byHand,
  consents,
  courtOrders,
  detrimental,
  dispensations,
  glass,
  laxProtocols,
  restrictions,
  situations,
  toShare,
  type Situation,
} from "../generators";
import { LAW_IN_FORCE, NOW } from "../given";
import { RUNS } from "../runs";

const opens = (it: Situation): boolean => decide(it.ask, it.evidence, bookOf(it)).permitted;
/** `less` is `more` with one thing more against it, or one thing less for it. */
const neverOpens = (more: Situation, less: Situation) => expect(opens(less) && !opens(more)).toBe(false);

/** Nor is any item to be had with less that is not to be had with more. */
const neverReachesFurther = (more: Situation, less: Situation) => {
  const [wide, narrow] = [more, less].map((it) => decide(it.ask, it.evidence, bookOf(it)));
  if (!narrow!.permitted || wide!.onlyItems === null) return;
  expect(narrow!.onlyItems?.every((it) => wide!.onlyItems!.includes(it)) ?? false).toBe(true);
};

const withEvidence = (it: Situation, change: Partial<Evidence>): Situation => ({
  ...it,
  evidence: { ...it.evidence, ...change },
});
const assertNeverOpens = <T>(extra: fc.Arbitrary<T>, law: (given: Situation, extra: T) => void) =>
  fc.assert(fc.property(situations, extra, law), RUNS);

/** By itself it grants the ask. One that does not may stand against another: it withdraws, or says less than before. */
const grants = (it: Consent, { ask }: Situation): boolean =>
  it.decision === "GRANTED" &&
  it.withdrawnAt > ask.at &&
  it.to > ask.at &&
  [it.categories].every((scope) => scope.includes(ask.category) || scope.includes("*")) &&
  [it.recipients].every((scope) => scope.includes(ask.viewer.agency.id) || scope.includes("*")) &&
  !it.excludedCategories.includes(ask.category) &&
  !it.excludedRecipients.includes(ask.viewer.agency.id);

describe("one more against", () => {
  test("a restriction", () =>
    assertNeverOpens(restrictions, (given, one) =>
      neverOpens(given, withEvidence(given, { restrictions: [...given.evidence.restrictions, one] })),
    ));
  test("a refusal", () =>
    assertNeverOpens(consents, (given, one) => {
      const refusal: Consent = { ...one, decision: "REFUSED" };
      neverOpens(given, withEvidence(given, { consents: [...given.evidence.consents, refusal] }));
    }));
  test("a withdrawal", () =>
    assertNeverOpens(fc.nat(4), (given, which) => {
      const withdrawn = given.evidence.consents.map((it, i) =>
        i === which && grants(it, given) ? { ...it, withdrawnAt: NOW } : it,
      );
      neverOpens(given, withEvidence(given, { consents: withdrawn }));
    }));
  test("a determination that sharing would do more harm", () =>
    assertNeverOpens(detrimental, (given, one) =>
      neverOpens(given, withEvidence(given, { determinations: [...given.evidence.determinations, one] })),
    ));
  test("a conflict of interest", () =>
    assertNeverOpens(fc.constant(null), (given) =>
      expect(opens({ ...given, ask: { ...given.ask, viewer: { ...given.ask.viewer, conflict: true } } })).toBe(false),
    ));
  test("a field that is stricter than its category", () =>
    assertNeverOpens(fc.constantFrom({ manual: true }, { minimumLevel: 4 as const }), (given, stricter) =>
      neverOpens(given, { ...given, ask: { ...given.ask, ...stricter } }),
    ));
});

describe("one less for", () => {
  test("a consent that grants", () =>
    assertNeverOpens(consents, (given, one) => {
      fc.pre(grants(one, given));
      neverOpens(withEvidence(given, { consents: [...given.evidence.consents, one] }), given);
    }));
  test("a court order", () =>
    assertNeverOpens(courtOrders, (given, one) =>
      neverOpens(withEvidence(given, { courtOrders: [...given.evidence.courtOrders, one] }), given),
    ));
  test("nor one more, while no law lets it be relied on", () =>
    assertNeverOpens(courtOrders, (usual, one) => {
      const given = { ...usual, law: usual.law.filter((it) => it.reason !== "P-COURT") };
      neverOpens(given, withEvidence(given, { courtOrders: [...given.evidence.courtOrders, one] }));
    }));
  test("a dispensation", () =>
    assertNeverOpens(dispensations, (given, one) =>
      neverOpens(withEvidence(given, { dispensations: [...given.evidence.dispensations, one] }), given),
    ));
  test("a determination to share", () =>
    assertNeverOpens(toShare, (given, one) =>
      neverOpens(withEvidence(given, { determinations: [...given.evidence.determinations, one] }), given),
    ));
  test("a release by the source's hand", () =>
    assertNeverOpens(byHand, (given, one) => {
      const more = withEvidence(given, { sourceReleases: [...given.evidence.sourceReleases, one] });
      neverOpens(more, given);
      neverReachesFurther(more, given);
    }));
  test("a grant of break-glass", () =>
    assertNeverOpens(glass, (given, one) => {
      const more = withEvidence(given, { breakGlass: [...given.evidence.breakGlass, one] });
      neverOpens(more, given);
      neverReachesFurther(more, given);
    }));
  test("a law in force", () =>
    assertNeverOpens(fc.constantFrom<PermitReason>(...LAW_IN_FORCE.map((it) => it.reason)), (given, gone) =>
      neverOpens(given, { ...given, law: given.law.filter((it) => it.reason !== gone) }),
    ));
  test("a protocol that tightens nothing", () =>
    assertNeverOpens(laxProtocols, (given, one) =>
      neverOpens({ ...given, protocols: [...given.protocols, { ...one, id: "LAX" }] }, given),
    ));
  test("every consent that grants", () =>
    assertNeverOpens(fc.constant(null), (given) =>
      neverOpens(given, withEvidence(given, { consents: given.evidence.consents.filter((it) => !grants(it, given)) })),
    ));
});

describe("protocols together", () => {
  test("open nothing that none of them opens alone", () =>
    assertNeverOpens(fc.constant(null), (given) => {
      const alone = given.protocols.some((it) => opens({ ...given, protocols: [it] }));
      expect(opens(given) && !alone).toBe(false);
    }));
  test("and what one signs alone opens nothing", () =>
    assertNeverOpens(fc.constant(null), (given) => {
      const { viewer, source } = given.ask;
      const lone = given.protocols.map((it) => ({
        ...it,
        signatures: it.signatures.filter(({ agency }) => agency === viewer.agency.id),
      }));
      if (source.id !== viewer.agency.id) expect(opens({ ...given, protocols: lone })).toBe(false);
    }));
});
