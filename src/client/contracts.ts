import { z } from "zod"
import type { Api } from "./api"
import type { CallOptions } from "./call-options"
import { boolean, neededWord, text, unwrapped } from "./parsing"
import { PATHS } from "./paths"
import { sameUuid } from "./same-uuid"

/** What a shop needs of a credit contract. Names, IBANs and customer ids in the answer are dropped. */
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

  constructor(api: Api) {
    this.#api = api
  }

  /**
   * What became of a contract. An answer about another contract than the one asked for is `malformed_answer`.
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
   * Approves a contract whose session is `granted`. Success means that Inbank took the approval, not that the
   * contract is active: ask for the session until it is `completed`.
   *
   * @throws InbankError; `rejected` with `can_not_approve` (SEEN in v2) also when it is approved already, so GET first.
   * @see https://docs.inbank.eu/api/epos-flow/other/postmerchantapproval.md
   */
  async approve(contractUuid: string, call?: CallOptions): Promise<void> {
    await this.#api.tell({ method: "POST", path: PATHS.merchantApproval, values: { contractUuid } }, call)
  }

  /**
   * Cancels a contract whose session is `granted`. INFERRED: not for an activated contract, which is withdrawn.
   *
   * @throws InbankError; `rejected` with `can_not_cancel` (SEEN in v2) when it is too late, so GET first.
   * @see https://docs.inbank.eu/api/epos-flow/other/cancelcontract.md
   */
  async cancel(contractUuid: string, call?: CallOptions): Promise<void> {
    await this.#api.tell({ method: "POST", path: PATHS.cancel, values: { contractUuid } }, call)
  }
}
