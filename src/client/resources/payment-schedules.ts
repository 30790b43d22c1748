import { z } from "zod"
import { decimal, text, unwrapped } from "../http/parsing"
import { sameUuid } from "./same-uuid"

/** What the customer would pay after a partial return. Amounts are major units as exact decimal strings. */
export interface PaymentSchedule {
  uuid: string
  /** Months. */
  period?: string
  amount?: string
  paymentAmountMonthly?: string
  netCreditAmount?: string
}

export const paymentScheduleAnswer = (asked: string) =>
  unwrapped(
    "paymentSchedule",
    z.object({
      uuid: sameUuid(asked),
      period: text,
      amount: decimal,
      paymentAmountMonthly: decimal,
      netCreditAmount: decimal,
    }),
  )
