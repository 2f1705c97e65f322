/** Where nothing speaks for a release it is withheld: an unknown word, an empty file, no protocol, no law. */
import fc from "fast-check";
import { decide } from "../../../src/sharing/decide";
import type { Ask } from "../../../src/sharing/evidence";
import { compileRulebook, type Protocol } from "../../../src/sharing/rulebook";
import type { Category, Purpose, Role } from "../../../src/sharing/vocabulary";
import { asks, bookOf, situations, type Situation } from "../generators";
import { evidence, party } from "../given";
import { RUNS } from "../runs";

const decided = (it: Situation) => decide(it.ask, it.evidence, bookOf(it));
const isOwn = ({ source, viewer }: Ask): boolean => source.id === viewer.agency.id;
/** Also words that every object knows. */
const unknown = fc.constantFrom("unheard-of", "", "*", "__proto__", "constructor", "toString");

/** As if somebody had written the unknown word into every protocol too. */
const namedBy = (protocols: readonly Protocol[], word: string): Protocol[] =>
  protocols.map((it) => ({
    ...it,
    categories: [...it.categories, word as Category],
    roles: [...it.roles, word as Role],
    purposes: [...it.purposes, word as Purpose],
    existenceMode: { ...it.existenceMode, ...Object.fromEntries([[word, "ALLOW"]]) },
    breakGlass: { roles: [...it.roles, word as Role], categories: [...it.categories, word as Category] },
  }));

describe("a word that nobody knows is withheld, own data included, whatever a protocol says", () => {
  test.each<[string, (ask: Ask, word: string) => Ask]>([
    ["category", (ask, word) => ({ ...ask, category: word as Category })],
    ["role", (ask, word) => ({ ...ask, viewer: { ...ask.viewer, role: word as Role } })],
    ["purpose", (ask, word) => ({ ...ask, purpose: word as Purpose })],
  ])("%s", (_what, change) =>
    fc.assert(
      fc.property(situations, unknown, fc.boolean(), (given, word, named) => {
        const protocols = named ? namedBy(given.protocols, word) : given.protocols;
        expect(decided({ ...given, protocols, ask: change(given.ask, word) }).permitted).toBe(false);
      }),
      RUNS,
    ),
  );

  test("agency, as a source or as a recipient", () =>
    fc.assert(
      fc.property(situations, unknown, fc.boolean(), (given, word, asSource) => {
        const { ask } = given;
        const changed = asSource
          ? { ...ask, source: { ...ask.source, id: word } }
          : { ...ask, viewer: { ...ask.viewer, agency: { ...ask.viewer.agency, id: word } } };
        const { permitted, reason } = decided({ ...given, ask: changed });
        expect(permitted).toBe(false);
        expect(["W-NO-PROTOCOL", "W-NO-RELATIONSHIP", "N-NOTHING-AVAILABLE"]).toContain(reason);
      }),
      RUNS,
    ));
});

test("an empty rulebook opens own data alone", () =>
  fc.assert(
    fc.property(situations, (given) => {
      const { permitted, reason } = decide(given.ask, given.evidence, compileRulebook(0, [], []));
      expect(permitted).toBe(reason === "P-OWN");
      if (permitted) expect(isOwn(given.ask)).toBe(true);
    }),
    RUNS,
  ));

test("without law in force no protocol opens anything", () =>
  fc.assert(
    fc.property(situations, (given) => expect(["P-OWN", false]).toContain(permittedBy({ ...given, law: [] }))),
    RUNS,
  ));
const permittedBy = (it: Situation) => {
  const { permitted, reason } = decided(it);
  return permitted && reason;
};

test("an empty file opens only what statute opens without one", () =>
  fc.assert(
    fc.property(situations, (given) => {
      const silent = { ...given.ask.case, significantHarm: null, statutoryBasis: null, highRisk: false };
      const empty = { ...given, ask: { ...given.ask, case: silent }, evidence: evidence() };
      // the source's own data, its standing determination, a power to prevent crime, care nobody objected to
      expect(["P-OWN", "P-16LA", "P-S115", "P-DIRECT-CARE", false]).toContain(permittedBy(empty));
    }),
    RUNS,
  ));

test("without evidence and without protocol a stranger is told one of two things", () =>
  fc.assert(
    fc.property(asks, (ask) => {
      const stranger = { ...ask, source: party("STRANGER"), viewer: { ...ask.viewer, conflict: false } };
      const { reason } = decide(stranger, evidence(), compileRulebook(0, [], []));
      expect(["W-NO-RELATIONSHIP", "W-NO-PROTOCOL"]).toContain(reason);
    }),
    RUNS,
  ));
