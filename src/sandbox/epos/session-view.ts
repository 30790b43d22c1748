import { html, type Html } from "./html"
import type { SandboxSession } from "../bank/records"
import type { SandboxProduct } from "../shops"

/** An amount in major units, as a person reads it: "€1,299.00", "PLN 300.00". */
export function formatMoney(amount: number, currency: string): string {
  return new Intl.NumberFormat("en-GB", { style: "currency", currency }).format(amount)
}

/** A moment as a person reads it: "3 Jan 2030, 12:00 UTC". */
export function formatTime(dateTime: string): string {
  const format = new Intl.DateTimeFormat("en-GB", {
    dateStyle: "medium",
    timeStyle: "short",
    timeZone: "UTC",
  })
  return `${format.format(new Date(dateTime))} UTC`
}

/** The shop's name for the customer: the domain it named, otherwise the host of its return address. */
export function merchantOf(session: SandboxSession): string {
  const merchant = session.purchase["merchant"]
  if (typeof merchant === "object" && merchant !== null && "merchantDomainName" in merchant) {
    return String(merchant.merchantDomainName)
  }
  return new URL(session.partnerUrls.returnUrl).host
}

/** What is bought, where and for how much. */
export function purchaseSummary(session: SandboxSession, product: SandboxProduct): Html {
  return html`<section aria-labelledby="purchase">
    <h2 id="purchase">Your purchase</h2>
    <dl>
      <dt>Amount</dt>
      <dd class="sum" id="amount">${formatMoney(session.totalAmount, session.currency)}</dd>
      <dt>Currency</dt>
      <dd>${session.currency}</dd>
      <dt>Merchant</dt>
      <dd id="merchant">${merchantOf(session)}</dd>
      ${optionalRow("Reference", "reference", session.purchase["purchaseReference"])}
      ${optionalRow("Description", "description", session.purchase["description"])}
      <dt>Product</dt>
      <dd id="product">${product.name}</dd>
    </dl>
  </section>`
}

function optionalRow(label: string, id: string, value: unknown): Html {
  return typeof value === "string" && value !== ""
    ? html`<dt>${label}</dt>
        <dd id="${id}">${value}</dd>`
    : html``
}
