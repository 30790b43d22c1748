import { Migration } from "@medusajs/framework/mikro-orm/migrations"

export class Migration20261123011529 extends Migration {
  override async up(): Promise<void> {
    this.addSql(
      `alter table if exists "inbank_session" drop constraint if exists "inbank_session_pos_session_uuid_unique";`,
    )
    this.addSql(
      `alter table if exists "inbank_session" drop constraint if exists "inbank_session_token_hash_unique";`,
    )
    this.addSql(
      `alter table if exists "inbank_problem" drop constraint if exists "inbank_problem_kind_subject_unique";`,
    )
    this.addSql(
      `create table if not exists "inbank_event" ("id" text not null, "session_id" text not null, "source" text not null, "action" text not null, "before" text null, "after" text null, "detail" text null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "inbank_event_pkey" primary key ("id"));`,
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_inbank_event_deleted_at" ON "inbank_event" ("deleted_at") WHERE deleted_at IS NULL;`,
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_inbank_event_session_id" ON "inbank_event" ("session_id") WHERE deleted_at IS NULL;`,
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_inbank_event_created_at" ON "inbank_event" ("created_at") WHERE deleted_at IS NULL;`,
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_inbank_event_callbacks" ON "inbank_event" ("created_at") WHERE source = 'callback' AND deleted_at IS NULL;`,
    )

    this.addSql(
      `create table if not exists "inbank_lease" ("id" text not null, "token" text not null, "until" timestamptz not null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "inbank_lease_pkey" primary key ("id"));`,
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_inbank_lease_deleted_at" ON "inbank_lease" ("deleted_at") WHERE deleted_at IS NULL;`,
    )

    this.addSql(
      `create table if not exists "inbank_problem" ("id" text not null, "kind" text not null, "subject" text not null, "remedy" text not null, "detail" text null, "occurrences" integer not null default 1, "opened_at" timestamptz not null, "cleared_at" timestamptz null, "cleared_by" text null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "inbank_problem_pkey" primary key ("id"));`,
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_inbank_problem_deleted_at" ON "inbank_problem" ("deleted_at") WHERE deleted_at IS NULL;`,
    )
    this.addSql(
      `CREATE UNIQUE INDEX IF NOT EXISTS "IDX_inbank_problem_kind_subject_unique" ON "inbank_problem" ("kind", "subject") WHERE deleted_at IS NULL;`,
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_inbank_problem_subject" ON "inbank_problem" ("subject") WHERE cleared_at IS NULL AND deleted_at IS NULL;`,
    )

    this.addSql(
      `create table if not exists "inbank_refund" ("id" text not null, "session_id" text not null, "payment_id" text not null, "contract_uuid" text null, "amount" numeric not null, "currency" text not null, "status" text check ("status" in ('in_progress', 'done', 'failed')) not null default 'in_progress', "method" text check ("method" in ('withdrawal', 'partial_return', 'portal')) not null, "busy_until" timestamptz null, "version_uuid" text null, "limit_before" text null, "sent_at" timestamptz null, "recorded_by" text null, "reference" text null, "last_error" text null, "raw_amount" jsonb not null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "inbank_refund_pkey" primary key ("id"));`,
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_inbank_refund_deleted_at" ON "inbank_refund" ("deleted_at") WHERE deleted_at IS NULL;`,
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_inbank_refund_payment_id" ON "inbank_refund" ("payment_id") WHERE deleted_at IS NULL;`,
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_inbank_refund_session_id" ON "inbank_refund" ("session_id") WHERE deleted_at IS NULL;`,
    )
    this.addSql(
      `CREATE UNIQUE INDEX IF NOT EXISTS "IDX_inbank_refund_one_in_progress" ON "inbank_refund" ("session_id") WHERE status = 'in_progress' AND deleted_at IS NULL;`,
    )
    this.addSql(
      `CREATE UNIQUE INDEX IF NOT EXISTS "IDX_inbank_refund_one_per_reference" ON "inbank_refund" ("session_id", "reference") WHERE reference IS NOT NULL AND status <> 'failed' AND deleted_at IS NULL;`,
    )

    this.addSql(
      `create table if not exists "inbank_session" ("id" text not null, "account_id" text not null, "shop_uuid" text not null, "environment" text not null, "product_code" text not null, "locale" text not null, "token_hash" text not null, "rung_at" timestamptz null, "next_check_at" timestamptz null, "failures" integer not null default 0, "last_error" text null, "closed_reason" text null, "order_refusal" text null, "pos_session_uuid" text null, "redirect_url" text null, "contract_uuid" text null, "contract_number" text null, "session_status" text null, "contract_status" text null, "inbank_amount" text null, "inbank_currency" text null, "valid_until" timestamptz not null, "checked_at" timestamptz null, "changed_at" timestamptz null, "payment_session_id" text null, "payment_collection_id" text not null, "cart_id" text not null, "payment_id" text null, "order_id" text null, "amount" numeric not null, "currency" text not null, "raw_amount" jsonb not null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "inbank_session_pkey" primary key ("id"));`,
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_inbank_session_deleted_at" ON "inbank_session" ("deleted_at") WHERE deleted_at IS NULL;`,
    )
    this.addSql(
      `CREATE UNIQUE INDEX IF NOT EXISTS "IDX_inbank_session_token_hash_unique" ON "inbank_session" ("token_hash") WHERE deleted_at IS NULL;`,
    )
    this.addSql(
      `CREATE UNIQUE INDEX IF NOT EXISTS "IDX_inbank_session_pos_session_uuid_unique" ON "inbank_session" ("pos_session_uuid") WHERE deleted_at IS NULL;`,
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_inbank_session_contract_uuid" ON "inbank_session" ("contract_uuid") WHERE deleted_at IS NULL;`,
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_inbank_session_contract_number" ON "inbank_session" ("contract_number") WHERE deleted_at IS NULL;`,
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_inbank_session_cart_id" ON "inbank_session" ("cart_id") WHERE deleted_at IS NULL;`,
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_inbank_session_order_id" ON "inbank_session" ("order_id") WHERE deleted_at IS NULL;`,
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_inbank_session_payment_session_id" ON "inbank_session" ("payment_session_id") WHERE deleted_at IS NULL;`,
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_inbank_session_payment_collection_id" ON "inbank_session" ("payment_collection_id") WHERE deleted_at IS NULL;`,
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_inbank_session_payment_id" ON "inbank_session" ("payment_id") WHERE deleted_at IS NULL;`,
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_inbank_session_next_check_at" ON "inbank_session" ("next_check_at") WHERE next_check_at IS NOT NULL AND deleted_at IS NULL;`,
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_inbank_session_account_id" ON "inbank_session" ("account_id") WHERE deleted_at IS NULL;`,
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_inbank_session_not_ended" ON "inbank_session" ("session_status") WHERE (session_status IS NULL OR session_status NOT IN ('completed', 'declined', 'cancelled', 'expired')) AND deleted_at IS NULL;`,
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_inbank_session_not_active" ON "inbank_session" ("contract_status") WHERE session_status = 'completed' AND contract_status IS DISTINCT FROM 'activated' AND deleted_at IS NULL;`,
    )
    this.addSql(
      `CREATE UNIQUE INDEX IF NOT EXISTS "IDX_inbank_session_one_open" ON "inbank_session" ("payment_collection_id", "account_id", "amount", "currency") WHERE closed_reason IS NULL AND deleted_at IS NULL;`,
    )
  }

  override async down(): Promise<void> {
    this.addSql(`drop table if exists "inbank_event" cascade;`)

    this.addSql(`drop table if exists "inbank_lease" cascade;`)

    this.addSql(`drop table if exists "inbank_problem" cascade;`)

    this.addSql(`drop table if exists "inbank_refund" cascade;`)

    this.addSql(`drop table if exists "inbank_session" cascade;`)
  }
}
