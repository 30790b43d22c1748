import { Button, usePrompt } from "@medusajs/ui"
import { useState } from "react"
import type { OrderView } from "../api/answers"
import { useFulfil } from "../api/order"
import type { Refusal } from "../api/refusal"
import { NotDone } from "../parts/states/not-done"
import { useTexts } from "../texts/use-texts"
import { useCommand } from "./use-command"

/** A terminated contract that nobody withdrew: the customer repaid it early. */
export function RepaidEarly({ order }: { order: OrderView }) {
  const { t } = useTexts()
  const prompt = usePrompt()
  const [refusal, setRefusal] = useState<Refusal>()
  const fulfil = useFulfil(order)
  const send = useCommand(fulfil, setRefusal)
  const ask = async () => {
    const agreed = await prompt({
      title: t("acts.repaid_early"),
      description: t("acts.repaid_early_ask"),
      confirmText: t("common.confirm"),
      cancelText: t("common.cancel"),
      variant: "confirmation",
    })
    if (agreed) await send({ do: "repaid_early" })
  }
  return (
    <div className="bg-ui-bg-subtle flex flex-col items-start gap-3 px-6 pb-4 pl-[56px]">
      <Button size="small" variant="secondary" disabled={fulfil.isPending} onClick={() => void ask()}>
        {t("acts.repaid_early")}
      </Button>
      {refusal && <NotDone refusal={refusal} />}
    </div>
  )
}
