import js from "@eslint/js"
import ts from "typescript-eslint"

const MEDUSA = ["@medusajs/*", "@medusajs/**"]
const LAYERS = [
  "client",
  "domain",
  "modules",
  "settle",
  "providers",
  "api",
  "jobs",
  "subscribers",
  "links",
  "sandbox",
  "storefront",
]

/** The direction of imports: a layer may import itself and what is named here, nothing else of ours. */
function layer(name, { mayImport, medusa }) {
  const forbidden = LAYERS.filter((other) => other !== name && !mayImport.includes(other))
  return {
    files: [`src/${name}/**/*.ts`],
    ignores: ["**/__tests__/**"],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            {
              group: forbidden.flatMap((other) => [`**/../${other}`, `**/../${other}/**`]),
              message: `${name} may not import it: see CONTRIBUTING.md, "The house".`,
            },
            ...(medusa ? [] : [{ group: MEDUSA, message: `${name} knows nothing of Medusa.` }]),
          ],
        },
      ],
    },
  }
}

/** The admin's pages run in a browser and have nothing but HTTP; one file takes the types of what is answered there. */
const admin = {
  files: ["src/admin/**/*.ts", "src/admin/**/*.tsx"],
  ignores: ["src/admin/api/answers.ts", "**/__tests__/**"],
  rules: {
    "no-restricted-imports": [
      "error",
      {
        patterns: [
          {
            group: [
              ...LAYERS.filter((other) => other !== "api").map((other) => `**/../${other}/**`),
              ...["admin", "guards", "hooks", "inbank", "store"].map((folder) => `**/../api/${folder}/**`),
            ],
            message: 'admin talks HTTP only: see CONTRIBUTING.md, "The house".',
          },
        ],
      },
    ],
  },
}

export default ts.config(
  {
    ignores: [
      "**/node_modules/**",
      "**/.medusa/**",
      "dist/**",
      "demo/storefront/**/*.js",
      "src/modules/inbank/migrations/**",
      "src/admin/__admin-extensions__.js",
    ],
  },
  js.configs.recommended,
  {
    files: ["**/*.ts", "**/*.tsx"],
    extends: [...ts.configs.strict],
    rules: {
      "@typescript-eslint/consistent-type-imports": "error",
      // `_name` says: taken out on purpose, to be left behind.
      "@typescript-eslint/no-unused-vars": ["error", { varsIgnorePattern: "^_", argsIgnorePattern: "^_" }],
      "no-restricted-syntax": [
        "error",
        {
          selector: "Property:matches([key.name='rejectUnauthorized'], [key.value='rejectUnauthorized'])",
          message: "TLS is never switched off.",
        },
      ],
    },
  },
  {
    files: ["**/*.js", "**/*.mjs"],
    languageOptions: {
      globals: {
        require: "readonly",
        module: "readonly",
        process: "readonly",
        __dirname: "readonly",
        console: "readonly",
        fetch: "readonly",
        AbortSignal: "readonly",
        Buffer: "readonly",
      },
    },
  },
  admin,
  layer("client", { mayImport: [], medusa: false }),
  layer("domain", { mayImport: ["client"], medusa: false }),
  layer("sandbox", { mayImport: [], medusa: false }),
  layer("storefront", { mayImport: [], medusa: false }),
  layer("modules", { mayImport: ["domain", "client"], medusa: true }),
  layer("settle", { mayImport: ["modules", "domain", "client"], medusa: true }),
  layer("links", { mayImport: ["modules"], medusa: true }),
  ...["providers", "jobs", "subscribers"].map((name) =>
    layer(name, { mayImport: ["settle", "modules", "domain", "client"], medusa: true }),
  ),
  // What its routes answer is written down for storefronts: in types alone.
  layer("api", { mayImport: ["settle", "modules", "domain", "client", "storefront"], medusa: true }),
)
