import { Heading, Tabs } from "@medusajs/ui"
import { useApprovals, useProblems } from "../api/overview"
import { goTo, useSearch } from "../parts/address"
import { Ours } from "../parts/ours"
import { useTexts } from "../texts/use-texts"
import { Accounts } from "./accounts/accounts"
import { Adoption } from "./adoption/adoption"
import { Approvals } from "./approvals/approvals"
import { LanguageChoice } from "./language-choice"
import { Problems } from "./problems"
import { Sessions } from "./sessions/sessions"
import { SweepLine } from "./sweep-line"
import { useApproveMany, type ApproveMany } from "./approvals/use-approve-many"

const TABS = ["overview", "sessions", "accounts", "adoption"] as const
type Tab = (typeof TABS)[number]

/** All of Inbank in one place. The address names the tab, so that a link leads to it. */
export function InbankPage() {
  const { t } = useTexts()
  // Kept here: it continues, and its results stay, while another tab is open.
  const many = useApproveMany()
  const asked = useSearch().get("tab")
  const tab = TABS.find((each) => each === asked) ?? "overview"
  return (
    <Ours>
      <Tabs
        value={tab}
        onValueChange={(next) => goTo(next === "overview" ? "/inbank" : `/inbank?tab=${next}`)}
      >
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
        {/* Only the chosen tab is rendered: the others, though empty, would take space. */}
        <Tabs.Content value={tab} className="mt-3 flex flex-col gap-3">
          <TabContent tab={tab} many={many} />
        </Tabs.Content>
      </Tabs>
    </Ours>
  )
}

function TabContent({ tab, many }: { tab: Tab; many: ApproveMany }) {
  switch (tab) {
    case "overview":
      return (
        <>
          <SweepLine />
          <Problems />
          <Approvals many={many} />
        </>
      )
    case "sessions":
      return <Sessions />
    case "accounts":
      return <Accounts />
    case "adoption":
      return <Adoption />
  }
}

/** The number of problems and approvals in the overview. */
function TabCount({ tab }: { tab: Tab }) {
  const problems = useProblems().data?.problems.length ?? 0
  const approvals = useApprovals().data?.approvals.length ?? 0
  return tab === "overview" && problems + approvals > 0 ? ` (${problems + approvals})` : null
}
