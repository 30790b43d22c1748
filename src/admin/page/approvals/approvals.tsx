import { useState } from "react"
import { Button, Checkbox, Label, usePrompt } from "@medusajs/ui"
import type { ApprovalView } from "../../api/answers"
import { useApprovals } from "../../api/overview"
import { Empty } from "../../parts/states/empty"
import { Failed } from "../../parts/states/failed"
import { Loading } from "../../parts/states/loading"
import { Section } from "../../parts/section"
import { cents, decimal } from "../../texts/formats"
import { useTexts, type Texts } from "../../texts/use-texts"
import { ApprovalResults } from "./approval-results"
import { ApprovalRow } from "./approval-row"
import type { ApproveMany } from "./use-approve-many"

/** Granted contracts that wait for the merchant, the most urgent first; several can be approved at once. */
export function Approvals({ many }: { many: ApproveMany }) {
  const { t } = useTexts()
  const { data, isError, error, refetch } = useApprovals()
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const approvals = data?.approvals ?? []
  const chosen = approvals.filter(({ payment_id }) => selected.has(payment_id))
  return (
    <Section
      title={t("approvals.title")}
      actions={
        (approvals.length > 0 || many.running) && (
          <ApproveButton chosen={chosen} many={many} begun={() => setSelected(new Set())} />
        )
      }
    >
      <ApprovalResults outcomes={many.outcomes} />
      {isError && <Failed error={error} retry={() => void refetch()} />}
      {approvals.length > 0 ? (
        <ApprovalList approvals={approvals} selected={selected} select={setSelected} />
      ) : data ? (
        <Empty>{t("approvals.empty")}</Empty>
      ) : (
        !isError && <Loading />
      )}
    </Section>
  )
}

interface ApproveButtonProps {
  chosen: ApprovalView[]
  many: ApproveMany
  begun: () => void
}

function ApproveButton({ chosen, many: { running, approveMany }, begun }: ApproveButtonProps) {
  const texts = useTexts()
  const { t } = texts
  const prompt = usePrompt()
  const ask = async () => {
    const agreed = await prompt({
      title: t("approvals.approve_many", { count: chosen.length }),
      description: t("approvals.ask", { total: totalsOf(texts, chosen) }),
      confirmText: t("common.confirm"),
      cancelText: t("common.cancel"),
      variant: "confirmation",
    })
    if (!agreed) return
    begun()
    await approveMany(chosen)
  }
  return (
    <>
      <span role="status" className="txt-compact-small text-ui-fg-subtle">
        {running && t("approvals.progress", running)}
      </span>
      <Button
        size="small"
        disabled={chosen.length === 0 || running !== undefined}
        isLoading={running !== undefined}
        onClick={() => void ask()}
      >
        {chosen.length === 0 ? t("acts.approve") : t("approvals.approve_many", { count: chosen.length })}
      </Button>
    </>
  )
}

interface ApprovalListProps {
  approvals: ApprovalView[]
  /** The ids of their payments. */
  selected: ReadonlySet<string>
  select: (selected: ReadonlySet<string>) => void
}

function ApprovalList({ approvals, selected, select }: ApprovalListProps) {
  const { t } = useTexts()
  const count = approvals.filter(({ payment_id }) => selected.has(payment_id)).length
  const choose = (ids: string[], isChosen: boolean) => {
    const next = new Set(selected)
    for (const id of ids) {
      if (isChosen) next.add(id)
      else next.delete(id)
    }
    select(next)
  }
  return (
    <>
      <div className="flex items-center gap-3 px-6 py-3">
        <Checkbox
          id="inbank-approve-all"
          checked={count === approvals.length ? true : count > 0 ? "indeterminate" : false}
          onCheckedChange={(checked) =>
            choose(
              approvals.map(({ payment_id }) => payment_id),
              checked === true,
            )
          }
        />
        <Label htmlFor="inbank-approve-all" size="small">
          {t("approvals.select_all")}
        </Label>
      </div>
      <ul className="divide-y">
        {approvals.map((approval) => (
          <ApprovalRow
            key={approval.payment_id}
            approval={approval}
            isChosen={selected.has(approval.payment_id)}
            choose={(isChosen) => choose([approval.payment_id], isChosen)}
          />
        ))}
      </ul>
    </>
  )
}

/** One total for each currency. */
function totalsOf({ money }: Texts, approvals: ApprovalView[]): string {
  const sums = new Map<string, number>()
  for (const { amount, currency } of approvals) sums.set(currency, (sums.get(currency) ?? 0) + cents(amount))
  return [...sums].map(([currency, sum]) => money(decimal(sum), currency)).join(" + ")
}
