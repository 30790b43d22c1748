import { z } from "zod"
import type { FilledCart } from "../../integration-tests/support/filled-carts"
import { startSandbox, type Sandbox } from "../../src/sandbox"
import type { Answered } from "./ask"
import { BenchStore } from "./bench-store"
import { copyShop, type Shop } from "./shop"
import { StripeStub } from "./stripe-stub"

export const NAMES = ["inbank", "stripe", "system"] as const
export type Name = (typeof NAMES)[number]

/** A cart whose payment was started. */
export interface Started extends FilledCart {
  paymentSessionId: string
  /** What the provider gave to the storefront. */
  data: Record<string, unknown>
}

/** One way to pay, in a store of its own. */
export interface Contender {
  name: Name
  providerId: string
  store: BenchStore
  /** Requests that reached the other side so far, by route. */
  upstream(): Record<string, number>
  /** What the customer does there before the cart can be completed. */
  confirm(started: Started): Promise<void>
  /**
   * Keeps scheduled work away from what was prepared so far: that work is measured separately, and here it would do a
   * shopper's work.
   */
  leaveAlone(): Promise<void>
}

/** The contenders that take turns: only this plugin's store when statements and requests are counted. */
export interface Lineup {
  all: Contender[]
  inbank: Contender
  sandbox: Sandbox
}

/** The three that are compared, and the stand-ins for the other side. */
export interface Contenders extends Lineup {
  system: Contender
  stripe: Contender
  stub: StripeStub
}

export async function startInbankAlone(shop: Shop): Promise<Lineup> {
  const { sandbox, stub } = await startOtherSides(shop)
  await copyShop(shop, ["inbank"])
  const store = await BenchStore.start(shop, "inbank", settingsOf("inbank", sandbox, stub))
  const inbank = inbankIn(store, sandbox)
  return { all: [inbank], inbank, sandbox }
}

export async function startContenders(shop: Shop): Promise<Contenders> {
  const { sandbox, stub } = await startOtherSides(shop)
  const nobody = async () => undefined

  await copyShop(shop, NAMES)
  const start = async (name: Name) => await BenchStore.start(shop, name, settingsOf(name, sandbox, stub))
  const [inbankStore, stripeStore, systemStore] = await Promise.all([
    start("inbank"),
    start("stripe"),
    start("system"),
  ])
  const inbank = inbankIn(inbankStore, sandbox)
  const stripe: Contender = {
    name: "stripe",
    providerId: "pp_stripe_stripe",
    store: stripeStore,
    upstream: () => ({ requests: stub.calls }),
    confirm: nobody,
    leaveAlone: nobody,
  }
  const system: Contender = {
    name: "system",
    providerId: "pp_system_default",
    store: systemStore,
    upstream: () => ({}),
    confirm: nobody,
    leaveAlone: nobody,
  }
  return { all: [inbank, stripe, system], inbank, stripe, system, sandbox, stub }
}

async function startOtherSides({ cleanup }: Shop): Promise<{ sandbox: Sandbox; stub: StripeStub }> {
  const sandbox = await startSandbox({ sendCallbacks: false })
  cleanup.later(async () => await sandbox.close())
  const stub = await StripeStub.start()
  cleanup.later(async () => await stub.close())
  return { sandbox, stub }
}

function inbankIn(store: BenchStore, sandbox: Sandbox): Contender {
  return {
    name: "inbank",
    providerId: "pp_inbank_ee",
    store,
    upstream: () => sandbox.upstreamCounts(),
    confirm: async ({ data }) => {
      await sandbox.customer.approve(uuidIn(data))
    },
    leaveAlone: async () => {
      const later = store.knex.raw("now() + interval '1 hour'")
      await store.knex("inbank_session").whereNotNull("next_check_at").update({ next_check_at: later })
    },
  }
}

/** The settings for bench/store/medusa-config.js. */
export function settingsOf(payment: Name, sandbox: Sandbox, stub: StripeStub): Record<string, string> {
  return {
    BENCH_PAYMENT: payment,
    INBANK_API_URL: sandbox.url,
    STRIPE_STUB_URL: stub.url,
    STRIPE_WEBHOOK_SECRET: stub.webhookSecret,
  }
}

const collectionSchema = z.object({
  payment_collection: z.object({
    payment_sessions: z.array(
      z.object({ id: z.string(), provider_id: z.string(), data: z.record(z.string(), z.unknown()) }),
    ),
  }),
})

/** The shopper chooses the way to pay. */
export async function choose(
  { store, providerId }: Pick<Contender, "store" | "providerId">,
  cart: FilledCart,
): Promise<{ answered: Answered; started: Started }> {
  const path = `/store/payment-collections/${cart.collectionId}/payment-sessions`
  const answered = await store.shop("POST", path, { provider_id: providerId })
  const sessions = collectionSchema.parse(answered.body).payment_collection.payment_sessions
  const session = sessions.find(({ provider_id }) => provider_id === providerId)
  if (!session) throw new Error(`${providerId} made no payment session`)
  return { answered, started: { ...cart, paymentSessionId: session.id, data: session.data } }
}

/**
 * The shopper places the order. @throws when none was made, or another call was faster: then little would be measured.
 */
export async function complete({ store }: Pick<Contender, "store">, cart: FilledCart): Promise<Answered> {
  if ((await store.ordersOf(cart)) > 0) throw new Error(`${cart.id} has been ordered already`)
  const answered = await store.shop("POST", `/store/carts/${cart.id}/complete`, {})
  const { type } = z.object({ type: z.string() }).parse(answered.body)
  if (type !== "order") throw new Error(`no order was placed: ${JSON.stringify(answered.body)}`)
  return answered
}

/** The uuid of a session at Inbank in what our provider gave to the storefront. */
export function uuidIn(data: Record<string, unknown>): string {
  return z.object({ pos_session_uuid: z.string() }).parse(data).pos_session_uuid
}

/** Carts whose payment was started. */
export async function startedPurchases(contender: Contender, count: number): Promise<Started[]> {
  const all: Started[] = []
  for (const cart of await contender.store.carts(count)) all.push((await choose(contender, cart)).started)
  await contender.leaveAlone()
  return all
}

/** The same, and the customer has done their part: the store has not been notified. */
export async function confirmedPurchases(contender: Contender, count: number): Promise<Started[]> {
  const all = await startedPurchases(contender, count)
  for (const started of all) await contender.confirm(started)
  return all
}
