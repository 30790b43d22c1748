/**
 * What `medusa start` does, without its command line: that takes an eighth of a start's work, and these stores are started
 * again and again. A merchant's own command starts the stores of `package` and the demo's.
 */
const { default: start } = require("@medusajs/medusa/commands/start")

const [host, port] = process.argv.slice(2)
start({ directory: __dirname, host, port: Number(port) })
