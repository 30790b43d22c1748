import type { InbankOffer } from "../types"
import { openTerms } from "./dialog"
import { h } from "./dom"
import { headline, reason } from "./figures"
import { askForOffers, choose, type Choice } from "./offers"
import { Speech } from "./speech"
import { STYLE } from "./style"
import { PRODUCTS, Text } from "./texts"

/** While somebody types a price, or clicks to increase a number. */
const DEBOUNCE_MS = 150

const ATTRIBUTES = [
  "amount",
  "currency",
  "country",
  "cart-id",
  "provider",
  "language",
  "publishable-key",
  "backend",
]

/** The classes are made when there is a browser: a server that renders pages has no HTMLElement. */
export function elementsFor(Base: typeof HTMLElement) {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(STYLE)

  /** The price a month of an amount or a cart, and a button that opens its terms. */
  class InbankInstalments extends Base {
    static readonly observedAttributes = ATTRIBUTES

    protected readonly price = h("span", { part: "price", id: "price" })
    protected readonly details = h("button", {
      part: "details",
      type: "button",
      "aria-haspopup": "dialog",
      "aria-describedby": "price",
    })
    protected readonly line = h("div", { part: "line" }, this.price, " ", this.details)
    protected speech = new Speech("en")
    readonly #root = this.attachShadow({ mode: "open" })
    #timer = 0
    #turn = 0
    #dialog?: HTMLDialogElement

    connectedCallback(): void {
      if (!this.#root.firstChild) {
        this.#root.adoptedStyleSheets = [sheet]
        this.#root.append(this.body())
      }
      void this.#update()
    }

    disconnectedCallback(): void {
      this.#begin()
    }

    attributeChangedCallback(): void {
      if (!this.isConnected) return
      this.#begin()
      this.#timer = window.setTimeout(() => void this.#update(), DEBOUNCE_MS)
    }

    /** Asks again, for a cart that has changed. */
    refresh(): Promise<void> {
      return this.#update(true)
    }

    async #update(anew = false): Promise<void> {
      const turn = this.#begin()
      this.speech = new Speech(
        this.#attribute("language") ??
          this.closest<HTMLElement>("[lang]")?.lang ??
          document.documentElement.lang,
      )
      this.line.lang = this.speech.language
      this.greet()
      // A store that is down, or refuses, has nothing to offer.
      const choice = await this.#ask({}, this.#attribute("provider"), anew).catch((): Choice => ({}))
      if (turn !== this.#turn) return
      const hasPrice = this.show(choice)
      this.dispatchEvent(
        new CustomEvent(`${this.localName}-${hasPrice ? "shown" : "hidden"}`, {
          bubbles: true,
          composed: true,
          detail: choice,
        }),
      )
    }

    /** The content of the shadow root from the first moment. */
    protected body(): HTMLElement {
      return this.line
    }

    /** Called before there is an answer. */
    protected greet(): void {}

    /** @returns whether there is a price. */
    protected show({ offer }: Choice): boolean {
      const hasPrice = this.showPrice(offer)
      this.state = hasPrice ? "shown" : "empty"
      return hasPrice
    }

    protected showPrice(offer: InbankOffer | undefined): boolean {
      this.details.hidden = !offer?.legal_text
      if (!offer?.legal_text) return false
      const { speech } = this
      this.price.textContent = headline(offer, speech)
      this.details.textContent = speech.say(Text.details)
      this.details.onclick = (click) => {
        // Inside a label it would also choose the label's radio button.
        click.preventDefault()
        this.#dialog = openTerms(this.#root, offer, speech, async (period) => {
          const choice = await this.#ask({ period: String(period) }, offer.provider_id).catch(
            (): Choice => ({}),
          )
          return choice.offer
        })
      }
      return true
    }

    protected set state(state: string) {
      this.setAttribute("state", state)
    }

    /** From now on answers to earlier questions are ignored, and their contents are no longer shown. */
    #begin(): number {
      clearTimeout(this.#timer)
      this.#dialog?.close()
      this.state = "loading"
      return ++this.#turn
    }

    #attribute(name: string): string | undefined {
      return this.getAttribute(name) || undefined
    }

    async #ask(query: Record<string, string>, provider: string | undefined, anew = false): Promise<Choice> {
      const wanted = { amount: "amount", currency_code: "currency", country: "country", cart_id: "cart-id" }
      for (const [field, name] of Object.entries(wanted)) {
        const value = this.#attribute(name)
        if (value) query[field] = value
      }
      if (!query.amount && !query.cart_id) return {}
      const backend = this.#attribute("backend") ?? new URL(import.meta.url).origin
      const answer = await askForOffers(
        backend.replace(/\/$/, ""),
        this.#attribute("publishable-key") ?? "",
        {
          ...query,
          language: this.speech.language,
        },
        anew,
      )
      return choose(answer, provider)
    }
  }

  /** Inbank as a method of payment in a checkout's list. */
  class InbankMethodTile extends InbankInstalments {
    readonly #name = h("div", { part: "name" })

    protected override body(): HTMLElement {
      return h("div", { part: "tile" }, h("slot", { name: "logo" }), h("div", {}, this.#name, this.line))
    }

    protected override greet(): void {
      this.#name.textContent ||= "Inbank"
    }

    protected override show({ offer, noOffer }: Choice): boolean {
      const { speech } = this
      const product = (offer ?? noOffer)?.product_type
      this.#name.lang = speech.language
      this.#name.textContent = product ? `Inbank: ${speech.say(PRODUCTS[product])}` : "Inbank"
      const hasPrice = this.showPrice(offer)
      if (!hasPrice) {
        this.price.textContent = offer || !noOffer ? speech.say(Text.goOn) : reason(noOffer, speech)
      }
      this.state = hasPrice ? "shown" : offer || !noOffer ? "plain" : "unavailable"
      return hasPrice
    }
  }

  return { "inbank-instalments": InbankInstalments, "inbank-method-tile": InbankMethodTile }
}
