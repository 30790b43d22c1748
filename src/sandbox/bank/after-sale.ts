import { randomUUID } from "node:crypto"
import { z } from "zod"
import { startOfNextDay } from "./calendar"
import { toHundredths } from "./hundredths"
import type { Ledger } from "./ledger"
import { NotPossible } from "./not-possible"
import type { Payouts } from "./payouts"
import type { SandboxContract, SandboxContractVersion } from "./records"
import { terminate } from "./termination"
import { parse } from "../parsing"

/** Why Inbank accepts no partial return by API. The rules of day and payout were SEEN, the words are ours. */
export type WhyNoReturn = "not_activated" | "too_early" | "not_paid_out"

/** The range of a partial return, major units. `max` below `min`: nothing is left that could be a part. */
export interface ReturnRange {
  readonly min: number
  readonly max: number
}

/** UNKNOWN at Inbank: its smallest partial return. By hand one cent is enough. */
const smallestReturn = 1

const amountByHand = z
  .number()
  .positive()
  .refine((amount) => Number(amount.toFixed(2)) === amount, "expected no more than two decimals")

/** INFERRED: the field was seen, what it depends on was not. */
export function isWithdrawable({ status, withdrawalForbidden }: SandboxContract): boolean {
  return status === "activated" && withdrawalForbidden === undefined
}

/** What is still financed, major units. */
function remainingOf({ amount, returned }: SandboxContract): number {
  return toHundredths(amount - returned)
}

/** INFERRED: less than what is still financed. Returning all of it is a withdrawal. */
export function largestReturnOf(contract: SandboxContract): number {
  return toHundredths(remainingOf(contract) - 0.01)
}

/**
 * Inbank's side of an active contract: withdrawal and partial returns. INFERRED: the session stays completed all the
 * time, and no callback tells of it.
 */
export class AfterSale {
  constructor(
    private readonly ledger: Ledger,
    private readonly payouts: Payouts,
  ) {}

  /** The merchant withdraws by API, unless a person has forbidden it. */
  withdrawByApi(contractUuid: string): void {
    const { withdrawalForbidden } = this.active(contractUuid, "be withdrawn")
    if (withdrawalForbidden !== undefined) {
      throw new NotPossible(
        "wrong_status",
        `The contract ${contractUuid} may not be withdrawn any more: ${withdrawalForbidden}.`,
      )
    }
    this.withdrawByHand(contractUuid)
  }

  /** Always possible in the Partner Portal, as Inbank says. */
  withdrawByHand(contractUuid: string): void {
    const contract = this.active(contractUuid, "be withdrawn")
    terminate(contract, "withdrawn", this.ledger.timestamp())
    contract.withdrawn = true
  }

  /** The customer repays everything early: the contract ends, and nothing was refunded. */
  repayEarly(contractUuid: string): void {
    terminate(this.active(contractUuid, "be repaid early"), "repaid_early", this.ledger.timestamp())
  }

  forbidWithdrawal(contractUuid: string, why: string): void {
    this.contract(contractUuid).withdrawalForbidden = why
  }

  allowWithdrawal(contractUuid: string): void {
    delete this.contract(contractUuid).withdrawalForbidden
  }

  /** Undefined when a part may be returned by API now. */
  whyNoReturn(contractUuid: string): WhyNoReturn | undefined {
    const { status, activatedAt, currency, paidOutAt } = this.contract(contractUuid)
    if (status !== "activated" || activatedAt === undefined) return "not_activated"
    if (this.ledger.now() < startOfNextDay(activatedAt, currency)) return "too_early"
    return paidOutAt === undefined ? "not_paid_out" : undefined
  }

  returnRange(contractUuid: string): ReturnRange {
    return { min: smallestReturn, max: largestReturnOf(this.contract(contractUuid)) }
  }

  /** Writes down a return that counts only once it is confirmed. Other drafts stay as they are (UNKNOWN). */
  draftReturn(contractUuid: string, returnAmount: number): SandboxContractVersion {
    const contract = this.active(contractUuid, "be returned in part")
    const version: SandboxContractVersion = {
      uuid: randomUUID(),
      fromVersionUuid: contract.versionUuid,
      changeUuid: randomUUID(),
      changeDetailsUuid: randomUUID(),
      pricingUuid: randomUUID(),
      paymentScheduleUuid: randomUUID(),
      createdAt: this.ledger.timestamp(),
      returnAmount,
      remainingAmount: toHundredths(remainingOf(contract) - returnAmount),
      status: "draft",
    }
    contract.versions.push(version)
    return version
  }

  /** The return happens. Drafts that were made from the same version no longer fit the contract (UNKNOWN). */
  confirmReturn(contractUuid: string, versionUuid: string): void {
    const contract = this.active(contractUuid, "be returned in part")
    const version = contract.versions.find(({ uuid }) => uuid === versionUuid)
    if (!version) {
      throw new NotPossible("unknown", `The contract ${contractUuid} has no version ${versionUuid}.`)
    }
    if (version.status !== "draft") {
      throw new NotPossible(
        "wrong_status",
        `The version ${versionUuid} is ${version.status}, so it cannot be confirmed.`,
      )
    }
    version.status = "confirmed"
    version.confirmedAt = this.ledger.timestamp()
    contract.versionUuid = version.uuid
    contract.returned = toHundredths(contract.returned + version.returnAmount)
    for (const other of contract.versions) if (other.status === "draft") other.status = "obsolete"
  }

  /** A person returns a part in the Partner Portal, at once: neither the day nor the payout matters (UNKNOWN). */
  returnByHand(contractUuid: string, amount: number): void {
    const returnAmount = parse(amountByHand, amount, "amount to return")
    const max = largestReturnOf(this.active(contractUuid, "be returned in part"))
    if (returnAmount > max) {
      throw new NotPossible(
        "wrong_status",
        `Of the contract ${contractUuid} no more than ${max.toFixed(2)} can be returned as a part; withdraw it to return all of it.`,
      )
    }
    this.confirmReturn(contractUuid, this.draftReturn(contractUuid, returnAmount).uuid)
  }

  /** What was given back at the bank, major units: the parts, and with a withdrawal all the rest. */
  refunded(contractUuid: string): number {
    const { amount, returned, withdrawn } = this.contract(contractUuid)
    return withdrawn ? amount : returned
  }

  private contract(uuid: string): SandboxContract {
    this.payouts.catchUp()
    return this.ledger.contract(uuid)
  }

  private active(uuid: string, step: string): SandboxContract {
    const contract = this.contract(uuid)
    if (contract.status === "activated") return contract
    throw new NotPossible("wrong_status", `The contract ${uuid} is ${contract.status}, so it cannot ${step}.`)
  }
}
