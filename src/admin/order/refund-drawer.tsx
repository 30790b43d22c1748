import { Drawer, Text } from "@medusajs/ui"
import { useState } from "react"
import type { OrderView } from "../api/answers"
import type { Command } from "../api/order"
import type { Refusal } from "../api/refusal"
import { DrawerForm } from "../parts/forms/drawer-form"
import { DrawerHeader } from "../parts/forms/drawer-header"
import { Field } from "../parts/forms/field"
import { PortalLink } from "../parts/links"
import { NotDone } from "../parts/states/not-done"
import { cents, typedAmount } from "../texts/formats"
import { useTexts } from "../texts/use-texts"
import { possibilitySentence } from "./possibility-sentence"
import { restOf } from "./rest-of"
import type { SendCommand } from "./use-command"

interface RefundDrawerProps {
  order: OrderView
  /** Otherwise all that is left. */
  part: boolean
  isOpen: boolean
  close: () => void
  isSending: boolean
  refusal: Refusal | undefined
  send: SendCommand
}

/** Refunds a part at Inbank, or records what was given back in the Partner Portal. */
export function RefundDrawer({ order, part, isOpen, ...sending }: RefundDrawerProps) {
  const texts = useTexts()
  const possibility = part ? order.after_sale?.refund_in_part : order.after_sale?.refund_in_full
  if (!possibility?.possible) return null
  const isRecord = possibility.by === "record"
  return (
    <Drawer open={isOpen} onOpenChange={(open) => !open && sending.close()}>
      <Drawer.Content lang={texts.language} data-inbank>
        <DrawerHeader
          title={texts.t(isRecord ? "acts.record_title" : "acts.refund_in_part")}
          description={possibilitySentence(texts, possibility)}
        />
        <RefundForm
          order={order}
          isRecord={isRecord}
          bounds={part ? boundsOf(order) : undefined}
          {...sending}
        />
      </Drawer.Content>
    </Drawer>
  )
}

function boundsOf(order: OrderView): { min: string; max: string } {
  const part = order.after_sale?.refund_in_part
  return { min: part?.min ?? "0.01", max: part?.max ?? restOf(order) }
}

interface RefundFormProps extends Pick<
  RefundDrawerProps,
  "order" | "close" | "isSending" | "refusal" | "send"
> {
  isRecord: boolean
  /** The limits of a part; without them all that is left is given back. */
  bounds: { min: string; max: string } | undefined
}

function RefundForm(props: RefundFormProps) {
  const { order, isRecord, bounds, close, isSending, refusal, send } = props
  const { t, money } = useTexts()
  // A refund that was begun is resumed with the same amount: there is no choice.
  const [typed, setTyped] = useState(bounds?.min === bounds?.max ? (bounds?.max ?? "") : "")
  const [reference, setReference] = useState("")
  const [isTried, setIsTried] = useState(false)
  // The refusal may belong to a command from before the drawer was opened.
  const [isSent, setIsSent] = useState(false)
  const amount = bounds && typedAmount(typed, bounds)
  const inWords = bounds && {
    min: money(bounds.min, order.currency),
    max: money(bounds.max, order.currency),
  }
  const amountIsWrong = bounds !== undefined && amount === undefined
  const referenceIsWrong = isRecord && reference.trim() === ""

  const commandOf = (): Command | undefined => {
    if (isRecord) return { do: "record", reference: reference.trim(), ...(amount && { amount }) }
    return amount === undefined ? undefined : { do: "refund", amount }
  }
  const submit = async () => {
    setIsTried(true)
    if (amountIsWrong || referenceIsWrong) return
    setIsSent(true)
    const asked = commandOf()
    if (asked && (await send(asked))) close()
  }
  return (
    <DrawerForm
      send={t(isRecord ? "acts.record" : "acts.refund_in_part")}
      isSending={isSending}
      submit={submit}
    >
      {isSent && refusal && <NotDone refusal={refusal} />}
      <GivenBack order={order} />
      {inWords ? (
        <Field
          label={`${t("facts.amount")} (${order.currency})`}
          value={typed}
          onChange={setTyped}
          hint={t("acts.amount_from_to", inWords)}
          error={isTried && amountIsWrong ? t("acts.amount_wrong", inWords) : undefined}
          numeric
        />
      ) : (
        <Text size="small">{t("acts.rest", { amount: money(restOf(order), order.currency) })}</Text>
      )}
      {isRecord && (
        <>
          <Field
            label={t("acts.reference")}
            value={reference}
            onChange={setReference}
            hint={t("acts.reference_hint")}
            error={isTried && referenceIsWrong ? t("acts.reference_wrong") : undefined}
          />
          <PortalLink url={order.partner_portal_url} />
        </>
      )}
    </DrawerForm>
  )
}

/** What was given back so far, in Medusa and at Inbank: the two differ while a refund is in progress. */
function GivenBack({ order }: { order: OrderView }) {
  const { t, money } = useTexts()
  if (cents(order.refunded) === 0 && cents(order.returned) === 0) return null
  return (
    <Text size="small" className="text-ui-fg-subtle">
      {t("facts.refunded")}: {money(order.refunded, order.currency)} · {t("facts.returned")}:{" "}
      {money(order.returned, order.currency)}
    </Text>
  )
}
