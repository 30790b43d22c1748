#!/usr/bin/env bash
# An index that changes under its own name gets no migration, and the snapshot says that it has changed.
#
# Version: @medusajs/medusa 2.21.2, Node 20.
# One would guess: whoever changes the type or the condition of an index in a model and runs `medusa plugin:db:generate` gets a
#   migration that drops the old index and makes the new one, as for a column.
# What happens: indexes are compared by their names, which come from table and columns. No migration is written; the
#   snapshot beside the migrations is, with the new index in it. So the next run finds nothing to do either, and no database
#   ever gets the index that the model describes.
# Where our users meet it: they do not. Whoever changes our tables does (CONTRIBUTING, "A change of the tables"): the
#   migration of 30 November 2026, which makes indexes by hash of those that were there, is written by hand.
set -euo pipefail

folder=$(mktemp -d)
# PostgreSQL does not run as root: the account that it runs as must reach its data through this folder.
chmod 755 "$folder"
trap 'rm -rf "$folder"' EXIT
cd "$folder"

cat >package.json <<'JSON'
{ "name": "changed-index", "version": "1.0.0", "private": true, "dependencies": {
    "@medusajs/medusa": "2.21.2", "@medusajs/framework": "2.21.2", "@medusajs/cli": "2.21.2",
    "embedded-postgres": "18.4.0-beta.17", "typescript": "5.9.3", "ts-node": "10.9.2", "@swc/core": "1.16.22" } }
JSON
npm install --no-audit --no-fund --loglevel=error >/dev/null

mkdir -p src/modules/shelf/models
cat >src/modules/shelf/index.ts <<'TS'
import { MedusaService, Module } from "@medusajs/framework/utils"
import { Book } from "./models/book"

class ShelfService extends MedusaService({ Book }) {}
export default Module("shelf", { service: ShelfService })
TS
model() {
  cat >src/modules/shelf/models/book.ts <<TS
import { model } from "@medusajs/framework/utils"

export const Book = model
  .define("book", { id: model.id().primaryKey(), shelf: model.text() })
  .indexes([$1])
TS
}

cat >generate.mjs <<'JS'
import { execFileSync } from "node:child_process"
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
try {
  execFileSync("npx", ["medusa", "plugin:db:generate"], {
    env: { ...process.env, DB_HOST: "127.0.0.1", DB_PORT: `${port}`, DB_USERNAME: "medusa", DB_PASSWORD: "medusa" },
  })
} finally {
  await database.stop()
}
JS

migrations() { find src/modules/shelf/migrations -name 'Migration*' | wc -l; }
in_snapshot() { grep -c "USING hash" src/modules/shelf/migrations/.snapshot-*.json || true; }

model '{ on: ["shelf"] }'
node generate.mjs
echo "with a model and its index: $(migrations) migration, the snapshot names $(in_snapshot) index by hash"
sleep 1 # Migrations are named after the second.
model '{ on: ["shelf"], type: "hash" }'
node generate.mjs
echo "after the index became one by hash: $(migrations) migration, the snapshot names $(in_snapshot) index by hash"

[ "$(migrations)" = 1 ] && [ "$(in_snapshot)" = 1 ] || { echo "CHANGED: the generator notices now"; exit 1; }
echo "AS DESCRIBED: the snapshot says that the index has changed, and no migration changes it"
