/**
 * The kind of instalments that an account sells. Pay next month shares one contract between purchases: it is never read
 * or changed.
 */
export const PRODUCT_TYPES = ["hire_purchase", "split", "pay_next_month"] as const
export type ProductType = (typeof PRODUCT_TYPES)[number]
