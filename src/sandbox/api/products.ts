import { ApiError } from "./http/api-error"
import type { ApiHandler } from "./gateway"
import { defaultPeriodOf, type SandboxProduct, type SandboxShop } from "../shops"

/** INFERRED: the code must be given (it is not marked required, but the answer without it is UNKNOWN). */
export const getProduct: ApiHandler = ({ shop, query }) => {
  const code = query["product_code"]
  if (typeof code !== "string" || code === "") throw ApiError.unprocessable(["product_code_is_missing"])
  const product = shop.products.find((candidate) => candidate.code === code)
  if (!product) throw ApiError.notFound("product_not_found")
  return { status: 200, body: { product: productBody(shop, product) } }
}

/**
 * As awkward as the sample that was seen: snake_case, amounts and booleans as strings, "null" as a word, but lists as
 * lists of numbers. Docs say that `uuid` is the shop's.
 */
function productBody(shop: SandboxShop, product: SandboxProduct): Record<string, unknown> {
  const lowest = product.minAmount.toFixed(1)
  const highest = product.maxAmount.toFixed(1)
  return {
    id: shop.products.indexOf(product) + 1,
    uuid: shop.shopUuid,
    code: product.code,
    name: product.name,
    type: product.type,
    valid_from: "2024-01-01",
    valid_to: "null",
    parameters: {
      min_amount: lowest,
      max_amount: highest,
      default_amount: lowest,
      min_financeable_amount: lowest,
      max_financeable_amount: highest,
      period_options: product.periodOptions,
      default_period: String(defaultPeriodOf(product)),
      payment_day_options: [5, 10, 15, 18, 20],
      default_payment_day: "20",
      down_payment_enabled: "false",
      down_payment_min_prc: "null",
      default_down_payment_prc: "null",
      product_group: "null",
      epos_openable: "true",
      partnerportal_openable: "true",
      min_age: "18",
      application_required_params: [],
      payout_to_merchant: "true",
      contract_activation_requires_partner_approval: String(product.merchantApproval),
      automatic_contract_signing: "false",
    },
  }
}
