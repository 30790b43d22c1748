import type { CallOptions, Contract } from "../../client"
import { toMinorUnits } from "../../domain/money"
import type { NotYet } from "../../domain/after-sale/after-sale"
import { afterSaleSentence } from "../../domain/after-sale/sentences"
import { partialReturnFrom } from "../../domain/after-sale/refund"
import type { Refunding } from "./at-inbank"

/** What Inbank allows to be returned now; what it does not say is absent. */
export interface ReturnLimits {
  allowed?: boolean
  /** Major units. */
  min?: string
  max?: string
  /** Why not now. */
  notYet: NotYet
}

/** @throws {InbankError} */
export async function returnLimits(
  { plugin, account }: Pick<Refunding, "account" | "plugin">,
  contract: Contract | undefined,
  contractUuid: string,
  call: CallOptions = { interactive: true },
): Promise<ReturnLimits> {
  const { partialReturn } = await plugin.client(account).contracts.changeOptions(contractUuid, call)
  const from = partialReturnFrom(
    contract?.activatedAt ?? contract?.signedAt,
    account.country,
    await plugin.store.sessions.now(),
  )
  return {
    allowed: partialReturn?.allowed,
    min: partialReturn?.minAmount,
    max: partialReturn?.maxAmount,
    notYet: from
      ? { code: "part_from_day", values: { day: from } }
      : { code: "part_after_payout", values: {} },
  }
}

export function notYetSentence({ code, values }: NotYet): string {
  return afterSaleSentence(code, values)
}

/** Why this amount cannot be returned now, in a sentence. */
export function refusalOf({ allowed, min, max, notYet }: ReturnLimits, amount: string): string | undefined {
  if (allowed === false) return notYetSentence(notYet)
  if (min !== undefined && toMinorUnits(amount) < toMinorUnits(min))
    return `The smallest part that Inbank takes back of this contract is ${min}.`
  if (max !== undefined && toMinorUnits(amount) > toMinorUnits(max))
    return `The largest part that Inbank takes back of this contract is ${max}; to give back everything that is left, refund the whole rest.`
  return undefined
}
