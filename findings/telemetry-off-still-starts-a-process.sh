#!/usr/bin/env bash
# With MEDUSA_DISABLE_TELEMETRY=true each of Medusa's processes still starts another one as it ends.
#
# Version: @medusajs/telemetry 2.21.2 (a dependency of @medusajs/medusa and @medusajs/cli), Node 20.
# One would guess: with telemetry off by Medusa's environment variable nothing of it is left in the process.
# What happens: the variable keeps events from being written down, so that nothing is sent. But whether a process is started
#   that sends them, at each exit and ten seconds after the first event, is asked of the settings alone: it is started all the
#   same, detached, writes into the account's own configuration folder, finds nothing to send and ends. Only the setting
#   `telemetry.enabled: false` (`medusa telemetry --disable`) starts none.
# Where our users meet it: a third of a second of processor for each command and each stop of a store; a process that
#   outlives the container's main one; a test run with sixty stores, such as ours (integration-tests/run.mjs gives its stores
#   settings of their own).
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

echo '{ "name": "telemetry-off", "private": true, "dependencies": { "@medusajs/telemetry": "2.21.2" } }' >package.json
npm install --no-audit --no-fund --loglevel=error >/dev/null

# Writes down who would be started, and starts nobody: nothing is sent from here.
cat >nobody.js <<'JS'
const processes = require("node:child_process")
const started = []
processes.fork = (file) => {
  started.push(require("node:path").basename(file))
  return { unref: () => undefined }
}
module.exports = () => process.on("exit", () => console.log(started.length === 0 ? "nobody" : started.join(", ")))
JS
cat >ends.js <<'JS'
const tell = require("./nobody.js")
require("@medusajs/telemetry").track("CLI_START")
tell()
setImmediate(() => process.exit())
JS
cat >switch-off.js <<'JS'
require("./nobody.js")
require("@medusajs/telemetry").setTelemetryEnabled(false)
JS

export XDG_CONFIG_HOME="$folder/config"
by_variable=$(MEDUSA_DISABLE_TELEMETRY=true node ends.js | tail -1)
events=$(cat "$XDG_CONFIG_HOME/medusa/events.json" 2>/dev/null || true)
# As `medusa telemetry --disable` does.
node switch-off.js >/dev/null
by_setting=$(node ends.js | tail -1)

echo "off by MEDUSA_DISABLE_TELEMETRY: started at the end: $by_variable; events written down: ${events:-none}"
echo "off by telemetry.enabled:        started at the end: $by_setting"
[ "$by_variable" = send.js ] && [ -z "$events" ] && [ "$by_setting" = nobody ] || {
  echo "This has changed: see the comment above and integration-tests/run.mjs." >&2
  exit 1
}
