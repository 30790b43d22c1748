import { defineRouteConfig } from "@medusajs/admin-sdk"
import { CreditCard } from "@medusajs/icons"
import { InbankPage } from "../../page/inbank-page"
import { Guarded } from "../../parts/guarded"

export const config = defineRouteConfig({ label: "Inbank", icon: CreditCard })
export const handle = { breadcrumb: () => "Inbank" }

export default function Page() {
  return (
    <Guarded>
      <InbankPage />
    </Guarded>
  )
}
