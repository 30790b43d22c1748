import { Text } from "@medusajs/ui"
import type { OrderView } from "../api/answers"
import { Copyable } from "../parts/copyable"
import { Facts } from "../parts/facts"
import { TimeLeft } from "../parts/time-left"
import { cents } from "../texts/formats"
import { shownStanding } from "../texts/shown-standing"
import { useAgo } from "../texts/use-ago"
import { useTexts } from "../texts/use-texts"

export function OrderFacts({ order }: { order: OrderView }) {
  const { t, word, money, date } = useTexts()
  const ago = useAgo()
  const { session, currency, captured, refunded, returned } = order
  const unlessZero = (amount: string) => (cents(amount) === 0 ? null : money(amount, currency))
  const contract = session.contract_status
  return (
    <Facts
      facts={[
        {
          label: t("facts.state"),
          value: (
            <span className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
              <span className="text-ui-fg-base">{t(`standing_means.${shownStanding(session)}`)}</span>
              {session.standing === "granted" && <TimeLeft until={session.valid_until} />}
            </span>
          ),
        },
        { label: t("facts.contract_state"), value: contract && word("contract_status", contract, contract) },
        {
          label: t("facts.contract_number"),
          value: session.contract_number && (
            <Copyable what={t("facts.contract_number")}>{session.contract_number}</Copyable>
          ),
        },
        {
          label: t("facts.reference"),
          hint: t("facts.reference_hint"),
          value: <Copyable what={t("facts.reference")}>{session.id}</Copyable>,
        },
        { label: t("facts.captured"), value: unlessZero(captured) },
        { label: t("facts.refunded"), value: unlessZero(refunded) },
        { label: t("facts.returned"), value: unlessZero(returned) },
        {
          label: t("facts.closed"),
          value: session.closed_reason && word("closed", session.closed_reason, session.closed_reason),
        },
        { label: t("facts.last_error"), value: session.last_error },
        {
          label: t("facts.checked"),
          value: session.checked_at && (
            <Text as="span" size="small" title={date(session.checked_at)}>
              {ago(session.checked_at)}
            </Text>
          ),
        },
      ]}
    />
  )
}
