import { TEXTS, type Text } from "./texts"

/** The texts and formats of one language. */
export class Speech {
  readonly language: string
  readonly #texts: string[]

  /** @param tag e.g. "et" or "et-EE"; English is used for a language without texts. */
  constructor(tag: string) {
    const wanted = tag.slice(0, 2).toLowerCase()
    this.language = wanted in TEXTS ? wanted : "en"
    this.#texts = (TEXTS[this.language] ?? "").split("\n")
  }

  say(text: Text, value = ""): string {
    return (this.#texts[text] ?? "").replace("{}", () => value)
  }

  money(amount: string, currency: string): string {
    return this.#format(amount, { style: "currency", currency })
  }

  months(period: number): string {
    return this.#format(period, { style: "unit", unit: "month", unitDisplay: "long" })
  }

  percent(fraction: string): string {
    return this.#format(fraction, { style: "percent", maximumFractionDigits: 2 })
  }

  #format(value: string | number, options: Intl.NumberFormatOptions): string {
    return new Intl.NumberFormat(this.language, options).format(Number(value))
  }
}
