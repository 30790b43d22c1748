import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { demoShop } from "../../src/sandbox"

/** Of so many sessions of two years, so many are due. The others are finished, or their paid orders are watched. */
export interface Filling {
  sessions: number
  due: number
}

/** What one day of a shop's sessions becomes: six in ten an order that Inbank pays, the rest nothing. */
const EVENTS_OF_ORDER = 5
const EVENTS_OF_NOTHING = 2
/** The contracts of the last 60 days' orders are looked at once a day. */
const WATCHED_SHARE = 60 / 730

/** An id as Medusa makes them: time first, so that they grow; then what looks like chance. */
const id = (prefix: string) =>
  `'${prefix}_01' || upper(lpad(to_hex(i), 10, '0') || substr(md5('${prefix}' || i), 1, 14))`
const uuid = (salt: string) => `md5('${salt}' || i)::uuid::text`
const IS_ORDER = "i % 10 < 6"
const forOrders = (value: string) => `case when ${IS_ORDER} then ${value} end`

/** Fills our tables as a shop would in two years; indexes are there from the beginning, as they are in a shop. */
export async function fill(knex: Knex, { sessions, due }: Filling): Promise<void> {
  const recent = sessions - Math.max(due, Math.floor(sessions * WATCHED_SHARE))
  const every = Math.max(1, Math.floor((sessions - recent) / due))
  await knex.raw("truncate inbank_session, inbank_event, inbank_problem, inbank_refund, inbank_lease")
  await knex.raw(
    `insert into inbank_session (
       id, account_id, shop_uuid, environment, product_code, locale, token_hash,
       next_check_at, closed_reason, pos_session_uuid, redirect_url, contract_uuid, contract_number,
       session_status, contract_status, inbank_amount, inbank_currency, valid_until, checked_at, changed_at,
       payment_session_id, payment_collection_id, cart_id, payment_id, order_id,
       amount, raw_amount, currency, created_at, updated_at)
     select
       ${id("inbs")}, case when i % 500 = 0 then 'pp_inbank_later' else 'pp_inbank_ee' end,
       '${demoShop.shopUuid}', 'demo', 'hire_purchase', 'et-EE',
       encode(sha256(i::text::bytea), 'hex'),
       case
         when is_due then now() - interval '1 second' * (i % 600)
         when ${IS_ORDER} and i > ${recent} then now() + interval '1 second' * (i % 86000 + 300)
       end,
       case when i % 10 = 9 then 'outlived' end,
       ${uuid("pos")}, case when not ${IS_ORDER} then 'https://epos.demo.inbank.ee/session/' || ${uuid("pos")} end,
       ${forOrders(uuid("contract"))}, ${forOrders("'EE' || (10000000 + i)")},
       case
         when is_due then 'pending' when i % 10 < 6 then 'completed' when i % 10 = 6 then 'declined'
         when i % 10 = 7 then 'cancelled' else 'expired'
       end,
       case when ${IS_ORDER} and not is_due then 'activated' end,
       (100 + i % 900)::text || '.00', 'EUR', at + interval '2 days', at + interval '1 hour', at + interval '1 hour',
       ${id("payses")}, ${id("pay_col")}, ${id("cart")}, ${forOrders(id("pay"))}, ${forOrders(id("order"))},
       100 + i % 900, jsonb_build_object('value', (100 + i % 900)::text), 'EUR', at, at + interval '1 hour'
     from (
       select i, i > ${recent} and (i - ${recent}) % ${every} = 0 as is_due, now() - interval '730 days' * (1 - i / ${sessions}.0) as at
       from generate_series(1, ${sessions}) i
     ) made`,
  )
  await knex.raw(
    `insert into inbank_event (session_id, source, action, before, after, detail, created_at)
     select ${id("inbs")},
       (array['callback', 'callback', 'callback', 'medusa', 'sweep'])[n], (array['rang', 'observed', 'place_order', 'observed', 'observed'])[n],
       'pending', 'completed, contract activated', null, at
     from (select i, now() - interval '730 days' * (1 - i / ${sessions}.0) as at from generate_series(1, ${sessions}) i) made,
       generate_series(1, case when ${IS_ORDER} then ${EVENTS_OF_ORDER} else ${EVENTS_OF_NOTHING} end) n`,
  )
  await knex.raw(
    `insert into inbank_problem (id, kind, subject, remedy, opened_at, cleared_at)
     select ${id("inbp")}, 'keeps_failing', ${id("inbs")}, 'It is tried again.', now(), case when i > 500 then now() end
     from generate_series(10, ${sessions}, 10) i`,
  )
  await knex.raw(
    `insert into inbank_refund (id, session_id, payment_id, amount, raw_amount, currency, status, method)
     select ${id("inbr")}, ${id("inbs")}, ${id("pay")}, 10, '{"value": "10", "precision": 20}', 'EUR', 'done', 'portal'
     from generate_series(21, ${sessions}, 20) i`,
  )
  for (const table of ["inbank_session", "inbank_event", "inbank_problem", "inbank_refund"])
    await knex.raw(`vacuum analyze ${table}`)
}
