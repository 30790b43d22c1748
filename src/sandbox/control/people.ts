import type { Bank, Outcome } from "../bank/bank"

/** Where a customer's browser is sent after a step. */
export interface Redirect {
  readonly redirect: string
}

/**
 * What a customer does in e-POS. Each resolves once the callback it causes was answered, failed or was dropped; a held
 * or delayed one is not waited for.
 */
export interface Customer {
  /** Submits the application and leaves the contract unsigned: the session stays pending. */
  apply(sessionUuid: string): Promise<Redirect>
  /** Applies and signs; amounts of the sandbox's decision rule are declined. */
  approve(sessionUuid: string): Promise<Redirect>
  /** Is refused by Inbank. */
  decline(sessionUuid: string): Promise<Redirect>
  /** Cancels. */
  cancel(sessionUuid: string): Promise<Redirect>
}

/** What a merchant does by hand in the Partner Portal. Each resolves as the customer's steps do. */
export interface Portal {
  /** Approves a signed contract. */
  approve(contractUuid: string): Promise<void>
  /** Cancels a signed contract. */
  cancel(contractUuid: string): Promise<void>
  /** Ends an active contract, as a withdrawal does; no callback (INFERRED). */
  terminate(contractUuid: string): Promise<void>
}

export function customerOf(bank: Bank): Customer {
  return {
    apply: async (sessionUuid) => redirectOf(bank.apply(sessionUuid)),
    approve: async (sessionUuid) => redirectOf(bank.sign(sessionUuid)),
    decline: async (sessionUuid) => redirectOf(bank.decline(sessionUuid)),
    cancel: async (sessionUuid) => redirectOf(bank.cancel(sessionUuid)),
  }
}

export function portalOf(bank: Bank): Portal {
  return {
    approve: async (contractUuid) => bank.merchantApprove(contractUuid).delivered,
    cancel: async (contractUuid) => bank.merchantCancel(contractUuid).delivered,
    terminate: async (contractUuid) => bank.terminate(contractUuid),
  }
}

async function redirectOf({ redirect, delivered }: Outcome): Promise<Redirect> {
  await delivered
  return { redirect }
}
