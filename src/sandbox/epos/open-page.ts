import { html, type Html } from "./html"
import { formatMoney, formatTime, merchantOf, purchaseSummary } from "./session-view"
import { calculate } from "../bank/calculation"
import { declinedAmounts } from "../bank/decision"
import type { SandboxSession } from "../bank/records"
import { defaultPeriodOf, type SandboxProduct } from "../shops"

/** What a customer sees and can do while the session is pending. */
export function openPage(session: SandboxSession, product: SandboxProduct): Html {
  const applied = session.creditApplicationUuid !== undefined
  return html`<h1>${product.name} at ${merchantOf(session)}</h1>
    ${purchaseSummary(session, product)}
    <section aria-labelledby="plan">
      <h2 id="plan">${applied ? "Sign your contract" : "Choose your plan"}</h2>
      ${
        applied
          ? html`<p role="status">Your application was approved. The contract waits for your signature.</p>`
          : html``
      }
      <form method="post" action="${actionOf(session, "sign")}">
        <fieldset>
          <legend>How long do you want to pay?</legend>
          ${product.periodOptions.map((period) => periodChoice(session, product, period))}
        </fieldset>
        <button class="main" type="submit" id="sign" name="act" value="sign">
          ${applied ? "Sign" : "Apply and sign"}
        </button>
      </form>
    </section>
    ${otherOutcomes(session, applied)}`
}

function periodChoice(session: SandboxSession, product: SandboxProduct, period: number): Html {
  const { paymentAmountMonthly } = calculate(product.annualRate, session.totalAmount, period)
  const chosen = session.period ?? defaultPeriodOf(product)
  const payment = formatMoney(paymentAmountMonthly, session.currency)
  return html`<label class="choice">
    <input
      type="radio"
      name="period"
      id="period-${period}"
      value="${period}"
      ${period === chosen ? html`checked` : html``}
    />
    <span>${period === 1 ? "Next month, all at once" : html`${period} months`}</span>
    <b>${period === 1 ? payment : html`${payment} a month`}</b>
  </label>`
}

function otherOutcomes(session: SandboxSession, applied: boolean): Html {
  const { from, to } = declinedAmounts
  return html`<section aria-labelledby="other">
    <h2 id="other">Try another outcome</h2>
    <div class="acts">
      ${applied ? html`` : actButton(session, "apply", "Apply, sign later")}
      ${actButton(session, "decline", "Be declined")} ${actButton(session, "cancel", "Cancel")}
    </div>
    <p class="soft">
      To leave without deciding, close this tab. The session stays pending until
      <time datetime="${session.validUntil}">${formatTime(session.validUntil)}</time>.
    </p>
    <p class="soft">
      Demo decisions by amount: ${from} to ${to} is declined, every other amount is approved. This is the
      sandbox's own rule.
    </p>
  </section>`
}

function actButton(session: SandboxSession, act: "apply" | "decline" | "cancel", label: string): Html {
  return html`<form method="post" action="${actionOf(session, act)}">
    <button type="submit" id="${act}" name="act" value="${act}">${label}</button>
  </form>`
}

function actionOf(session: SandboxSession, act: string): string {
  return `/epos/${encodeURIComponent(session.uuid)}/${act}`
}
