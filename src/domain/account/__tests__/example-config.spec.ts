import { readFileSync } from "node:fs"
import { resolve } from "node:path"
import { parseEnv } from "node:util"
import { compileFunction } from "node:vm"
import { z } from "zod"
import { parseAccount, type Account } from "../account"
import { AccountOptionsError, type Options } from "../options"

const root = resolve(__dirname, "../../../..")
const EXAMPLE = readFileSync(resolve(root, "medusa-config.example.js"), "utf8")
const ENVIRONMENT = parseEnv(readFileSync(resolve(root, ".env.example"), "utf8"))

/** Each option that has no default, and the variable the example takes it from. */
const REQUIRED = {
  environment: "INBANK_ENVIRONMENT",
  shopUuid: "INBANK_SHOP_UUID",
  apiKey: "INBANK_API_KEY",
  productCode: "INBANK_PRODUCT_CODE",
  merchantDomainName: "INBANK_MERCHANT_DOMAIN_NAME",
  backendUrl: "BACKEND_URL",
  storefrontReturnUrl: "STOREFRONT_URL",
} as const satisfies Partial<Record<keyof Options, string>>

/** The compiler holds this list complete. */
const EVERY_OPTION: Record<keyof Options, true> = {
  country: true,
  environment: true,
  apiUrl: true,
  shopUuid: true,
  apiKey: true,
  previousApiKey: true,
  productCode: true,
  productType: true,
  locale: true,
  merchantDomainName: true,
  backendUrl: true,
  storefrontReturnUrl: true,
  approval: true,
  sessionLifetimeMinutes: true,
  callbackSignature: true,
  redirectHosts: true,
  minAmount: true,
  maxAmount: true,
  legalText: true,
  showAnnualRates: true,
  deliveryCountries: true,
  prefillContact: true,
  refunds: true,
  paths: true,
  contractWatchDays: true,
  approvalReminderDays: true,
  maxSessionsPerMinute: true,
  partnerPortalUrl: true,
}

const configSchema = z.object({
  plugins: z.array(z.unknown()),
  projectConfig: z.object({ databaseUrl: z.string(), http: z.record(z.string(), z.unknown()) }),
  modules: z.object({
    payment: z.object({
      options: z.object({
        providers: z.array(
          z.object({ resolve: z.string(), id: z.string(), options: z.record(z.string(), z.unknown()) }),
        ),
      }),
    }),
  }),
})

type Config = z.output<typeof configSchema>

/** Runs the text of a medusa-config.js as Medusa would, in an environment of our own. */
function load(source: string, env: NodeJS.Dict<string>): Config {
  const module: { exports: unknown } = { exports: {} }
  const run = compileFunction(source, ["require", "module", "process"])
  // Its loadEnv is to read no file: a developer's own .env must not decide a test.
  Reflect.apply(run, undefined, [require, module, { env, cwd: () => resolve(root, "no-such-folder") }])
  return configSchema.parse(module.exports)
}

function accounts({ modules }: Config): Account[] {
  return modules.payment.options.providers.map(({ id, options }) => parseAccount(`pp_inbank_${id}`, options))
}

/** Takes the comment signs off the options that are shown with their default: `// name: value,`. */
function withCommentedOptions(source: string): string {
  return source.replaceAll(/^( +)\/\/ (\w+: .+,)$/gm, "$1$2")
}

function without(variable: string): NodeJS.Dict<string> {
  return { ...ENVIRONMENT, [variable]: undefined }
}

describe("medusa-config.example.js", () => {
  it("loads with .env.example and holds both entries that a store needs, the plugin and the provider", () => {
    const config = load(EXAMPLE, ENVIRONMENT)

    expect(config.plugins).toContainEqual({ resolve: "medusa-payment-inbank", options: {} })
    expect(config.modules.payment.options.providers).toMatchObject([
      { resolve: "medusa-payment-inbank/providers/inbank", id: "ee" },
    ])
    expect(config.projectConfig).toMatchObject({
      databaseUrl: ENVIRONMENT.DATABASE_URL,
      http: { storeCors: ENVIRONMENT.STORE_CORS, jwtSecret: ENVIRONMENT.JWT_SECRET },
    })
  })

  it("gives an account that the plugin accepts, at the sandbox's address", () => {
    expect(accounts(load(EXAMPLE, ENVIRONMENT))).toMatchObject([
      { id: "pp_inbank_ee", currency: "EUR", baseUrl: ENVIRONMENT.INBANK_API_URL },
    ])
  })

  it.each([
    ["not set", undefined],
    ["empty", ""],
  ])("talks to Inbank itself when INBANK_API_URL is %s", (_how, INBANK_API_URL) => {
    expect(accounts(load(EXAMPLE, { ...ENVIRONMENT, INBANK_API_URL }))).toMatchObject([
      { baseUrl: "https://demo-api.inbank.ee" },
    ])
  })

  it.each(Object.entries(REQUIRED))(
    "stops with one sentence naming option `%s` when %s is not set",
    (option, variable) => {
      const config = load(EXAMPLE, without(variable))

      expect(() => accounts(config)).toThrow(AccountOptionsError)
      expect(() => accounts(config)).toThrow(new RegExp(`^Inbank: option \`${option}\` [^.]+\\.`))
    },
  )

  it("uses no variable that .env.example does not explain, and explains none that it does not use", () => {
    const used = new Set([...EXAMPLE.matchAll(/process\.env\.(\w+)/g)].map(([, name]) => name))
    used.delete("NODE_ENV")

    expect([...used].sort()).toEqual(Object.keys(ENVIRONMENT).sort())
  })

  it("shows every option there is, the optional ones commented out", () => {
    const [provider] = load(withCommentedOptions(EXAMPLE), ENVIRONMENT).modules.payment.options.providers

    expect(Object.keys(provider?.options ?? {}).sort()).toEqual(Object.keys(EVERY_OPTION).sort())
  })

  it("leaves no option unexplained: docs/configuration.md has them all, and no other", () => {
    const page = readFileSync(resolve(root, "docs/configuration.md"), "utf8")
    const rows = [...page.matchAll(/^\| (`\w+`(?:, `\w+`)*) \|/gm)].map(([, names = ""]) => names)
    const named = rows.flatMap((names) => names.replaceAll("`", "").split(", "))
    expect(named.sort()).toEqual([...Object.keys(EVERY_OPTION), "shutdownSeconds"].sort())
  })

  it("shows each commented option with its default: to take the comment signs off changes nothing", () => {
    const complete = load(withCommentedOptions(EXAMPLE), ENVIRONMENT)

    expect(accounts(complete)).toEqual(accounts(load(EXAMPLE, ENVIRONMENT)))
  })
})
