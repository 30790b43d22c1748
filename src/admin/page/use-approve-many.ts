import { toast } from "@medusajs/ui"
import { useQueryClient } from "@tanstack/react-query"
import { useState } from "react"
import { KEYS } from "../api/keys"
import { approve } from "../api/order"
import { errorSentence } from "../texts/error-sentence"
import { useTexts } from "../texts/use-texts"

export type Outcome = { ok: true } | { ok: false; sentence: string }

/** One after another: each is asked of Inbank, and each has a result of its own. */
export function useApproveMany() {
  const texts = useTexts()
  const queries = useQueryClient()
  const [outcomes, setOutcomes] = useState<ReadonlyMap<string, Outcome>>(new Map())
  const [running, setRunning] = useState<{ done: number; count: number }>()

  const approveMany = async (paymentIds: string[]) => {
    const found = new Map<string, Outcome>()
    for (const [index, paymentId] of paymentIds.entries()) {
      setRunning({ done: index + 1, count: paymentIds.length })
      found.set(paymentId, await outcomeOf(paymentId))
      setOutcomes(new Map(found))
    }
    setRunning(undefined)
    const approved = [...found.values()].filter(({ ok }) => ok).length
    if (approved > 0) toast.success(`${texts.t("approvals.approved")}: ${approved}`)
    // "orders" is the dashboard's own key.
    await Promise.all([KEYS.all, ["orders"]].map((queryKey) => queries.invalidateQueries({ queryKey })))
  }
  const outcomeOf = async (paymentId: string): Promise<Outcome> => {
    try {
      await approve(paymentId)
      return { ok: true }
    } catch (error) {
      return { ok: false, sentence: errorSentence(texts, error) }
    }
  }
  return { outcomes, running, approveMany }
}
