import type { Knex } from "@medusajs/framework/mikro-orm/knex"

/** Of so many sessions of two years, so many are due. The others are finished, or their paid orders are watched. */
export interface Filling {
  sessions: number
  due: number
}

/** What one day of a shop's sessions becomes: six in ten an order that Inbank pays, the rest nothing. */
const EVENTS_OF_ORDER = 5
const EVENTS_OF_NOTHING = 2
/** The contracts of the latest orders are looked at once a day: so large a part of two years is watched. */
const WATCHED_SHARE = 0.04

/** An id as Medusa makes them: time first, so that they grow; then what looks like chance. */
const id = (prefix: string) =>
  `'${prefix}_01' || upper(lpad(to_hex(i), 10, '0') || substr(md5('${prefix}' || i), 1, 14))`
const uuid = (salt: string) => `md5('${salt}' || i)::uuid::text`
const IS_ORDER = "i % 10 < 6"
const forOrders = (value: string) => `case when ${IS_ORDER} then ${value} end`

/** Fills our tables as a shop would in two years; indexes are there from the beginning, as they are in a shop. */
export async function fill(knex: Knex, { sessions, due }: Filling): Promise<void> {
  const every = Math.floor(sessions / due)
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
       '5a4f0d0e-0000-4000-8000-000000000001', 'demo', 'hire_purchase', 'et-EE',
       encode(sha256(i::text::bytea), 'hex'),
       case
         when is_due then now() - interval '1 second' * (i % 600)
         when ${IS_ORDER} and i > ${sessions} * (1 - ${WATCHED_SHARE}) then now() + interval '1 second' * (i % 86000 + 300)
       end,
       case when i % 10 = 9 then 'outlived' end,
       ${uuid("pos")}, 'https://epos.demo.inbank.ee/session/' || ${uuid("pos")},
       ${forOrders(uuid("contract"))}, ${forOrders("'EE' || (10000000 + i)")},
       case
         when is_due then 'pending' when i % 10 < 6 then 'completed' when i % 10 = 6 then 'declined'
         when i % 10 = 7 then 'cancelled' else 'expired'
       end,
       case when ${IS_ORDER} and not is_due then 'activated' end,
       (100 + i % 900)::text || '.00', 'EUR', at + interval '2 days', at + interval '1 hour', at + interval '1 hour',
       ${id("payses")}, ${id("pay_col")}, ${id("cart")}, ${forOrders(id("pay"))}, ${forOrders(id("order"))},
       100 + i % 900, jsonb_build_object('value', (100 + i % 900)::text, 'precision', 20), 'EUR', at, at + interval '1 hour'
     from (
       select i, i % ${every} = 0 as is_due, now() - interval '730 days' * (1 - i / ${sessions}.0) as at
       from generate_series(1, ${sessions}) i
     ) made`,
  )
  await knex.raw(
    `insert into inbank_event (id, session_id, source, action, before, after, detail, created_at, updated_at)
     select 'inbe_01' || upper(lpad(to_hex(i * 10 + n), 10, '0') || substr(md5('inbe' || i || n), 1, 14)), ${id("inbs")},
       (array['callback', 'callback', 'callback', 'medusa', 'sweep'])[n], (array['rang', 'observed', 'place_order', 'observed', 'observed'])[n],
       'pending', 'completed, contract activated', null, at, at
     from (select i, now() - interval '730 days' * (1 - i / ${sessions}.0) as at from generate_series(1, ${sessions}) i) made,
       generate_series(1, case when ${IS_ORDER} then ${EVENTS_OF_ORDER} else ${EVENTS_OF_NOTHING} end) n`,
  )
  for (const table of ["inbank_session", "inbank_event"]) await knex.raw(`vacuum analyze ${table}`)
}
