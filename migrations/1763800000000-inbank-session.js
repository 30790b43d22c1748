/** The table that ties sessions at Inbank to carts and orders of a Medusa 1.20 store: `medusa migrations run`. */
class InbankSession1763800000000 {
  name = "InbankSession1763800000000"

  async up(queryRunner) {
    await queryRunner.query(`
      create table inbank_session (
        id text primary key,
        account_id text not null,
        shop_uuid text not null,
        environment text not null,
        product_code text not null,
        locale text not null,
        token_hash text not null unique,
        cart_id text not null,
        order_id text,
        amount numeric(20, 2) not null,
        currency text not null,
        valid_until timestamptz not null,
        pos_session_uuid text unique,
        redirect_url text,
        contract_uuid text,
        contract_number text,
        session_status text,
        contract_status text,
        inbank_amount numeric(20, 2),
        inbank_currency text,
        closed_reason text,
        order_refusal text,
        problems text,
        failures integer not null default 0,
        last_error text,
        rung_at timestamptz,
        next_check_at timestamptz,
        checked_at timestamptz,
        changed_at timestamptz,
        lease_token text,
        lease_until timestamptz,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now()
      )`)
    await queryRunner.query(`
      create unique index inbank_session_open on inbank_session (cart_id, account_id, amount, currency)
      where closed_reason is null`)
    await queryRunner.query("create index inbank_session_cart on inbank_session (cart_id)")
    await queryRunner.query("create index inbank_session_order on inbank_session (order_id)")
    await queryRunner.query(`
      create index inbank_session_due on inbank_session (next_check_at) where next_check_at is not null`)
  }

  async down(queryRunner) {
    await queryRunner.query("drop table inbank_session")
  }
}

module.exports = { InbankSession1763800000000 }
