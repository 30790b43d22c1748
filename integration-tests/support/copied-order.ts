import { randomBytes } from "node:crypto"
import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { z } from "zod"
import { callbackTokenHash, callbackTokenOf, newReturnToken } from "../../src/domain/session/tokens"
import { demoShop, type Sandbox } from "../../src/sandbox"
import { request } from "../../test-kit/http"
import { TIMES, type KeptOrder, type Row } from "./kept-orders"

export interface OrderCopy {
  cart: { id: string; collectionId: string }
  orderId: string
  posSessionUuid: string
  contract: string
}

/** What the database counts itself. */
const COUNTED: Record<string, string> = { order: "display_id", inbank_event: "id" }
/** The ids by which these rows point to one another, by their prefixes; all others stay. */
const OWN_IDS = new RegExp(
  `"(${[
    ...["cart", "caaddr", "cali", "casm", "pay_col", "capaycol", "payses", "pay", "capt", "inbs"],
    ...[
      "order",
      "ordaddr",
      "ordli",
      "orditem",
      "ordsum",
      "ordsm",
      "ordspmv",
      "ordtrx",
      "ordercart",
      "ordpay",
    ],
  ].join("|")})_[0-9A-Z]+"`,
  "g",
)

/**
 * Makes the same order once more, now: at Inbank by the plugin's own requests, in the store by copying its rows. Medusa
 * takes half a second of the processor to place one; how it was placed is not what is tried.
 */
export async function copyOrder(knex: Knex, sandbox: Sandbox, kept: KeptOrder): Promise<OrderCopy> {
  const suffix = `C${Date.now().toString(36)}${randomBytes(8).toString("hex")}`.toUpperCase()
  const token = newReturnToken()
  const passed = Date.now() - kept.happenedAt
  const { posSessionUuid, contract } = await askAgain(sandbox, kept, `inbs_${suffix}`, token, passed)
  const session = {
    token_hash: callbackTokenHash(callbackTokenOf(token)),
    contract_number: sandbox.contract(contract)?.number ?? "",
  }
  const rows = kept.rows.map(([table, json]): Row => [
    table,
    json
      .replace(OWN_IDS, (_all, prefix: string) => `"${prefix}_${suffix}"`)
      .replace(TIMES, (_all, time: string) => `"${moved(`${time}Z`, passed)}"`)
      .replace(
        /"(token_hash|contract_number)": "[^"]+"/g,
        (_all, name: keyof typeof session) => `"${name}": "${session[name]}"`,
      )
      .replaceAll(kept.posSessionUuid, posSessionUuid)
      .replaceAll(kept.contract, contract)
      .replaceAll(kept.sandboxUrl, sandbox.url),
  ])
  await insert(knex, rows)
  return {
    cart: { id: `cart_${suffix}`, collectionId: `pay_col_${suffix}` },
    orderId: `order_${suffix}`,
    posSessionUuid,
    contract,
  }
}

/** The same requests to Inbank; the customer signs, and nobody is called: the rows know it already. */
async function askAgain(
  sandbox: Sandbox,
  { asked, contract: keptContract }: KeptOrder,
  purchaseReference: string,
  token: string,
  passed: number,
): Promise<{ posSessionUuid: string; contract: string }> {
  const { partnerUrls, purchase, validUntil } = asked.session
  const headers = { authorization: `Bearer ${demoShop.apiKey}` }
  const { body } = await request("POST", sandbox.url + asked.sessionsPath, headers, {
    ...asked.session,
    partnerUrls: Object.fromEntries(
      Object.entries(partnerUrls).map(([name, url]) => [
        name,
        url.replace(/[^/]+$/, name === "callbackUrl" ? callbackTokenOf(token) : token),
      ]),
    ),
    purchase: { ...purchase, purchaseReference },
    validUntil: moved(validUntil, passed).replace(/\.\d+Z$/, "+00:00"),
  })
  const { uuid } = z.object({ uuid: z.string() }).parse(body)
  const disturbed = sandbox.callbacks.disturbed()
  sandbox.callbacks.disturb({ lose: true })
  await sandbox.customer.approve(uuid)
  const contract = sandbox.session(uuid)?.creditContractUuid ?? ""
  if (asked.approvalPath !== undefined)
    await request("POST", sandbox.url + asked.approvalPath.replace(keptContract, contract), headers)
  if (disturbed) sandbox.callbacks.disturb(disturbed)
  else sandbox.callbacks.calm()
  return { posSessionUuid: uuid, contract }
}

function moved(time: string, milliseconds: number): string {
  return new Date(Date.parse(time) + milliseconds).toISOString()
}

async function insert(knex: Knex, rows: Row[]): Promise<void> {
  await knex.transaction(async (transaction) => {
    for (const [table, json] of rows) {
      const columns = Object.keys(z.record(z.string(), z.unknown()).parse(JSON.parse(json))).filter(
        (column) => column !== COUNTED[table],
      )
      const list = columns.map((column) => `"${column}"`).join(", ")
      await transaction.raw(
        `insert into "${table}" (${list}) select ${list} from jsonb_populate_record(null::"${table}", ?)`,
        [json],
      )
    }
  })
}
