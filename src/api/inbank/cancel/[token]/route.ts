import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { customerBack } from "../../customer-back"

/** The customer pressed cancel in e-POS. What that means is Inbank's to say, so this too only makes us look. */
export async function GET(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  await customerBack(req, res, "cancel")
}
