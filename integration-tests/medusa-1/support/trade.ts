import { eventually } from "../../../test-kit/eventually"
import type { Answer } from "../../../test-kit/http"
import type { Fault, Sandbox } from "../../../src/sandbox"
import type { Shop, StartedPayment } from "./shop"
import type { Store } from "./store"

/** Longer than the pause between two sweeps. */
export const A_SWEEP_MS = 60_000

/** A store, who sells and buys in it, and what tests begin with. */
export type Trade = ReturnType<typeof tradeIn>

export function tradeIn(store: Store, shop: Shop, sandbox: Sandbox) {
  async function orderOf(payment: StartedPayment, patienceMs?: number): Promise<string> {
    const { order_id } = await eventually(
      async () => await shop.statusOf(payment),
      (seen) => seen.order_id !== null,
      "the order to be placed",
      patienceMs,
    )
    return order_id ?? ""
  }

  async function placedOrder(): Promise<{ payment: StartedPayment; orderId: string; contract: string }> {
    const payment = await shop.startPayment()
    await sandbox.customer.approve(payment.pos_session_uuid)
    const contract = sandbox.session(payment.pos_session_uuid)?.creditContractUuid ?? ""
    return { payment, orderId: await orderOf(payment), contract }
  }

  /** Inbank has paid for the last bicycle, which was sold to somebody else, and nobody was told. */
  async function financedWithoutGoods(): Promise<{ payment: StartedPayment; contract: string }> {
    const payment = await shop.startPayment()
    sandbox.callbacks.pause()
    await sandbox.customer.approve(payment.pos_session_uuid)
    const contract = sandbox.session(payment.pos_session_uuid)?.creditContractUuid ?? ""
    await sandbox.portal.approve(contract)
    await shop.haveInStock(0)
    return { payment, contract }
  }

  async function isCaptured(orderId: string, patienceMs?: number): Promise<void> {
    await eventually(
      async () => (await shop.order(orderId)).payment_status,
      (status) => status === "captured",
      "the payment to be captured",
      patienceMs,
    )
  }

  /** Of this session alone: sweeps ask about earlier tests' rows. */
  function answerHangs({ pos_session_uuid: uuid }: StartedPayment): Fault {
    return sandbox.faults.add({ route: "GET /pos-sessions", uuid, kind: { type: "hang_before" } })
  }

  /** Inbank does what it is asked, and then nobody can find out what it did. */
  async function outcomeUnknown(route: string, press: () => Promise<Answer>): Promise<Answer> {
    const done = sandbox.faults.add({ route, kind: { type: "hang_after" } })
    const pressed = press()
    await sandbox.faults.befallen(done.id)
    // No outage, after which the plugin would leave Inbank alone for a while.
    const silence = sandbox.faults.add({
      route: "GET /pos-sessions",
      times: null,
      kind: { type: "status", status: 429 },
    })
    sandbox.faults.remove(done.id)
    const answer = await pressed
    sandbox.faults.remove(silence.id)
    return answer
  }

  return {
    sandbox,
    store,
    shop,
    orderOf,
    placedOrder,
    financedWithoutGoods,
    isCaptured,
    answerHangs,
    outcomeUnknown,
  }
}
