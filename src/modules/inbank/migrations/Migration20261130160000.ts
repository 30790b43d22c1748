import { Migration } from "@medusajs/framework/mikro-orm/migrations"

interface Index {
  on: string
  columns: string
  unique?: boolean
  using?: "hash" | "brin"
  where?: string
}

const FOUND_BY = [
  ...["contract_uuid", "contract_number", "cart_id", "order_id"],
  ...["payment_session_id", "payment_collection_id", "payment_id"],
]
const found = (by: string, using?: "hash"): [string, Index] => [
  `IDX_inbank_session_${by}`,
  { on: "inbank_session", columns: by, using },
]

const BEFORE = new Map<string, Index>([
  ...FOUND_BY.map((by) => found(by)),
  ["IDX_inbank_session_token_hash_unique", { on: "inbank_session", columns: "token_hash", unique: true }],
  ["IDX_inbank_session_deleted_at", { on: "inbank_session", columns: "deleted_at" }],
  ["IDX_inbank_event_deleted_at", { on: "inbank_event", columns: "deleted_at" }],
  ["IDX_inbank_event_created_at", { on: "inbank_event", columns: "created_at" }],
  [
    "IDX_inbank_event_callbacks",
    { on: "inbank_event", columns: "created_at", where: "source = 'callback' AND " },
  ],
])
/** Nothing of ours is ever deleted softly: the indexes that Medusa's models bring along for it answered no question. */
const AFTER = new Map<string, Index>([
  ...[...FOUND_BY, "token_hash"].map((by) => found(by, "hash")),
  ["IDX_inbank_event_created_at", { on: "inbank_event", columns: "created_at", using: "brin" }],
])

/**
 * Less place on the disk for each session and its audit log. No row is written, and processes of the version before go on
 * working meanwhile and afterwards: indexes are made under other names first, which keeps writers waiting (25 s with a million
 * sessions) and readers not; then they take the places of the old ones.
 */
export class Migration20261130160000 extends Migration {
  override async up(): Promise<void> {
    this.replace(BEFORE, AFTER)
    this.addSql(`create sequence if not exists "inbank_event_id";`)
    this.addSql(
      `alter table "inbank_event" alter column "id" set default 'j' || lpad(nextval('inbank_event_id')::text, 12, '0'), alter column "updated_at" drop default, alter column "updated_at" drop not null;`,
    )
  }

  /** Lines of the audit log that were written meanwhile keep their ids, and no time of a change: nobody asks for it. */
  override async down(): Promise<void> {
    this.replace(AFTER, BEFORE)
    this.addSql(
      `alter table "inbank_event" alter column "id" drop default, alter column "updated_at" set default now();`,
    )
    this.addSql(`drop sequence if exists "inbank_event_id";`)
  }

  private replace(old: Map<string, Index>, made: Map<string, Index>): void {
    for (const [name, { on, columns, unique, using, where }] of made)
      this.addSql(
        `create ${unique ? "unique " : ""}index if not exists "${name}_new" on "${on}" using ${using ?? "btree"} ("${columns}") where ${where ?? ""}deleted_at is null;`,
      )
    // Those that are to be made too: the note of a migration that was run may be lost.
    for (const name of new Set([...old.keys(), ...made.keys()]))
      this.addSql(`drop index if exists "${name}";`)
    for (const name of made.keys()) this.addSql(`alter index "${name}_new" rename to "${name}";`)
  }
}
