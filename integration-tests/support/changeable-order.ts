import { z } from "zod"
import type { Answer } from "../../test-kit/http"
import type { Shopper } from "../../test-kit/shopper"
import type { AdminOrder } from "./admin"
import { ORDER_CHANGES, type OrderChange } from "./order-changes"
import { placedOrder } from "./orders"
import type { Shop } from "./shop"

const returnSchema = z.object({ return: z.object({ id: z.string() }) })

/** An order that stands, and what can be done to it. */
export class ChangeableOrder {
  private constructor(
    private readonly shop: Shop,
    private readonly shopper: Shopper,
    readonly order: AdminOrder,
    /** Inbank's contract; empty for an order that another method is to pay. */
    readonly contract: string,
  ) {}

  static async paidByInbank(shop: Shop): Promise<ChangeableOrder> {
    const { shopper, order, contract } = await placedOrder(shop)
    return new ChangeableOrder(shop, shopper, order, contract)
  }

  static async paidOtherwise(shop: Shop): Promise<ChangeableOrder> {
    const shopper = shop.shopper()
    await shopper.fillCart()
    await shopper.choose("pp_system_default")
    const completion = await shopper.complete()
    if (completion.type !== "order") throw new Error("no order")
    return new ChangeableOrder(shop, shopper, await shop.admin.order(completion.order.id), "")
  }

  /** The goods are with the customer, so that they can come back. */
  async ship(): Promise<void> {
    await this.shop.admin.ship(this.order.id, this.order.items)
  }

  /** The payment that the order was placed with, as it is now. */
  async payment() {
    const { payment_collections } = await this.shop.admin.order(this.order.id)
    const [payment] = payment_collections.flatMap(({ payments }) => payments)
    if (!payment) throw new Error("the order has no payment")
    return payment
  }

  /** All that a change could change. */
  async everything() {
    return {
      order: await this.shop.admin.order(this.order.id),
      changes: await this.shop.admin.request("GET", `/admin/orders/${this.order.id}/changes`),
      contract: this.shop.sandbox.contract(this.contract),
    }
  }

  /** The customer's own button. */
  async askForReturn(receiveNow = false): Promise<Answer> {
    return await this.shopper.request("POST", "/store/returns", {
      order_id: this.order.id,
      items: this.goodsBack(),
      return_shipping: { option_id: this.shop.seeded.shippingOptionId },
      receive_now: receiveNow,
    })
  }

  /** What a change is about: the order, or a return that the customer has asked for. */
  async subjectOf(change: OrderChange): Promise<string> {
    if (change !== ORDER_CHANGES["the receipt of a return"]) return this.order.id
    return returnSchema.parse((await this.askForReturn()).body).return.id
  }

  /** The whole change over the admin's routes. @throws when one of them refuses. */
  async carryOut(change: OrderChange): Promise<void> {
    const subject = await this.subjectOf(change)
    const id = change.idOf(await this.post(...change.begin(subject)), subject)
    await this.fill(change, id)
    for (const path of change.confirm(id)) await this.post(path)
  }

  /** Begun by a merchant's own code, which no route sees, and filled in. @returns the change's id. */
  async beginByCode(change: OrderChange, subject: string): Promise<string> {
    const id = await change.beginByCode(this.shop.container, subject)
    await this.fill(change, id)
    return id
  }

  async carryOutByCode(change: OrderChange): Promise<void> {
    const id = await this.beginByCode(change, await this.subjectOf(change))
    await change.confirmByCode(this.shop.container, id)
  }

  async capture(): Promise<void> {
    await this.post(`/admin/payments/${(await this.payment()).id}/capture`)
  }

  private async fill(change: OrderChange, id: string): Promise<void> {
    const out = [{ variant_id: this.shop.seeded.variants["Ceramic mug"] ?? "", quantity: 1 }]
    for (const [path, body] of change.fill(id, { back: this.goodsBack(), out })) await this.post(path, body)
  }

  private goodsBack() {
    return this.order.items.map(({ id, quantity }) => ({ id, quantity }))
  }

  private async post(path: string, body: object = {}): Promise<unknown> {
    const answer = await this.shop.admin.request("POST", path, body)
    if (answer.status !== 200) throw new Error(`${path}: ${JSON.stringify(answer)}`)
    return answer.body
  }
}
