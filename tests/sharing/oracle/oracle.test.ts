/** `decide` against its second opinion: docs/proofs/second-opinion.md. */
import { validate } from "@cedar-policy/cedar-wasm/nodejs";
import fc from "fast-check";
import type { Decision } from "../../../src/sharing/decision";
import { REASON_CODES } from "../../../src/sharing/vocabulary";
import { proofSize } from "../../proof-size";
import { cases } from "./cases";
import { decided, MUTANTS } from "./mutants";
import { opinionOn, type Case, type Opinion } from "./oracle";
import { POLICIES, SCHEMA } from "./policy-set";

const SEED = Number(process.env.PROOF_SEED ?? 20261116);
const CASES = proofSize(50_000, 1_000_000);
/** Within how many cases a planted bug has to show; the same cases for all of them. */
const MUTANT_CASES = 10_000;
const AN_HOUR = 3_600_000;

const asOpinion = ({
  permitted,
  reason,
  internalReason,
  dropAll,
  onlyItems,
  breakGlassRefused,
}: Decision): Opinion => ({
  permitted,
  reason,
  sealed: internalReason ?? dropAll,
  onlyItems,
  breakGlassRefused,
});
const differ = (one: Opinion, other: Opinion): boolean =>
  one.permitted !== other.permitted ||
  one.reason !== other.reason ||
  one.sealed !== other.sealed ||
  String(one.onlyItems) !== String(other.onlyItems) ||
  one.breakGlassRefused !== other.breakGlassRefused;

test("the policies are written in the words of their schema, strictly", () => {
  const answer = validate({ schema: SCHEMA, policies: { staticPolicies: POLICIES } });
  expect(answer).toEqual({ type: "success", validationErrors: [], validationWarnings: [], otherWarnings: [] });
});

test("a misspelt attribute is found", () => {
  const policies = POLICIES.replace("context.person.linked", "context.person.linkd");
  const answer = validate({ schema: SCHEMA, policies: { staticPolicies: policies } });
  expect(answer).toMatchObject({ type: "success", validationErrors: [{ policyId: expect.any(String) }] });
});

test(
  "decide and its second opinion agree",
  () => {
    const given = new Map<string, number>();
    let permitted = 0;
    const before = process.cpuUsage();
    const started = performance.now();
    fc.assert(
      fc.property(cases, (one) => {
        const opinion = opinionOn(one);
        given.set(opinion.reason, (given.get(opinion.reason) ?? 0) + 1);
        if (opinion.permitted) permitted += 1;
        expect(asOpinion(decided(one))).toEqual(opinion);
      }),
      { seed: SEED, numRuns: CASES, unbiased: true },
    );
    const cpu = process.cpuUsage(before);
    const share = permitted / CASES;
    const counts = [...given].sort(([, a], [, b]) => b - a).map(([reason, count]) => `${reason} ${count}`);
    process.stdout.write(
      `${CASES} cases, seed ${SEED}, ${Math.round((performance.now() - started) / 1000)} s, CPU ${Math.round((cpu.user + cpu.system) / 1e6)} s, ` +
        `${Math.round(share * 1000) / 10} % permitted: ${counts.join(", ")}\n`,
    );
    expect(Math.min(share, 1 - share)).toBeGreaterThanOrEqual(0.3);
    expect([...given.keys()].sort()).toEqual(REASON_CODES.filter((code) => code !== "E-SOURCE").sort());
  },
  4 * AN_HOUR,
);

describe("a planted bug is caught", () => {
  const drawn: { one: Case; opinion: Opinion }[] = [];
  /** The same cases for every bug, and Cedar is asked about each only once some bug has got that far. */
  const nth = (n: number) => (drawn[n] ??= ((one) => ({ one, opinion: opinionOn(one) }))(draws[n]!));
  let draws: Case[];
  beforeAll(() => {
    draws = fc.sample(cases, { seed: SEED, numRuns: MUTANT_CASES, unbiased: true });
  });

  test.each(Object.entries(MUTANTS))(
    "%s",
    (name, mutant) => {
      let n = 0;
      while (n < MUTANT_CASES && !differ(asOpinion(mutant(nth(n).one)), nth(n).opinion)) n += 1;
      expect(n).toBeLessThan(MUTANT_CASES);
      // from that case on fast-check takes away what does not matter
      const shrunk = fc.check(
        fc.property(cases, (one) => !differ(asOpinion(mutant(one)), opinionOn(one))),
        { seed: SEED, path: String(n), unbiased: true, numRuns: 1 },
      );
      expect(shrunk.failed).toBe(true);
      const [one] = shrunk.counterexample!;
      const [found, right] = [asOpinion(mutant(one)), opinionOn(one)];
      process.stdout.write(
        `case ${n + 1}, shrunk ${shrunk.numShrinks}: ${name}: ${found.reason}, not ${right.reason}\n`,
      );
      expect(differ(found, right)).toBe(true);
    },
    AN_HOUR,
  );
});
