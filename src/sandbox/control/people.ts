import type { AfterSale } from "../bank/after-sale"
import type { Bank, Outcome } from "../bank/bank"

/** Where a customer's browser is sent after a step. */
export interface Redirect {
  readonly redirect: string
}

/**
 * What a customer does in e-POS. Each act resolves once its callback was answered, failed or was dropped; a held or
 * delayed callback is not waited for.
 */
export interface Customer {
  /** Submits the application and leaves the contract unsigned: the session stays pending. */
  apply(sessionUuid: string): Promise<Redirect>
  /** Applies and signs; amounts of the sandbox's decision rule are declined. */
  approve(sessionUuid: string): Promise<Redirect>
  /** Inbank refuses the customer. */
  decline(sessionUuid: string): Promise<Redirect>
  /** Cancels. */
  cancel(sessionUuid: string): Promise<Redirect>
}

/**
 * What people do by hand in the Partner Portal, and what Inbank decides about a contract there. An approval and a
 * cancellation resolve like the customer's acts; no callback tells of the others (INFERRED).
 */
export interface Portal {
  /** Approves a signed contract. */
  approve(contractUuid: string): Promise<void>
  /** Cancels a signed contract. */
  cancel(contractUuid: string): Promise<void>
  /**
   * Withdraws an active contract: everything not returned yet is given back. Always possible, also on its first day.
   */
  withdraw(contractUuid: string): Promise<void>
  /** Returns a part of an active contract at once, major units; less than what is still financed. */
  returnPart(contractUuid: string, amount: number): Promise<void>
  /** The customer repays an active contract early: it ends, and nothing was given back. */
  repayEarly(contractUuid: string): Promise<void>
  /** From now on the contract cannot be withdrawn by API: `withdrawable` is false. By hand it still can. */
  forbidWithdrawal(contractUuid: string, why?: string): Promise<void>
  allowWithdrawal(contractUuid: string): Promise<void>
}

export function customerOf(bank: Bank): Customer {
  return {
    apply: async (sessionUuid) => redirectOf(bank.apply(sessionUuid)),
    approve: async (sessionUuid) => redirectOf(bank.sign(sessionUuid)),
    decline: async (sessionUuid) => redirectOf(bank.decline(sessionUuid)),
    cancel: async (sessionUuid) => redirectOf(bank.cancel(sessionUuid)),
  }
}

export function portalOf(bank: Bank, afterSale: AfterSale): Portal {
  return {
    approve: async (contractUuid) => bank.merchantApprove(contractUuid).delivered,
    cancel: async (contractUuid) => bank.merchantCancel(contractUuid).delivered,
    withdraw: async (contractUuid) => afterSale.withdrawByHand(contractUuid),
    returnPart: async (contractUuid, amount) => afterSale.returnByHand(contractUuid, amount),
    repayEarly: async (contractUuid) => afterSale.repayEarly(contractUuid),
    forbidWithdrawal: async (contractUuid, why = "it is too late") =>
      afterSale.forbidWithdrawal(contractUuid, why),
    allowWithdrawal: async (contractUuid) => afterSale.allowWithdrawal(contractUuid),
  }
}

async function redirectOf({ redirect, delivered }: Outcome): Promise<Redirect> {
  await delivered
  return { redirect }
}
