import type { SessionDetail } from "../../api/answers"
import { Copyable } from "../../parts/copyable"
import { Facts } from "../../parts/facts"
import { shownStanding } from "../../texts/shown-standing"
import { useTexts } from "../../texts/use-texts"
import { accountName } from "../accounts/account-name"

export function SessionFacts({ session }: { session: SessionDetail["session"] }) {
  const { t, word, money, date } = useTexts()
  const copyable = (what: string, text: string | null) => text && <Copyable what={what}>{text}</Copyable>
  const inWords = (section: "session_status" | "contract_status" | "closed", text: string | null) =>
    text && word(section, text, text)
  const at = (iso: string | null) => iso && date(iso)
  return (
    <Facts
      facts={[
        { label: t("facts.state"), value: t(`standing_means.${shownStanding(session)}`) },
        { label: t("facts.amount"), value: money(session.amount, session.currency) },
        { label: t("facts.session_state"), value: inWords("session_status", session.session_status) },
        { label: t("facts.contract_state"), value: inWords("contract_status", session.contract_status) },
        { label: t("facts.closed"), value: inWords("closed", session.closed_reason) },
        { label: t("facts.last_error"), value: session.last_error },
        {
          label: t("facts.contract_number"),
          value: copyable(t("facts.contract_number"), session.contract_number),
        },
        {
          label: t("facts.reference"),
          hint: t("facts.reference_hint"),
          value: copyable(t("facts.reference"), session.id),
        },
        {
          label: t("facts.session_uuid"),
          value: copyable(t("facts.session_uuid"), session.pos_session_uuid),
        },
        { label: t("facts.contract_uuid"), value: copyable(t("facts.contract_uuid"), session.contract_uuid) },
        { label: t("facts.cart"), value: copyable(t("facts.cart"), session.cart_id) },
        { label: t("facts.account"), value: accountName(session.account_id) },
        { label: t("facts.created"), value: at(session.created_at) },
        { label: t("facts.valid_until"), value: at(session.valid_until) },
        { label: t("facts.checked"), value: at(session.checked_at) ?? t("common.never") },
        { label: t("facts.next_check"), value: at(session.next_check_at) },
      ]}
    />
  )
}
