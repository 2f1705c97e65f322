/** The order in which evidence and protocols were read decides nothing: neither what is answered nor what is cited. */
import fc from "fast-check";
import { decide } from "../../../src/sharing/decide";
import type { Evidence } from "../../../src/sharing/evidence";
import type { Protocol } from "../../../src/sharing/rulebook";
import { bookOf, rivals, situations } from "../generators";
import { RUNS } from "../runs";

/** The same list in an order that `keys` chooses. */
const inOrderOf = <T>(list: readonly T[], keys: readonly number[]): T[] =>
  list
    .map((it, i) => ({ it, key: keys[i % keys.length]! }))
    .sort((a, b) => a.key - b.key)
    .map(({ it }) => it);

const keys = fc.array(fc.noBias(fc.nat(1000)), { minLength: 5, maxLength: 5 });

test("of evidence, protocols, their lists and the law, in one order or another: the same decision to the letter", () => {
  fc.assert(
    fc.property(situations, rivals, fc.boolean(), keys, (usual, several, many, by) => {
      const given = many ? { ...usual, evidence: several } : usual;
      const turn = <T>(list: readonly T[]) => inOrderOf(list, by);
      const evidence: Evidence = {
        consents: turn(given.evidence.consents),
        dispensations: turn(given.evidence.dispensations),
        determinations: turn(given.evidence.determinations),
        sourceReleases: turn(given.evidence.sourceReleases),
        courtOrders: turn(given.evidence.courtOrders),
        breakGlass: turn(given.evidence.breakGlass),
        restrictions: turn(given.evidence.restrictions),
      };
      const protocols = turn(given.protocols).map((it): Protocol => ({
        ...it,
        signatures: turn(it.signatures),
        sources: turn(it.sources),
        recipients: turn(it.recipients),
        purposes: turn(it.purposes),
        categories: turn(it.categories),
        standingDeterminations: turn(it.standingDeterminations),
      }));
      const turned = decide(given.ask, evidence, bookOf({ protocols, law: turn(given.law) }));
      expect(turned).toEqual(decide(given.ask, given.evidence, bookOf(given)));
    }),
    RUNS,
  );
});
