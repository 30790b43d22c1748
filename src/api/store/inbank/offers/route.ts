import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { MedusaError } from "@medusajs/framework/utils"
import { z } from "zod"
import { inbankFrom } from "../../../../settle/inbank"
import { offersFor, type Offers } from "./offers"

const priceSchema = z.object({
  amount: z
    .string()
    .regex(/^\d{1,9}(\.\d{1,4})?$/)
    .refine((amount) => Number(amount) > 0),
  currency_code: z.string().regex(/^[a-z]{3}$/i),
})

/** What a price costs a month with each Inbank account of this store, or why it cannot be paid with it. */
export async function GET(req: MedusaRequest, res: MedusaResponse<Offers>): Promise<void> {
  const price = priceSchema.safeParse(req.query)
  if (!price.success) {
    throw new MedusaError(
      MedusaError.Types.INVALID_DATA,
      "Give a price in major units and its currency: ?amount=129.90&currency_code=eur",
    )
  }
  const { amount, currency_code } = price.data
  const { accounts, logger } = inbankFrom(req.scope)
  res.json(await offersFor(accounts.list(), logger, { amount, currency: currency_code }))
}
