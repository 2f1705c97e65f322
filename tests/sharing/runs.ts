/** How many cases each law of the rules is tried on: fewer, and always the same, where mutants are tested. */
import { proofSize } from "../proof-size";

const SEED = 2026;
export const RUNS =
  process.env.PROOF === "mutants"
    ? { numRuns: 50, seed: SEED, endOnFailure: true }
    : { numRuns: proofSize(1_000, 20_000) };
/** For counting what occurs: a fixed sample, so that a rare word cannot fail the build by chance. */
export const SAMPLE = { numRuns: proofSize(10_000, 20_000), seed: SEED };
