import { Badge, Table } from "@medusajs/ui"
import type { SessionView } from "../../api/answers"
import { PAGE_SIZE } from "../../api/sessions"
import { StandingBadge } from "../../parts/badges"
import { OrderLink, PageLink } from "../../parts/links"
import { useAgo } from "../../texts/use-ago"
import { useTexts } from "../../texts/use-texts"
import { accountName } from "../accounts/account-name"

export function SessionTable({ sessions }: { sessions: SessionView[] }) {
  const { t } = useTexts()
  return (
    // Scrolls sideways on a narrow screen, also by keyboard.
    <div className="overflow-x-auto" role="region" aria-label={t("page.sessions")} tabIndex={0}>
      <Table className="min-w-[720px]">
        <Table.Header>
          <Table.Row>
            <Table.HeaderCell>{t("facts.reference")}</Table.HeaderCell>
            <Table.HeaderCell>{t("sessions.standing")}</Table.HeaderCell>
            <Table.HeaderCell>{t("facts.order")}</Table.HeaderCell>
            <Table.HeaderCell>{t("facts.account")}</Table.HeaderCell>
            <Table.HeaderCell>{t("facts.created")}</Table.HeaderCell>
            <Table.HeaderCell className="text-right">{t("facts.amount")}</Table.HeaderCell>
          </Table.Row>
        </Table.Header>
        <Table.Body>
          {sessions.map((session) => (
            <SessionRow key={session.id} session={session} />
          ))}
        </Table.Body>
      </Table>
    </div>
  )
}

function SessionRow({ session }: { session: SessionView }) {
  const { t, date, money } = useTexts()
  const ago = useAgo()
  const { id, open_problems, contract_number, order_id, display_id, account_id } = session
  return (
    <Table.Row>
      <Table.Cell>
        <PageLink to={`/inbank/sessions/${id}`}>{contract_number ?? `…${id.slice(-8)}`}</PageLink>
      </Table.Cell>
      <Table.Cell>
        <span className="flex items-center gap-2">
          <StandingBadge session={session} />
          {open_problems > 0 && (
            <Badge size="2xsmall" color="orange">
              {t("sessions.problems")}: {open_problems}
            </Badge>
          )}
        </span>
      </Table.Cell>
      <Table.Cell>
        <OrderLink orderId={order_id} displayId={display_id} />
      </Table.Cell>
      <Table.Cell>{accountName(account_id)}</Table.Cell>
      <Table.Cell>
        <time dateTime={session.created_at} title={date(session.created_at)}>
          {ago(session.created_at)}
        </time>
      </Table.Cell>
      <Table.Cell className="text-right">{money(session.amount, session.currency)}</Table.Cell>
    </Table.Row>
  )
}

interface SessionPaginationProps {
  count: number
  page: number
  turn: (page: number) => void
}

export function SessionPagination({ count, page, turn }: SessionPaginationProps) {
  const { t } = useTexts()
  const pageCount = Math.ceil(count / PAGE_SIZE)
  return (
    <Table.Pagination
      count={count}
      pageSize={PAGE_SIZE}
      pageIndex={page}
      pageCount={pageCount}
      canPreviousPage={page > 0}
      canNextPage={page < pageCount - 1}
      previousPage={() => turn(page - 1)}
      nextPage={() => turn(page + 1)}
      translations={{
        of: t("sessions.of"),
        results: t("sessions.results"),
        pages: t("sessions.pages"),
        prev: t("sessions.previous"),
        next: t("sessions.next"),
      }}
    />
  )
}
