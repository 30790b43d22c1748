#!/usr/bin/env bash
# A task that cockatiel's bulkhead has taken into its queue may be refused after all.
#
# Version: cockatiel 3.2.1, Node 20.
# One would guess: a bulkhead refuses at once or not at all. Whoever has a place in its queue is served in turn, as soon as
#   one who is served has ended.
# What happens: when a task ends, the first of the queue gives up its place and asks for a slot anew one microtask later.
#   Two newcomers whose microtasks come in between get the slot and the place, and who had waited is refused. It needs
#   callers that wait for the same promise as the task that ends, such as one answer shared by many.
# Where our users meet it: prices that many visitors ask for at once are limited at Inbank. The plugin queues them by p-queue,
#   which gives no place away (src/settle/offers); cockatiel keeps the circuit breaker and the retries.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

cat >package.json <<'JSON'
{ "name": "bulkhead", "private": true, "type": "module", "dependencies": { "cockatiel": "3.2.1" } }
JSON
npm install --no-audit --no-fund --loglevel=error >/dev/null

cat >run.mjs <<'JS'
import { bulkhead, BulkheadRejectedError } from "cockatiel"

const policy = bulkhead(1, 1)
let answer
const shared = new Promise((resolve) => (answer = resolve))
const outcome = (task) =>
  task.then(
    () => "served",
    (error) => (error instanceof BulkheadRejectedError ? "refused" : String(error)),
  )

const first = outcome(policy.execute(async () => await shared))
const queued = outcome(policy.execute(async () => undefined))
const newcomer = async () => {
  await shared
  await undefined
  return await outcome(policy.execute(async () => undefined))
}
const newcomers = [newcomer(), newcomer()]
answer()

const seen = [await first, await queued, ...(await Promise.all(newcomers))]
console.log(`The first: ${seen[0]}; who was queued: ${seen[1]}; two who came later: ${seen[2]}, ${seen[3]}`)
process.exit(seen.join() === "served,refused,served,served" ? 0 : 1)
JS
node run.mjs || { echo "It is not so any more: read the comment at the top of this script again." >&2; exit 1; }
