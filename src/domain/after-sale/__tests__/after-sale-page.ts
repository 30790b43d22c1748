import { afterSale, type Act, type Possibility } from "../after-sale"
import { AFTER_SALE_STATES } from "./after-sale-states"

const BEGIN =
  "<!-- Drawn from src/domain/after-sale/after-sale.ts: change the code, then run `npm run docs:after-sale`. -->"
const END = "<!-- End of what is drawn. -->"

/** docs/after-sale.md with its table drawn anew. */
export function withTable(page: string): string {
  const [before = "", rest = ""] = page.split(BEGIN)
  const [, after = ""] = rest.split(END)
  return `${before}${BEGIN}\n\n${table()}\n\n${END}${after}`
}

const BUTTONS: Record<Act, string> = {
  capture: "**Capture payment**",
  cancel: "**Cancel**",
  cancel_contract: "**Cancel contract**",
  refund: "**Refund**",
  record: "**Record**",
}

function table(): string {
  const heads = [
    "The order is",
    "approve",
    "cancel the order",
    "cancel the contract only",
    "refund all",
    "refund a part",
  ]
  const rows = Object.entries(AFTER_SALE_STATES).map(([name, facts]) => {
    const { approve, cancel, cancel_contract, refund_in_full, refund_in_part } = afterSale(facts)
    return [name, ...[approve, cancel, cancel_contract, refund_in_full, refund_in_part].map(inWords)]
  })
  return [heads, heads.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n")
}

function inWords(possibility: Possibility): string {
  return possibility.possible ? `${BUTTONS[possibility.by]}: ${possibility.what}` : possibility.why
}
