import { setMaxListeners } from "node:events"

/** An AbortController that any number may wait on: Node would take more than ten for a leak, and say so. */
export function controllerForMany(): AbortController {
  const controller = new AbortController()
  setMaxListeners(0, controller.signal)
  return controller
}
