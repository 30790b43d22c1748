import { Router, type RequestHandler } from "express"
import { NotPossible } from "../bank/not-possible"
import type { Sandbox } from "../sandbox"

/** Routes for scripts that steer the sandbox from outside; Inbank has nothing like them. */
export function controlRoutes(sandbox: Sandbox): RequestHandler {
  const router = Router()
  const { customer, portal } = sandbox

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
  for (const act of ["apply", "approve", "decline", "cancel"] as const) {
    router.post(
      `/sessions/:uuid/${act}`,
      answer(async (uuid) => ({ ...(await customer[act](uuid)), session: sandbox.session(uuid) })),
    )
  }
  for (const act of ["approve", "cancel", "terminate"] as const) {
    router.post(
      `/contracts/:uuid/${act}`,
      answer(async (uuid) => {
        await portal[act](uuid)
        return { contract: sandbox.contract(uuid) }
      }),
    )
  }
  router.use((_request, response) => {
    response.status(404).json({ message: "The sandbox has no such control route." })
  })
  return router
}

function answer(act: (uuid: string) => unknown): RequestHandler {
  return (request, response, next) => {
    const acted = async () => response.json(await act(request.params["uuid"] ?? ""))
    acted().catch((error: unknown) => {
      if (!(error instanceof NotPossible)) return next(error)
      response.status(error.reason === "unknown" ? 404 : 409).json({ message: error.message })
    })
  }
}
