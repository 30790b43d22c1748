/** The store's address and its publishable key: the demo's server knows them. */
export const config = await (await fetch("/config.json")).json()

export const COUNTRY = "ee"
export const CURRENCY = "eur"
