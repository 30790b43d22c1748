import type { InbankOffer } from "../types"
import { h } from "./dom"
import { figures } from "./figures"
import type { Speech } from "./speech"
import { PRODUCTS, Text } from "./texts"

/** Asks for the same offer over another period; nothing when there is none. */
export type AskForPeriod = (period: number) => Promise<InbankOffer | undefined>

/** Opens the terms of an offer, with the periods to choose from. The dialog is removed when it is closed. */
export function openTerms(
  into: ShadowRoot,
  offer: InbankOffer,
  speech: Speech,
  askForPeriod: AskForPeriod,
): HTMLDialogElement {
  const live = h("div", { "aria-live": "polite" }, figures(offer, speech))
  const close = h("button", { part: "close", type: "button" }, speech.say(Text.close))
  const title = h(
    "h2",
    { id: "title", part: "title", tabindex: "-1" },
    `Inbank: ${speech.say(PRODUCTS[offer.product_type])}`,
  )
  const periods = h("fieldset", { part: "periods" }, h("legend", {}, speech.say(Text.period)))
  const dialog = h(
    "dialog",
    { part: "dialog", "aria-labelledby": "title", lang: speech.language },
    h(
      "div",
      {},
      title,
      periods,
      live,
      h("p", { part: "note" }, speech.say(Text.preliminary)),
      h("p", { part: "legal" }, offer.legal_text ?? ""),
      close,
    ),
  )
  let toFocus: HTMLElement = title
  for (const period of offer.period_options) {
    const radio = h("input", { type: "radio", name: "period", value: String(period) })
    if (period === offer.period) {
      radio.checked = true
      toFocus = radio
    }
    radio.onchange = async () => {
      live.setAttribute("aria-busy", "true")
      const other = await askForPeriod(period)
      // Another period was chosen meanwhile.
      if (!radio.checked) return
      live.setAttribute("aria-busy", "false")
      live.replaceChildren(other?.period === period ? figures(other, speech) : speech.say(Text.away))
    }
    const label = h("label", { part: "period" }, radio, speech.months(period))
    label.onclick = (click) => click.stopPropagation()
    periods.append(label)
  }
  periods.hidden = toFocus === title

  close.onclick = () => dialog.close()
  let pressed: EventTarget | null
  dialog.onpointerdown = ({ target }) => (pressed = target)
  dialog.onclick = (click) => {
    // The element may be inside a label: only the periods' own labels may choose something.
    click.preventDefault()
    // The dialog itself is its backdrop. A selection of text may begin inside and end there.
    if (click.target === dialog && pressed === dialog) dialog.close()
  }
  dialog.onclose = () => dialog.remove()
  into.append(dialog)
  dialog.showModal()
  toFocus.focus()
  return dialog
}
