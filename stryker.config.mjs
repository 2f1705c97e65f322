import process from "node:process";

// the laws on few cases, and always the same, or the run takes an hour (tests/sharing/runs.ts)
process.env.PROOF = "mutants";

/**
 * Mutation testing of the pure rules: how much of `src/sharing` can be broken without a test of `tests/sharing` noticing.
 * Slow, so no part of CI; how to run it and what survives is in docs/proofs/mutation-testing.md.
 * @type {import("@stryker-mutator/api/core").PartialStrykerOptions}
 */
const config = {
  packageManager: "npm",
  testRunner: "jest",
  jest: { projectType: "custom", configFile: "tests/sharing/jest.config.js", enableFindRelatedTests: false },
  checkers: ["typescript"],
  tsconfigFile: "tsconfig.sharing.json",
  mutate: ["src/sharing/**/*.ts"],
  coverageAnalysis: "perTest",
  concurrency: 2,
  timeoutMS: 60_000,
  incremental: true,
  incrementalFile: "coverage/mutation/incremental.json",
  tempDirName: ".data/stryker",
  reporters: ["clear-text", "progress-append-only", "html", "json"],
  htmlReporter: { fileName: "coverage/mutation/report.html" },
  jsonReporter: { fileName: "coverage/mutation/report.json" },
  clearTextReporter: { logTests: false, allowColor: false },
  thresholds: { high: 100, low: 98, break: 95 },
};
export { config as default };
