const os = require("node:os");

/** @type {import("jest").Config} */
module.exports = {
  testEnvironment: "node",
  roots: ["<rootDir>/tests"],
  testMatch: ["**/*.test.ts"],
  setupFiles: ["reflect-metadata"],
  globalSetup: "<rootDir>/tests/global-setup.ts",
  globalTeardown: "<rootDir>/tests/global-teardown.ts",
  transform: { "^.+\\.[jt]s$": "@swc/jest" },
  // jose is published as ES modules only, which jest's CommonJS runtime cannot load as they are.
  transformIgnorePatterns: ["/node_modules/(?!jose/)"],
  testTimeout: 120_000,
  // half of a test is waiting for PostgreSQL or a process of its own: two cores do the work of two workers, and one
  // process for all of it would come to hold gigabytes
  maxWorkers: Math.max(2, os.availableParallelism() - 1),
};
