import { CONTRACT_GRAPH, SESSION_GRAPH } from "../../session/lifecycle"
import type { Plan } from "../outcome"
import { plan } from "../plan"
import { inbank, NOW, SITUATION_NAMES, SITUATIONS } from "./states"

/** docs/lifecycle.md, drawn from the graphs and the plan themselves. */
export function lifecyclePage(): string {
  return `# The life of a payment

<!-- Drawn from src/domain by lifecycle-page.spec.ts: change the code, then run \`npm run docs:lifecycle\`. -->

## A session at Inbank

Words as Inbank gives them in \`GET /pos-sessions\`; the arrows are INFERRED from its
[state model](https://docs.inbank.eu/api/epos-flow/section/payment-session-state-model). A word that is not here is
kept, means "wait" and becomes the problem \`unknown_status\`. An answer that goes against the arrows changes nothing and becomes the problem
\`contradiction\`; from one last word to another the newer one counts.

${stateDiagram(SESSION_GRAPH, "pending")}

## A contract at Inbank

Read once the session is completed. \`terminated\` is INFERRED. Pay next month shares one contract between purchases: it
is never read.

${stateDiagram(CONTRACT_GRAPH, "unsigned")}

## What reconciling does

Each pass asks Inbank, reads what Medusa has, and carries out one cell of this table, shown for an account with
\`approval: "capture"\`; then the next pass reads both again, for eight passes at most. "wait" checks again later, "finished" never
again. Words in brackets are the problems that a human
is shown.

${table()}

With \`approval: "order"\` an authorized payment is captured as soon as it is granted, with \`"shipment"\` as soon as its
goods are handed over: shipped, or delivered without a shipment; with \`"none"\` a granted session waits for completed. A contract of Pay next month, or one that Inbank
has not named yet, is never cancelled by us: that is the problem \`approve_or_cancel\`. Where Inbank's amount is not ours,
no order is placed: a granted contract is cancelled, a financed one is the problem \`amount_mismatch\`. A contract that is
still not active an hour after the session was completed is the problem \`contract_not_active\`; one that is granted and that
nobody approves for \`approvalReminderDays\` is \`approval_overdue\`.
`
}

function stateDiagram(graph: Readonly<Record<string, readonly string[]>>, first: string): string {
  const arrows = Object.entries(graph).flatMap(([from, targets]) =>
    targets.length === 0 ? [`    ${from} --> [*]`] : targets.map((to) => `    ${from} --> ${to}`),
  )
  return ["```mermaid", "stateDiagram-v2", `    [*] --> ${first}`, ...arrows, "```"].join("\n")
}

const COLUMNS = {
  granted: inbank("granted"),
  "completed, contract active": inbank("completed"),
  "completed, contract terminated": inbank("completed", { contractStatus: "terminated" }),
  "declined, cancelled, expired": inbank("expired"),
}

function table(): string {
  const heads = ["Medusa has", ...Object.keys(COLUMNS)]
  const rows = SITUATION_NAMES.map((name) => [
    name,
    ...Object.values(COLUMNS).map((state) => inWords(plan(state, SITUATIONS[name], NOW))),
  ])
  return [heads, heads.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n")
}

function inWords({ next, problems, finished }: Plan): string {
  const act = next?.replaceAll("_", " ")
  const idle = finished ? "finished" : problems.length > 0 ? "" : "wait"
  const shown = problems.map((problem) => `[\`${problem}\`]`).join(" ")
  return [act ?? idle, shown].filter(Boolean).join(" ")
}
