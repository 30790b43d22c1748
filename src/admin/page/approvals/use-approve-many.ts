import { useQueryClient } from "@tanstack/react-query"
import { useState } from "react"
import type { ApprovalView } from "../../api/answers"
import { KEYS } from "../../api/keys"
import { approve } from "../../api/order"
import { isUnderWay, type Refusal } from "../../api/refusal"
import { errorSentence } from "../../texts/error-sentence"
import { useTexts } from "../../texts/use-texts"

/** The result of one approval; `refusal` says why it was not approved, or not yet. */
export interface Outcome {
  approval: ApprovalView
  refusal: Refusal | undefined
}

export type ApproveMany = ReturnType<typeof useApproveMany>

/** One after another: each is a request to Inbank, and each has a result of its own. */
export function useApproveMany() {
  const texts = useTexts()
  const queries = useQueryClient()
  const [outcomes, setOutcomes] = useState<Outcome[]>([])
  const [running, setRunning] = useState<{ done: number; count: number }>()

  const approveMany = async (approvals: ApprovalView[]) => {
    const found: Outcome[] = []
    for (const approval of approvals) {
      setRunning({ done: found.length + 1, count: approvals.length })
      found.push({ approval, refusal: await refusalOf(approval) })
      setOutcomes([...found])
    }
    setRunning(undefined)
    // "orders" is the dashboard's own key.
    await Promise.all([KEYS.all, ["orders"]].map((queryKey) => queries.invalidateQueries({ queryKey })))
  }
  const refusalOf = async ({ payment_id }: ApprovalView): Promise<Refusal | undefined> => {
    try {
      await approve(payment_id)
      return undefined
    } catch (error) {
      return { sentence: errorSentence(texts, error), isUnderWay: isUnderWay(error) }
    }
  }
  return { outcomes, running, approveMany }
}
