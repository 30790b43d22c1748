import express, { Router, type Request, type RequestHandler, type Response } from "express"
import { closedPage, closedTitle } from "./closed-page"
import { html } from "./html"
import { openPage } from "./open-page"
import { sendPage } from "./page"
import { merchantOf } from "./session-view"
import type { Bank, Outcome } from "../bank/bank"

/** The hosted pages where a customer applies and signs. */
export function epos(bank: Bank): RequestHandler {
  const router = Router()
  router.use(express.urlencoded({ extended: false, limit: "8kb" }))

  router.get("/:uuid", (request, response) => showSession(bank, request.params.uuid, response, 200))

  const act = (name: string, step: (uuid: string, period: number | undefined) => Outcome): void => {
    router.post(`/:uuid/${name}`, (request: Request<{ uuid: string }>, response) => {
      const { uuid } = request.params
      bank.expireSessions()
      const session = bank.ledger.findSession(uuid)
      // A second click, or a form sent after the session was over: shows the session, changes nothing.
      if (session?.status !== "pending") return showSession(bank, uuid, response, 409)
      const body: unknown = request.body
      response.redirect(303, step(session.uuid, periodIn(body)).redirect)
    })
  }
  act("apply", (uuid, period) => bank.apply(uuid, period))
  act("sign", (uuid, period) => bank.sign(uuid, period))
  act("decline", (uuid) => bank.decline(uuid))
  act("cancel", (uuid) => bank.cancel(uuid))
  return router
}

function showSession(bank: Bank, uuid: string, response: Response, statusWhenOver: number): void {
  bank.expireSessions()
  const session = bank.ledger.findSession(uuid)
  if (!session) {
    const content = html`<h1>No such session</h1>
      <section>
        <p>The sandbox knows no session with this address. Perhaps it was restarted or reset.</p>
      </section>`
    return sendPage(response, 404, "No such session", content)
  }
  const product = bank.ledger.productOf(session)
  if (session.status === "pending") {
    return sendPage(response, 200, `Pay at ${merchantOf(session)}`, openPage(session, product))
  }
  const content = closedPage(session, session.status, product, bank.wayBack(session))
  sendPage(response, statusWhenOver, closedTitle(session.status), content)
}

function periodIn(body: unknown): number | undefined {
  if (typeof body !== "object" || body === null || !("period" in body)) return undefined
  return typeof body.period === "string" ? Number(body.period) : undefined
}
