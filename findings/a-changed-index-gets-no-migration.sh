#!/usr/bin/env bash
# An index that changes under its own name gets no migration, and the snapshot says that it has changed.
#
# Version: @medusajs/medusa 2.21.2, Node 20.
# One would guess: whoever changes the type or the condition of an index in a model and runs `medusa plugin:db:generate` gets a
#   migration that drops the old index and makes the new one, as for a column.
# What happens: indexes are compared by their names, which come from table and columns. Alone the change is not noticed at
#   all. Together with another, such as a new column, the migration holds the column and not the index, and the snapshot
#   beside the migrations holds both. So no later run finds anything to do, and no database ever gets the index that the
#   model describes.
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

cat >tsconfig.json <<'JSON'
{ "compilerOptions": { "target": "ES2022", "module": "nodenext", "moduleResolution": "nodenext", "esModuleInterop": true,
    "strict": true, "skipLibCheck": true }, "include": ["src"] }
JSON
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
  .define("book", { id: model.id().primaryKey(), shelf: model.text()${2:-} })
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

folder_of_migrations=src/modules/shelf/migrations
migrations() { find "$folder_of_migrations" -name 'Migration*' | wc -l; }
by_hash() { grep -l "USING hash" $folder_of_migrations/$1 2>/dev/null | wc -l; }
tell() {
  echo "$1: $(migrations) migrations, $(by_hash 'Migration*') of them make an index by hash; the snapshot $([ "$(by_hash '.snapshot-*.json')" = 1 ] && echo has || echo lacks) it"
}

model '{ on: ["shelf"] }'
node generate.mjs
tell "a model and its index"
sleep 1 # Migrations are named after the second.
model '{ on: ["shelf"], type: "hash" }'
node generate.mjs
tell "the index by hash"
model '{ on: ["shelf"], type: "hash" }' ', title: model.text().nullable()'
node generate.mjs
tell "and a column"

[ "$(migrations)" = 2 ] && [ "$(by_hash 'Migration*')" = 0 ] && [ "$(by_hash '.snapshot-*.json')" = 1 ] ||
  { echo "CHANGED: the generator notices now"; exit 1; }
echo "AS DESCRIBED: the snapshot has the index by hash, and no migration makes it"
