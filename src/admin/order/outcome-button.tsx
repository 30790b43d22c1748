import { Button, Drawer, Hint, Label, RadioGroup } from "@medusajs/ui"
import { useId, useState } from "react"
import type { OrderView, RefundView } from "../api/answers"
import { useFulfil } from "../api/order"
import type { Refusal } from "../api/refusal"
import { DrawerForm } from "../parts/forms/drawer-form"
import { DrawerHeader } from "../parts/forms/drawer-header"
import { Field } from "../parts/forms/field"
import { PortalLink } from "../parts/links"
import { NotDone } from "../parts/states/not-done"
import { useTexts } from "../texts/use-texts"
import { useCommand } from "./use-command"

/** A refund whose end was never known: the merchant has seen in the Partner Portal how it ended. */
export function OutcomeButton({ refund, order }: { refund: RefundView; order: OrderView }) {
  const { t, money, language } = useTexts()
  const [isOpen, setIsOpen] = useState(false)
  return (
    <Drawer open={isOpen} onOpenChange={setIsOpen}>
      <Drawer.Trigger asChild>
        <Button size="small" variant="secondary">
          {t("refunds.say_outcome")}
        </Button>
      </Drawer.Trigger>
      <Drawer.Content lang={language} data-inbank>
        <DrawerHeader
          title={t("refunds.outcome_title")}
          description={t("refunds.outcome_hint", { amount: money(refund.amount, order.currency) })}
        />
        <OutcomeForm refund={refund} order={order} close={() => setIsOpen(false)} />
      </Drawer.Content>
    </Drawer>
  )
}

function OutcomeForm(props: { refund: RefundView; order: OrderView; close: () => void }) {
  const { refund, order, close } = props
  const { t } = useTexts()
  const [made, setMade] = useState<"made" | "not_made">()
  const [reference, setReference] = useState("")
  const [isTried, setIsTried] = useState(false)
  const [refusal, setRefusal] = useState<Refusal>()
  const fulfil = useFulfil(order)
  const send = useCommand(fulfil, setRefusal)
  const hintId = useId()
  const choiceIsMissing = isTried && made === undefined
  const referenceIsWrong = reference.trim() === ""

  const submit = async () => {
    setIsTried(true)
    if (made === undefined || referenceIsWrong) return
    const answer = { refundId: refund.id, made: made === "made", reference: reference.trim() }
    if (await send({ do: "outcome", ...answer })) close()
  }
  return (
    <DrawerForm send={t("common.save")} isSending={fulfil.isPending} submit={submit}>
      {refusal && <NotDone refusal={refusal} />}
      <RadioGroup
        aria-label={t("refunds.outcome_title")}
        aria-invalid={choiceIsMissing}
        aria-describedby={choiceIsMissing ? hintId : undefined}
        value={made ?? ""}
        onValueChange={(value) => setMade(value === "made" ? "made" : "not_made")}
      >
        {(["made", "not_made"] as const).map((value) => (
          <div key={value} className="flex items-center gap-x-3">
            <RadioGroup.Item value={value} id={`inbank-outcome-${value}`} />
            <Label htmlFor={`inbank-outcome-${value}`} size="small">
              {t(`refunds.${value}`)}
            </Label>
          </div>
        ))}
      </RadioGroup>
      {choiceIsMissing && (
        <Hint id={hintId} variant="error" role="alert">
          {t("refunds.outcome_wrong")}
        </Hint>
      )}
      <Field
        label={t("acts.reference")}
        value={reference}
        onChange={setReference}
        hint={t("acts.reference_hint")}
        error={isTried && referenceIsWrong ? t("acts.reference_wrong") : undefined}
      />
      <PortalLink url={order.partner_portal_url} />
    </DrawerForm>
  )
}
