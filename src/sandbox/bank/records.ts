/** Why a contract ended. The words are the sandbox's own: Inbank's are UNKNOWN. */
export type TerminationReason = "declined" | "cancelled" | "expired" | "withdrawn" | "repaid_early"

/** A POS session's `status`, in Inbank's words. */
export type PosSessionStatus = "pending" | "granted" | "completed" | "declined" | "cancelled" | "expired"

/** A credit contract's `status`. `terminated` is INFERRED (from the field `terminatedAt`). */
export type ContractStatus = "unsigned" | "signed" | "activated" | "terminated"

/** Which open sessions end before their time: those that nobody has signed, or the signed ones too. */
export interface Expiry {
  readonly evenIfStillValid?: boolean
  readonly evenIfSigned?: boolean
}

/** The shop's three addresses. */
export interface PartnerUrls {
  /** The browser comes here whatever the outcome. */
  readonly returnUrl: string
  /** The browser comes here when the customer pressed cancel. */
  readonly cancelUrl: string
  /** Inbank's server posts here. */
  readonly callbackUrl: string
}

/** What a shop asked for with POST /pos-sessions, after validation. */
export interface PosSessionRequest {
  readonly productCode: string
  /** Major units. */
  readonly totalAmount: number
  readonly currency: string
  readonly locale: string
  readonly partnerUrls: PartnerUrls
  readonly purchase: Readonly<Record<string, unknown>>
  /** ISO 8601. Absent: the sandbox's own default life. */
  readonly validUntil?: string
  readonly userIp?: string
  readonly salespersonReference?: string
  readonly customerData?: Readonly<Record<string, unknown>>
  readonly customerContactData?: Readonly<Record<string, unknown>>
}

/** One POS session as the sandbox remembers it. */
export interface SandboxSession extends PosSessionRequest {
  readonly uuid: string
  readonly shopUuid: string
  readonly createdAt: string
  readonly validUntil: string
  /** The hosted e-POS page of this session. */
  readonly redirectUrl: string
  status: PosSessionStatus
  /** Months, as the customer chose them. */
  period?: number
  creditApplicationUuid?: string
  creditContractUuid?: string
}

/** One credit contract as the sandbox remembers it. */
export interface SandboxContract {
  readonly uuid: string
  readonly shopUuid: string
  readonly number: string
  readonly productCode: string
  readonly creditApplicationUuid: string
  readonly customerUuid: string
  readonly currency: string
  /** The financed amount, major units; for a Pay next month contract the sum of all its purchases. */
  amount: number
  status: ContractStatus
  signedAt?: string
  partnerApprovalAt?: string
  activatedAt?: string
  terminatedAt?: string
  terminationReason?: TerminationReason
  /** When the merchant was paid. */
  paidOutAt?: string
  /** Set by a person: why the contract may not be withdrawn by API. */
  withdrawalForbidden?: string
  /** Everything that was not returned in parts was given back. */
  withdrawn: boolean
  /** Given back in parts, major units: only confirmed returns. */
  returned: number
  /** The version that is in force: the contract's first, or the one that was confirmed last. */
  versionUuid: string
  /** Every return that was drafted, oldest first. */
  readonly versions: SandboxContractVersion[]
}

/** A contract as it becomes after a part is returned. */
export interface SandboxContractVersion {
  readonly uuid: string
  /** The version that it changes. */
  readonly fromVersionUuid: string
  readonly changeUuid: string
  readonly changeDetailsUuid: string
  readonly pricingUuid: string
  readonly paymentScheduleUuid: string
  readonly createdAt: string
  /** Major units. */
  readonly returnAmount: number
  /** What is still financed once it is confirmed, major units. */
  readonly remainingAmount: number
  /** `draft` is INFERRED; the other words are the sandbox's own. */
  status: "draft" | "confirmed" | "obsolete"
  confirmedAt?: string
}
