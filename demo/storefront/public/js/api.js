import { config } from "./config.js"
import { t } from "./language.js"

/** A refusal of the store, in its own words. */
export class StoreError extends Error {
  constructor(status, message) {
    super(message)
    this.status = status
  }
}

/** One request to the store's public routes. */
export async function store(method, path, { body, headers } = {}) {
  const response = await fetch(config.storeUrl + path, {
    method,
    headers: {
      "content-type": "application/json",
      "x-publishable-api-key": config.publishableKey,
      ...headers,
    },
    ...(body && { body: JSON.stringify(body) }),
  }).catch(() => {
    throw new StoreError(0, t("store.unreachable"))
  })
  const answer = await response.json().catch(() => ({}))
  if (!response.ok) throw new StoreError(response.status, answer.message ?? t("store.failed"))
  return answer
}
