import type { RequestHandler } from "express"
import { declinedAmounts } from "../bank/decision"
import { html, type Html } from "../epos/html"
import { sendPage } from "../epos/page"
import { formatMoney, formatTime } from "../epos/session-view"
import type { Sandbox } from "../sandbox"
import type { SandboxProduct, SandboxShop } from "../shops"

/** The page at /: what this is, its shops and its addresses. */
export function indexPage(sandbox: Sandbox): RequestHandler {
  const { url, shops } = sandbox
  return (_request, response) => {
    sendPage(
      response,
      200,
      "Overview",
      html`<h1>Inbank sandbox</h1>
        <section>
          <p>
            A stand-in for Inbank's Partner API, its hosted e-POS pages, its Partner Portal and its signed
            callbacks, for development and tests. It keeps everything in memory and has nothing to do with
            Inbank itself.
          </p>
          <p>Use <code>${url}</code> as the plugin's <code>apiUrl</code>.</p>
          <p>
            Demo decisions by amount: ${declinedAmounts.from} to ${declinedAmounts.to} is declined, every
            other amount is approved.
          </p>
        </section>
        ${disturbedSection(sandbox)} ${shops.map(shopSection)}
        <section aria-labelledby="addresses">
          <h2 id="addresses">Addresses</h2>
          <p>
            <a href="/portal">/portal</a> – the Partner Portal: approve, cancel, withdraw, return a part<br />
            <a href="/_sandbox/state">/_sandbox/state</a> – sessions, contracts and callbacks<br />
            <a href="/_sandbox/journal">/_sandbox/journal</a> – every request to the API
          </p>
          <p class="soft">
            POST <code>/_sandbox/reset</code>,
            <code>/_sandbox/sessions/:uuid/apply|approve|decline|cancel</code> (the customer),
            <code>/_sandbox/contracts/:uuid/approve|cancel|withdraw|return-part</code> (the merchant in the
            Partner Portal), <code>/_sandbox/expire</code>
          </p>
          <p class="soft">
            Misbehaviour: <code>/_sandbox/faults</code>, <code>/_sandbox/callbacks</code>,
            <code>/_sandbox/payouts</code> and <code>/_sandbox/clock</code>; see docs/sandbox.md of the
            package.
          </p>
        </section>`,
    )
  }
}

/** What a person has changed from the default. */
function disturbedSection({ faults, callbacks, payouts, clock }: Sandbox): Html {
  const live = faults.list().filter(({ times, befell }) => times === null || befell < times)
  const disturbances = [
    ...live.map(
      ({ route, uuid, kind }) => `Fault: ${kind.type} for ${route}${uuid === undefined ? "" : ` ${uuid}`}`,
    ),
    ...(callbacks.isPaused() ? ["Callbacks are paused"] : []),
    ...(callbacks.disturbed() ? ["Callbacks are disturbed"] : []),
    ...(callbacks.held().length > 0 ? [`Callbacks held: ${callbacks.held().length}`] : []),
    ...(payouts.isHeld() ? ["Payouts are held"] : []),
    ...(clock.isMoved() ? [`The clock says ${formatTime(clock.now().toISOString())}`] : []),
  ]
  if (disturbances.length === 0) return html``
  return html`<section aria-labelledby="disturbed">
    <h2 id="disturbed">Disturbed</h2>
    <ul>
      ${disturbances.map((disturbance) => html`<li>${disturbance}</li>`)}
    </ul>
  </section>`
}

function shopSection(shop: SandboxShop): Html {
  return html`<section aria-label="Shop ${shop.shopUuid}">
    <h2>Shop</h2>
    <dl>
      <dt>shopUuid</dt>
      <dd><code>${shop.shopUuid}</code></dd>
      <dt>apiKey</dt>
      <dd><code>${shop.apiKey}</code> (not a secret: it opens nothing but this sandbox)</dd>
    </dl>
    <div class="wide" role="region" aria-label="Products" tabindex="0">
      <table>
        <thead>
          <tr>
            <th scope="col">productCode</th>
            <th scope="col">Range</th>
            <th scope="col">Months</th>
            <th scope="col">Merchant approves</th>
          </tr>
        </thead>
        <tbody>
          ${shop.products.map(productRow)}
        </tbody>
      </table>
    </div>
  </section>`
}

function productRow(product: SandboxProduct): Html {
  const { minAmount, maxAmount, currency } = product
  return html`<tr>
    <td><code>${product.code}</code></td>
    <td>${formatMoney(minAmount, currency)} – ${formatMoney(maxAmount, currency)}</td>
    <td>${product.periodOptions.join(", ")}</td>
    <td>${product.merchantApproval ? "yes" : "no"}</td>
  </tr>`
}
