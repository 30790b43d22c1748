import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { customerBack } from "../../customer-back"

/** The customer's browser comes here when e-POS ends, whatever the outcome. Unsigned or not: it only makes us look. */
async function returned(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  await customerBack(req, res, "return")
}

export const GET = returned
export const POST = returned
