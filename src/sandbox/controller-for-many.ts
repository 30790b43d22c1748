import { setMaxListeners } from "node:events"

/** An AbortController for any number of listeners: Node would warn of a leak at more than ten. */
export function controllerForMany(): AbortController {
  const controller = new AbortController()
  setMaxListeners(0, controller.signal)
  return controller
}
