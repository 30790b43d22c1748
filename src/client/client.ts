import { Api } from "./http/api"
import { normaliseApiUrl } from "./base-url"
import { Calculations } from "./resources/calculations"
import { Contracts } from "./resources/contracts"
import { NEEDED_IN_PATH, isPathValue, pathFault, type PathOverrides } from "./http/paths"
import { PosSessions } from "./resources/pos-sessions"
import { Products } from "./resources/products"
import type { BreakerSettings } from "./http/resilience"
import { InbankSettingsError } from "./settings-error"

export interface InbankClientSettings {
  /** From baseUrl(); without a path. */
  baseUrl: string
  /** Private, like the key: never show it to a browser. */
  shopUuid: string
  apiKey: string
  /** Milliseconds for one attempt, answer body included; default 12 000. */
  timeoutMs?: number
  breaker?: BreakerSettings
  /** Templates with {shopUuid}, {contractUuid} and {versionUuid}, for calls whose documentation is not known to us. */
  paths?: PathOverrides
}

const DEFAULT_TIMEOUT_MS = 12_000

/**
 * Inbank's Partner API v3 for one shop. Every method throws InbankError and nothing else.
 *
 * Make one per shop and keep it: it holds the connections and the circuit breaker. The key shows neither when the
 * client is printed nor when it is turned into JSON.
 *
 * SEEN: paths, statuses, most field names. Marked where a field is INFERRED. Never tried against Inbank's own servers.
 *
 * @see https://docs.inbank.eu/api/epos-flow/section/api-requests
 */
export class InbankClient {
  readonly calculations: Calculations
  readonly products: Products
  readonly posSessions: PosSessions
  readonly contracts: Contracts
  readonly #api: Api

  /** @throws InbankSettingsError naming the setting that cannot work. */
  constructor(settings: InbankClientSettings) {
    const { shopUuid, apiKey, timeoutMs = DEFAULT_TIMEOUT_MS, breaker, paths = {} } = settings
    // Pasted text brings spaces and line breaks; Node would refuse the header only at the first request.
    if (!/^[\x21-\x7e]+$/.test(apiKey)) {
      throw new InbankSettingsError(
        "apiKey is empty or holds spaces, line breaks or letters that no key has.",
      )
    }
    if (!isPathValue(shopUuid)) throw new InbankSettingsError("shopUuid is empty.")
    if (!(timeoutMs > 0)) throw new InbankSettingsError("timeoutMs must be a number of milliseconds above 0.")
    for (const name of ["withdrawal", "confirmReturn"] as const) {
      const fault = paths[name] === undefined ? undefined : pathFault(paths[name], NEEDED_IN_PATH[name])
      if (fault !== undefined) throw new InbankSettingsError(`paths.${name} ${fault}.`)
    }
    this.#api = new Api({ baseUrl: normaliseApiUrl(settings.baseUrl), shopUuid, apiKey, timeoutMs, breaker })
    this.calculations = new Calculations(this.#api)
    this.products = new Products(this.#api)
    this.posSessions = new PosSessions(this.#api)
    this.contracts = new Contracts(this.#api, paths)
  }

  /** Ends the keep-alive connections; a running request fails. */
  close(): void {
    this.#api.close()
  }
}
