import { Alert, Text } from "@medusajs/ui"
import { useState } from "react"
import type { OrderView } from "../api/answers"
import { useFulfil } from "../api/order"
import type { Refusal } from "../api/refusal"
import { NotDone } from "../parts/states/not-done"
import { useTexts } from "../texts/use-texts"
import { CHOICES } from "./choices"
import { ActButton } from "./act-button"
import { possibilitySentence } from "./possibility-sentence"
import { useCommand } from "./use-command"

/** What can be done now and what follows, or why not. */
export function WhatCanBeDone({ order }: { order: OrderView }) {
  const texts = useTexts()
  const [refusal, setRefusal] = useState<Refusal>()
  const fulfil = useFulfil(order)
  const send = useCommand(fulfil, setRefusal)
  const { after_sale: afterSale } = order
  if (!afterSale) {
    return (
      <div className="px-6 py-4">
        <Alert variant="warning">{texts.t("acts.gone")}</Alert>
      </div>
    )
  }
  return (
    <div className="px-6 py-4">
      <Text size="small" weight="plus" leading="compact">
        {texts.t("acts.title")}
      </Text>
      {refusal && <NotDone refusal={refusal} className="mt-3" />}
      <ul className="mt-2 flex flex-col divide-y">
        {[...CHOICES]
          .sort((a, b) => Number(afterSale[b].possible) - Number(afterSale[a].possible))
          .map((choice) => (
            <li
              key={choice}
              data-choice={choice}
              className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-3"
            >
              <div className="min-w-0 flex-1 basis-40">
                <Text size="small" leading="compact">
                  {texts.t(`acts.${choice}`)}
                </Text>
                <Text size="xsmall" className="text-ui-fg-subtle">
                  {possibilitySentence(texts, afterSale[choice])}
                </Text>
              </div>
              {afterSale[choice].possible && (
                <ActButton
                  order={order}
                  choice={choice}
                  isBusy={fulfil.isPending}
                  refusal={refusal}
                  send={send}
                />
              )}
            </li>
          ))}
      </ul>
    </div>
  )
}
