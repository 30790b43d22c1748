const MEDUSA = ["@medusajs/*", "@medusajs/**"]
/** Each room may import itself and the rooms below it in its list, of those that `mayImport` or its floor allows. */
const LAYERS = [
  "client",
  "domain",
  "core",
  "modules",
  "medusa",
  "services",
  "providers",
  "api",
  "jobs",
  "subscribers",
  "links",
  "doctor",
  "init",
  "cli",
  "sandbox",
  "storefront",
]
/** From top to bottom. */
const SERVICES = [
  "merchant",
  "approval",
  "checkout",
  "callbacks",
  "views",
  "reconcile",
  "refunds",
  "session",
  "problems",
  "offers",
]
const DOMAIN = ["plan", "after-sale", "callbacks", "session", "offers", "account"]
const TYPESCRIPT = ["**/*.ts", "**/*.tsx"]
const JAVASCRIPT = ["**/*.js", "**/*.mjs"]
const TESTS = "**/__tests__/**"

/** ESLint's recommended ones, for every file. */
const EVERYWHERE = `
  for-direction no-async-promise-executor no-case-declarations no-compare-neg-zero no-cond-assign
  no-constant-binary-expression no-constant-condition no-control-regex no-debugger no-delete-var no-dupe-else-if
  no-duplicate-case no-empty no-empty-character-class no-empty-pattern no-empty-static-block no-ex-assign
  no-extra-boolean-cast no-fallthrough no-global-assign no-invalid-regexp no-irregular-whitespace
  no-loss-of-precision no-misleading-character-class no-nonoctal-decimal-escape no-prototype-builtins
  no-regex-spaces no-self-assign no-shadow-restricted-names no-sparse-arrays no-unassigned-vars
  no-unexpected-multiline no-unsafe-finally no-unsafe-optional-chaining no-unused-labels
  no-unused-private-class-members no-useless-assignment no-useless-backreference no-useless-catch
  no-useless-escape preserve-caught-error require-yield use-isnan valid-typeof
`

/** What TypeScript's own compiler would say. */
const IN_JAVASCRIPT = `
  constructor-super getter-return no-class-assign no-const-assign no-dupe-class-members no-dupe-keys
  no-func-assign no-import-assign no-new-native-nonconstructor no-obj-calls no-redeclare no-setter-return
  no-this-before-super no-undef no-unreachable no-unsafe-negation no-unused-vars no-with
`

/** typescript-eslint's strict ones. */
const IN_TYPESCRIPT = `
  no-var prefer-const prefer-rest-params prefer-spread no-array-constructor no-unused-expressions
  no-useless-constructor typescript/ban-ts-comment typescript/consistent-type-imports
  typescript/no-duplicate-enum-values typescript/no-dynamic-delete typescript/no-empty-object-type
  typescript/no-explicit-any typescript/no-extra-non-null-assertion typescript/no-extraneous-class
  typescript/no-invalid-void-type typescript/no-misused-new typescript/no-namespace
  typescript/no-non-null-asserted-nullish-coalescing typescript/no-non-null-asserted-optional-chain
  typescript/no-non-null-assertion typescript/no-require-imports typescript/no-this-alias
  typescript/no-unnecessary-type-constraint typescript/no-unsafe-declaration-merging
  typescript/no-unsafe-function-type typescript/no-wrapper-object-types typescript/prefer-as-const
  typescript/prefer-literal-enum-member typescript/prefer-namespace-keyword typescript/triple-slash-reference
  typescript/unified-signatures
`

/** Those that ask the compiler for types: TypeScript's native one. */
const WITH_TYPES = `
  await-thenable no-array-delete no-base-to-string no-deprecated no-duplicate-type-constituents
  no-floating-promises no-for-in-array no-generated-empty-object-type no-implied-eval
  no-meaningless-void-operator no-misused-promises no-misused-spread no-mixed-enums
  no-redundant-type-constituents no-unnecessary-boolean-literal-compare no-unnecessary-condition
  no-unnecessary-template-expression no-unnecessary-type-arguments no-unnecessary-type-assertion
  no-unnecessary-type-conversion no-unnecessary-type-parameters no-unsafe-argument no-unsafe-assignment
  no-unsafe-call no-unsafe-enum-comparison no-unsafe-member-access no-unsafe-return no-unsafe-unary-minus
  no-useless-default-assignment only-throw-error prefer-promise-reject-errors prefer-reduce-type-parameter
  prefer-return-this-type related-getter-setter-pairs unbound-method use-unknown-in-catch-callback-variable
`

export default {
  plugins: ["typescript", "import"],
  jsPlugins: ["./oxlint-tls.mjs"],
  categories: { correctness: "off" },
  options: { typeAware: true },
  ignorePatterns: [
    "**/node_modules/**",
    "**/.medusa/**",
    "dist/**",
    "demo/storefront/**/*.js",
    "src/modules/inbank/migrations/**",
    "src/admin/__admin-extensions__.js",
  ],
  rules: { ...errors(EVERYWHERE), "import/no-cycle": ["error", { ignoreTypes: false }] },
  overrides: [
    {
      files: JAVASCRIPT,
      env: { node: true, es2022: true },
      rules: errors(IN_JAVASCRIPT),
    },
    { files: ["integration-tests/browser/in-page.js"], env: { browser: true } },
    {
      files: TYPESCRIPT,
      rules: {
        ...errors(IN_TYPESCRIPT),
        ...errors(WITH_TYPES, "typescript/"),
        // `_name` says: taken out on purpose, to be left behind.
        "no-unused-vars": ["error", { varsIgnorePattern: "^_", argsIgnorePattern: "^_" }],
        "typescript/restrict-plus-operands": [
          "error",
          {
            allowAny: false,
            allowBoolean: false,
            allowNullish: false,
            allowNumberAndString: false,
            allowRegExp: false,
          },
        ],
        // A number in a sentence needs no wrapping.
        "typescript/restrict-template-expressions": ["error", { allowNumber: true, allowBoolean: true }],
        "typescript/return-await": ["error", "error-handling-correctness-only"],
        "typescript/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
        "tls/never-switched-off": "error",
      },
    },
    {
      // Medusa types its own linkables, and jest its asymmetric matchers, as `any`.
      files: ["src/links/**/*.ts", "**/__tests__/**/*.ts", "integration-tests/**/*.spec.ts"],
      rules: {
        "typescript/no-unsafe-argument": "off",
        "typescript/no-unsafe-assignment": "off",
        "typescript/no-unsafe-return": "off",
      },
    },
    admin(),
    ...layer("client", { mayImport: [], medusa: false, floors: ["resources", "http"] }),
    ...layer("domain", { mayImport: ["client"], medusa: false, floors: DOMAIN }),
    ...layer("core", { mayImport: ["domain", "client"], medusa: false, floors: ["reconcile", "inbank"] }),
    ...layer("sandbox", { mayImport: [], medusa: false }),
    ...layer("storefront", { mayImport: [], medusa: false }),
    ...layer("modules", { mayImport: ["domain", "client"], medusa: true }),
    ...layer("medusa", { mayImport: ["modules", "domain", "client"], medusa: true }),
    // What is answered is written down for storefronts: in types alone.
    ...layer("services", {
      mayImport: ["medusa", "modules", "core", "domain", "client", "storefront"],
      medusa: true,
      floors: SERVICES,
    }),
    ...layer("links", { mayImport: ["modules"], medusa: true }),
    ...["providers", "jobs", "subscribers"].flatMap((name) =>
      layer(name, { mayImport: ["services", "medusa", "modules", "domain", "client"], medusa: true }),
    ),
    ...layer("doctor", {
      mayImport: ["services", "medusa", "modules", "domain", "client"],
      medusa: true,
      floors: ["checks"],
    }),
    // Both look into a store's folder.
    ...layer("init", { mayImport: ["doctor", "client"], medusa: false }),
    ...layer("cli", { mayImport: ["init", "doctor", "client"], medusa: false }),
    ...layer("api", {
      mayImport: ["services", "medusa", "modules", "domain", "client", "storefront"],
      medusa: true,
    }),
  ],
}

function errors(names, prefix = "") {
  return Object.fromEntries(
    names
      .trim()
      .split(/\s+/)
      .map((name) => [`${prefix}${name}`, "error"]),
  )
}

/**
 * The direction of imports: a layer may import itself and what is named here, nothing else of ours. Where it has floors, each
 * may import those below it, and what lies beside them all may import none.
 */
function layer(name, { mayImport, medusa, floors = [] }) {
  const outside = [
    room(
      LAYERS.filter((other) => other !== name && !mayImport.includes(other)),
      `${name} may not import it: see CONTRIBUTING.md, "The house".`,
    ),
    ...(medusa ? [] : [{ group: MEDUSA, message: `${name} knows nothing of Medusa.` }]),
  ]
  const inside = floors.map((floor, index) =>
    restricted(`src/${name}/${floor}/**/*.ts`, [
      ...outside,
      room(floors.slice(0, index), `${name}/${floor} lies below it: see CONTRIBUTING.md, "The house".`),
    ]),
  )
  return [restricted(`src/${name}/**/*.ts`, outside), ...inside]
}

function room(names, message) {
  return { group: names.flatMap((name) => [`**/../${name}`, `**/../${name}/**`]), message }
}

function restricted(files, patterns) {
  const used = patterns.filter(({ group }) => group.length > 0)
  return {
    files: [files],
    excludeFiles: [TESTS],
    rules: { "no-restricted-imports": ["error", { patterns: used }] },
  }
}

/** The admin's pages run in a browser and have nothing but HTTP; one file takes the types of what is answered there. */
function admin() {
  const group = [
    ...LAYERS.filter((other) => other !== "api").map((other) => `**/../${other}/**`),
    ...["admin", "guards", "hooks", "inbank", "store"].map((folder) => `**/../api/${folder}/**`),
  ]
  const message = 'admin talks HTTP only: see CONTRIBUTING.md, "The house".'
  return {
    files: ["src/admin/**/*.ts", "src/admin/**/*.tsx"],
    excludeFiles: ["src/admin/api/answers.ts", TESTS],
    rules: { "no-restricted-imports": ["error", { patterns: [{ group, message }] }] },
  }
}
