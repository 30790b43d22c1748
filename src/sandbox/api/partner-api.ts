import express, { Router, type RequestHandler } from "express"
import { createCalculation } from "./calculations"
import { approveContract, cancelContract, getContract } from "./contracts"
import type { ApiHandler, Gateway } from "./gateway"
import { createPosSession, getPosSession } from "./pos-sessions"
import { getProduct } from "./products"
import type { Bank } from "../bank/bank"

/** Inbank's Partner API. Products are documented under v2 only, everything else is v3. */
export function partnerApi(bank: Bank, gateway: Gateway): RequestHandler {
  const router = Router({ strict: true, caseSensitive: true })
  const shop = "/partner/v3/shops/:shopUuid"
  router.use(express.json({ limit: "64kb" }))
  const serve = (handler: ApiHandler): RequestHandler =>
    gateway.serve((request) => {
      // A session expires on the clock, not when somebody happens to look; this makes the two look alike. Here, where
      // the request is carried out: a fault may have held it up.
      bank.expireSessions()
      return handler(request)
    })
  router.post(`${shop}/calculations`, serve(createCalculation))
  router.get("/partner/v2/shops/:shopUuid/products", serve(getProduct))
  router.post(`${shop}/pos-sessions`, serve(createPosSession(bank.ledger)))
  router.get(`${shop}/pos-sessions/:uuid`, serve(getPosSession(bank.ledger)))
  router.get(`${shop}/contracts/:uuid`, serve(getContract(bank)))
  router.post(`${shop}/contracts/:uuid/merchant-approval`, serve(approveContract(bank)))
  router.post(`${shop}/contracts/:uuid/cancel`, serve(cancelContract(bank)))
  router.use(gateway.notFound)
  router.use(gateway.refuse)
  return router
}
