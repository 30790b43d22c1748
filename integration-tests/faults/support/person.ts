import { comeBack, type Shopper, type StartedPayment } from "../../../test-kit/shopper"
import { readBooks } from "./books"
import { deliver, type TestBed } from "./test-bed"

/** What may happen to one cart, in no order. */
export const ACTS = [
  "choose_inbank",
  "choose_other",
  "sign",
  "decline",
  "cancel_at_epos",
  "callback",
  "callback_thrice",
  "come_back",
  "complete",
  "add_to_cart",
  "remove_from_cart",
  "capture",
  "cancel_order",
  "portal_approve",
  "portal_cancel",
] as const
export type Act = (typeof ACTS)[number]

/** One cart and everybody who has to do with it: the shopper, the merchant in Medusa's admin and in Inbank's portal. */
export class Person {
  private readonly payments: StartedPayment[] = []
  private readonly returnAddresses: string[] = []
  private readonly extraLines: string[] = []

  constructor(
    private readonly bed: TestBed,
    readonly shopper: Shopper,
    private readonly providerId: string,
  ) {}

  /** Whether it can be done at this moment or is refused: people try. */
  async tries(act: Act): Promise<void> {
    await this.does(act).catch(() => undefined)
  }

  private async does(act: Act): Promise<void> {
    const { shopper, bed } = this
    const { customer, portal } = bed.sandbox
    switch (act) {
      case "choose_inbank":
        this.payments.push(await shopper.startInbank(this.providerId))
        return
      case "choose_other":
        await shopper.choose("pp_system_default")
        return
      case "sign":
        this.returnAddresses.push((await customer.approve(this.uuid())).redirect)
        return
      case "decline":
        this.returnAddresses.push((await customer.decline(this.uuid())).redirect)
        return
      case "cancel_at_epos":
        this.returnAddresses.push((await customer.cancel(this.uuid())).redirect)
        return
      case "callback":
        return await this.callback(1)
      case "callback_thrice":
        return await this.callback(3)
      case "come_back":
        await comeBack(this.returnAddresses.at(-1) ?? "")
        return
      case "complete":
        await shopper.complete()
        return
      case "add_to_cart":
        this.extraLines.push(await shopper.addToCart("Ceramic mug"))
        return
      case "remove_from_cart":
        return await shopper.removeFromCart(this.extraLines.pop() ?? "")
      case "capture":
      case "cancel_order": {
        const admin = await bed.admin()
        const order = await admin.order(await this.orderId())
        await (act === "capture" ? admin.capture(order) : admin.cancel(order))
        return
      }
      case "portal_approve":
        return await portal.approve(this.contractUuid())
      case "portal_cancel":
        return await portal.cancel(this.contractUuid())
    }
  }

  /** The newest message that Inbank has for this cart; one that never comes is a lost one. */
  private async callback(copies: number): Promise<void> {
    const uuids = this.payments.map(({ posSessionUuid }) => posSessionUuid)
    const message = this.bed.sandbox
      .state()
      .callbacks.findLast(({ sessionUuid }) => uuids.includes(sessionUuid))
    if (message) await Promise.all(Array.from({ length: copies }, () => deliver(message)))
  }

  private uuid(): string {
    return this.payments.at(-1)?.posSessionUuid ?? ""
  }

  private contractUuid(): string {
    return this.bed.sandbox.session(this.uuid())?.creditContractUuid ?? ""
  }

  private async orderId(): Promise<string> {
    const { orders } = await readBooks(this.bed, [this.shopper.cartId])
    return orders[0]?.id ?? ""
  }
}
