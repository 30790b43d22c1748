import { startOfNextDay } from "./calendar"
import type { Ledger } from "./ledger"
import { NotPossible } from "./not-possible"
import type { SandboxContract } from "./records"

/**
 * When the merchant gets the money for a contract. By default when the next calendar day begins in the shop's country
 * (INFERRED from "in full the next working day", which Inbank says of Split into parts; here every day is a working
 * day).
 */
export class Payouts {
  private held = false

  constructor(private readonly ledger: Ledger) {}

  /** Pays out what is due by now, so that nothing depends on when somebody looks. */
  catchUp(): void {
    if (this.held) return
    for (const { contract, due } of this.due()) contract.paidOutAt = due.toISOString()
  }

  /** From now on nothing is paid out automatically. */
  hold(): void {
    this.catchUp()
    this.held = true
  }

  /** What became due meanwhile is paid out now. */
  resume(): void {
    if (!this.held) return
    for (const { contract } of this.due()) contract.paidOutAt = this.ledger.timestamp()
    this.held = false
  }

  isHeld(): boolean {
    return this.held
  }

  /** Pays one contract out at once, held or not. */
  payOut(contractUuid: string): void {
    this.catchUp()
    const contract = this.ledger.contract(contractUuid)
    if (contract.status !== "activated" || contract.paidOutAt !== undefined) {
      const state = contract.paidOutAt === undefined ? contract.status : "paid out already"
      throw new NotPossible(
        "wrong_status",
        `The contract ${contractUuid} is ${state}, so it cannot be paid out.`,
      )
    }
    contract.paidOutAt = this.ledger.timestamp()
  }

  reset(): void {
    this.held = false
  }

  private due(): { contract: SandboxContract; due: Date }[] {
    const now = this.ledger.now()
    return this.ledger.allContracts().flatMap((contract) => {
      const { status, activatedAt, paidOutAt, currency } = contract
      if (status !== "activated" || activatedAt === undefined || paidOutAt !== undefined) return []
      const due = startOfNextDay(activatedAt, currency)
      return due <= now ? [{ contract, due }] : []
    })
  }
}
