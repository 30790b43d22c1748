/**
 * Medusa has no answer between "done" and "refused", so the server refuses also what it has begun and ends by itself. Its
 * sentences for this are told by how they begin: the payment then waits for Inbank's activation, or the refund is open.
 */
const BEGINNINGS = ["Approved.", "Not refunded yet."]

export function saysUnderWay(sentence: string): boolean {
  return BEGINNINGS.some((beginning) => sentence.startsWith(beginning))
}
