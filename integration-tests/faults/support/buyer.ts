import { eventually } from "../../../test-kit/eventually"
import type { Shopper } from "../../../test-kit/shopper"
import type { Store } from "./store"
import type { TestBed } from "./test-bed"

/** Longer than any restart takes. */
const PATIENCE_MS = 120_000

/** Who buys while the shop's processes come and go, behind what passes each request to one that answers. */
export class Buyer {
  /** From the signature until the page said that the order is there. */
  secondsWaited = Number.NaN

  constructor(
    readonly shopper: Shopper,
    private readonly bed: TestBed,
  ) {}

  /** Chooses Inbank, signs, and keeps the waiting page open. The sandbox calls the process back that began it, if it lives. */
  async buy(): Promise<void> {
    const payment = await this.served(async ({ url }) => await this.shopper.at(url).startInbank())
    await this.bed.sandbox.customer.approve(payment.posSessionUuid)
    const signed = performance.now()
    const page = async () =>
      await this.served(async ({ url }) => await this.shopper.at(url).sessionStatus(payment, { wait: 25 }))
    await eventually(page, ({ order_id }) => order_id !== null, "the order on the page", PATIENCE_MS)
    this.secondsWaited = (performance.now() - signed) / 1000
  }

  /** Asks one process after the other until one has answered. */
  private async served<T>(ask: (store: Store) => Promise<T>): Promise<T> {
    const running = async () => {
      for (const store of this.bed.stores.filter(({ hasEnded }) => !hasEnded)) {
        const answer = await ask(store).then(
          (value) => ({ value }),
          () => undefined,
        )
        if (answer) return answer
      }
      return undefined
    }
    const answer = await eventually(
      running,
      (found) => found !== undefined,
      "a process that answers",
      PATIENCE_MS,
    )
    if (answer === undefined) throw new Error("nobody has answered")
    return answer.value
  }
}
