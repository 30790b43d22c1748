import { once } from "node:events"
import { createServer } from "node:http"
import { createRequire } from "node:module"
import { join } from "node:path"
import type { MedusaContainer } from "@medusajs/framework/types"
import express, { type Express } from "express"
import { knex, type Knex } from "@medusajs/framework/mikro-orm/knex"
import { z } from "zod"
import { freePort } from "../../../test-kit/free-port"
import { Shopper } from "../../../test-kit/shopper"
import { recordBoot } from "../../support/boots"
import { fillCart, type FilledCart } from "../../support/filled-carts"
import { DATABASE, STORE, STORE_SETTINGS, theTemplate } from "../../support/shop-template"
import { SeededRows } from "./seeded-rows"
// The store's subscriber is this example, which the store itself could not load: it is TypeScript.
import "../../../docs/examples/mail-on-problem"

/** As Node loads it for a store: once for this process. Jest's own registry would load all of Medusa for each suite. */
export const requireOfStore = createRequire(join(STORE, "package.json"))

/** The very thing that the store has loaded by this name, no copy: of this form, or it is an error. */
export function moduleOfStore<Module>(specifier: string, form: z.ZodType<Module>): Module {
  return form.parse(requireOfStore(specifier))
}

/** Parsed without being copied. */
export const has = <Module extends object>(name: keyof Module & string) =>
  z.custom<Module>((found) => typeof found === "object" && found !== null && name in found)

interface LoadersModule {
  default: (call: { directory: string; expressApp: Express }) => Promise<{ container: MedusaContainer }>
}

export interface RunningStore {
  url: string
  container: MedusaContainer
  /** Where a storefront may stand: the one origin that the store's CORS names. */
  storefrontPort: number
  /** One cart of which tests take copies. */
  filledCart: FilledCart
  seededRows: SeededRows
}

/** A store in this process, on a database of its own. It ends with the process: Medusa cannot be started in it twice. */
export async function startStore(): Promise<RunningStore> {
  const began = performance.now()
  const [port, storefrontPort] = [await freePort(), await freePort()]
  const url = `http://127.0.0.1:${port}`
  Object.assign(process.env, STORE_SETTINGS, {
    NODE_ENV: "test",
    LOG_LEVEL: process.env.LOG_LEVEL ?? "error",
    MEDUSA_DISABLE_TELEMETRY: "true",
    DATABASE_URL: await copyOfShop(),
    BACKEND_URL: url,
    STORE_CORS: `http://127.0.0.1:${storefrontPort}`,
    // Each suite brings its own.
    INBANK_API_URL: "http://127.0.0.1:10",
    // The example of docs/events.md mails its merchant here.
    MERCHANT_EMAIL: "merchant@example.com",
    ADMIN_URL: "https://api.shop.example.com/app",
  })
  const { default: loaders } = moduleOfStore("@medusajs/medusa/loaders/index", has<LoadersModule>("default"))
  const expressApp = express()
  const { container } = await loaders({ directory: STORE, expressApp })
  const server = createServer(expressApp).listen(port, "127.0.0.1")
  await once(server, "listening")
  await recordBoot("http", began)
  const filledCart = await fillCart(new Shopper(url, theTemplate().seeded))
  const seededRows = await SeededRows.keep(container.resolve<Knex>("__pg_connection__"))
  return { url, container, storefrontPort, filledCart, seededRows }
}

/** @returns the address of a database for this worker alone. */
async function copyOfShop(): Promise<string> {
  const address = new URL(process.env.HTTP_DATABASE_URL ?? "")
  const name = `http_${process.env.JEST_WORKER_ID ?? "1"}_${process.pid}`
  const server = knex({ client: "pg", connection: { connectionString: address.href, ssl: false } })
  try {
    await server.raw("create database ?? template ??", [name, DATABASE])
  } finally {
    await server.destroy()
  }
  address.pathname = `/${name}`
  return address.href
}
