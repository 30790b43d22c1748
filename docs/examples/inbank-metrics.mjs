#!/usr/bin/env node
// Prints how far the plugin is behind, as Prometheus' text format: for the textfile collector of node_exporter, or any
// program that reads it. In the environment: MEDUSA_URL, e.g. https://api.shop.example.com, and MEDUSA_SECRET_KEY (sk_…).
const { MEDUSA_URL, MEDUSA_SECRET_KEY } = process.env

const credentials = Buffer.from(`${MEDUSA_SECRET_KEY}:`).toString("base64")
const response = await fetch(`${MEDUSA_URL}/admin/inbank/sweep`, {
  headers: { authorization: `Basic ${credentials}` },
  signal: AbortSignal.timeout(10_000),
})
if (!response.ok) throw new Error(`GET /admin/inbank/sweep answered ${response.status}`)
const { lag_seconds, due, watched, open } = await response.json()

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
    ...Object.entries(open).map(
      ([status, count]) => `inbank_sessions_open{status=${JSON.stringify(status)}} ${count}`,
    ),
  ].join("\n"),
)
