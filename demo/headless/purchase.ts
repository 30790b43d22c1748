import { z } from "zod"
import { eventually } from "../../test-kit/eventually"
import { comeBack, Shopper, type StartedPayment } from "../../test-kit/shopper"
import type { Demo } from "../run-demo"
import type { Narrator } from "../../test-kit/narrator"
import type { Epos, InbankView } from "./epos"
import type { Merchant, MerchantOrder } from "./merchant"

/** Who takes part. */
export interface Cast {
  demo: Demo
  epos: Epos
  merchant: Merchant
  narrator: Narrator
}

/** The result of a purchase, in Medusa's and Inbank's own words. */
export interface OrderReport {
  outcome: string
  order_id: string | null
  payment_status: string | null
  inbank: InbankView
}

const offersSchema = z.object({
  offers: z.array(z.object({ provider_id: z.string(), monthly_payment: z.string(), period: z.number() })),
})

/** One shopper's purchase with Inbank. */
export class Purchase {
  private orderId: string | null = null

  private constructor(
    private readonly cast: Cast,
    private readonly shopper: Shopper,
    private readonly payment: StartedPayment,
  ) {}

  /** Inbank's uuid of the session that was made for it. */
  get posSessionUuid(): string {
    return this.payment.posSessionUuid
  }

  /** Looks at the offer, fills a cart and chooses Inbank. */
  static async start(cast: Cast, title: string): Promise<Purchase> {
    const { say } = cast.narrator
    const shopper = new Shopper(cast.demo.storeUrl, cast.demo.seeded)
    const { total } = await shopper.fillCart(title)
    say(`A shopper's cart holds "${title}" and comes to ${total} € with shipping.`)
    const path = `/store/inbank/offers?amount=${total}&currency_code=eur`
    const [offer] = offersSchema.parse((await shopper.request("GET", path)).body).offers
    if (!offer) throw new Error(`Inbank offers nothing for ${total} €.`)
    say(`Inbank offers it from ${offer.monthly_payment} € a month over ${offer.period} months.`)
    const payment = await shopper.startInbank(offer.provider_id)
    say(`The shopper chooses Inbank and is sent to e-POS at ${payment.redirectUrl}`)
    return new Purchase(cast, shopper, payment)
  }

  /** The person applies and signs at e-POS, Inbank decides and calls the store, the browser comes back. */
  async finishAtInbank(): Promise<void> {
    const { epos, narrator } = this.cast
    const returnAddress = await epos.applyAndSign(this.posSessionUuid)
    const { session, contract } = await epos.view(this.posSessionUuid)
    narrator.say(
      `At e-POS the shopper applies and signs. Inbank: session ${session}, contract ${contract ?? "none"}.`,
    )
    const { status, order_id } = await this.awaitStatus((now) => now !== "pending")
    narrator.say(`Inbank's callback has reached the store, which says "${status}".`)
    const page = await comeBack(returnAddress)
    narrator.say(`The shopper's browser is sent to ${page.href}`)
    this.orderId = order_id
  }

  /** Waits until the store's public route says so. */
  async awaitStatus(isIt: (status: string) => boolean) {
    return await eventually(
      () => this.shopper.sessionStatus(this.payment),
      ({ status }) => isIt(status),
      "the payment's status",
    )
  }

  /** The order as it is now; it must have been placed. */
  async order(): Promise<MerchantOrder> {
    if (this.orderId === null)
      throw new Error("No order was placed, although the person signed and Inbank said yes.")
    return await this.cast.merchant.order(this.orderId)
  }

  async report(): Promise<OrderReport> {
    const inbank = await this.cast.epos.view(this.posSessionUuid)
    const payment_status = this.orderId === null ? null : (await this.order()).payment_status
    this.cast.narrator.say(
      `Medusa: payment ${payment_status ?? "none"}. Inbank: session ${inbank.session}, contract ${inbank.contract ?? "none"}.`,
    )
    return { outcome: payment_status ?? inbank.session, order_id: this.orderId, payment_status, inbank }
  }
}
