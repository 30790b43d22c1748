#!/usr/bin/env node
// Prints how far the plugin is behind and which problems are open, as Prometheus' text format: for the textfile collector
// of node_exporter, or any program that reads it. In the environment: MEDUSA_URL, e.g. https://api.shop.example.com, and
// MEDUSA_SECRET_KEY (sk_…).
const { MEDUSA_URL, MEDUSA_SECRET_KEY } = process.env
const credentials = Buffer.from(`${MEDUSA_SECRET_KEY}:`).toString("base64")

async function ask(path) {
  const response = await fetch(MEDUSA_URL + path, {
    headers: { authorization: `Basic ${credentials}` },
    signal: AbortSignal.timeout(10_000),
  })
  if (!response.ok) throw new Error(`GET ${path} answered ${response.status}`)
  return await response.json()
}

const { lag_seconds, due, watched, open } = await ask("/admin/inbank/sweep")
const { by_kind: kinds } = await ask("/admin/inbank/problems")

const lines = (name, label, counts) =>
  Object.entries(counts).map(([value, count]) => `${name}{${label}=${JSON.stringify(value)}} ${count}`)

console.log(
  [
    "# HELP inbank_sweep_lag_seconds Age of the oldest session that is due and not being looked at.",
    "# TYPE inbank_sweep_lag_seconds gauge",
    `inbank_sweep_lag_seconds ${lag_seconds}`,
    "# HELP inbank_sessions_due Sessions that are due now.",
    "# TYPE inbank_sessions_due gauge",
    `inbank_sessions_due ${due}`,
    "# HELP inbank_sessions_watched Paid orders whose contracts are looked at once a day.",
    "# TYPE inbank_sessions_watched gauge",
    `inbank_sessions_watched ${watched}`,
    "# HELP inbank_sessions_open Purchases under way, by Inbank's status.",
    "# TYPE inbank_sessions_open gauge",
    ...lines("inbank_sessions_open", "status", open),
    "# HELP inbank_problems_open Problems that need a human, by kind; no line for a kind of which none is open.",
    "# TYPE inbank_problems_open gauge",
    ...lines("inbank_problems_open", "kind", kinds),
  ].join("\n"),
)
