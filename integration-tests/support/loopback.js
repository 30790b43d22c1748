/**
 * Medusa's test runner listens on all interfaces. Tests listen on this machine only.
 */
const net = require("node:net")

const listen = net.Server.prototype.listen
net.Server.prototype.listen = function listenOnLoopback(...args) {
  if (typeof args[0] === "number" && typeof args[1] !== "string") args.splice(1, 0, "127.0.0.1")
  return listen.apply(this, args)
}

const { MetadataStorage } = require("@medusajs/framework/mikro-orm/core")
MetadataStorage.clear()
