/**
 * The rules' own suites alone and without PostgreSQL, as Stryker runs them (docs/proofs/mutation-testing.md). The second
 * opinion in `oracle/` stays out, so that the score is what these suites notice by themselves.
 * @type {import("jest").Config}
 */
module.exports = {
  rootDir: "../..",
  roots: ["<rootDir>/tests/sharing"],
  testMatch: ["**/*.test.ts"],
  testPathIgnorePatterns: ["/node_modules/", "/tests/sharing/oracle/"],
  testEnvironment: "node",
  setupFiles: ["reflect-metadata"],
  transform: { "^.+\\.[jt]s$": "@swc/jest" },
  transformIgnorePatterns: ["/node_modules/(?!jose/)"],
  testSequencer: "<rootDir>/tests/sharing/tables-first.js",
};
