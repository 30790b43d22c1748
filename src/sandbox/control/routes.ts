import express, { Router, type ErrorRequestHandler, type RequestHandler } from "express"
import { z } from "zod"
import { answer } from "./answer"
import { contractRoutes } from "./contract-routes"
import { disturbingRoutes } from "./disturbing"
import { errorField } from "../error-fields"
import { parse } from "../parsing"
import type { Sandbox } from "../sandbox"

const expiry = z.strictObject({
  evenIfStillValid: z.boolean().optional(),
  evenIfSigned: z.boolean().optional(),
})

/** Routes for scripts that control the sandbox from outside; Inbank has nothing like them. */
export function controlRoutes(sandbox: Sandbox): RequestHandler {
  const router = Router()
  const { customer } = sandbox
  // Whatever the content type: curl sends a JSON body with the type of a form.
  router.use(express.json({ limit: "64kb", type: () => true }))

  router.get(
    "/state",
    answer(() => sandbox.state()),
  )
  router.get(
    "/journal",
    answer(() => ({ journal: sandbox.journal(), upstreamCounts: sandbox.upstreamCounts() })),
  )
  router.post(
    "/reset",
    answer(() => {
      sandbox.reset()
      return { reset: true }
    }),
  )
  router.post(
    "/expire",
    answer(async ({ body }) => ({ expired: await sandbox.expireSessions(parse(expiry, body, "expiry")) })),
  )
  for (const act of ["apply", "approve", "decline", "cancel"] as const) {
    router.post(
      `/sessions/:id/${act}`,
      answer(async ({ id }) => ({ ...(await customer[act](id)), session: sandbox.session(id) })),
    )
  }
  router.use(contractRoutes(sandbox))
  router.use(disturbingRoutes(sandbox))
  router.use((_request, response) => {
    response.status(404).json({ message: "The sandbox has no such control route." })
  })
  router.use(refuse)
  return router
}

/** For a body that could not be read. Express recognises an error handler by its four parameters. */
const refuse: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  const status = errorField(error, "status")
  if (status === 413) response.status(413).json({ message: "The body is too large." })
  else if (status === 400) response.status(400).json({ message: "The body is not JSON." })
  else next(error)
}
