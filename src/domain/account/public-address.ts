import { BlockList, isIP } from "node:net"

const PRIVATE = new BlockList()
for (const [network, prefix] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
] as const)
  PRIVATE.addSubnet(network, prefix)
for (const [network, prefix] of [
  ["::1", 128],
  ["fc00::", 7],
  ["fe80::", 10],
] as const)
  PRIVATE.addSubnet(network, prefix, "ipv6")

/**
 * False for an address that clearly cannot be reached from the internet: this machine, a private network, a name
 * without a dot.
 */
export function isPublicAddress(address: string): boolean {
  const host = new URL(address).hostname.replace(/^\[|\]$/g, "")
  if (isIP(host) > 0) return isPublicIp(host)
  return host.includes(".") && !/\.(local|localhost|internal|test|home\.arpa)$/.test(host)
}

/** False for this machine, for a private network, and for a text that is no IP address. */
export function isPublicIp(ip: string): boolean {
  // A socket that serves both kinds writes an IPv4 address in this form.
  const plain = ip.replace(/^::ffff:(?=\d+\.)/i, "")
  const version = isIP(plain)
  return version > 0 && !PRIVATE.check(plain, version === 6 ? "ipv6" : "ipv4")
}
