/**
 * True when a shopper may be sent to this address: https (plain http only on this machine, for the sandbox) and a host
 * on the list. `*.inbank.ee` matches every host below inbank.ee, not inbank.ee itself.
 */
export function mayRedirectTo(address: string, hosts: readonly string[]): boolean {
  if (!URL.canParse(address)) return false
  const { protocol, hostname } = new URL(address)
  if (protocol !== "https:" && !(protocol === "http:" && isLoopback(hostname))) return false
  return hosts.some((host) =>
    host.startsWith("*.") ? hostname.endsWith(host.slice(1)) : hostname === host.toLowerCase(),
  )
}

function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(hostname)
}
