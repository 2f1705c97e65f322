/** How many cases a proof runs: a sample in CI, the whole number with `PROOF=whole` (docs/proofs/README.md). */
export const proofSize = (sample: number, whole: number): number => (process.env.PROOF === "whole" ? whole : sample);
