import type { CallOptions, Contract, InbankClient } from "../../client"
import type { Account } from "../../domain/account/account"
import type { Askable, AskedColumns } from "../../domain/session/freshness"
import { sessionStatus } from "../../domain/session/lifecycle"
import { observationOf, withoutSteppingBack, type Observation } from "../../domain/session/reading"

/** What Inbank answers about a session. */
export interface Answer {
  seen: Observation
  /** What Inbank took back although it had said it for good, if anything. */
  contradiction?: string
  /** The contract as Inbank shows it, where it was asked for. */
  contract?: Contract
}

/**
 * Asks Inbank: GET the session and, once it is completed, GET its contract. The contract of Pay next month is shared between
 * purchases and never read (https://docs.inbank.eu/api/epos-flow/section/api-requests).
 * @throws {InbankError}
 */
export async function askInbank(
  client: InbankClient,
  account: Account,
  row: Askable<AskedColumns>,
  call: CallOptions,
): Promise<Answer> {
  const session = await client.posSessions.get(row.pos_session_uuid, call)
  const contractUuid = session.creditContractUuid ?? row.contract_uuid
  // What becomes of a completed session later is UNKNOWN: a contract that was read once is always read again.
  const isActivated = sessionStatus(session.status) === "completed" || row.contract_status !== null
  const contract =
    isActivated && contractUuid && account.productType !== "pay_next_month"
      ? await client.contracts.get(contractUuid, call)
      : undefined
  return { ...withoutSteppingBack(row, observationOf(session, contract)), contract }
}
