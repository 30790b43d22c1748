import type { MedusaContainer } from "@medusajs/framework/types"
import { callbackKeys, type Account } from "../../domain/account/account"
import { HeardCallbacks, isNews } from "../../domain/callbacks/heard-callbacks"
import { sessionNamedIn, statusNamedIn } from "../../domain/callbacks/message"
import { answerToSelfTest, isSelfTest } from "../../domain/callbacks/self-test"
import { isSignedByOneOf, type SignedMessage } from "../../domain/callbacks/signature"
import { callbackTokenHash, isSessionToken } from "../../domain/session/tokens"
import type { CallbackTarget, SessionRow } from "../../modules/inbank/store"
import type { PluginContext } from "../context"
import { secondsLeft, secondsToWait } from "../rate-limits"
import { reconcileSoon } from "../reconcile/enqueue"
import { rowOfCallbackToken } from "../session/row-of-token"
import { callbackRejected, callbacksHeard, orphanCallback } from "./callback-problems"

/** A call of a callback address: read, but not verified. */
export interface Callback {
  token: string | undefined
  signed: SignedMessage | undefined
  /** The caller's. */
  remoteAddress: string
}

/** What happened to a callback. `accepted`: it is stored, or tells nothing new. */
export type CallbackResult =
  | { kind: "accepted" }
  | { kind: "self_test"; proof: string }
  | { kind: "unknown" }
  | { kind: "signature_refused" }
  | { kind: "too_many"; seconds: number }

const ACCEPTED: CallbackResult = { kind: "accepted" }
const UNKNOWN: CallbackResult = { kind: "unknown" }

/** One call, and which of our accounts may have signed it. */
interface Call extends Callback {
  container: MedusaContainer
  plugin: PluginContext
  signers: Account[]
}

/** Signed messages that this process has heard. */
const heard = new HeardCallbacks()

/**
 * Takes a callback. Its message only means "ask again": that is stored before this resolves, and the row is reconciled
 * afterwards. What Inbank says is asked by GET (docs/callbacks.md).
 * @throws whatever the database throws: then nothing is stored, and the sender must try again.
 */
export async function handleCallback(
  container: MedusaContainer,
  plugin: PluginContext,
  callback: Callback,
): Promise<CallbackResult> {
  const { signed, token, remoteAddress } = callback
  const signers = plugin.accounts
    .list()
    .filter((account) => signed && isSignedByOneOf(callbackKeys(account), signed))
  // A caller who signs with a key of ours need not wait for others who guess tokens at the same address.
  const seconds = signers.length > 0 ? undefined : await secondsLeft("unknownToken", remoteAddress)
  if (seconds) return { kind: "too_many", seconds }

  const proof = answerToSelfTest(signers, token, signed)
  if (proof !== undefined) return { kind: "self_test", proof }
  if (isSelfTest(signed)) return UNKNOWN

  const call = { ...callback, container, plugin, signers }
  const genuine = await handleGenuine(call)
  if (genuine) return genuine
  const row = (await rowOfCallbackToken(plugin, token)) ?? (await rowNamedBy(call))
  return await (row ? handleKnownToken(call, row) : handleUnknownToken(call))
}

/**
 * What Inbank sends: a message signed for the account whose address is called. @returns nothing for any other message.
 */
async function handleGenuine(call: Call): Promise<CallbackResult | undefined> {
  const { token, signed, signers } = call
  if (!signed || signers.length === 0 || token === undefined || !isSessionToken(token)) return undefined
  const tokenHash = callbackTokenHash(token)
  return await handleSigned(call, signed, { target: { tokenHash }, counted: tokenHash, of: signers })
}

/**
 * Enqueues for a signed message, unless the same message has just done so.
 * @param counted the name of the counter: one for a session, whichever address is called.
 * @returns nothing when these accounts have no such row.
 */
async function handleSigned(
  call: Call,
  signed: SignedMessage,
  { target, counted, of }: { target: CallbackTarget; counted: string; of: Account[] },
): Promise<CallbackResult | undefined> {
  if (await heard.wasJustHandled(signed, counted)) return ACCEPTED
  // Counted per signer: a message that another account's key has signed must not use up the limit of this one.
  const key = [counted, ...of.map(({ id }) => id)].join(" ")
  const seconds = await secondsLeft("signedCallback", key)
  if (seconds) return { kind: "too_many", seconds }
  const isKnown = await heard.handle(signed, counted, async (first) => {
    if (first && !(await bringsNews(call, signed, target, first))) return undefined
    return await enqueue(call, target, of)
  })
  if (!isKnown) return undefined
  // Counted only now: an address without a row needs no counter.
  await secondsToWait("signedCallback", key)
  return ACCEPTED
}

async function handleKnownToken(call: Call, row: SessionRow): Promise<CallbackResult> {
  const { plugin, signed, signers } = call
  const account = plugin.accounts.get(row.account_id)
  if (account && signed && signers.includes(account)) {
    const target = { id: row.id }
    return (await handleSigned(call, signed, { target, counted: row.token_hash, of: [account] })) ?? UNKNOWN
  }
  const seconds = await secondsToWait("doubtfulCallback", row.id)
  if (seconds) return { kind: "too_many", seconds }
  // A wrong signature is always refused; a missing one only where signatures are required.
  if (!signed && account?.callbackSignature === "optional")
    return (await enqueue(call, { id: row.id }, [account])) ? ACCEPTED : UNKNOWN
  if (account) await callbackRejected(plugin, account, `its signature was ${signed ? "wrong" : "missing"}`)
  return { kind: "signature_refused" }
}

async function bringsNews(
  { plugin }: Call,
  { message }: SignedMessage,
  target: CallbackTarget,
  firstHeard: Date,
) {
  const { sessions } = plugin.store
  const row =
    "id" in target ? await sessions.find(target.id) : await sessions.findByTokenHash(target.tokenHash)
  return row !== undefined && isNews(row, statusNamedIn(message), firstHeard)
}

/**
 * Stored now, reconciled after the answer. @returns when it was stored; nothing when these accounts have no such row.
 */
async function enqueue(
  { container, plugin, signed, signers }: Call,
  target: CallbackTarget,
  of: Account[],
): Promise<Date | undefined> {
  const said = signed && {
    status: statusNamedIn(signed.message),
    namedSession: sessionNamedIn(signed.message),
  }
  const enqueued = await plugin.store.notifications.enqueueByCallback(
    target,
    of.map(({ id }) => id),
    said ?? {},
  )
  if (!enqueued) return undefined
  reconcileSoon(container, enqueued.id, "callback")
  const signer = signers.find(({ id }) => id === enqueued.account_id)
  if (signer && enqueued.account_has_problems) await callbacksHeard(plugin, signer)
  return enqueued.rung_at
}

/**
 * An adopted row (docs/operations.md) is called at an address whose token is no longer known. A caller who signs for
 * its account may enqueue it by the session's name.
 */
async function rowNamedBy({ plugin, signed, signers }: Call): Promise<SessionRow | undefined> {
  const uuid = signed && signers.length > 0 ? sessionNamedIn(signed.message) : undefined
  const row = uuid === undefined ? undefined : await plugin.store.adoptions.findByUuid(uuid)
  return signers.some(({ id }) => id === row?.account_id) ? row : undefined
}

/** Inbank names a session that we do not know, or somebody guesses. */
async function handleUnknownToken(call: Call): Promise<CallbackResult> {
  const { plugin, signed, signers, remoteAddress } = call
  const [account] = signers
  const seconds = await secondsToWait(account ? "signedUnknownToken" : "unknownToken", remoteAddress)
  if (seconds) return { kind: "too_many", seconds }
  if (!account || !signed) return UNKNOWN
  // A message that was handled for a session of ours belongs to that session, wherever else it is sent.
  if (!heard.has(signed)) {
    const [uuid, status] = [sessionNamedIn(signed.message), statusNamedIn(signed.message)]
    await heard.handle(signed, "nobody", async (first) => {
      if (!first) await orphanCallback(plugin, account, { uuid, status })
      return new Date()
    })
  }
  return ACCEPTED
}
