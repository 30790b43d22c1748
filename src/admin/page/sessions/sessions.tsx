import { Button } from "@medusajs/ui"
import { useState } from "react"
import { PAGE_SIZE, useSessions, type SessionQuery } from "../../api/sessions"
import { Empty } from "../../parts/states/empty"
import { Failed } from "../../parts/states/failed"
import { Loading } from "../../parts/states/loading"
import { Section } from "../../parts/section"
import { useTexts } from "../../texts/use-texts"
import { SessionFilters } from "./session-filters"
import { SessionPagination, SessionTable } from "./session-table"

const EVERYTHING: SessionQuery = { q: "", account: "", standing: "", withProblems: false, page: 0 }

/** Every purchase that was started with Inbank, the newest first. */
export function Sessions() {
  const { t } = useTexts()
  const [query, setQuery] = useState(EVERYTHING)
  const { data, isError, error, refetch } = useSessions(query)
  const isNarrowed = Boolean(query.q || query.account || query.standing || query.withProblems)
  return (
    <Section title={t("page.sessions")}>
      {/* A narrower search begins at its first page. */}
      <SessionFilters
        query={query}
        change={(changed) => setQuery((before) => ({ ...before, page: 0, ...changed }))}
      />
      {isError ? (
        <Failed error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Loading rows={6} />
      ) : data.sessions.length === 0 ? (
        <Empty
          action={
            isNarrowed && (
              <Button size="small" variant="secondary" onClick={() => setQuery(EVERYTHING)}>
                {t("sessions.clear_filters")}
              </Button>
            )
          }
        >
          {t(isNarrowed ? "sessions.nothing_found" : "sessions.empty")}
        </Empty>
      ) : (
        <>
          <SessionTable sessions={data.sessions} />
          {data.count > PAGE_SIZE && (
            <SessionPagination
              count={data.count}
              page={query.page}
              turn={(page) => setQuery((before) => ({ ...before, page }))}
            />
          )}
        </>
      )}
    </Section>
  )
}
