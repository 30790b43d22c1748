const esModules = ["node-fetch", "data-uri-to-buffer", "fetch-blob", "formdata-polyfill"]

/** Settings shared by every kind of test. */
const shared = {
  rootDir: __dirname,
  testEnvironment: "node",
  transform: {
    "^.+\\.[jt]s$": [
      "@swc/jest",
      {
        jsc: { parser: { syntax: "typescript", decorators: true }, target: "es2022" },
        module: { type: "commonjs" },
      },
    ],
  },
  modulePathIgnorePatterns: ["<rootDir>/demo/store/.medusa/"],
  // These four ship ES modules only; jest's own require cannot load them untransformed.
  transformIgnorePatterns: [`/node_modules/(?!(${esModules.join("|")})/)`],
}

const withDatabase = {
  ...shared,
  globalSetup: "<rootDir>/integration-tests/support/global-setup.ts",
  globalTeardown: "<rootDir>/integration-tests/support/global-teardown.ts",
}

/**
 * unit: pure, or against the sandbox; seconds. http: a real Medusa on a real PostgreSQL with the built plugin.
 * package: the packed tarball in a bare store. faults: stores as child processes that are killed. browser: the demo in
 * Chromium. contract: Inbank's own demo, skipped without credentials. Run by `npm run test:<name>`.
 */
module.exports = {
  // A test that starts a whole store says itself that it needs longer.
  testTimeout: 120_000,
  projects: [
    {
      ...shared,
      displayName: "unit",
      testMatch: [
        "<rootDir>/src/**/__tests__/**/*.spec.ts",
        "<rootDir>/bench/__tests__/**/*.spec.ts",
        "<rootDir>/integration-tests/reliability/**/*.spec.ts",
        "<rootDir>/integration-tests/docs/**/*.spec.ts",
      ],
    },
    {
      ...withDatabase,
      displayName: "http",
      testMatch: ["<rootDir>/integration-tests/http/**/*.spec.ts"],
      setupFiles: ["<rootDir>/integration-tests/support/loopback.js"],
    },
    {
      ...withDatabase,
      displayName: "package",
      testMatch: ["<rootDir>/integration-tests/package/**/*.spec.ts"],
    },
    {
      ...shared,
      displayName: "faults",
      testMatch: ["<rootDir>/integration-tests/faults/**/*.spec.ts"],
      globalSetup: "<rootDir>/integration-tests/faults/support/global-setup.ts",
      globalTeardown: "<rootDir>/integration-tests/faults/support/global-teardown.ts",
    },
    { ...shared, displayName: "browser", testMatch: ["<rootDir>/integration-tests/browser/**/*.spec.ts"] },
    { ...shared, displayName: "contract", testMatch: ["<rootDir>/integration-tests/contract/**/*.spec.ts"] },
  ],
}
