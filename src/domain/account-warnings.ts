import { BlockList, isIP } from "node:net"
import type { Account } from "./account"

/** What stands in the way of an account's payments, as far as its options, Inbank's product and Medusa's regions tell. */
export interface AccountWarning {
  code:
    | "approval_product_waits"
    | "approval_product_does_not_wait"
    | "backend_not_public"
    | "no_legal_text"
    | "not_in_any_region"
  /** The same in English. */
  message: string
}

export interface AboutAccount {
  account: Pick<Account, "approval" | "productType" | "backendUrl">
  /** Does Inbank's product wait for the merchant's approval? Absent when Inbank did not say. */
  requiresApproval?: boolean
  regions: number
  /** Languages in which the merchant has written the lawful text beside a monthly price. */
  legalTexts: number
}

export function accountWarnings({
  account,
  requiresApproval,
  regions,
  legalTexts,
}: AboutAccount): AccountWarning[] {
  const warnings: (AccountWarning | false)[] = [
    requiresApproval === true &&
      account.approval === "none" && {
        code: "approval_product_waits",
        message:
          "Inbank's product waits for the merchant's approval, but option `approval` is \"none\": no order is placed before somebody approves in the Partner Portal.",
      },
    requiresApproval === false &&
      account.approval !== "none" && {
        code: "approval_product_does_not_wait",
        message: `Inbank's product asks for no approval, but option \`approval\` is "${account.approval}". Contracts are completed by Inbank itself: set it to "none".`,
      },
    !isPublicAddress(account.backendUrl) && {
      code: "backend_not_public",
      message:
        "Option `backendUrl` is an address that only this machine or network can reach: Inbank's callbacks cannot come through.",
    },
    regions === 0 && {
      code: "not_in_any_region",
      message:
        "No region has this payment provider: customers cannot choose it. Settings, Regions, Edit, Payment providers.",
    },
    legalTexts === 0 && {
      code: "no_legal_text",
      message: "Option `legalText` is empty: the storefront's instalment element shows no price a month.",
    },
  ]
  return warnings.filter((warning) => warning !== false)
}

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

/** False for an address that the world cannot reach by its looks: this machine, a private network, a name without a dot. */
export function isPublicAddress(address: string): boolean {
  const host = new URL(address).hostname.replace(/^\[|\]$/g, "")
  const version = isIP(host)
  if (version > 0) return !PRIVATE.check(host, version === 6 ? "ipv6" : "ipv4")
  return host.includes(".") && !/\.(local|localhost|internal|test|home\.arpa)$/.test(host)
}
