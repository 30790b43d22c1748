import type { Texts } from "../texts/use-texts"

/** "completed, contract terminated", as the audit log has it, in the merchant's language. */
export function inbanksWords({ t, word }: Texts, told: string): string {
  const [session = "", contract] = told.split(", contract ")
  const inWords = word("session_status", session, session)
  return contract === undefined
    ? inWords
    : `${inWords}, ${t("facts.contract_state").toLowerCase()} ${word("contract_status", contract, contract)}`
}
