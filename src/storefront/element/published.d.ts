import type { InbankNoOffer, InbankOffer } from "medusa-payment-inbank/storefront"

/** The `detail` of an element's events; both absent when the store did not answer. */
export interface InbankElementDetail {
  /** With `legal_text` null where the merchant has none for the language: then no price is shown. */
  offer?: InbankOffer
  noOffer?: InbankNoOffer
}

/** `<inbank-instalments>` and `<inbank-method-tile>`. */
export interface InbankElement extends HTMLElement {
  /** Asks again, for a cart that has changed. */
  refresh(): Promise<void>
}

declare global {
  interface HTMLElementTagNameMap {
    "inbank-instalments": InbankElement
    "inbank-method-tile": InbankElement
  }
  interface HTMLElementEventMap {
    "inbank-instalments-shown": CustomEvent<InbankElementDetail>
    "inbank-instalments-hidden": CustomEvent<InbankElementDetail>
    "inbank-method-tile-shown": CustomEvent<InbankElementDetail>
    "inbank-method-tile-hidden": CustomEvent<InbankElementDetail>
  }
}
