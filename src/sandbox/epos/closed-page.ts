import { html, type Html } from "./html"
import { merchantOf, purchaseSummary } from "./session-view"
import type { PosSessionStatus, SandboxSession } from "../bank/records"
import type { SandboxProduct } from "../shops"

type ClosedStatus = Exclude<PosSessionStatus, "pending">

const words: Record<ClosedStatus, { title: string; explanation: string }> = {
  granted: {
    title: "Your contract is signed",
    explanation: "The shop still has to approve the purchase. There is nothing left for you to do here.",
  },
  completed: { title: "Your purchase is financed", explanation: "The contract is active." },
  declined: {
    title: "The credit was declined",
    explanation: "Please choose another way to pay in the shop.",
  },
  cancelled: { title: "The purchase was cancelled", explanation: "Nothing will be financed." },
  expired: {
    title: "This session has expired",
    explanation: "The time to finish it is over. Please start again in the shop.",
  },
}

export function closedTitle(status: ClosedStatus): string {
  return words[status].title
}

/** What a customer sees when there is nothing left to decide. */
export function closedPage(
  session: SandboxSession,
  status: ClosedStatus,
  product: SandboxProduct,
  wayBack: string,
): Html {
  return html`<h1>${words[status].title}</h1>
    <section>
      <p role="status">${words[status].explanation}</p>
      <p><a class="button main" id="back" href="${wayBack}">Back to ${merchantOf(session)}</a></p>
    </section>
    ${purchaseSummary(session, product)}`
}
