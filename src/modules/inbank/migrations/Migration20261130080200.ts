import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/** Leases say which process holds them, and a refund in progress is held by a lease, which took the place of a time of its own. */
export class Migration20261130080200 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`alter table if exists "inbank_lease" add column if not exists "holder" text null;`)
    this.addSql(`alter table if exists "inbank_refund" drop column if exists "busy_until";`)
  }

  override async down(): Promise<void> {
    this.addSql(
      `alter table if exists "inbank_refund" add column if not exists "busy_until" timestamptz null;`,
    )
    this.addSql(`alter table if exists "inbank_lease" drop column if exists "holder";`)
  }
}
