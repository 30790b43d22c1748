import { Heading, Tabs } from "@medusajs/ui"
import { useSearchParams } from "react-router-dom"
import { useApprovals, useProblems } from "../api/overview"
import { Ours } from "../parts/ours"
import { useTexts } from "../texts/use-texts"
import { Accounts } from "./accounts"
import { Adoption } from "./adoption"
import { Approvals } from "./approvals"
import { LanguageChoice } from "./language-choice"
import { Problems } from "./problems"
import { Sessions } from "./sessions"
import { SweepLine } from "./sweep-line"

const TABS = ["overview", "sessions", "accounts", "adoption"] as const
type Tab = (typeof TABS)[number]

/** All of Inbank in one place. The tab stands in the address, so that a link leads to it. */
export function InbankPage() {
  const { t } = useTexts()
  const [search, setSearch] = useSearchParams()
  const tab = TABS.find((each) => each === search.get("tab")) ?? "overview"
  return (
    <Ours>
      <Tabs value={tab} onValueChange={(next) => setSearch(next === "overview" ? {} : { tab: next })}>
        <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
          <Heading level="h1">{t("page.title")}</Heading>
          <LanguageChoice />
        </div>
        <Tabs.List className="mt-3 flex-wrap">
          {TABS.map((each) => (
            <Tabs.Trigger key={each} value={each}>
              {t(`page.${each}`)}
              <TabCount tab={each} />
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        <Tabs.Content value="overview" className="mt-3 flex flex-col gap-3">
          <SweepLine />
          <Problems />
          <Approvals />
        </Tabs.Content>
        <Tabs.Content value="sessions" className="mt-3">
          <Sessions />
        </Tabs.Content>
        <Tabs.Content value="accounts" className="mt-3 flex flex-col gap-3">
          <Accounts />
        </Tabs.Content>
        <Tabs.Content value="adoption" className="mt-3 flex flex-col gap-3">
          <Adoption />
        </Tabs.Content>
      </Tabs>
    </Ours>
  )
}

/** How much waits in the overview. */
function TabCount({ tab }: { tab: Tab }) {
  const problems = useProblems().data?.problems.length ?? 0
  const approvals = useApprovals().data?.approvals.length ?? 0
  return tab === "overview" && problems + approvals > 0 ? ` (${problems + approvals})` : null
}
