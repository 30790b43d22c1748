import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { MedusaTables } from "../../src/medusa/sql"
import { InbankStore, type SessionRow } from "../../src/modules/inbank/store"
import { timed, type Times } from "./stopwatch"

const SAMPLE = 200
const ACCOUNTS = ["pp_inbank_ee", "pp_inbank_later"]

export interface Lookup {
  what: string
  times: Times
}

const found = <T>(row: T | undefined): T => {
  if (row === undefined) throw new Error("a session that is there was not found")
  return row
}

/** How callbacks, hooks, the sweep and the admin find a session: measured with the code that they use. */
export async function measureLookups(knex: Knex): Promise<Lookup[]> {
  const { sessions, paymentRows, adoptions, notifications, auditLog } = new InbankStore(knex)
  const { backlogs, search } = new MedusaTables(knex)
  const sample = await knex<SessionRow>("inbank_session").orderByRaw("md5(id)").limit(SAMPLE)
  const page = { knownAccounts: ACCOUNTS, withoutContracts: ["pp_inbank_later"], limit: 20, offset: 0 }
  const list = (filter: object) => async () => await search.find({ ...page, ...filter })
  const some = sample.slice(0, 10)

  const measured: [string, readonly SessionRow[], (row: SessionRow) => Promise<unknown>][] = [
    ["by an address's token", sample, async (row) => found(await sessions.findByTokenHash(row.token_hash))],
    ["by our purchase reference", sample, async (row) => found(await sessions.find(row.id))],
    [
      "by Inbank's uuid",
      sample,
      async (row) => found(await adoptions.findByUuid(row.pos_session_uuid ?? "")),
    ],
    ["hook: by payment collection, account and amount", sample, async (row) => found(await byIdentity(row))],
    [
      "waiting page: newest of a cart",
      sample,
      async (row) => found(await sessions.findNewestOfCart(row.cart_id, row.payment_session_id ?? "")),
    ],
    [
      "callback: by its token, enqueued, with its line in the audit log",
      sample,
      async (row) =>
        found(await notifications.enqueueByCallback({ tokenHash: row.token_hash }, ACCOUNTS, {})),
    ],
    ["audit log of a session", sample, async ({ id }) => await auditLog.of(id)],
    ["admin: by an order's id", sample, async ({ id, order_id }) => await list({ text: order_id ?? id })()],
    ["admin: the newest", some, list({})],
    ["admin: granted (none)", some, list({ standing: "granted" })],
    ["admin: undecided (few)", some, list({ standing: "undecided" })],
    ["admin: refused (many)", some, list({ standing: "refused" })],
    ["admin: of an account with few", some, list({ accountId: "pp_inbank_later" })],
    ["admin: of an account with none", some, list({ accountId: "pp_inbank_lv" })],
    ["admin: how far the sweep is behind", some, async () => await backlogs.read()],
  ]
  const lookups: Lookup[] = []
  for (const [what, rows, act] of measured) lookups.push({ what, times: await timed(rows, act) })
  return lookups

  async function byIdentity(row: SessionRow): Promise<SessionRow | undefined> {
    const { payment_collection_id: paymentCollectionId, account_id: accountId, amount, currency } = row
    return await paymentRows.findByIdentity({ paymentCollectionId, accountId, amount, currency })
  }
}
