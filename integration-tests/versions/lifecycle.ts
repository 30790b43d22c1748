import assert from "node:assert/strict"
import type { Sandbox } from "../../src/sandbox"
import { eventually } from "../../test-kit/eventually"
import { comeBack, type Shopper, type StartedPayment } from "../../test-kit/shopper"
import type { Admin, AdminOrder } from "../support/admin"

/** A store that runs, with the people around it. */
export interface Scene {
  shopper: Shopper
  admin: Admin
  sandbox: Sandbox
  /** Stops the store, does this, and starts it again. */
  whileDown(doThis: () => Promise<void>): Promise<void>
}

interface Step {
  name: string
  play: (scene: Scene) => Promise<void>
}

/** The short life of a few purchases, each on its own. */
export const LIFECYCLE: readonly Step[] = [
  {
    name: "sign, come back, capture, refund",
    play: async (scene) => {
      const { payment, order } = await orderedByReturn(scene)
      assert.equal((await scene.admin.capture(order)).status, 200)
      assert.equal((await scene.admin.order(order.id)).payment_status, "captured")
      assert.equal(contractOf(scene, payment).status, "activated")

      const refund = await scene.admin.refund(order)
      assert.equal(refund.status, 200, JSON.stringify(refund.body))
      assert.equal((await scene.admin.order(order.id)).payment_status, "refunded")
      assert.equal(scene.sandbox.refunded(contractOf(scene, payment).uuid), order.total)
    },
  },
  {
    name: "cancel: the contract first",
    play: async (scene) => {
      const { payment, order } = await orderedByReturn(scene)
      assert.equal((await scene.admin.cancel(order)).status, 200)
      assert.equal((await scene.admin.order(order.id)).status, "canceled")
      assert.equal(contractOf(scene, payment).status, "terminated")
    },
  },
  {
    name: "no edit of a granted order",
    play: async (scene) => {
      const { order } = await orderedByReturn(scene)
      const edit = await scene.admin.request("POST", "/admin/order-edits", { order_id: order.id })
      assert.equal(edit.status, 400, JSON.stringify(edit.body))
    },
  },
  {
    name: "declined, and a second try with the same cart",
    play: async (scene) => {
      const { shopper, sandbox } = scene
      await shopper.fillCart()
      const { redirect } = await sandbox.customer.decline((await shopper.startInbank()).posSessionUuid)
      assert.equal((await comeBack(redirect)).searchParams.get("status"), "declined")
      await orderOf(scene, await signed(scene, await shopper.startInbank()))
    },
  },
  {
    name: "callback lost, customer gone",
    play: async (scene) => {
      const { shopper, sandbox, admin } = scene
      await shopper.fillCart()
      const payment = await shopper.startInbank()
      const before = await admin.orderCount()
      sandbox.callbacks.disturb({ lose: true, times: 1 })
      await signed(scene, payment)
      // Not by the session's status: who asks for it is a customer who waits.
      await eventually(
        async () => await admin.orderCount(),
        (count) => count === before + 1,
        "an order",
      )
    },
  },
  {
    name: "signed while the store was down",
    play: async (scene) => {
      await scene.shopper.fillCart()
      const payment = await scene.shopper.startInbank()
      await scene.whileDown(async () => void (await signed(scene, payment)))
      await orderOf(scene, payment)
    },
  },
]

async function orderedByReturn(scene: Scene): Promise<{ payment: StartedPayment; order: AdminOrder }> {
  await scene.shopper.fillCart()
  const payment = await scene.shopper.startInbank()
  const { redirect } = await scene.sandbox.customer.approve(payment.posSessionUuid)
  const page = await comeBack(redirect)
  assert.equal(page.searchParams.get("status"), "granted")
  return { payment, order: await scene.admin.order(page.searchParams.get("order_id") ?? "") }
}

async function signed({ sandbox }: Scene, payment: StartedPayment): Promise<StartedPayment> {
  await sandbox.customer.approve(payment.posSessionUuid)
  return payment
}

/** The order that nobody has to ask for. */
async function orderOf({ shopper, admin }: Scene, payment: StartedPayment): Promise<AdminOrder> {
  const seen = await eventually(
    async () => await shopper.sessionStatus(payment),
    ({ order_id }) => order_id !== null,
    "an order",
  )
  return await admin.order(seen.order_id ?? "")
}

function contractOf({ sandbox }: Scene, payment: StartedPayment) {
  const contract = sandbox.contract(sandbox.session(payment.posSessionUuid)?.creditContractUuid ?? "")
  assert(contract, "the sandbox has no contract of this purchase")
  return contract
}
