import { useEffect, useRef } from "react"
import type { OrderView } from "../api/answers"
import { useInbankOrder } from "../api/order"
import { StandingBadge, EnvironmentBadge } from "../parts/badges"
import { Failed } from "../parts/states/failed"
import { PortalLink, SessionLink } from "../parts/links"
import { Loading } from "../parts/states/loading"
import { Ours } from "../parts/ours"
import { ProblemList } from "../parts/problem-list"
import { RefreshButton } from "../parts/refresh-button"
import { Section } from "../parts/section"
import { AuditLog } from "../parts/audit-log"
import { useTexts } from "../texts/use-texts"
import { OrderFacts } from "./order-facts"
import { RefundLedger } from "./refund-ledger"
import { RepaidEarly } from "./repaid-early"
import { WhatCanBeDone } from "./what-can-be-done"

/** Inbank's side of an order. Shows nothing where there is none. */
export function OrderCard({ medusaOrder }: { medusaOrder: { id: string } }) {
  const { t } = useTexts()
  const order = useInbankOrder(medusaOrder.id)
  const { refetch } = order
  const known = useRef(medusaOrder)
  useEffect(() => {
    if (known.current === medusaOrder) return
    known.current = medusaOrder
    // Medusa's own buttons changed it: capture, refund, cancel.
    void refetch()
  }, [medusaOrder, refetch])
  if (order.data === null) return null
  if (order.data) {
    return (
      <Ours>
        <OrderSections
          order={order.data}
          error={order.error}
          isBusy={order.isFetching}
          refresh={() => void refetch()}
        />
      </Ours>
    )
  }
  return (
    <Ours>
      <Section title={t("page.title")}>
        {order.isError ? <Failed error={order.error} retry={() => void refetch()} /> : <Loading rows={4} />}
      </Section>
    </Ours>
  )
}

interface OrderSectionsProps {
  order: OrderView
  /** Why the last request failed: the card shows an earlier answer. */
  error: Error | null
  isBusy: boolean
  refresh: () => void
}

function OrderSections({ order, error, isBusy, refresh }: OrderSectionsProps) {
  const { t } = useTexts()
  const { session, problems, refunds, events } = order
  return (
    <>
      <Section
        title={t("page.title")}
        beside={
          <>
            <StandingBadge session={session} />
            {session.environment === "demo" && <EnvironmentBadge environment="demo" />}
          </>
        }
        actions={<RefreshButton checkedAt={session.checked_at} isBusy={isBusy} refresh={refresh} />}
      >
        {error && <Failed error={error} retry={refresh} />}
        {problems.length > 0 && (
          <div>
            <ProblemList problems={problems} linksTo={[]} />
            {problems.some(({ kind }) => kind === "contract_terminated") && <RepaidEarly order={order} />}
          </div>
        )}
        <OrderFacts order={order} />
        <div className="flex flex-wrap gap-x-4 gap-y-2 px-6 py-3">
          <SessionLink sessionId={session.id} />
          <PortalLink url={order.partner_portal_url} />
        </div>
        <WhatCanBeDone order={order} />
        {refunds.length > 0 && <RefundLedger order={order} />}
      </Section>
      <Section title={`${t("page.title")}: ${t("auditLog.title")}`}>
        <AuditLog events={events} />
      </Section>
    </>
  )
}
