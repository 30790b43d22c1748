import type { OrderView } from "../api/answers"
import { cents, decimal } from "../texts/formats"

/** Captured and not given back. */
export function restOf({ captured, refunded }: OrderView): string {
  return decimal(cents(captured) - cents(refunded))
}
