import { MedusaError } from "@medusajs/framework/utils"
import type { Account } from "../../domain/account/account"
import type { ActOutcome } from "../../domain/after-sale/act-outcome"
import { toDecimal, toMinorUnits } from "../../domain/money"
import type { RowOfNow, SessionIdentity, SessionRow } from "../../modules/inbank/store"
import type { PluginContext } from "../context"

/** A row with the account it was made with. */
export interface PaymentRow<Row = SessionRow> {
  row: Row
  account: Account
}

/** The account of a provider entry. @throws {MedusaError} when the entry is gone from medusa-config. */
export function accountOf(plugin: PluginContext, providerId: string): Account {
  const account = plugin.accounts.get(providerId)
  if (account) return account
  throw notAllowed(
    `Payment provider ${providerId} is no longer configured. Add its entry to medusa-config again.`,
  )
}

/** What makes two payment sessions the same attempt: Medusa's fractions of a cent do not count. */
export function identityOf(context: {
  payment_collection_id: string
  provider_id: string
  amount: string
  currency_code: string
}): SessionIdentity {
  return {
    paymentCollectionId: context.payment_collection_id,
    accountId: context.provider_id,
    amount: toDecimal(toMinorUnits(context.amount)),
    currency: context.currency_code.toUpperCase(),
  }
}

/**
 * The row of a payment session. Found by Medusa's own tables and never by session data, because a storefront can write
 * that.
 */
export async function rowOfPaymentSession(
  plugin: PluginContext,
  paymentSessionId: string | undefined,
): Promise<PaymentRow<RowOfNow> | undefined> {
  if (paymentSessionId === undefined) return undefined
  const context = await plugin.medusa.payments.findPaymentSession(paymentSessionId)
  if (!context) return undefined
  const row = await plugin.store.paymentRows.findByIdentity(identityOf(context))
  return row && { row, account: accountOf(plugin, context.provider_id) }
}

/** The row that a payment was authorized for, by the id that we put into the payment's data. */
export async function rowById(
  plugin: PluginContext,
  id: string | null | undefined,
): Promise<PaymentRow | undefined> {
  const row = id ? await plugin.store.sessions.find(id) : undefined
  return row && { row, account: accountOf(plugin, row.account_id) }
}

/** NOT_ALLOWED is the type whose sentence reaches the admin and the shop: other types lose theirs on the way. */
export function notAllowed(sentence: string, code?: ActOutcome): MedusaError {
  return new MedusaError(MedusaError.Types.NOT_ALLOWED, sentence, code)
}
