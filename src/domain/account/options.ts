import { z } from "zod"
import { baseUrl } from "../../client/base-url"
import { COUNTRIES, type Country } from "../../client/countries"
import { NEEDED_IN_PATH, pathFault, type PathOverrides } from "../../client/http/paths"
import { calledAddress, redirectHost, returnAddress, text, webAddress } from "./address-options"
import { APPROVALS } from "./approval"
import type { Language } from "../languages"
import { PRODUCT_TYPES } from "./product-type"

/**
 * Locales that a storefront may ask for. et-ET, lv-LV, pl-PL and cs-CS are SEEN in Inbank's documentation; lt-LT is
 * INFERRED from them; en-US ran in public production code in Poland. The full list is UNKNOWN.
 */
export const LOCALES = ["et-ET", "lv-LV", "lt-LT", "pl-PL", "cs-CS", "en-US"] as const

/** Where e-POS may be: the countries' own domains and inbank.eu. INFERRED; an error names a host that was refused. */
const INBANK_HOSTS = [...Object.keys(COUNTRIES), "eu"].map((domain) => `*.inbank.${domain}`)

/** Thrown at boot. The message is one sentence per wrong option, each naming its option. */
export class AccountOptionsError extends Error {
  override readonly name = "AccountOptionsError"
}

/** A representative example with all its conditions needs about a thousand letters. */
const LEGAL_TEXT_LETTERS = 5000

const countries = Object.keys(COUNTRIES) as [Country, ...Country[]]
const amount = z.number("must be a number in major units, e.g. 75").positive("must be above zero")
const key = text.regex(/^[\x21-\x7e]+$/, "holds spaces or letters that no key has")

const optionsSchema = z
  .strictObject({
    country: oneOf(countries),
    environment: oneOf(["demo", "production"]),
    apiUrl: z.string().optional(),
    shopUuid: text,
    apiKey: key,
    // An environment variable may be set to nothing.
    previousApiKey: z.preprocess(nothingIfBlank, key.optional()),
    productCode: text,
    productType: oneOf(PRODUCT_TYPES).default("hire_purchase"),
    locale: oneOf(LOCALES).optional(),
    merchantDomainName: text.refine(
      (name) => /^[a-z0-9.-]+(:\d+)?$/i.test(name),
      'must be a bare domain name, e.g. "shop.example.com"',
    ),
    backendUrl: calledAddress,
    storefrontReturnUrl: returnAddress,
    approval: oneOf(APPROVALS).optional(),
    sessionLifetimeMinutes: z
      .int("must be a whole number of minutes")
      .min(10, "must be 10 or more")
      .default(2880),
    maxSessionsPerMinute: z
      .int("must be a whole number of sessions")
      .min(1, "must be 1 or more")
      .default(120),
    callbackSignature: oneOf(["required", "optional"]).default("required"),
    redirectHosts: z.array(redirectHost).default(INBANK_HOSTS),
    minAmount: amount.optional(),
    maxAmount: amount.optional(),
    prefillContact: z.boolean("must be true or false").default(false),
    refunds: oneOf(["portal", "api"]).default("portal"),
    paths: z
      .strictObject(
        { withdrawal: path("withdrawal").optional(), confirmReturn: path("confirmReturn").optional() },
        "must be an object with `withdrawal`, `confirmReturn` or both",
      )
      .default({}),
    legalText: z
      .strictObject(
        byLanguage(text.max(LEGAL_TEXT_LETTERS, `must not be longer than ${LEGAL_TEXT_LETTERS} letters`)),
        'must be an object with a text for each language, e.g. { et: "…" }',
      )
      .default({}),
    showAnnualRates: z.boolean("must be true or false").default(false),
    deliveryCountries: z
      .array(
        z
          .string('must be two small letters, e.g. "lv"')
          .regex(/^[a-z]{2}$/, 'must be two small letters, e.g. "lv"'),
        'must be a list of countries of two small letters each (ISO 3166-1), e.g. ["ee", "lv"]',
      )
      .nonempty("must name a country; leave it out for the account's own")
      .optional(),
    contractWatchDays: z
      .int("must be a whole number of days")
      .min(0, "must be between 0 and 400")
      .max(400, "must be between 0 and 400")
      .default(60),
    approvalReminderDays: z
      .int("must be a whole number of days")
      .min(0, "must be between 0 and 60")
      .max(60, "must be between 0 and 60")
      .default(3),
    partnerPortalUrl: webAddress.optional(),
  })
  .superRefine((options, check) => {
    if (options.productType === "pay_next_month" && (options.approval ?? "none") !== "none") {
      check.addIssue({
        code: "custom",
        path: ["approval"],
        message: 'must be "none" for productType "pay_next_month"',
      })
    }
    if (options.productType === "pay_next_month" && options.refunds === "api") {
      check.addIssue({
        code: "custom",
        path: ["refunds"],
        message:
          'must be "portal" for productType "pay_next_month": several purchases share one contract there, so the API could give back the wrong ones',
      })
    }
    if (options.minAmount && options.maxAmount && options.minAmount > options.maxAmount) {
      check.addIssue({ code: "custom", path: ["minAmount"], message: "must not be above `maxAmount`" })
    }
    for (const option of ["backendUrl", "storefrontReturnUrl"] as const) {
      if (options.environment === "production" && !options[option].startsWith("https:")) {
        check.addIssue({ code: "custom", path: [option], message: "must be https in production" })
      }
    }
    try {
      baseUrl(options)
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      check.addIssue({
        code: "custom",
        path: ["apiUrl"],
        message: `cannot be used: ${reason.replace(/\.$/, "")}`,
      })
    }
  })
  .transform((options) => ({
    ...options,
    locale: options.locale ?? COUNTRIES[options.country].locale,
    approval: options.approval ?? (options.productType === "pay_next_month" ? "none" : "capture"),
    deliveryCountries: options.deliveryCountries ?? [options.country],
  }))

export type Options = z.output<typeof optionsSchema>

/** @throws {AccountOptionsError} see `parseAccount`. */
export function parseOptions(raw: unknown): Options {
  const parsed = optionsSchema.safeParse(withoutMedusasOwn(raw))
  if (parsed.success) return parsed.data
  throw new AccountOptionsError(parsed.error.issues.map(sentence).join(" "))
}

/** Medusa adds `database`, with its connection string, to the options of a module at boot: that key is not the merchant's. */
function withoutMedusasOwn(raw: unknown): unknown {
  if (typeof raw !== "object" || raw === null) return raw ?? {}
  const { database: _database, ...own } = { database: undefined, ...raw }
  return own
}

function sentence(issue: z.core.$ZodIssue): string {
  if (issue.code === "unrecognized_keys") {
    const unknown = issue.keys.map((key) => [...issue.path, key].join("."))
    return `Inbank: option \`${unknown.join("`, `")}\` is not known; see docs/configuration.md.`
  }
  return `Inbank: option \`${issue.path.join(".")}\` ${issue.message}.`
}

function oneOf<const Values extends readonly [string, ...string[]]>(values: Values) {
  return z.enum(values, `must be one of ${values.map((value) => `"${value}"`).join(", ")}`)
}

function byLanguage<Text extends z.ZodType>(ofOne: Text) {
  const each = ofOne.optional()
  return { et: each, lv: each, lt: each, pl: each, cs: each, en: each, ru: each } satisfies Record<
    Language,
    typeof each
  >
}

function path(name: keyof PathOverrides) {
  return z
    .string("must be text")
    .trim()
    .superRefine((template, check) => {
      const fault = pathFault(template, NEEDED_IN_PATH[name])
      if (fault !== undefined) check.addIssue({ code: "custom", message: fault })
    })
}

function nothingIfBlank(value: unknown): unknown {
  return typeof value === "string" && value.trim() === "" ? undefined : value
}
