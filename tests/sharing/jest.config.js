/**
 * The rules' own suites alone and without PostgreSQL, as Stryker runs them (docs/proofs/mutation-testing.md). The second
 * opinion in `oracle/` stays out, so that the score is what these suites notice by themselves; so does what only counts
 * what the generators meet, which takes as long as all the rest.
 * @type {import("jest").Config}
 */
module.exports = {
  rootDir: "../..",
  roots: ["<rootDir>/tests/sharing"],
  testMatch: ["**/*.test.ts"],
  testPathIgnorePatterns: ["/node_modules/", "/tests/sharing/oracle/", "/reach.laws.test.ts"],
  testEnvironment: "node",
  setupFiles: ["reflect-metadata"],
  transform: { "^.+\\.[jt]s$": "@swc/jest" },
  transformIgnorePatterns: ["/node_modules/(?!jose/)"],
  testSequencer: "<rootDir>/tests/sharing/tables-first.js",
};
