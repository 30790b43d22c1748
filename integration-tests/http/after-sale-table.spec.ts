import { cancelOrderWorkflow } from "@medusajs/medusa/core-flows"
import { z } from "zod"
import {
  AFTER_SALE_STATES,
  type AfterSaleState,
} from "../../src/domain/after-sale/__tests__/after-sale-states"
import { afterSale, type Act } from "../../src/domain/after-sale/after-sale"
import type { PlacedOrder } from "../support/ordered-by-shopper"
import { capturedOrder, givenBack, paidOutOrder, placedOrder } from "../support/orders"
import { describeShop, type Shop } from "../support/shop"

const possibilitySchema = z.looseObject({
  possible: z.boolean(),
  by: z.enum(["capture", "cancel", "cancel_contract", "refund", "record"]).optional(),
  max: z.string().optional(),
})
const viewSchema = z.looseObject({
  captured: z.string(),
  refunded: z.string(),
  after_sale: z.object({
    approve: possibilitySchema,
    cancel: possibilitySchema,
    cancel_contract: possibilitySchema,
    refund_in_full: possibilitySchema,
    refund_in_part: possibilitySchema,
  }),
})
const CELLS = ["approve", "cancel", "cancel_contract", "refund_in_full", "refund_in_part"] as const
type Cell = (typeof CELLS)[number]
const PART = 30

/** How a real store comes into each state of docs/after-sale.md. */
const ARRIVALS: Record<AfterSaleState, (shop: Shop) => Promise<PlacedOrder>> = {
  granted: async (shop) => await placedOrder(shop),
  "granted, goods packed": async (shop) => {
    const placed = await placedOrder(shop)
    await shop.admin.pack(placed.order.id, placed.order.items)
    return placed
  },
  "approved, contract not active yet": async (shop) => {
    const placed = await placedOrder(shop)
    const merge = { status: "signed", activatedAt: null }
    shop.sandbox.faults.add({ route: "GET /contracts", times: null, kind: { type: "rewrite", merge } })
    await shop.sandbox.portal.approve(placed.contract)
    return placed
  },
  "cancelled at Inbank": async (shop) => {
    const placed = await placedOrder(shop)
    await shop.sandbox.portal.cancel(placed.contract)
    return placed
  },
  paid: async (shop) => await capturedOrder(shop),
  'paid, `refunds: "api"`': async (shop) => await paidOutOrder(shop),
  'paid today, `refunds: "api"`': async (shop) => await capturedOrder(shop, "pp_inbank_api"),
  'paid, `refunds: "api"`, no way to confirm a return': async (shop) =>
    await paidOutOrder(shop, "pp_inbank_unconfirmed"),
  'paid, `refunds: "api"`, no longer withdrawable': async (shop) => {
    const placed = await paidOutOrder(shop)
    await shop.sandbox.portal.forbidWithdrawal(placed.contract)
    return placed
  },
  "paid, Pay next month": async (shop) => {
    const placed = await placedOrder(shop, "pp_inbank_later")
    await shop.admin.inbankOrder(placed.order.id)
    return placed
  },
  "paid, a part given back": async (shop) => {
    const placed = await capturedOrder(shop)
    await shop.sandbox.portal.returnPart(placed.contract, PART)
    await shop.admin.recordPortalRefund(placed.order.id, { amount: PART, reference: "the first part" })
    return placed
  },
  "paid, a refund under way": async (shop) => {
    const placed = await paidOutOrder(shop)
    shop.sandbox.faults.add({
      route: "POST /contracts/versions/confirm",
      times: null,
      kind: { type: "reset_before" },
    })
    await shop.admin.refund(placed.order, PART)
    return placed
  },
  "paid, all given back": async (shop) => {
    const placed = await capturedOrder(shop)
    await shop.sandbox.portal.withdraw(placed.contract)
    await shop.admin.refund(placed.order)
    return placed
  },
  "paid, contract terminated in the Partner Portal": async (shop) => {
    const placed = await capturedOrder(shop)
    await shop.sandbox.portal.withdraw(placed.contract)
    return placed
  },
  "order cancelled, contract cancelled": async (shop) => {
    const placed = await placedOrder(shop)
    await shop.admin.cancel(placed.order)
    return placed
  },
  "order cancelled while paid, contract withdrawn since": async (shop) => {
    const placed = await capturedOrder(shop)
    await cancelOrderWorkflow(shop.container).run({ input: { order_id: placed.order.id } })
    await shop.sandbox.portal.withdraw(placed.contract)
    return placed
  },
  "order cancelled by a merchant's own code while paid": async (shop) => {
    const placed = await capturedOrder(shop)
    await cancelOrderWorkflow(shop.container).run({ input: { order_id: placed.order.id } })
    return placed
  },
}

describeShop("Each cell of the table in docs/after-sale.md", (shop) => {
  const view = async (placed: PlacedOrder) => {
    const { status, body } = await shop().admin.inbankOrder(placed.order.id)
    if (status !== 200) throw new Error(JSON.stringify(body))
    return viewSchema.parse(body)
  }
  const amountOf = (cell: Cell, { captured, refunded }: z.output<typeof viewSchema>) =>
    cell === "refund_in_part" ? PART : Number(captured) - Number(refunded)

  /** The button itself. A refund is recorded only where there is no button for it: made by hand first. */
  async function press(placed: PlacedOrder, by: Act, amount: number): Promise<number> {
    const { admin, sandbox } = shop()
    switch (by) {
      case "capture":
        return (await admin.capture(placed.order)).status
      case "cancel":
        return (await admin.cancel(placed.order)).status
      case "cancel_contract":
        return (await admin.cancelContract(placed.order.id)).status
      case "refund":
        return (await admin.refund(placed.order, amount)).status
      case "record": {
        const body = { amount, reference: "a credit note" }
        if (sandbox.contract(placed.contract)?.status === "activated") {
          if (amount < placed.order.total) await sandbox.portal.returnPart(placed.contract, amount)
          else await sandbox.portal.withdraw(placed.contract)
        }
        return (await admin.recordPortalRefund(placed.order.id, body)).status
      }
    }
  }
  const BUTTON: Record<Cell, Act> = {
    approve: "capture",
    cancel: "cancel",
    cancel_contract: "cancel_contract",
    refund_in_full: "refund",
    refund_in_part: "refund",
  }
  const inbankHolds = ({ contract, posSessionUuid }: PlacedOrder) => {
    const { status, returned, withdrawn } = shop().sandbox.contract(contract) ?? {}
    return { session: shop().sandbox.session(posSessionUuid)?.status, status, returned, withdrawn }
  }
  const everything = async (placed: PlacedOrder) => {
    const { status, payment_collections } = await shop().admin.order(placed.order.id)
    const payments = payment_collections.flatMap((collection) => collection.payments)
    const medusa = payments.map(({ captured_at, canceled_at }) => ({ captured_at, canceled_at }))
    return { status, medusa, inbank: inbankHolds(placed), books: await givenBack(shop(), placed) }
  }
  /** A fresh order in this state; what is planned to go wrong goes wrong for it alone. */
  async function arrive(state: AfterSaleState) {
    shop().sandbox.faults.clear()
    const placed = await ARRIVALS[state](shop())
    const seen = await view(placed)
    expect(shapeOf(seen.after_sale)).toEqual(shapeOf(afterSale(AFTER_SALE_STATES[state])))
    return { placed, seen }
  }

  describe.each(Object.keys(AFTER_SALE_STATES).filter(isState))("where the order is: %s", (state) => {
    it("changes nothing, where the table says no", async () => {
      const { placed, seen } = await arrive(state)
      const before = await everything(placed)
      for (const cell of CELLS.filter((name) => !seen.after_sale[name].possible)) {
        await press(placed, BUTTON[cell], amountOf(cell, seen))
        expect([cell, await everything(placed)]).toEqual([cell, before])
      }
    })

    it("does what the table says, and the three books agree", async () => {
      for (const cell of CELLS.filter((name) => afterSale(AFTER_SALE_STATES[state])[name].possible)) {
        const { placed, seen } = await arrive(state)
        const { by = BUTTON[cell] } = seen.after_sale[cell]
        const before = await everything(placed)
        const amount = amountOf(cell, seen)
        if (by === "record") expect([cell, await press(placed, "refund", amount)]).toEqual([cell, 400])
        shop().sandbox.faults.clear()
        expect([cell, await press(placed, by, amount)]).toEqual([cell, 200])
        const after = await everything(placed)
        expect([cell, after]).not.toEqual([cell, before])
        expect(after.books.medusa).toBe(after.books.ledger)
        // What was withdrawn by hand and not recorded yet is more at Inbank, never less.
        expect(after.books.inbank).toBeGreaterThanOrEqual(after.books.ledger)
      }
    })
  })
})

function isState(name: string): name is AfterSaleState {
  return Object.hasOwn(AFTER_SALE_STATES, name)
}

function shapeOf(all: Record<Cell, { possible: boolean; by?: string }>): Record<string, string> {
  return Object.fromEntries(CELLS.map((cell) => [cell, all[cell].possible ? `by ${all[cell].by}` : "no"]))
}
