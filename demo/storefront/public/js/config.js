/** Where the store is, and its publishable key: the demo's server knows. */
export const config = await (await fetch("/config.json")).json()

export const COUNTRY = "ee"
export const CURRENCY = "eur"
