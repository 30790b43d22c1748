import { config } from "./config.js"

/** What the store refused, in its own words. */
export class StoreError extends Error {
  constructor(status, message) {
    super(message)
    this.status = status
  }
}

/** One request to the store's public routes. */
export async function store(method, path, body) {
  const response = await fetch(config.storeUrl + path, {
    method,
    headers: {
      "content-type": "application/json",
      "x-publishable-api-key": config.publishableKey,
    },
    ...(body && { body: JSON.stringify(body) }),
  }).catch(() => {
    throw new StoreError(0, "The shop cannot be reached at the moment. Please try again.")
  })
  const answer = await response.json().catch(() => ({}))
  if (!response.ok) throw new StoreError(response.status, answer.message ?? "Something went wrong.")
  return answer
}
