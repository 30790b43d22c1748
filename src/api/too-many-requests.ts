import type { MedusaResponse } from "@medusajs/framework/http"

export function tooManyRequests(res: MedusaResponse, seconds: number, sentence = "too many requests"): void {
  res.status(429).set("Retry-After", String(seconds)).send(sentence)
}
