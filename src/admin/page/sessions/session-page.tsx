import { toast } from "@medusajs/ui"
import type { SessionDetail } from "../../api/answers"
import { useRefreshSession, useSession } from "../../api/sessions"
import { StandingBadge } from "../../parts/badges"
import { Failed } from "../../parts/states/failed"
import { OrderLink, PageLink, PortalLink } from "../../parts/links"
import { Loading } from "../../parts/states/loading"
import { Ours } from "../../parts/ours"
import { ProblemList } from "../../parts/problem-list"
import { RefreshButton } from "../../parts/refresh-button"
import { Section } from "../../parts/section"
import { AuditLog } from "../../parts/audit-log"
import { errorSentence } from "../../texts/error-sentence"
import { useTexts } from "../../texts/use-texts"
import { SessionFacts } from "./session-facts"

/** One purchase, from the customer's click to its end. */
export function SessionPage({ id }: { id: string }) {
  const { t } = useTexts()
  const { data, isError, error, refetch } = useSession(id)
  return (
    <Ours>
      <div>
        <PageLink to="/inbank?tab=sessions">← {t("sessions.back")}</PageLink>
      </div>
      {data && isError && <Failed error={error} retry={() => void refetch()} />}
      {data ? (
        <SessionSections detail={data} />
      ) : (
        <Section level="h1" title={t("common.session")}>
          {isError ? <Failed error={error} retry={() => void refetch()} /> : <Loading rows={6} />}
        </Section>
      )}
    </Ours>
  )
}

function SessionSections({ detail }: { detail: SessionDetail }) {
  const texts = useTexts()
  const { t } = texts
  const { session, events, problems } = detail
  const refresh = useRefreshSession(session.id)
  const ask = () =>
    refresh.mutate(undefined, { onError: (error) => toast.error(errorSentence(texts, error)) })
  return (
    <>
      <Section
        level="h1"
        title={session.contract_number ?? t("common.session")}
        beside={<StandingBadge session={session} />}
        actions={
          <>
            <OrderLink orderId={session.order_id} displayId={session.display_id} />
            <PortalLink url={session.partner_portal_url} />
            <RefreshButton checkedAt={session.checked_at} isBusy={refresh.isPending} refresh={ask} />
          </>
        }
      >
        {problems.length > 0 && <ProblemList problems={problems} linksTo={["order"]} />}
        <SessionFacts session={session} />
      </Section>
      <Section title={t("auditLog.title")}>
        <AuditLog events={events} />
      </Section>
    </>
  )
}
