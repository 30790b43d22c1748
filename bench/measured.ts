import type { AnotherMethod } from "./operations/another-method"
import type { Boots } from "./operations/boot"
import type { CallbackLoad } from "./operations/callbacks"
import type { OfferViews } from "./operations/offers"
import type { Duplicates } from "./operations/duplicates"
import type { PurchaseSamples } from "./operations/purchase"
import type { TimeToOrder } from "./operations/time-to-order"
import type { Name } from "./support/contenders"
import { sum, type Sample, type Samples } from "./support/side-by-side"
import { median, quantile, ratioOf, type Ratio } from "./support/statistics"

/**
 * What is the same on any machine, except the times in it: how often the database and Inbank are asked. The quick run
 * measures only this.
 */
export interface Counted {
  purchase: PurchaseSamples
  duplicates: Duplicates
  offers: OfferViews
  /** Requests to Inbank until the store with the plugin had started. */
  upstreamAtBoot: number
}

/** What is compared with Medusa's own ways to pay. */
export interface Timed {
  /** Medusa's own route, given equal webhooks. */
  peersDuplicates: Pick<Duplicates, "one" | "ten">
  callbacks: CallbackLoad
  timeToOrder: TimeToOrder
  anotherMethod: AnotherMethod
  boots: Boots
}

/** One contender at one step, as the report shows it. */
export interface Figures {
  p50: number
  p95: number
  queries: number
  transactions: number
  upstream: number
}

/** One step of a purchase, side by side. */
export interface Comparison {
  step: string
  figures: Record<Name, Figures>
  /** How many times as long ours takes. */
  toSystem: Ratio
  toStripe: Ratio
}

export function comparisons(purchase: PurchaseSamples): Record<keyof PurchaseSamples, Comparison> {
  return {
    create: compare("create payment session", purchase.create),
    complete: compare("complete cart", purchase.complete),
    capture: compare("capture, by the merchant", purchase.capture),
    refund: compare("refund, by the merchant", purchase.refund),
  }
}

function compare(step: string, samples: Samples): Comparison {
  const times = (name: Name) => samples[name].map(({ milliseconds }) => milliseconds)
  return {
    step,
    figures: {
      inbank: figuresOf(samples.inbank),
      stripe: figuresOf(samples.stripe),
      system: figuresOf(samples.system),
    },
    toSystem: ratioOf(times("inbank"), times("system")),
    toStripe: ratioOf(times("inbank"), times("stripe")),
  }
}

export function figuresOf(samples: readonly Sample[]): Figures {
  const times = samples.map(({ milliseconds }) => milliseconds)
  return {
    p50: median(times),
    p95: quantile(times, 0.95),
    queries: median(samples.map(({ queries }) => queries)),
    transactions: median(samples.map(({ transactions }) => transactions)),
    upstream: median(samples.map(({ upstream }) => sum(upstream))),
  }
}
