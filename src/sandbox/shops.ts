/**
 * Inbank's product line. `hire_purchase` was seen as a value of the product's `type`; the other two words are
 * the sandbox's own (UNKNOWN at Inbank).
 */
export type SandboxProductType = "hire_purchase" | "split" | "pay_next_month"

/** One financing product of a shop, as Inbank would have agreed it with the merchant. */
export interface SandboxProduct {
  /** What the shop sends as `productCode`. */
  readonly code: string
  /** Shown to the customer. */
  readonly name: string
  readonly type: SandboxProductType
  /** ISO 4217, upper case. */
  readonly currency: string
  /** Smallest price that may be financed, major units. */
  readonly minAmount: number
  /** Largest price that may be financed, major units. */
  readonly maxAmount: number
  /** Months. */
  readonly periodOptions: readonly number[]
  /** One of `periodOptions`; the first of them when absent. */
  readonly defaultPeriod?: number
  /** true: a signed contract waits (`granted`) for the merchant; false: signing activates it. */
  readonly merchantApproval: boolean
  /** A fraction: 0.119 is 11.9 % a year; 0 is free of interest. */
  readonly annualRate: number
}

/** One merchant's account: the key opens this shop only, and signs its callbacks. */
export interface SandboxShop {
  readonly shopUuid: string
  readonly apiKey: string
  readonly products: readonly SandboxProduct[]
  /** Addresses of Inbank's that are not known, for a test to change or remove. */
  readonly paths?: Partial<ShopPaths>
}

/** Addresses below a contract's own, called by POST. `null`: the shop has none, and is answered 404 there. */
export interface ShopPaths {
  /** INFERRED. `merchant-withdrawal`. */
  readonly withdrawal: string | null
  /** UNKNOWN, so the sandbox's own, with a place for the draft's uuid. `versions/{versionUuid}/confirm`. */
  readonly confirmReturn: string | null
}

const euro = { currency: "EUR", minAmount: 100, maxAmount: 10_000 } as const
const hirePurchase = {
  type: "hire_purchase",
  periodOptions: [6, 12, 24, 36, 48, 60],
  defaultPeriod: 12,
  annualRate: 0.119,
} as const

/** The shop that is used when none is given. Its key is public on purpose: it opens only a sandbox. */
export const demoShop = {
  shopUuid: "5a4db0c5-1ba4-4b0c-8e05-000000000001",
  apiKey: "sandbox-api-key",
  products: [
    { ...euro, ...hirePurchase, code: "hire_purchase", name: "Hire Purchase", merchantApproval: true },
    {
      ...euro,
      ...hirePurchase,
      code: "hire_purchase_no_approval",
      name: "Hire Purchase, active as soon as signed",
      merchantApproval: false,
    },
    {
      ...euro,
      code: "split",
      name: "Split into parts",
      type: "split",
      periodOptions: [3, 6, 9, 12],
      defaultPeriod: 3,
      annualRate: 0,
      merchantApproval: true,
    },
    {
      ...euro,
      code: "pay_next_month",
      name: "Pay next month",
      type: "pay_next_month",
      periodOptions: [1],
      annualRate: 0,
      merchantApproval: false,
    },
    {
      ...hirePurchase,
      code: "hire_purchase_pln",
      name: "Hire Purchase (Poland)",
      currency: "PLN",
      minAmount: 300,
      maxAmount: 40_000,
      merchantApproval: true,
    },
    {
      ...hirePurchase,
      code: "hire_purchase_czk",
      name: "Hire Purchase (Czechia)",
      currency: "CZK",
      minAmount: 2_500,
      maxAmount: 250_000,
      merchantApproval: true,
    },
  ],
} as const satisfies SandboxShop

/** The period for a customer who chooses none, months. */
export function defaultPeriodOf(product: SandboxProduct): number {
  return product.defaultPeriod ?? product.periodOptions[0] ?? 1
}

export function pathsOf({ paths = {} }: SandboxShop): ShopPaths {
  const { withdrawal = "merchant-withdrawal", confirmReturn = "versions/{versionUuid}/confirm" } = paths
  return { withdrawal, confirmReturn }
}

/** Throws a sentence when the shops given to the sandbox contradict themselves. */
export function checkShops(shops: readonly SandboxShop[]): void {
  if (shops.length === 0) throw new Error("The sandbox needs at least one shop.")
  if (new Set(shops.map((shop) => shop.shopUuid)).size < shops.length) {
    throw new Error("Two of the sandbox's shops have the same shopUuid.")
  }
  if (new Set(shops.map((shop) => shop.apiKey)).size < shops.length) {
    throw new Error("Two of the sandbox's shops have the same apiKey: a key must name one shop.")
  }
  shops.forEach(checkProducts)
  shops.forEach(checkPaths)
}

/** A path that Express would read differently would be answered 404 without a message. */
function checkPaths(shop: SandboxShop): void {
  const { withdrawal, confirmReturn } = pathsOf(shop)
  if (withdrawal !== null && !/^[\w-]+(\/[\w-]+)*$/.test(withdrawal)) {
    throw new Error(
      `The sandbox's shop ${shop.shopUuid}: paths.withdrawal must look like merchant-withdrawal.`,
    )
  }
  if (confirmReturn !== null && !/^([\w-]+\/)*\{versionUuid\}(\/[\w-]+)*$/.test(confirmReturn)) {
    throw new Error(
      `The sandbox's shop ${shop.shopUuid}: paths.confirmReturn must look like versions/{versionUuid}/confirm.`,
    )
  }
}

function checkProducts({ shopUuid, apiKey, products }: SandboxShop): void {
  if (apiKey === "") throw new Error(`The sandbox's shop ${shopUuid} has an empty apiKey.`)
  if (new Set(products.map((product) => product.code)).size < products.length) {
    throw new Error(`The sandbox's shop ${shopUuid} has two products with the same code.`)
  }
  for (const product of products) {
    if (product.periodOptions.length === 0) {
      throw new Error(`The sandbox's product ${product.code} has no periodOptions.`)
    }
    if (product.type === "pay_next_month" && product.merchantApproval) {
      throw new Error(`The sandbox's product ${product.code}: Pay next month knows no merchant approval.`)
    }
  }
}
