import { isIP } from "node:net"
import { ApiError } from "./http/api-error"
import { FieldReader, isAmount, isCurrency, isDateTime, isText, isWebAddress } from "./http/field-reader"
import type { PartnerUrls, PosSessionRequest } from "../bank/records"
import type { SandboxShop } from "../shops"

/**
 * Locales that the sandbox knows. Inbank documents et-ET, lv-LV, pl-PL and cs-CS (written so); en-US ran in production
 * in Poland; lt-LT is INFERRED. The full list is UNKNOWN.
 */
export const sandboxLocales: readonly string[] = ["et-ET", "lv-LV", "lt-LT", "pl-PL", "cs-CS", "en-US"]

/** Reads the body of POST /pos-sessions, or throws a 422 with every error's code. Unknown fields are ignored. */
export function readPosSessionRequest(shop: SandboxShop, body: unknown, now: Date): PosSessionRequest {
  const reader = FieldReader.of(body)
  const productCode = reader.required("productCode", isText)
  const totalAmount = reader.required("totalAmount", isAmount)
  const currency = reader.required("currency", isCurrency)
  checkAgainstProduct(reader, shop, { productCode, totalAmount, currency })
  const locale = reader.required("locale", isLocale)
  const partnerUrls = readPartnerUrls(reader)
  const purchase = readPurchase(reader)
  const validUntil = reader.optional("validUntil", isDateTime)
  if (validUntil !== undefined && Date.parse(validUntil) <= now.getTime()) {
    reader.fault("validUntil", "is_in_the_past")
  }
  const userIp = reader.optional("userIp", isIpAddress)
  const salespersonReference = reader.optional("salespersonReference", isText)
  const customerData = readCustomerData(reader)
  const customerContactData = readCustomerContactData(reader)

  if (reader.codes.length > 0) throw ApiError.unprocessable(reader.codes)
  if (!productCode || !totalAmount || !currency || !locale || !partnerUrls || !purchase) {
    throw new Error("A field of the POS session is missing, but no code was noted.")
  }
  return {
    productCode,
    totalAmount,
    currency,
    locale,
    partnerUrls,
    purchase,
    validUntil,
    userIp,
    salespersonReference,
    customerData,
    customerContactData,
  }
}

function checkAgainstProduct(
  reader: FieldReader,
  shop: SandboxShop,
  asked: { productCode?: string; totalAmount?: number; currency?: string },
): void {
  if (asked.productCode === undefined) return
  const product = shop.products.find(({ code }) => code === asked.productCode)
  if (!product) {
    reader.codes.push("product_not_found")
    return
  }
  if (asked.currency !== undefined && asked.currency !== product.currency) {
    reader.fault("currency", "does_not_match_product")
  }
  if (
    asked.totalAmount !== undefined &&
    (asked.totalAmount < product.minAmount || asked.totalAmount > product.maxAmount)
  ) {
    reader.fault("totalAmount", "is_out_of_range")
  }
}

function readPartnerUrls(reader: FieldReader): PartnerUrls | undefined {
  const urls = reader.nested("partnerUrls", "required")
  const returnUrl = urls?.required("returnUrl", isWebAddress)
  const cancelUrl = urls?.required("cancelUrl", isWebAddress)
  const callbackUrl = urls?.required("callbackUrl", isWebAddress)
  return returnUrl && cancelUrl && callbackUrl ? { returnUrl, cancelUrl, callbackUrl } : undefined
}

function readPurchase(reader: FieldReader): PosSessionRequest["purchase"] | undefined {
  const purchase = reader.nested("purchase", "required")
  purchase?.optional("purchaseReference", isText)
  purchase?.optional("description", isText)
  // Inbank's trap: merchant may be left out, but if it is there it must be complete.
  purchase?.nested("merchant", "optional")?.required("merchantDomainName", isDomainName)
  return purchase?.raw()
}

function readCustomerData(reader: FieldReader): PosSessionRequest["customerData"] {
  const customer = reader.nested("customerData", "optional", "customer_data_")
  customer?.required("identityCode", isText)
  customer?.required("firstName", isText)
  customer?.required("lastName", isText)
  customer?.optional("gender", isGender, "does_not_have_a_valid_value")
  return customer?.raw()
}

function readCustomerContactData(reader: FieldReader): PosSessionRequest["customerContactData"] {
  const contact = reader.nested("customerContactData", "optional", "customer_contact_data_")
  contact?.required("email", isEmail)
  contact?.required("mobile", isMobile)
  return contact?.raw()
}

function isLocale(value: unknown): value is string {
  return isText(value) && sandboxLocales.includes(value)
}

function isIpAddress(value: unknown): value is string {
  return isText(value) && isIP(value) !== 0
}

function isDomainName(value: unknown): value is string {
  return isText(value) && /^[^\s/:]+(:\d+)?$/.test(value)
}

function isGender(value: unknown): value is "m" | "f" {
  return value === "m" || value === "f"
}

function isEmail(value: unknown): value is string {
  return isText(value) && /^[^\s@]+@[^\s@]+$/.test(value)
}

function isMobile(value: unknown): value is string {
  return isText(value) && /^\+?\d[\d ]{4,19}$/.test(value)
}
