import { ExclamationCircleSolid } from "@medusajs/icons"
import { Button, Text, toast, usePrompt } from "@medusajs/ui"
import type { ProblemView } from "../api/answers"
import { useClearProblem } from "../api/overview"
import { errorSentence } from "../texts/error-sentence"
import { useAgo } from "../texts/use-ago"
import { useTexts } from "../texts/use-texts"
import { OrderLink, PortalLink, SessionLink } from "./links"

interface ProblemListProps {
  problems: ProblemView[]
  /** On the order's own page a link to it is of no use. */
  linksTo?: ("order" | "session")[]
}

export function ProblemList({ problems, linksTo = ["order", "session"] }: ProblemListProps) {
  return (
    <ul className="divide-y">
      {problems.map((problem) => (
        <Problem key={problem.id} problem={problem} linksTo={linksTo} />
      ))}
    </ul>
  )
}

function Problem({ problem, linksTo }: { problem: ProblemView; linksTo: ("order" | "session")[] }) {
  const { t, word } = useTexts()
  const ago = useAgo()
  const { kind, remedy, detail, occurrences, opened_at } = problem
  return (
    <li className="bg-ui-bg-subtle grid grid-cols-[20px_1fr] gap-x-3 px-6 py-4" data-problem={kind}>
      <ExclamationCircleSolid aria-hidden className="text-ui-tag-orange-icon" />
      <div className="flex min-w-0 flex-col gap-1">
        <div className="flex flex-wrap items-baseline justify-between gap-x-4">
          <Text size="small" leading="compact" weight="plus">
            {word("problem_title", kind, kind.replaceAll("_", " "))}
          </Text>
          <Text size="xsmall" className="text-ui-fg-subtle">
            {ago(opened_at)}
            {occurrences > 1 && ` · ${t("problems.times", { count: occurrences })}`}
          </Text>
        </div>
        <Text size="small" className="text-ui-fg-subtle">
          {word("problem_remedy", kind, remedy)}
        </Text>
        {detail && (
          <Text size="xsmall" className="text-ui-fg-subtle break-words font-mono">
            {detail}
          </Text>
        )}
        <div className="mt-1 flex flex-wrap items-center gap-x-4 gap-y-2">
          {linksTo.includes("order") && (
            <OrderLink orderId={problem.order_id} displayId={problem.display_id} />
          )}
          {linksTo.includes("session") && <SessionLink sessionId={problem.session_id} />}
          <PortalLink url={problem.partner_portal_url} />
          {problem.clears_by_itself ? (
            <Text size="xsmall" className="text-ui-fg-subtle">
              {t("problems.by_itself")}
            </Text>
          ) : (
            <ClearButton problem={problem} />
          )}
        </div>
      </div>
    </li>
  )
}

function ClearButton({ problem }: { problem: ProblemView }) {
  const texts = useTexts()
  const { t } = texts
  const prompt = usePrompt()
  const clear = useClearProblem()
  const ask = async () => {
    const agreed = await prompt({
      title: t("problems.clear"),
      description: t("problems.clear_ask"),
      confirmText: t("common.confirm"),
      cancelText: t("common.cancel"),
      variant: "confirmation",
    })
    if (!agreed) return
    clear.mutate(problem.id, {
      onSuccess: () => toast.success(t("problems.cleared")),
      onError: (error) => toast.error(errorSentence(texts, error)),
    })
  }
  return (
    <Button size="small" variant="secondary" isLoading={clear.isPending} onClick={() => void ask()}>
      {t("problems.clear")}
    </Button>
  )
}
