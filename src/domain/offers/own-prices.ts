import { toMinorUnits, type AmountLike } from "../money"

/** The prices at which a store sells in one currency: as the merchant entered them, and with one of the taxes added. */
export class OwnPrices {
  readonly #entered: ReadonlySet<number>
  readonly #factors: readonly number[]

  /** @param taxRates in percent */
  constructor(amounts: readonly AmountLike[], taxRates: readonly number[]) {
    this.#entered = new Set(amounts.map(toMinorUnits))
    this.#factors = [0, ...taxRates].map((percent) => 1 + percent / 100)
  }

  /** Whether a page of the store may show this price. It decides who is asked for first, not what anybody pays. */
  include(amount: AmountLike): boolean {
    const shown = toMinorUnits(amount)
    return this.#factors.some((factor) => {
      const near = Math.round(shown / factor)
      return [near - 1, near, near + 1].some(
        (entered) => this.#entered.has(entered) && Math.round(entered * factor) === shown,
      )
    })
  }
}
