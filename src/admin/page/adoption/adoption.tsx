import { Button, Text } from "@medusajs/ui"
import { useState } from "react"
import type { OrphanView } from "../../api/answers"
import { useOrphans } from "../../api/sessions"
import { Empty } from "../../parts/states/empty"
import { Failed } from "../../parts/states/failed"
import { Loading } from "../../parts/states/loading"
import { Section } from "../../parts/section"
import { useAgo } from "../../texts/use-ago"
import { useTexts } from "../../texts/use-texts"
import { accountName } from "../accounts/account-name"
import { AdoptionForm } from "./adoption-form"

/** Adopts sessions that this database does not know: after a restore. */
export function Adoption() {
  const [chosen, setChosen] = useState<OrphanView>()
  return (
    <>
      {/* Filled in again for each session that is chosen. */}
      <AdoptionForm key={chosen?.pos_session_uuid} orphan={chosen} />
      <Orphans choose={setChosen} />
    </>
  )
}

function Orphans({ choose }: { choose: (orphan: OrphanView) => void }) {
  const { t } = useTexts()
  const { data, isError, error, refetch } = useOrphans()
  return (
    <Section title={t("adoption.orphans")}>
      {isError ? (
        <Failed error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Loading />
      ) : data.orphans.length === 0 ? (
        <Empty>{t("adoption.no_orphans")}</Empty>
      ) : (
        <ul className="divide-y">
          {data.orphans.map((orphan) => (
            <Orphan key={orphan.pos_session_uuid} orphan={orphan} choose={() => choose(orphan)} />
          ))}
        </ul>
      )}
    </Section>
  )
}

function Orphan({ orphan, choose }: { orphan: OrphanView; choose: () => void }) {
  const { t, word } = useTexts()
  const ago = useAgo()
  const { account_id, pos_session_uuid, status, heard_at } = orphan
  const notes = [accountName(account_id), status && word("session_status", status, status), ago(heard_at)]
  return (
    <li className="flex flex-wrap items-center justify-between gap-3 px-6 py-3">
      <div className="min-w-0">
        <code className="txt-compact-small break-all font-mono">{pos_session_uuid}</code>
        <Text size="xsmall" className="text-ui-fg-subtle">
          {notes.filter(Boolean).join(" · ")}
        </Text>
      </div>
      <Button size="small" variant="secondary" onClick={choose}>
        {t("adoption.fill_in")}
      </Button>
    </li>
  )
}
