/** A POS session's `status`, in Inbank's words. */
export type PosSessionStatus = "pending" | "granted" | "completed" | "declined" | "cancelled" | "expired"

/** A credit contract's `status`. `terminated` is INFERRED (from the field `terminatedAt`). */
export type ContractStatus = "unsigned" | "signed" | "activated" | "terminated"

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
  status: ContractStatus
  signedAt?: string
  partnerApprovalAt?: string
  activatedAt?: string
  terminatedAt?: string
  terminationReason?: string
}
