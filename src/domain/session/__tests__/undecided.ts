import { parseAccount } from "../../account/account"
import { VALID_OPTIONS } from "../../account/__tests__/valid-options"

export const account = parseAccount("pp_inbank_ee", VALID_OPTIONS)

/** What the row of a session of this account holds that Inbank has not decided. */
export const UNDECIDED = {
  shop_uuid: account.shopUuid,
  environment: "demo",
  amount: "500.00",
  currency: "EUR",
  session_status: "pending",
  contract_status: null,
  contract_uuid: null,
  inbank_amount: null,
  inbank_currency: null,
  changed_at: null,
  closed_reason: null,
  order_id: null,
  order_refusal: null,
  rung_at: null,
}
