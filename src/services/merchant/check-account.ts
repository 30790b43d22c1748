import { InbankClient, isInbankError, type InbankErrorKind } from "../../client"
import type { Account } from "../../domain/account/account"
import { rememberProduct } from "../offers/catalogue"
import type { PluginContext } from "../context"
import { productView, type ProductView } from "../views/account-view"
import { PAGE_MS } from "../../domain/timeouts"

export type AccountCheck =
  | { ok: true; milliseconds: number; product: ProductView }
  | {
      ok: false
      code: "credentials_refused" | "product_unknown" | "unreachable" | "other"
      /** What to do, in English. */
      message: string
    }

/**
 * Asks Inbank for the account's product afresh: whether the key is accepted, whether the product is known, and what
 * Inbank says about it. It opens and clears no problem, because payments use other addresses of Inbank's. Rows that
 * wait because the key was refused are reconciled now if it is accepted.
 */
export async function checkAccount(plugin: PluginContext, account: Account): Promise<AccountCheck> {
  const check = await askForProduct(account)
  if (check.ok) await enqueueWaiting(plugin, account)
  return check
}

/** The same, and nothing is written anywhere. */
export async function askForProduct(account: Account): Promise<AccountCheck> {
  // A client of its own: what the shop's clients remember of an outage of Inbank must not be the answer here.
  const { baseUrl, shopUuid, apiKey, paths } = account
  const client = new InbankClient({ baseUrl, shopUuid, apiKey, paths, timeoutMs: PAGE_MS })
  const begun = Date.now()
  try {
    const product = await client.products.get(account.productCode, { interactive: true })
    rememberProduct(account, product)
    return { ok: true, milliseconds: Date.now() - begun, product: productView(product) }
  } catch (error) {
    if (!isInbankError(error)) throw error
    return { ok: false, ...whatToDo(error.kind, error.merchantMessage, account) }
  } finally {
    client.close()
  }
}

async function enqueueWaiting({ medusa, store }: PluginContext, account: Account): Promise<void> {
  const problems = await medusa.problems.open(account.id)
  if (problems.some(({ kind }) => kind === "credentials_refused"))
    await store.notifications.enqueueAccount(account.id)
}

function whatToDo(kind: InbankErrorKind, message: string, { productCode }: Account) {
  switch (kind) {
    case "unauthorized":
      return { code: "credentials_refused", message } as const
    case "not_found":
      return {
        code: "product_unknown",
        message: `Inbank knows no product "${productCode}" of this shop. Check productCode, shopUuid and environment. If all are right, Inbank may serve products at another address than we know: payments do not depend on it.`,
      } as const
    case "unreachable":
    case "timed_out":
      return { code: "unreachable", message } as const
    case "forbidden":
    case "malformed_answer":
    case "rate_limited":
    case "rejected":
    case "server_error":
      return { code: "other", message } as const
  }
}
