import { randomUUID } from "node:crypto"
import { z } from "zod"
import { comeBack, type Shopper, type StartedPayment } from "../../../demo/support/shopper"
import type { AdminOrder } from "../../support/admin"
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
  "refund_part",
  "refund_rest",
  "portal_withdraw",
  "portal_return",
  "record_portal_refund",
] as const
export type Act = (typeof ACTS)[number]

/** What the plugin says of an order's refunds. */
const viewSchema = z.object({
  refunds: z.array(z.object({ id: z.string(), status: z.string(), draft_version: z.string().nullable() })),
})

/** One cart and everybody who has to do with it: the shopper, the merchant in Medusa's admin and in Inbank's portal. */
export class Person {
  private readonly payments: StartedPayment[] = []
  private readonly returnAddresses: string[] = []
  private readonly extraLines: string[] = []
  /** Parts that were given back in the portal, and of which Medusa was not told yet. */
  private readonly unrecorded: { amount: number; reference: string }[] = []

  constructor(
    private readonly bed: TestBed,
    readonly shopper: Shopper,
    private readonly providerId: string,
  ) {}

  /**
   * Whether it can be done at this moment or is refused: people try.
   * @param amount what a part is, in major units.
   */
  async tries(act: Act, amount = 0): Promise<void> {
    await this.does(act, amount).catch(() => undefined)
  }

  /** In the end the merchant does what the problems ask for: looks into the portal, and records what stands there. */
  async tidiesUp(): Promise<void> {
    await this.saysHowRefundsEnded().catch(() => undefined)
    while (await this.recordsPart().catch(() => false));
  }

  private async does(act: Act, amount: number): Promise<void> {
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
      case "refund_part":
      case "refund_rest": {
        const admin = await bed.admin()
        const order = await admin.order(await this.orderId())
        await admin.refund(order, act === "refund_part" ? amount : restOf(order))
        return
      }
      case "portal_withdraw":
        return await portal.withdraw(this.contractUuid())
      case "portal_return":
        await portal.returnPart(this.contractUuid(), amount)
        this.unrecorded.push({ amount, reference: randomUUID() })
        return
      case "record_portal_refund":
        await this.recordsPart()
        return
    }
  }

  /** @returns false when nothing is left to record, or it is refused. */
  private async recordsPart(): Promise<boolean> {
    const [part] = this.unrecorded
    if (!part) return false
    const admin = await this.bed.admin()
    const { status, body } = await admin.recordPortalRefund(await this.orderId(), part)
    const isKnown = status === 200 || JSON.stringify(body).includes("is recorded already")
    if (isKnown) this.unrecorded.shift()
    return isKnown
  }

  private async saysHowRefundsEnded(): Promise<void> {
    const admin = await this.bed.admin()
    const { refunds } = viewSchema.parse((await admin.inbankOrder(await this.orderId())).body)
    for (const { id, status, draft_version: draft } of refunds) {
      if (status !== "in_progress" || draft === null) continue
      const contracts = this.bed.sandbox.state().contracts
      const version = contracts.flatMap(({ versions }) => versions).find(({ uuid }) => uuid === draft)
      const outcome = { made: version?.status === "confirmed", reference: randomUUID() }
      await admin.request("POST", `/admin/inbank/refunds/${id}/outcome`, outcome)
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

/** What the admin's button proposes. */
function restOf({ payment_collections: collections }: AdminOrder): number {
  const payment = collections[0]?.payments.find(({ canceled_at }) => !canceled_at)
  const refunded = (payment?.refunds ?? []).reduce((sum, { amount }) => sum + amount, 0)
  return Math.round(((payment?.amount ?? 0) - refunded) * 100) / 100
}
