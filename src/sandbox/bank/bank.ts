import { randomUUID } from "node:crypto"
import type { Callbacks } from "./callbacks/callbacks"
import { isDeclinedByAmount } from "./decision"
import { toHundredths } from "./hundredths"
import type { Ledger } from "./ledger"
import { NotPossible } from "./not-possible"
import { withSignedParameters } from "./partner-urls"
import type { Expiry, PosSessionStatus, SandboxContract, SandboxSession } from "./records"
import { signCallback, type CallbackFields } from "./callbacks/signature"
import { terminate } from "./termination"

/** The result of a step. */
export interface Outcome {
  /** Where the customer's browser is sent. */
  readonly redirect: string
  /** Resolves when the callback, if there is one, has been answered, has failed, or is held or delayed. */
  readonly delivered: Promise<void>
}

const open: readonly PosSessionStatus[] = ["pending", "granted"]

/**
 * Inbank's side of the life of a session and its contract, until the contract is active. All changes of a session's
 * status are made here, and Inbank's announcements are sent from here.
 */
export class Bank {
  constructor(
    readonly ledger: Ledger,
    private readonly callbacks: Callbacks,
  ) {}

  /**
   * The customer submits the application. After a positive decision the session stays pending until the customer
   * signs. When the contract gets its uuid is INFERRED.
   */
  apply(sessionUuid: string, period?: number): Outcome {
    const session = this.sessionIn(sessionUuid, ["pending"], "take an application")
    session.period = this.ledger.periodOf(session, period ?? session.period)
    if (session.creditApplicationUuid === undefined) {
      session.creditApplicationUuid = randomUUID()
      if (isDeclinedByAmount(session.totalAmount)) return this.finish(session, "declined")
      if (!this.ledger.isPayNextMonth(session))
        this.ledger.openContract(session, session.creditApplicationUuid)
    }
    return { redirect: session.redirectUrl, delivered: Promise.resolve() }
  }

  /** The customer applies, if not done before, and signs what was offered. */
  sign(sessionUuid: string, period?: number): Outcome {
    const session = this.sessionIn(sessionUuid, ["pending"], "be signed")
    const applied = this.apply(sessionUuid, period)
    if (session.status === "declined") return applied
    const contract = this.ledger.contractOf(session) ?? this.payNextMonthContract(session)
    if (contract.status === "unsigned") {
      contract.status = "signed"
      contract.signedAt = this.ledger.timestamp()
    }
    if (this.ledger.productOf(session).merchantApproval) return this.announce(session, "granted")
    this.activate(contract)
    return this.announce(session, "completed")
  }

  /** Inbank refuses the credit. */
  decline(sessionUuid: string): Outcome {
    const session = this.sessionIn(sessionUuid, open, "be declined")
    session.creditApplicationUuid ??= randomUUID()
    return this.finish(session, "declined")
  }

  /** The customer cancels; the browser goes to the cancel address, which gets no parameters. */
  cancel(sessionUuid: string): Outcome {
    const session = this.sessionIn(sessionUuid, open, "be cancelled")
    return { ...this.finish(session, "cancelled"), redirect: session.partnerUrls.cancelUrl }
  }

  /** The merchant approves a signed contract, by API or in the Partner Portal. */
  merchantApprove(contractUuid: string): Outcome {
    const contract = this.signedContract(contractUuid, "be approved")
    const session = this.sessionOf(contract)
    contract.partnerApprovalAt = this.ledger.timestamp()
    this.activate(contract)
    return this.announce(session, "completed")
  }

  /** The merchant cancels a signed contract, by API or in the Partner Portal. */
  merchantCancel(contractUuid: string): Outcome {
    const contract = this.signedContract(contractUuid, "be cancelled")
    return this.finish(this.sessionOf(contract), "cancelled")
  }

  /**
   * Expires open sessions whose `validUntil` has passed. On request, also earlier: those that nobody has signed, and
   * the signed ones if that is requested too. INFERRED: a granted session expires in time (the harsher reading), and
   * expiry sends no callback (not on Inbank's list).
   */
  expireSessions({ evenIfStillValid = false, evenIfSigned = false }: Expiry = {}): string[] {
    const now = this.ledger.now().getTime()
    const early = (status: PosSessionStatus) => evenIfStillValid && (evenIfSigned || status === "pending")
    const overdue = this.ledger
      .allSessions()
      .filter(({ status }) => open.includes(status))
      .filter(({ status, validUntil }) => early(status) || Date.parse(validUntil) <= now)
    for (const session of overdue) this.close(session, "expired")
    return overdue.map(({ uuid }) => uuid)
  }

  /** Where a finished session's page sends the customer. For an expired one: the bare return address (INFERRED). */
  wayBack(session: SandboxSession): string {
    if (session.status === "cancelled") return session.partnerUrls.cancelUrl
    if (session.status === "expired") return session.partnerUrls.returnUrl
    return withSignedParameters(session.partnerUrls.returnUrl, this.signed(session))
  }

  /** Later Pay next month purchases join the contract that the customer already has. */
  private payNextMonthContract(session: SandboxSession): SandboxContract {
    const standing = this.ledger
      .allContracts()
      .filter(
        ({ shopUuid, productCode }) => shopUuid === session.shopUuid && productCode === session.productCode,
      )
      .find(({ status }) => status === "activated")
    if (!standing) return this.ledger.openContract(session, session.creditApplicationUuid ?? randomUUID())
    session.creditContractUuid = standing.uuid
    standing.amount = toHundredths(standing.amount + session.totalAmount)
    return standing
  }

  private activate(contract: SandboxContract): void {
    contract.status = "activated"
    contract.activatedAt ??= this.ledger.timestamp()
  }

  private close(session: SandboxSession, status: "declined" | "cancelled" | "expired"): void {
    session.status = status
    const contract = this.ledger.contractOf(session)
    if (contract) terminate(contract, status, this.ledger.timestamp())
  }

  private finish(session: SandboxSession, status: "declined" | "cancelled"): Outcome {
    this.close(session, status)
    return this.announce(session, status)
  }

  private announce(session: SandboxSession, status: PosSessionStatus): Outcome {
    session.status = status
    const fields = this.signed(session)
    const delivered = this.callbacks.send({
      at: this.ledger.timestamp(),
      sessionUuid: session.uuid,
      sessionStatus: status,
      url: session.partnerUrls.callbackUrl,
      fields,
    })
    // Inbank: the browser's and the server's message have the same structure and content.
    return { redirect: withSignedParameters(session.partnerUrls.returnUrl, fields), delivered }
  }

  /** INFERRED: the message is JSON, its field names, and the timestamp is in seconds. */
  private signed(session: SandboxSession): CallbackFields {
    const timestamp = String(Math.floor(this.ledger.now().getTime() / 1000))
    const message = JSON.stringify({ uuid: session.uuid, status: session.status })
    return signCallback(this.ledger.shopOf(session).apiKey, timestamp, message)
  }

  private sessionIn(uuid: string, statuses: readonly PosSessionStatus[], step: string): SandboxSession {
    this.expireSessions()
    const session = this.ledger.session(uuid)
    if (statuses.includes(session.status)) return session
    throw new NotPossible(
      "wrong_status",
      `The POS session ${uuid} is ${session.status}, so it cannot ${step}.`,
    )
  }

  private signedContract(uuid: string, step: string): SandboxContract {
    this.expireSessions()
    const contract = this.ledger.contract(uuid)
    if (contract.status === "signed") return contract
    throw new NotPossible("wrong_status", `The contract ${uuid} is ${contract.status}, so it cannot ${step}.`)
  }

  private sessionOf(contract: SandboxContract): SandboxSession {
    const session = this.ledger.sessionOf(contract)
    if (!session) throw new NotPossible("unknown", `The contract ${contract.uuid} has no session of its own.`)
    return session
  }
}
