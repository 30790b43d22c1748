/** When the merchant approves a granted contract. `none`: the product is set up without merchant approval. */
export const APPROVALS = ["capture", "order", "shipment", "none"] as const
export type Approval = (typeof APPROVALS)[number]
