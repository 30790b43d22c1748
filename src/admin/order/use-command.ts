import { toast } from "@medusajs/ui"
import { useRef } from "react"
import type { useFulfil, Command } from "../api/order"
import { isUnderWay, type Refusal } from "../api/refusal"
import { errorSentence } from "../texts/error-sentence"
import { useTexts } from "../texts/use-texts"

/** @returns whether it was done. */
export type SendCommand = (command: Command) => Promise<boolean>

/** Sends a command and shows the result; the sentence of a refusal stays. A second command must wait for the first. */
export function useCommand(
  { mutateAsync }: ReturnType<typeof useFulfil>,
  setRefusal: (refusal: Refusal | undefined) => void,
): SendCommand {
  const texts = useTexts()
  const isSending = useRef(false)
  return async (command) => {
    // A button is disabled only by the next render: two quick presses would both be sent.
    if (isSending.current) return false
    isSending.current = true
    setRefusal(undefined)
    try {
      await mutateAsync(command)
      setRefusal(undefined)
      toast.success(texts.t(SAID_WHEN_DONE[command.do]))
      return true
    } catch (error) {
      setRefusal({ sentence: errorSentence(texts, error), isUnderWay: isUnderWay(error) })
      return false
    } finally {
      isSending.current = false
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
} as const satisfies Record<Command["do"], string>
