import type { SandboxCallback } from "../../src/sandbox"
import { rowOfCart, auditLogOf } from "./rows"
import type { Shop } from "./shop"

/** What the specs of the callback's edge share. */
export function callbacksOf(shop: () => Shop) {
  /** A session that Inbank granted, whose callback was signed and lost on its way. */
  async function lostCallback(providerId = "pp_inbank_ee") {
    const shopper = shop().shopper()
    await shopper.fillCart()
    const payment = await shopper.startInbank(providerId)
    shop().sandbox.callbacks.pause()
    const back = await shop().sandbox.customer.approve(payment.posSessionUuid)
    const callback = shop()
      .sandbox.state()
      .callbacks.find(({ sessionUuid }) => sessionUuid === payment.posSessionUuid)
    if (!callback) throw new Error("the sandbox signed no callback")
    // Inbank calls where the account says this store is; in a test it is always here.
    const url = shop().url + new URL(callback.url).pathname
    return { shopper, payment, back, callback: { ...callback, url } }
  }

  /** A notification is stored before the answer: a row without one is reconciled by nobody. */
  async function wasRung(shopper: { cartId: string }) {
    return (await rowOfCart(shop().container, shopper.cartId)).rung_at !== null
  }

  async function ringsInTrail(shopper: { cartId: string }) {
    const row = await rowOfCart(shop().container, shopper.cartId)
    const auditLog = await auditLogOf(shop().container, row.id)
    return auditLog.filter(({ source, action }) => source === "callback" && action === "rang").length
  }

  /** How often Inbank was asked for a session. */
  function looksAt(posSessionUuid: string): number {
    return shop()
      .sandbox.journal()
      .filter(({ method, path }) => method === "GET" && path.endsWith(`/pos-sessions/${posSessionUuid}`))
      .length
  }

  return { lostCallback, wasRung, ringsInTrail, looksAt }
}

type Call = Pick<SandboxCallback, "url" | "fields">

export async function byForm({ url, fields }: Call, headers: Record<string, string> = {}) {
  return await fetch(url, { method: "POST", headers, body: new URLSearchParams({ ...fields }) })
}

export async function byQuery({ url, fields }: Call) {
  return await fetch(`${url}?${new URLSearchParams({ ...fields }).toString()}`)
}

export async function byJson({ url, fields }: { url: string; fields: unknown }) {
  const headers = { "content-type": "application/json" }
  return await fetch(url, { method: "POST", headers, body: JSON.stringify(fields) })
}
