/** What came before: https://www.conventionalcommits.org is kept since. `.ci/run` looks at what came after. */
export const LAST_WITHOUT_RULES = "ea39d1e9e815b762c22b4d6a8f0f983b0c2783b9"

/** The reason stands in the body: whoever reads a line of code in two years asks why, not what. */
export default {
  extends: ["@commitlint/config-conventional"],
  rules: {
    "header-max-length": [2, "always", 72],
    "body-empty": [2, "never"],
    // A sentence begins with a capital letter, a name is written as it is written.
    "subject-case": [0],
    // A link is as long as it is.
    "body-max-line-length": [0],
    "footer-max-line-length": [0],
  },
}
