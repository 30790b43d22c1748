import express, { Router, type Request, type RequestHandler, type Response } from "express"
import { contractsPage } from "./contracts-page"
import type { AfterSale } from "../bank/after-sale"
import type { Bank } from "../bank/bank"
import { NotPossible } from "../bank/not-possible"
import { sendPage } from "../epos/page"
import { messageOf } from "../error-fields"
import { NotValid } from "../parsing"
import type { Sandbox } from "../sandbox"

/** The Partner Portal, where a merchant does by hand what the API does otherwise. */
export function portalPages(sandbox: Sandbox, bank: Bank, afterSale: AfterSale): RequestHandler {
  const router = Router()
  router.use(express.urlencoded({ extended: false, limit: "8kb" }))

  const show = (response: Response, status: number, search: string, refusal?: string): void =>
    sendPage(response, status, "Partner Portal", contractsPage(sandbox.state(), search, refusal))
  router.get("/", (request, response) => show(response, 200, textOf(request.query["q"])))

  const act = (name: string, step: (uuid: string, amount: number) => unknown): void => {
    router.post(`/:uuid/${name}`, (request: Request<{ uuid: string }>, response) => {
      const { uuid } = request.params
      const body: unknown = request.body
      const search = textOf(fieldOf(body, "q"))
      try {
        // The browser continues at once, whatever the shop does with the callback.
        step(uuid, Number(textOf(fieldOf(body, "amount")) || Number.NaN))
      } catch (error) {
        const status = statusOf(error)
        if (status === undefined) throw error
        return show(response, status, search, messageOf(error))
      }
      const query = search === "" ? "" : `?q=${encodeURIComponent(search)}`
      response.redirect(303, `/portal${query}#contract-${encodeURIComponent(uuid)}`)
    })
  }
  act("approve", (uuid) => bank.merchantApprove(uuid))
  act("cancel", (uuid) => bank.merchantCancel(uuid))
  act("withdraw", (uuid) => afterSale.withdrawByHand(uuid))
  act("return-part", (uuid, amount) => afterSale.returnByHand(uuid, amount))
  return router
}

/** Undefined for an error that is no refusal. */
function statusOf(error: unknown): number | undefined {
  if (error instanceof NotValid) return 400
  if (error instanceof NotPossible) return error.reason === "unknown" ? 404 : 409
  return undefined
}

function fieldOf(body: unknown, name: string): unknown {
  return typeof body === "object" && body !== null ? Reflect.get(body, name) : undefined
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value.trim() : ""
}
