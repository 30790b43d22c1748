const esModules = [
  "p-queue",
  "p-timeout",
  "node-fetch",
  "data-uri-to-buffer",
  "fetch-blob",
  "formdata-polyfill",
]

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
  modulePathIgnorePatterns: ["<rootDir>/demo/store/.medusa/", "<rootDir>/integration-tests/medusa-1/store/"],
  // These ship ES modules only; jest's own require cannot load them untransformed.
  transformIgnorePatterns: [`/node_modules/(?!(${esModules.join("|")})/)`],
}

const ofTheStore = "<rootDir>/integration-tests/http/support/of-the-store"

/** The stores of both Medusas, which install one packed tarball. */
const packed = {
  ...shared,
  globalSetup: "<rootDir>/integration-tests/package/global-setup.ts",
  globalTeardown: "<rootDir>/integration-tests/package/global-teardown.ts",
}

/**
 * unit: pure, or against the sandbox; seconds. http: a real Medusa on a real PostgreSQL with the built plugin.
 * package: the packed tarball in a bare store of Medusa 2. medusa-1: the same tarball in a store of Medusa 1.20. faults:
 * stores as child processes that are killed. browser: the demo in Chromium. commands: the demo without a browser and the bench's
 * counts. contract: Inbank's own demo, skipped without
 * credentials. Run by `npm run test:<name>`.
 */
module.exports = {
  // A test that starts a whole store says itself that it needs longer.
  testTimeout: 240_000,
  reporters: ["default", ["<rootDir>/integration-tests/support/times-reporter.js", { rootDir: __dirname }]],
  testSequencer: "<rootDir>/integration-tests/support/longest-first.js",
  projects: [
    {
      ...shared,
      displayName: "unit",
      testMatch: [
        "<rootDir>/src/**/__tests__/**/*.spec.ts",
        "<rootDir>/bench/__tests__/**/*.spec.ts",
        "<rootDir>/mutations/__tests__/**/*.spec.ts",
        "<rootDir>/integration-tests/reliability/**/*.spec.ts",
        "<rootDir>/integration-tests/docs/**/*.spec.ts",
        "<rootDir>/integration-tests/support/**/*.spec.ts",
      ],
    },
    {
      ...shared,
      displayName: "http",
      testMatch: ["<rootDir>/integration-tests/http/**/*.spec.ts"],
      globalSetup: "<rootDir>/integration-tests/http/support/global-setup.ts",
      globalTeardown: "<rootDir>/integration-tests/http/support/global-teardown.ts",
      testEnvironment: "<rootDir>/integration-tests/http/support/store-environment.ts",
      moduleNameMapper: {
        "^@medusajs/framework/utils$": `${ofTheStore}/framework-utils.js`,
        "^@medusajs/medusa/core-flows$": `${ofTheStore}/medusa-core-flows.js`,
        "/src/services/reconcile/sweep$": `${ofTheStore}/sweep.js`,
        "/src/services/reconcile/maintenance$": `${ofTheStore}/maintenance.js`,
      },
    },
    {
      ...packed,
      displayName: "package",
      testMatch: ["<rootDir>/integration-tests/package/**/*.spec.ts"],
    },
    {
      ...packed,
      displayName: "medusa-1",
      testMatch: ["<rootDir>/integration-tests/medusa-1/*.spec.ts"],
    },
    {
      ...shared,
      displayName: "faults",
      testMatch: ["<rootDir>/integration-tests/faults/**/*.spec.ts"],
      globalSetup: "<rootDir>/integration-tests/faults/support/global-setup.ts",
      globalTeardown: "<rootDir>/integration-tests/faults/support/global-teardown.ts",
    },
    {
      ...shared,
      displayName: "commands",
      testMatch: ["<rootDir>/integration-tests/commands/**/*.spec.ts"],
      globalSetup: "<rootDir>/integration-tests/commands/global-setup.ts",
      globalTeardown: "<rootDir>/integration-tests/commands/global-teardown.ts",
    },
    { ...shared, displayName: "browser", testMatch: ["<rootDir>/integration-tests/browser/**/*.spec.ts"] },
    { ...shared, displayName: "contract", testMatch: ["<rootDir>/integration-tests/contract/**/*.spec.ts"] },
  ],
}
