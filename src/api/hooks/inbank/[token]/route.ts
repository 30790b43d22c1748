import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { callbackKeys, type Account } from "../../../../domain/account"
import {
  isSignedByOneOf,
  readSignedMessage,
  statusNamedIn,
  type SignedMessage,
} from "../../../../domain/callback-signature"
import { callbackTokenHash } from "../../../../domain/callback-token"
import type { SessionRow } from "../../../../modules/inbank/store"
import { settleSoon } from "../../../../settle/background"
import { inbankFrom, type Inbank } from "../../../../settle/inbank"
import { openProblem } from "../../../../settle/problems"

/**
 * Inbank's callback: a doorbell. Its message is believed in nothing but "look again"; the ring is stored before the
 * 200, and the looking is done after it. Inbank's method and content type are UNKNOWN, so GET and POST, query, form
 * and JSON are taken alike (docs/inbank-api.md 5.3).
 */
async function callback(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const inbank = inbankFrom(req.scope)
  const signed = readSignedMessage(req.query, req.body)
  const row = await inbank.store.sessions.findByTokenHash(callbackTokenHash(req.params.token ?? ""))
  if (!row) return await unknownToken(inbank, signed, res)

  const account = inbank.accounts.get(row.account_id)
  if (!account || !isWelcome(account, signed)) {
    inbank.logger.warn(
      `Inbank: a callback for session ${row.id} was refused: its signature is ${signed ? "wrong" : "missing"}`,
    )
    res.status(401).send("signature refused")
    return
  }
  try {
    await ring(inbank, row, signed)
  } catch (error) {
    inbank.logger.error(`Inbank: a callback could not be stored: ${String(error)}`)
    res.status(503).send("try again later")
    return
  }
  res.status(200).send("OK")
  settleSoon(req.scope, row.id, "callback")
}

export const GET = callback
export const POST = callback

/** A wrong signature is refused always; a missing one only where signatures are required. */
function isWelcome(account: Account, signed: SignedMessage | undefined): boolean {
  if (!signed) return account.callbackSignature === "optional"
  return isSignedByOneOf(callbackKeys(account), signed)
}

async function ring(inbank: Inbank, row: SessionRow, signed: SignedMessage | undefined): Promise<void> {
  await inbank.store.queue.ring(row.id, true)
  await inbank.store.trail.append({
    sessionId: row.id,
    source: "callback",
    action: "rang",
    after: signed && statusNamedIn(signed.message),
  })
}

/** Inbank speaks of a session that we do not know: one bounded problem per account, for a human to look into. */
async function unknownToken(
  inbank: Inbank,
  signed: SignedMessage | undefined,
  res: MedusaResponse,
): Promise<void> {
  const account = signed && inbank.accounts.list().find((each) => isSignedByOneOf(callbackKeys(each), signed))
  if (!account) {
    res.status(404).send("unknown")
    return
  }
  await openProblem(inbank, {
    kind: "orphan_callback",
    subject: account.id,
    remedy: `Inbank called about a session that this store does not know. Look for it in the Partner Portal (${account.partnerPortalUrl}).`,
    detail: statusNamedIn(signed.message),
  })
  res.status(200).send("OK")
}
