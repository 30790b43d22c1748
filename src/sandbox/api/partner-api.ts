import express, { Router, type RequestHandler } from "express"
import { createCalculation } from "./calculations"
import { approveContract, cancelContract, getContract, withdrawContract } from "./contracts"
import type { ApiHandler, Gateway } from "./gateway"
import { createPosSession, getPosSession } from "./pos-sessions"
import { confirmVersion, createVersion, getChangeOptions, getPaymentSchedule } from "./partial-return"
import { getProduct } from "./products"
import type { AfterSale } from "../bank/after-sale"
import type { Bank } from "../bank/bank"
import { pathsOf, type ShopPaths } from "../shops"

/** Inbank's Partner API. Products are documented under v2 only, everything else is v3. */
export function partnerApi(bank: Bank, afterSale: AfterSale, gateway: Gateway): RequestHandler {
  const { ledger } = bank
  const router = Router({ strict: true, caseSensitive: true })
  const shop = "/partner/v3/shops/:shopUuid"
  const contract = `${shop}/contracts/:uuid`
  router.use(express.json({ limit: "64kb" }))
  const serve = (handler: ApiHandler): RequestHandler =>
    gateway.serve((request) => {
      // A session expires by the clock, not when a request looks at it; this makes the two look alike. It is done here,
      // where the request is carried out, because a fault may have delayed the request.
      bank.expireSessions()
      return handler(request)
    })
  /** Serves each shop at its own address for this, and no shop at another's. */
  const postAtShopsOwn = (act: keyof ShopPaths, handler: ApiHandler): void => {
    for (const path of new Set(ledger.shops.map((one) => pathsOf(one)[act]))) {
      if (path === null) continue
      const onlyItsShops: RequestHandler = (request, _response, next) => {
        const asked = ledger.shops.find(({ shopUuid }) => shopUuid === request.params["shopUuid"])
        next(asked && pathsOf(asked)[act] !== path ? "route" : undefined)
      }
      router.post(`${contract}/${path.replace("{versionUuid}", ":partUuid")}`, onlyItsShops, serve(handler))
    }
  }
  router.post(`${shop}/calculations`, serve(createCalculation))
  router.get("/partner/v2/shops/:shopUuid/products", serve(getProduct))
  router.post(`${shop}/pos-sessions`, serve(createPosSession(ledger)))
  router.get(`${shop}/pos-sessions/:uuid`, serve(getPosSession(ledger)))
  router.get(contract, serve(getContract(ledger)))
  router.post(`${contract}/merchant-approval`, serve(approveContract(bank)))
  router.post(`${contract}/cancel`, serve(cancelContract(bank)))
  router.get(`${contract}/change-options`, serve(getChangeOptions(ledger, afterSale)))
  router.post(`${contract}/versions`, serve(createVersion(ledger, afterSale)))
  router.get(`${contract}/payment-schedules/:partUuid`, serve(getPaymentSchedule(ledger)))
  postAtShopsOwn("withdrawal", withdrawContract(ledger, afterSale))
  postAtShopsOwn("confirmReturn", confirmVersion(ledger, afterSale))
  router.use(gateway.notFound)
  router.use(gateway.refuse)
  return router
}
