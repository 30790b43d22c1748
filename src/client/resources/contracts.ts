import { z } from "zod"
import type { Api } from "../http/api"
import type { CallOptions } from "../http/call-options"
import { changeOptionsAnswer, type ChangeOptions } from "./change-options"
import { returnDraftAnswer, returnDraftBody, type ReturnDraft } from "./contract-versions"
import { notSent } from "../http/failures"
import { boolean, neededWord, text, unwrapped } from "../http/parsing"
import { PATHS, fillPath, type PathOverrides } from "../http/paths"
import { paymentScheduleAnswer, type PaymentSchedule } from "./payment-schedules"
import { sameUuid } from "./same-uuid"

/** What a shop needs to know about a credit contract. Names, IBANs and customer ids in the answer are dropped. */
export interface Contract {
  uuid: string
  /** As Inbank said it, in lower case, unknown words kept. SEEN: unsigned, signed, activated. INFERRED: terminated. */
  status: string
  number?: string
  productCode?: string
  /** INFERRED meaning: a merchant withdrawal (full refund) may be made. */
  withdrawable?: boolean
  /** SEEN: `waiting_for_partners_confirmation` (approve now), `waiting_for_customer_digital_verification`. */
  processStatus?: string
  terminationReason?: string
  /** ISO 8601, as Inbank wrote it; so are the other times. */
  signedAt?: string
  partnerApprovalAt?: string
  activatedAt?: string
  terminatedAt?: string
}

const contractAnswer = (asked: string) =>
  unwrapped(
    "contract",
    z.object({
      uuid: sameUuid(asked),
      status: neededWord,
      number: text,
      productCode: text,
      withdrawable: boolean,
      processStatus: text,
      terminationReason: text,
      signedAt: text,
      partnerApprovalAt: text,
      activatedAt: text,
      terminatedAt: text,
    }),
  )

/** None of these may be called for Pay next month: several purchases share one contract there. */
export class Contracts {
  readonly #api: Api
  readonly #withdrawalPath: string
  readonly #confirmReturnPath?: string

  constructor(api: Api, paths: PathOverrides = {}) {
    this.#api = api
    this.#withdrawalPath = paths.withdrawal ?? PATHS.withdrawal
    this.#confirmReturnPath = paths.confirmReturn
  }

  /** Whether the call that makes a partial return effective is known. If not, make no draft either. */
  get canConfirmReturns(): boolean {
    return this.#confirmReturnPath !== undefined
  }

  /**
   * The current state of a contract. An answer about another contract than the requested one is `malformed_answer`.
   *
   * @throws InbankError
   * @see https://docs.inbank.eu/api/epos-short-flow/other/getcontract.md
   */
  async get(contractUuid: string, call?: CallOptions): Promise<Contract> {
    return this.#api.ask(
      { method: "GET", path: PATHS.contract, values: { contractUuid }, answer: contractAnswer(contractUuid) },
      call,
    )
  }

  /**
   * Approves a contract whose session is `granted`. Success means that Inbank accepted the approval, not that the
   * contract is active: ask for the session until it is `completed`.
   *
   * @throws InbankError; `rejected` with `can_not_approve` (SEEN in v2) also when it is approved already, so GET first.
   * @see https://docs.inbank.eu/api/epos-flow/other/postmerchantapproval.md
   */
  async approve(contractUuid: string, call?: CallOptions): Promise<void> {
    await this.#api.tell({ method: "POST", path: PATHS.merchantApproval, values: { contractUuid } }, call)
  }

  /**
   * Cancels a contract whose session is `granted`. INFERRED: not for an activated contract, which is withdrawn instead.
   *
   * @throws InbankError; `rejected` with `can_not_cancel` (SEEN in v2) when it is too late, so GET first.
   * @see https://docs.inbank.eu/api/epos-flow/other/cancelcontract.md
   */
  async cancel(contractUuid: string, call?: CallOptions): Promise<void> {
    await this.#api.tell({ method: "POST", path: PATHS.cancel, values: { contractUuid } }, call)
  }

  /**
   * Withdraws an activated contract: the full refund. SEEN: that the call exists, and that the Partner Portal can do
   * the same. INFERRED: its path, which {@link PathOverrides} replaces; that it has no body; that {@link
   * Contract.withdrawable} tells whether it may be made. UNKNOWN: whether it exists outside Estonia and Latvia. GET the
   * contract before and after.
   *
   * @throws InbankError; `not_found` also when the path is another one: then it is done in the Partner Portal.
   * @see https://docs.inbank.eu/api/full-api-flow/#operation/postMerchantWithdrawal
   */
  async withdraw(contractUuid: string, call?: CallOptions): Promise<void> {
    await this.#api.tell({ method: "POST", path: this.#withdrawalPath, values: { contractUuid } }, call)
  }

  /**
   * Whether a part may be returned, and in which range. SEEN: possible from the day after the contract was made, and
   * once Inbank has paid it out. UNKNOWN: the fields of the answer, so what is not recognised is absent and never an
   * error.
   *
   * @throws InbankError; `malformed_answer` when an amount is there and cannot be read.
   * @see https://docs.inbank.eu/api/partial-return-flow.md
   */
  async changeOptions(contractUuid: string, call?: CallOptions): Promise<ChangeOptions> {
    return this.#api.ask(
      { method: "GET", path: PATHS.changeOptions, values: { contractUuid }, answer: changeOptionsAnswer },
      call,
    )
  }

  /**
   * Makes a draft of the contract that is smaller by `amount` (major units as a decimal string). Nothing is returned
   * before {@link confirmReturn}. UNKNOWN: how to drop a draft, so make no draft that cannot be confirmed.
   *
   * @throws InbankError; `malformed_answer` also when the draft is about another amount than the requested one.
   * @see https://docs.inbank.eu/api/partial-return-flow/other/postcontractversion.md
   */
  async draftReturn(contractUuid: string, amount: string, call?: CallOptions): Promise<ReturnDraft> {
    return this.#api.ask(
      {
        method: "POST",
        path: PATHS.versions,
        values: { contractUuid },
        body: () => returnDraftBody(amount),
        answer: returnDraftAnswer(amount),
      },
      call,
    )
  }

  /**
   * What the customer would pay after a draft.
   *
   * @throws InbankError
   * @see https://docs.inbank.eu/api/partial-return-flow/other/getpaymentschedule.md
   */
  async paymentSchedule(
    contractUuid: string,
    paymentScheduleUuid: string,
    call?: CallOptions,
  ): Promise<PaymentSchedule> {
    return this.#api.ask(
      {
        method: "GET",
        path: PATHS.paymentSchedule,
        values: { contractUuid, paymentScheduleUuid },
        answer: paymentScheduleAnswer(paymentScheduleUuid),
      },
      call,
    )
  }

  /**
   * Makes a draft effective. SEEN: that this step exists ("Confirm the updated contract"). UNKNOWN: its path, which only
   * {@link PathOverrides} gives. INFERRED: POST without a body.
   *
   * @throws InbankError; `rejected` and not sent while no path is configured, see {@link canConfirmReturns}.
   * @see https://docs.inbank.eu/api/partial-return-flow.md
   */
  async confirmReturn(contractUuid: string, versionUuid: string, call?: CallOptions): Promise<void> {
    if (this.#confirmReturnPath === undefined) {
      throw notSent(
        { method: "POST", path: `${fillPath(PATHS.versions, { contractUuid })}/${versionUuid}` },
        "the path that confirms a partial return is not configured (paths.confirmReturn)",
      )
    }
    const request = {
      method: "POST",
      path: this.#confirmReturnPath,
      values: { contractUuid, versionUuid },
    } as const
    await this.#api.tell(request, call)
  }
}
