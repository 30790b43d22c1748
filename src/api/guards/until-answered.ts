import type { MedusaResponse } from "@medusajs/framework/http"

/**
 * Runs `free` when the answer is written, and not when the connection closes: the workflow of an aborted client keeps
 * running.
 */
export function untilAnswered(res: MedusaResponse, free: () => void): void {
  const end = res.end.bind(res)
  res.end = new Proxy(end, {
    apply(target, self, answer) {
      free()
      const result: unknown = Reflect.apply(target, self, answer)
      return result
    },
  })
}
