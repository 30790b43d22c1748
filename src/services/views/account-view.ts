import { isInbankError, type Product } from "../../client"
import type { Account } from "../../domain/account/account"
import { accountWarnings, type AccountWarning } from "../../domain/account/warnings"
import { toDecimal, toMinorUnits, type AmountLike } from "../../domain/money"
import type { RegionOfProvider } from "../../medusa/sql"
import { priceRange, productOf } from "../offers/catalogue"
import type { PluginContext } from "../context"

/** A provider entry as its merchant may see it: no key, no shop. Amounts in major units. */
export interface AccountView extends Pick<Account, "id" | "country" | "currency" | "environment"> {
  /** Where Inbank is asked: an address other than the country's is a proxy or the sandbox. */
  api_host: string
  backend_url: string
  merchant_domain_name: string
  partner_portal_url: string
  product_code: string
  product_type: Account["productType"]
  approval: Account["approval"]
  refunds: Account["refunds"]
  /** Languages in which the storefront may show a price a month. */
  legal_text_languages: string[]
  regions: RegionOfProvider[]
  price_range: { min_amount: string | null; max_amount: string | null }
  /** Null when Inbank could not be asked. */
  product: ProductView | null
  unavailable: string | null
  warnings: AccountWarning[]
  /** Within the last week. */
  last_callback_at: Date | null
}

export interface ProductView {
  name: string | null
  min_amount: string | null
  max_amount: string | null
  period_options: number[]
  /** Null when Inbank did not say. */
  requires_approval: boolean | null
}

/** What the views are made of. */
type Shown = Pick<PluginContext, "accounts" | "medusa" | "store">

export async function accountViews(plugin: Shown): Promise<AccountView[]> {
  const regions = await plugin.medusa.regions.byProvider()
  return await Promise.all(
    plugin.accounts
      .list()
      .map(async (account) => await accountView(plugin, account, regions.get(account.id) ?? [])),
  )
}

async function accountView(
  plugin: Shown,
  account: Account,
  regions: AccountView["regions"],
): Promise<AccountView> {
  const asked: { product?: Product; error?: unknown } = await productOf(account).then(
    (product) => ({ product }),
    (error: unknown) => ({ error }),
  )
  const { id, country, currency, environment, approval, refunds } = account
  const range = priceRange(account, asked.product)
  const minAmount = written(range.minAmount)
  const prices = await plugin.medusa.prices.ofProducts(currency.toLowerCase(), minAmount ?? "0")
  const languages = Object.keys(account.legalText)
  return {
    ...{ id, country, currency, environment, approval, refunds, regions },
    api_host: new URL(account.baseUrl).host,
    backend_url: account.backendUrl,
    merchant_domain_name: account.merchantDomainName,
    partner_portal_url: account.partnerPortalUrl,
    product_code: account.productCode,
    product_type: account.productType,
    legal_text_languages: languages,
    price_range: { min_amount: minAmount, max_amount: written(range.maxAmount) },
    product: asked.product ? productView(asked.product) : null,
    unavailable: asked.product ? null : inASentence(asked.error),
    warnings: accountWarnings({
      account,
      requiresApproval: asked.product?.contractActivationRequiresPartnerApproval,
      regions,
      prices,
      minAmount: minAmount ?? undefined,
      legalTexts: languages.length,
    }),
    last_callback_at: (await plugin.store.auditLog.lastCallback(id)) ?? null,
  }
}

export function productView(product: Product): ProductView {
  return {
    name: product.name ?? null,
    min_amount: written(product.minAmount),
    max_amount: written(product.maxAmount),
    period_options: product.periodOptions,
    requires_approval: product.contractActivationRequiresPartnerApproval ?? null,
  }
}

function written(amount: AmountLike | undefined): string | null {
  return amount === undefined ? null : toDecimal(toMinorUnits(amount))
}

function inASentence(error: unknown): string {
  return isInbankError(error) ? error.merchantMessage : "See the server's log."
}
