import { toast } from "@medusajs/ui"
import type { useFulfil, Wish } from "../api/order"
import { errorSentence } from "../texts/error-sentence"
import { useTexts } from "../texts/use-texts"

/** @returns whether it was done. */
export type SendWish = (wish: Wish) => Promise<boolean>

/** Sends a wish and says how it went; what was refused stays to be read. */
export function useWish(
  { mutateAsync }: ReturnType<typeof useFulfil>,
  setRefusal: (sentence: string | undefined) => void,
): SendWish {
  const texts = useTexts()
  return async (wish) => {
    setRefusal(undefined)
    try {
      await mutateAsync(wish)
      toast.success(texts.t(SAID_WHEN_DONE[wish.do]))
      return true
    } catch (error) {
      setRefusal(errorSentence(texts, error))
      return false
    }
  }
}

const SAID_WHEN_DONE = {
  capture: "acts.done_approve",
  cancel: "acts.done_cancel",
  cancel_contract: "acts.done_cancel_contract",
  refund: "acts.done_refund",
  record: "acts.done_record",
  repaid_early: "acts.done_repaid_early",
  outcome: "refunds.done_outcome",
} as const satisfies Record<Wish["do"], string>
