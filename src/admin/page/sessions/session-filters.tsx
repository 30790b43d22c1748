import { MagnifyingGlass } from "@medusajs/icons"
import { Input, Label, Select, Switch } from "@medusajs/ui"
import { useEffect, useId, useState } from "react"
import type { Standing } from "../../api/answers"
import { useAccounts } from "../../api/overview"
import type { SessionQuery } from "../../api/sessions"
import { useTexts } from "../../texts/use-texts"
import { accountName } from "../accounts/account-name"

const STANDINGS: readonly Standing[] = ["undecided", "granted", "activating", "financed", "refused"]
/** Radix has no empty values. */
const ALL = "all"
const TYPING_MS = 300

interface SessionFiltersProps {
  query: SessionQuery
  change: (changed: Partial<SessionQuery>) => void
}

export function SessionFilters({ query, change }: SessionFiltersProps) {
  const { t } = useTexts()
  const id = useId()
  const accounts = useAccounts().data?.accounts ?? []
  return (
    <div className="flex flex-wrap items-center gap-3 px-6 py-3">
      <SearchField q={query.q} change={(q) => change({ q })} />
      {accounts.length > 1 && (
        <Choice
          label={t("sessions.account")}
          all={t("sessions.all_accounts")}
          value={query.account}
          options={accounts.map((account) => ({ value: account.id, label: accountName(account.id) }))}
          choose={(account) => change({ account })}
        />
      )}
      <Choice
        label={t("sessions.standing")}
        all={t("sessions.all_standings")}
        value={query.standing}
        options={STANDINGS.map((value) => ({ value, label: t(`standing.${value}`) }))}
        choose={(value) => change({ standing: STANDINGS.find((each) => each === value) ?? "" })}
      />
      <div className="flex items-center gap-2">
        <Switch
          id={id}
          size="small"
          checked={query.withProblems}
          onCheckedChange={(withProblems) => change({ withProblems })}
        />
        <Label htmlFor={id} size="small">
          {t("sessions.with_problems")}
        </Label>
      </div>
    </div>
  )
}

/** Searches once the typing has paused. */
function SearchField({ q, change }: { q: string; change: (q: string) => void }) {
  const { t } = useTexts()
  const [typed, setTyped] = useState(q)
  useEffect(() => setTyped(q), [q])
  useEffect(() => {
    if (typed === q) return
    const timer = setTimeout(() => change(typed), TYPING_MS)
    return () => clearTimeout(timer)
    // Every render of the page makes a new `change`, which changes the filters of that moment.
  }, [typed, q])
  return (
    <div className="relative min-w-0 flex-1 basis-64">
      {/* Medusa's own search field has an icon without a name. */}
      <Input
        role="searchbox"
        size="small"
        className="pl-8"
        aria-label={t("sessions.search")}
        placeholder={t("sessions.search")}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <MagnifyingGlass aria-hidden className="text-ui-fg-muted pointer-events-none absolute left-2 top-1.5" />
    </div>
  )
}

interface ChoiceProps {
  label: string
  all: string
  value: string
  options: { value: string; label: string }[]
  choose: (value: string) => void
}

function Choice({ label, all, value, options, choose }: ChoiceProps) {
  return (
    <Select
      size="small"
      value={value === "" ? ALL : value}
      onValueChange={(chosen) => choose(chosen === ALL ? "" : chosen)}
    >
      <Select.Trigger aria-label={label} className="w-44">
        <Select.Value />
      </Select.Trigger>
      <Select.Content>
        <Select.Item value={ALL}>{all}</Select.Item>
        {options.map((option) => (
          <Select.Item key={option.value} value={option.value}>
            {option.label}
          </Select.Item>
        ))}
      </Select.Content>
    </Select>
  )
}
