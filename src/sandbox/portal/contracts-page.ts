import { largestReturnOf } from "../bank/after-sale"
import type { SandboxContract, SandboxSession } from "../bank/records"
import { html, type Html } from "../epos/html"
import { formatMoney, formatTime } from "../epos/session-view"
import type { SandboxState } from "../sandbox"

/** A contract and the purchases that it finances: one, except for Pay next month. */
interface Listed {
  readonly contract: SandboxContract
  readonly sessions: readonly SandboxSession[]
}

/** All contracts, newest first, or those whose reference or number contains the search text. */
export function contractsPage(
  { contracts, sessions }: SandboxState,
  search: string,
  refusal: string | undefined,
): Html {
  const found = contracts
    .map((contract) => ({
      contract,
      sessions: sessions.filter(({ creditContractUuid }) => creditContractUuid === contract.uuid),
    }))
    .filter((listed) => isFound(listed, search))
    .reverse()
  return html`<h1>Partner Portal</h1>
    ${refusal === undefined ? html`` : html`<section role="alert"><p>${refusal}</p></section>`}
    <section>
      <form class="field" method="get" action="/portal" role="search">
        <label for="search">Reference or contract number</label>
        <input type="search" id="search" name="q" value="${search}" />
        <button type="submit">Search</button>
      </form>
      <p role="status">${countOf(found.length, search)}</p>
    </section>
    ${found.map((listed) => contractSection(listed, search))}`
}

function isFound({ contract, sessions }: Listed, search: string): boolean {
  return [contract.number, ...sessions.map(referenceOf)].some((text) =>
    text.toLowerCase().includes(search.toLowerCase()),
  )
}

function referenceOf({ purchase }: SandboxSession): string {
  const reference = purchase["purchaseReference"]
  return typeof reference === "string" ? reference : ""
}

function countOf(count: number, search: string): string {
  const contracts = `${count === 0 ? "No" : count} contract${count === 1 ? "" : "s"}`
  return search === "" ? `${contracts}.` : `${contracts} with “${search}”.`
}

function contractSection({ contract, sessions }: Listed, search: string): Html {
  const { uuid, number, status, terminationReason, currency, amount, returned, versions } = contract
  const money = (sum: number): string => formatMoney(sum, currency)
  const drafts = versions.filter((version) => version.status === "draft")
  return html`<section aria-labelledby="contract-${uuid}">
    <h2 id="contract-${uuid}">${sessions.map(referenceOf).filter(Boolean).join(", ") || number}</h2>
    <dl>
      <dt>Status</dt>
      <dd>${terminationReason === undefined ? status : `${status}: ${terminationReason}`}</dd>
      <dt>Amount</dt>
      <dd>${money(amount)}</dd>
      <dt>Returned</dt>
      <dd>${money(contract.withdrawn ? amount : returned)}</dd>
      ${drafts.map(
        ({ returnAmount }) =>
          html`<dt>Return not confirmed</dt>
            <dd>${money(returnAmount)}</dd>`,
      )}
      <dt>Paid out</dt>
      <dd>${contract.paidOutAt === undefined ? "not yet" : formatTime(contract.paidOutAt)}</dd>
      <dt>Product</dt>
      <dd>${contract.productCode}</dd>
      <dt>Contract</dt>
      <dd>${number}<br /><code>${uuid}</code></dd>
      ${sessions.map(
        (session) =>
          html`<dt>Session</dt>
            <dd>${session.status}<br /><code>${session.uuid}</code></dd>`,
      )}
    </dl>
    ${acts(contract, search)}
  </section>`
}

/** Only what the contract lets a person do now. */
function acts(contract: SandboxContract, search: string): Html {
  const { status } = contract
  if (status === "signed") {
    return html`<div class="acts">
      ${actForm(contract, search, "approve", "Approve")} ${actForm(contract, search, "cancel", "Cancel")}
    </div>`
  }
  if (status !== "activated") return html``
  const largest = largestReturnOf(contract)
  const id = `amount-${contract.uuid}`
  const field = html`<label for="${id}"
      >Amount to return, up to ${formatMoney(largest, contract.currency)}</label
    >
    <input
      type="number"
      id="${id}"
      name="amount"
      min="0.01"
      max="${largest.toFixed(2)}"
      step="0.01"
      inputmode="decimal"
      required
    />`
  return html`<div class="acts">
    ${largest < 0.01 ? html`` : actForm(contract, search, "return-part", "Return a part", field)}
    ${actForm(contract, search, "withdraw", "Withdraw the whole contract")}
  </div>`
}

function actForm(
  { uuid }: SandboxContract,
  search: string,
  act: "approve" | "cancel" | "withdraw" | "return-part",
  label: string,
  field?: Html,
): Html {
  return html`<form
    method="post"
    action="/portal/${encodeURIComponent(uuid)}/${act}"
    ${field ? html`class="field"` : html``}
  >
    <input type="hidden" name="q" value="${search}" />
    ${field ?? html``}
    <button type="submit" aria-describedby="contract-${uuid}">${label}</button>
  </form>`
}
