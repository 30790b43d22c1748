import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { callbackKeys, type Account } from "../../../../domain/account/account"
import { sessionNamedIn, statusNamedIn } from "../../../../domain/callbacks/message"
import { answerToSelfTest, isSelfTest } from "../../../../domain/callbacks/self-test"
import {
  isSignedByOneOf,
  readSignedMessage,
  type SignedMessage,
} from "../../../../domain/callbacks/signature"
import { HeardCallbacks, isNews } from "../../../../domain/callbacks/heard-callbacks"
import { callbackTokenHash, isSessionToken } from "../../../../domain/session/tokens"
import type { Bell, SessionRow } from "../../../../modules/inbank/store"
import { settleSoon } from "../../../../services/reconcile/enqueue"
import {
  callbackRejected,
  callbacksHeard,
  orphanCallback,
} from "../../../../services/callbacks/callback-problems"
import { inbankFrom, type Inbank } from "../../../../services/context"
import { rowOfCallbackToken } from "../../../inbank/row-of-token"
import { secondsLeft, secondsToWait, tooManyRequests } from "../../../rate-limits"

/**
 * Inbank's callback: a doorbell. Its message is believed in nothing but "look again"; the ring is stored before the
 * 200, and the looking is done after it. Inbank's method and content type are UNKNOWN, so GET and POST, query, form
 * and JSON are taken alike (docs/callbacks.md).
 */
async function callback(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const inbank = inbankFrom(req.scope)
  try {
    await answer(req, res, inbank)
  } catch (error) {
    inbank.logger.error(`Inbank: a callback could not be stored: ${String(error)}`)
    res.status(503).send("try again later")
  }
}

export const GET = callback
export const POST = callback

/** One call, and which of our accounts may have signed it. */
interface Call {
  req: MedusaRequest
  res: MedusaResponse
  inbank: Inbank
  signed: SignedMessage | undefined
  signers: Account[]
}

async function answer(req: MedusaRequest, res: MedusaResponse, inbank: Inbank): Promise<void> {
  const signed = readSignedMessage(req.query, req.body)
  const signers = inbank.accounts
    .list()
    .filter((account) => signed && isSignedByOneOf(callbackKeys(account), signed))
  // Who signs with a key of ours need not wait for those who guess tokens at the same address.
  const wait = signers.length > 0 ? undefined : await secondsLeft("unknownToken", remoteAddress(req))
  if (wait) return tooManyRequests(res, wait)

  const proof = answerToSelfTest(signers, req.params.token, signed)
  if (proof !== undefined) return void res.status(200).type("text").send(proof)
  if (isSelfTest(signed)) return unknown(res)

  const call = { req, res, inbank, signed, signers }
  if (await genuine(call)) return
  const row = (await rowOfCallbackToken(inbank, req.params.token)) ?? (await rowNamedBy(call))
  await (row ? knownToken(call, row) : unknownToken(call))
}

const heard = new HeardCallbacks()

/** What Inbank sends: signed for the account whose address is called. @returns false when it is something else. */
async function genuine(call: Call): Promise<boolean> {
  const { req, signed, signers } = call
  const { token } = req.params
  if (!signed || signers.length === 0 || token === undefined || !isSessionToken(token)) return false
  const tokenHash = callbackTokenHash(token)
  return await ringSigned(call, signed, { tokenHash }, tokenHash, signers)
}

/**
 * Rings for a signed message, unless the same one has just done so.
 * @param counted by what it is counted: one counter for a session, whichever way it is called.
 * @returns false when there is nobody to ring.
 */
async function ringSigned(
  call: Call,
  signed: SignedMessage,
  bell: Bell,
  counted: string,
  of: Account[],
): Promise<boolean> {
  const { res } = call
  if (await heard.hasJustRung(signed, counted)) return ok(res)
  // Apart by signer: what another account's key has signed must not use up the limit of this one's.
  const key = [counted, ...of.map(({ id }) => id)].join(" ")
  const wait = await secondsLeft("signedCallback", key)
  if (wait) {
    tooManyRequests(res, wait)
    return true
  }
  const isKnown = await heard.ring(signed, counted, async (first) => {
    if (first && !(await tellsNews(call, signed, bell, first))) return undefined
    return await ring(call, bell, of)
  })
  if (!isKnown) return false
  // Counted now only: an address that is nobody's needs no counter.
  await secondsToWait("signedCallback", key)
  return ok(res)
}

async function knownToken(call: Call, row: SessionRow): Promise<void> {
  const { res, inbank, signed, signers } = call
  const account = inbank.accounts.get(row.account_id)
  if (account && signed && signers.includes(account)) {
    if (!(await ringSigned(call, signed, { id: row.id }, row.token_hash, [account]))) unknown(res)
    return
  }
  const wait = await secondsToWait("doubtfulCallback", row.id)
  if (wait) return tooManyRequests(res, wait)
  // A wrong signature is refused always; a missing one only where signatures are required.
  if (!signed && account?.callbackSignature === "optional") {
    if (await ring(call, { id: row.id }, [account])) ok(res)
    else unknown(res)
    return
  }
  if (account) await callbackRejected(inbank, account, `its signature was ${signed ? "wrong" : "missing"}`)
  res.status(401).send("signature refused")
}

async function tellsNews({ inbank }: Call, { message }: SignedMessage, bell: Bell, firstHeard: Date) {
  const { sessions } = inbank.store
  const row = "id" in bell ? await sessions.find(bell.id) : await sessions.findByTokenHash(bell.tokenHash)
  return row !== undefined && isNews(row, statusNamedIn(message), firstHeard)
}

/** The ring is stored; the looking comes after the answer. @returns when; nothing when no such row of theirs was there to ring. */
async function ring(
  { req, inbank, signed, signers }: Call,
  bell: Bell,
  of: Account[],
): Promise<Date | undefined> {
  const said = signed && {
    status: statusNamedIn(signed.message),
    namedSession: sessionNamedIn(signed.message),
  }
  const rung = await inbank.store.bells.ringByCallback(
    bell,
    of.map(({ id }) => id),
    said ?? {},
  )
  if (!rung) return undefined
  settleSoon(req.scope, rung.id, "callback")
  const signer = signers.find(({ id }) => id === rung.account_id)
  if (signer && rung.account_has_problems) await callbacksHeard(inbank, signer)
  return rung.rung_at
}

function ok(res: MedusaResponse): true {
  res.status(200).send("OK")
  return true
}

function unknown(res: MedusaResponse): void {
  res.status(404).send("unknown")
}

/**
 * An adopted row (docs/operations.md) is called at an address whose token nobody knows any more. Whoever signs for its
 * account may ring it by the session's name.
 */
async function rowNamedBy({ inbank, signed, signers }: Call): Promise<SessionRow | undefined> {
  const uuid = signed && signers.length > 0 ? sessionNamedIn(signed.message) : undefined
  const row = uuid === undefined ? undefined : await inbank.store.adoptions.findByUuid(uuid)
  return signers.some(({ id }) => id === row?.account_id) ? row : undefined
}

/** Inbank speaks of a session that we do not know, or somebody guesses. */
async function unknownToken({ req, res, inbank, signed, signers }: Call): Promise<void> {
  const [account] = signers
  const limit = account ? "signedUnknownToken" : "unknownToken"
  const wait = await secondsToWait(limit, remoteAddress(req))
  if (wait) return tooManyRequests(res, wait)
  if (!account || !signed) return unknown(res)
  // What has rung a session of ours is that session's, wherever it is sent besides.
  if (!heard.has(signed)) {
    const [uuid, status] = [sessionNamedIn(signed.message), statusNamedIn(signed.message)]
    await heard.ring(signed, "nobody", async (first) => {
      if (!first) await orphanCallback(inbank, account, { uuid, status })
      return new Date()
    })
  }
  ok(res)
}

/** As Medusa sees it (`trust proxy`), no longer than an address can be: behind no proxy, a caller may claim anything. */
function remoteAddress(req: MedusaRequest): string {
  return (req.ip ?? "").slice(0, 45)
}
