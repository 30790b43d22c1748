import type { AfterSale } from "../api/answers"

/** In the order of an order's life. */
export const CHOICES = [
  "approve",
  "cancel",
  "cancel_contract",
  "refund_in_full",
  "refund_in_part",
] as const satisfies readonly (keyof AfterSale)[]
export type Choice = (typeof CHOICES)[number]
