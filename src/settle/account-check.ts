import { InbankClient, isInbankError } from "../client"
import type { Account } from "../domain/account"
import type { Inbank } from "./inbank"
import { credentialsRefused, credentialsTaken, refusesCredentials } from "./problems"
import { productView, type ProductView } from "./views/account-view"

/** Somebody looks at a button meanwhile. */
const TIMEOUT_MS = 8_000

export type AccountCheck =
  | { ok: true; milliseconds: number; product: ProductView }
  | {
      ok: false
      code: "credentials_refused" | "product_unknown" | "unreachable" | "other"
      /** What to do, in English. */
      message: string
    }

/** Asks Inbank for the account's product afresh: whether the key is taken, the product known, and what it says. */
export async function checkAccount(inbank: Inbank, account: Account): Promise<AccountCheck> {
  // One of its own: what the shop's clients remember of an Inbank that was away must not answer here.
  const { baseUrl, shopUuid, apiKey, paths } = account
  const client = new InbankClient({ baseUrl, shopUuid, apiKey, paths, timeoutMs: TIMEOUT_MS })
  const begun = Date.now()
  try {
    const product = await client.products.get(account.productCode, { shopperWaiting: true })
    const milliseconds = Date.now() - begun
    await credentialsTaken(inbank, account)
    return { ok: true, milliseconds, product: productView(product) }
  } catch (error) {
    if (!isInbankError(error)) throw error
    if (refusesCredentials(error)) await credentialsRefused(inbank, account, error)
    return { ok: false, code: codeOf(error.kind), message: error.merchantMessage }
  } finally {
    client.close()
  }
}

function codeOf(kind: string) {
  switch (kind) {
    case "unauthorized":
    case "forbidden":
      return "credentials_refused"
    case "not_found":
      return "product_unknown"
    case "unreachable":
    case "timed_out":
      return "unreachable"
    default:
      return "other"
  }
}
