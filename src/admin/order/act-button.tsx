import { Button, usePrompt } from "@medusajs/ui"
import { useState } from "react"
import type { Act, OrderView } from "../api/answers"
import { useLookAgain, type Command } from "../api/order"
import type { Refusal } from "../api/refusal"
import { useTexts } from "../texts/use-texts"
import { possibilitySentence } from "./possibility-sentence"
import { restOf } from "./rest-of"
import { RefundDrawer } from "./refund-drawer"
import type { SendCommand } from "./use-command"
import type { Choice } from "./choices"

interface ActButtonProps {
  order: OrderView
  choice: Choice
  isBusy: boolean
  /** The answer to the last command that was not carried out. */
  refusal: Refusal | undefined
  send: SendCommand
}

/** Asks before it acts: with a prompt, or with a drawer where an amount or a reference must be typed. */
export function ActButton({ order, choice, isBusy, refusal, send }: ActButtonProps) {
  const texts = useTexts()
  const prompt = usePrompt()
  const lookAgain = useLookAgain(order.order_id)
  const [drawerIsOpen, setDrawerIsOpen] = useState(false)
  const possibility = order.after_sale?.[choice]
  if (!possibility?.possible) return null

  const { by } = possibility
  const needsDrawer = by === "record" || choice === "refund_in_part"
  const title = by === "record" ? texts.t("acts.record") : texts.t(`acts.${choice}`)
  const openDrawer = () => {
    // What is left to give back may have changed elsewhere.
    lookAgain()
    setDrawerIsOpen(true)
  }
  const ask = async () => {
    if (by === "record") return
    const agreed = await prompt({
      title: by === "refund" ? `${title}: ${texts.money(restOf(order), order.currency)}` : title,
      description: possibilitySentence(texts, possibility),
      confirmText: texts.t("common.confirm"),
      cancelText: texts.t("common.cancel"),
      variant: by === "capture" ? "confirmation" : "danger",
    })
    if (agreed) await send(commandOf(by, restOf(order)))
  }
  return (
    <>
      <Button
        size="small"
        variant={by === "capture" ? "primary" : "secondary"}
        disabled={isBusy}
        onClick={() => (needsDrawer ? openDrawer() : void ask())}
      >
        {title}
      </Button>
      {needsDrawer && (
        <RefundDrawer
          order={order}
          part={choice === "refund_in_part"}
          isOpen={drawerIsOpen}
          close={() => setDrawerIsOpen(false)}
          isSending={isBusy}
          refusal={refusal}
          send={send}
        />
      )}
    </>
  )
}

/** The command of an act that needs no input. */
function commandOf(by: Exclude<Act, "record">, rest: string): Command {
  return by === "refund" ? { do: by, amount: rest } : { do: by }
}
