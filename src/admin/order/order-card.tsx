import type { OrderView } from "../api/answers"
import { useInbankOrder } from "../api/order"
import { StandingBadge, EnvironmentBadge } from "../parts/badges"
import { Failed } from "../parts/failed"
import { PortalLink, SessionLink } from "../parts/links"
import { Loading } from "../parts/loading"
import { Ours } from "../parts/ours"
import { ProblemList } from "../parts/problem-list"
import { RefreshButton } from "../parts/refresh-button"
import { Section } from "../parts/section"
import { Trail } from "../parts/trail"
import { useTexts } from "../texts/use-texts"
import { OrderFacts } from "./order-facts"
import { RefundLedger } from "./refund-ledger"
import { RepaidEarly } from "./repaid-early"
import { WhatCanBeDone } from "./what-can-be-done"

/** Inbank's side of an order. Nothing at all where the order has none. */
export function OrderCard({ orderId }: { orderId: string }) {
  const { t } = useTexts()
  const order = useInbankOrder(orderId)
  if (order.data === null) return null
  if (order.data) {
    return (
      <Ours>
        <OrderSections order={order.data} isBusy={order.isFetching} refresh={() => void order.refetch()} />
      </Ours>
    )
  }
  return (
    <Ours>
      <Section title={t("page.title")}>
        {order.isError ? (
          <Failed error={order.error} retry={() => void order.refetch()} />
        ) : (
          <Loading rows={4} />
        )}
      </Section>
    </Ours>
  )
}

function OrderSections(props: { order: OrderView; isBusy: boolean; refresh: () => void }) {
  const { t } = useTexts()
  const { order, isBusy, refresh } = props
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
      <Section title={`${t("page.title")}: ${t("trail.title")}`}>
        <Trail events={events} />
      </Section>
    </>
  )
}
