import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { Standing } from "../../domain/session/lifecycle"
import type { SessionRow } from "../../modules/inbank/store/session-row"

/** What a merchant searches for. A field that is left out matches everything. */
export interface SessionFilter {
  /** A complete identifier of Inbank's or Medusa's; or the number of an order. */
  text?: string
  accountId?: string
  standing?: Standing
  withProblem?: boolean
  /** The accounts of today: the standing of other accounts' sessions cannot be known. */
  knownAccounts: readonly string[]
  /** Those that sell Pay next month: their purchases have no contract to wait for. */
  withoutContracts: readonly string[]
  limit: number
  offset: number
}

/** A row as a list shows it, with what Medusa and our problems know of it. */
export type ListedSession = SessionRow & { display_id: number | null; open_problems: number }

/** A granted contract that waits for its merchant. Amounts in major units. */
export interface WaitingApproval {
  session_id: string
  order_id: string
  display_id: number | null
  payment_id: string
  account_id: string
  amount: string
  currency: string
  contract_number: string | null
  granted_at: Date | null
  /** When its session ends. How long Inbank waits for an approval is UNKNOWN: it may be longer. */
  valid_until: Date
}

/** Above this a list only says that there are more. */
const COUNTED_AT_MOST = 10_000
const APPROVALS_AT_MOST = 200
const LISTED = `s.*, o.display_id, (select count(*)::int from inbank_problem p
  where p.subject = s.id and p.cleared_at is null and p.deleted_at is null) as open_problems`
const TABLES = `inbank_session s left join "order" o on o.id = s.order_id`
/** All of them have an index. */
const IDENTIFIERS = [
  ...["id", "pos_session_uuid", "contract_uuid", "contract_number"],
  ...["cart_id", "order_id", "payment_session_id", "payment_id"],
]

/**
 * Finds sessions for a merchant. Ids begin with the time of their creation, so sorting by them gives the newest first.
 */
export class SessionSearch {
  constructor(private readonly knex: Knex) {}

  async find(filter: SessionFilter): Promise<{ sessions: ListedSession[]; count: number }> {
    const { sql, values } = conditions(filter)
    const { rows: sessions } = await this.knex.raw<{ rows: ListedSession[] }>(
      `select ${LISTED} from ${TABLES} where ${sql} order by s.id desc limit ? offset ?`,
      [...values, filter.limit, filter.offset],
    )
    const { rows } = await this.knex.raw<{ rows: { count: number }[] }>(
      `select count(*)::int as count from (select 1 from inbank_session s where ${sql} limit ?) found`,
      [...values, COUNTED_AT_MOST],
    )
    return { sessions, count: rows[0]?.count ?? 0 }
  }

  async get(id: string): Promise<ListedSession | undefined> {
    const { rows } = await this.knex.raw<{ rows: ListedSession[] }>(
      `select ${LISTED} from ${TABLES} where s.id = ? and s.deleted_at is null`,
      [id],
    )
    return rows[0]
  }

  /** Granted contracts of orders that are not cancelled and not captured; the one whose time ends first comes first. */
  async waitingForApproval(): Promise<WaitingApproval[]> {
    const { rows } = await this.knex.raw<{ rows: WaitingApproval[] }>(
      `select s.id as session_id, s.order_id, o.display_id, p.id as payment_id, s.account_id, s.amount, s.currency,
         s.contract_number, s.changed_at as granted_at, s.valid_until
       from inbank_session s
       join "order" o on o.id = s.order_id and o.canceled_at is null
       join payment p on p.id = s.payment_id and p.captured_at is null and p.canceled_at is null and p.deleted_at is null
       where s.session_status = 'granted' and s.next_check_at is not null and s.deleted_at is null
         and not exists (select 1 from inbank_problem waiting
           where waiting.subject = s.id and waiting.kind = 'approve_or_cancel'
             and waiting.cleared_at is null and waiting.deleted_at is null)
       order by s.valid_until limit ?`,
      [APPROVALS_AT_MOST],
    )
    return rows
  }
}

/** A condition with the values of its question marks. */
interface Condition {
  sql: string
  values: (string | number | string[])[]
}

function conditions(filter: SessionFilter): Condition {
  const all: Condition[] = [
    { sql: "s.deleted_at is null", values: [] },
    ...(filter.text ? [named(filter.text)] : []),
    ...(filter.accountId ? [{ sql: "s.account_id = ?", values: [filter.accountId] }] : []),
    ...(filter.standing
      ? [
          standingIs(filter.standing, filter.withoutContracts),
          { sql: "s.account_id = any(?)", values: [[...filter.knownAccounts]] },
        ]
      : []),
    ...(filter.withProblem
      ? [
          {
            sql: "s.id in (select subject from inbank_problem where cleared_at is null and deleted_at is null)",
            values: [],
          },
        ]
      : []),
  ]
  return {
    sql: all.map(({ sql }) => `(${sql})`).join(" and "),
    values: all.flatMap(({ values }) => values),
  }
}

function named(text: string): Condition {
  const byId = IDENTIFIERS.map((column) => `s.${column} = ?`)
  const values: (string | number)[] = IDENTIFIERS.map(() => text)
  // Order numbers are whole numbers of 32 bits.
  const number = /^#?(\d{1,9})$/.exec(text)?.[1]
  return number === undefined
    ? { sql: byId.join(" or "), values }
    : {
        sql: [
          ...byId,
          // As an array: with a subquery PostgreSQL would read the whole table and not nine indexes.
          `s.order_id = any(array(select id from "order" where display_id = ? and deleted_at is null))`,
        ].join(" or "),
        values: [...values, Number(number)],
      }
}

/** domain/lifecycle `standing`, in SQL; written so that the rare ones have an index, see models/session. */
function standingIs(standing: Standing, withoutContracts: readonly string[]): Condition {
  const hasNoContract = "s.account_id = any(?)"
  const accounts = [[...withoutContracts]]
  switch (standing) {
    case "granted":
      return { sql: "s.session_status = 'granted'", values: [] }
    case "refused":
      return { sql: "s.session_status in ('declined', 'cancelled', 'expired')", values: [] }
    case "financed":
      return {
        sql: `s.session_status = 'completed' and (s.contract_status = 'activated' or ${hasNoContract})`,
        values: accounts,
      }
    case "activating":
      return {
        sql: `s.session_status = 'completed' and s.contract_status is distinct from 'activated' and not ${hasNoContract}`,
        values: accounts,
      }
    case "undecided":
      return {
        sql: "s.session_status is null or s.session_status not in ('granted', 'completed', 'declined', 'cancelled', 'expired')",
        values: [],
      }
  }
}
