import type { Account } from "./account"
import { isPublicAddress } from "./public-address"

/** What prevents an account's payments, as far as its options, Inbank's product and Medusa's regions show it. */
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
  account: Pick<Account, "approval" | "backendUrl">
  /** Does Inbank's product wait for the merchant's approval? Absent when Inbank did not say. */
  requiresApproval?: boolean
  regions: number
  /** In how many languages the merchant has written the legal text that is shown beside a monthly price. */
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
          "Inbank's product waits for the merchant's approval, but option `approval` is \"none\": no order is placed before somebody approves in the Partner Portal. Set `approval` to when you approve, or ask Inbank for a product without it.",
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
