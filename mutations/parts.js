/**
 * What Stryker mutates, and the suites of each part that must notice. Of the client only reading, writing and judging:
 * transport and time (transport, resilience, client) are not suited to mutants, nor are the suites that wait for
 * time-outs and pauses.
 */
const CLIENT = [
  "base-url",
  ...["error-body", "errors", "failures", "keys", "merchant-messages", "parsing", "paths", "retry-after"].map(
    inHttp,
  ),
  ...["scrub", "writing"].map(inHttp),
  "resources/*",
]
/** Every suite that needs an account reads options: their mutants would run all of them. */
const OPTIONS = ["src/domain/account/options.ts", "src/domain/account/address-options.ts"]

module.exports = {
  options: { mutate: OPTIONS, suites: "src/domain/account/__tests__/{account,example-config}.spec.ts" },
  domain: {
    mutate: ["src/domain/**/*.ts", "!**/__tests__/**", ...OPTIONS.map((file) => `!${file}`)],
    suites: "src/domain/**/__tests__/*.spec.ts",
  },
  client: {
    mutate: CLIENT.map((name) => `src/client/${name}.ts`),
    suites: "src/client/__tests__/!(resilience|sandbox-faults).spec.ts",
  },
}

function inHttp(name) {
  return `http/${name}`
}
