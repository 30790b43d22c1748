const esModules = ["node-fetch", "data-uri-to-buffer", "fetch-blob", "formdata-polyfill"]

/** Settings shared by every kind of test. */
const shared = {
  testEnvironment: "node",
  transform: {
    "^.+\\.[jt]s$": [
      "@swc/jest",
      { jsc: { parser: { syntax: "typescript", decorators: true }, target: "es2022" }, module: { type: "commonjs" } },
    ],
  },
  // These four ship ES modules only; jest's own require cannot load them untransformed.
  transformIgnorePatterns: [`/node_modules/(?!(${esModules.join("|")})/)`],
  modulePathIgnorePatterns: ["<rootDir>/.medusa/", "<rootDir>/.*/\\.medusa/"],
}

module.exports = {
  projects: [
    { ...shared, displayName: "unit", rootDir: __dirname, testMatch: ["<rootDir>/src/**/__tests__/**/*.spec.ts"] },
  ],
}
