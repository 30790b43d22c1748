import { z } from "zod"
import { SHUTDOWN_SECONDS } from "../../domain/timeouts"

const [AT_LEAST_SECONDS, AT_MOST_SECONDS] = [1, 60]

const optionsSchema = z.object({
  shutdownSeconds: z.number().min(AT_LEAST_SECONDS).max(AT_MOST_SECONDS).default(SHUTDOWN_SECONDS),
})

/**
 * What the plugin's own entry in medusa-config may contain. Everything about Inbank is an option of a payment provider.
 */
export interface PluginOptions {
  /** A process that must end gives running work this many seconds; the rest is due for the next process. */
  shutdownSeconds: number
}

/** @throws {Error} with what to write instead: the store does not start. */
export function pluginOptions(given: unknown): PluginOptions {
  const parsed = optionsSchema.safeParse(given ?? {})
  if (parsed.success) return parsed.data
  throw new Error(
    `medusa-payment-inbank: option \`shutdownSeconds\` of the plugin's entry in medusa-config must be a number from ${AT_LEAST_SECONDS} to ${AT_MOST_SECONDS}; leave it out for ${SHUTDOWN_SECONDS}.`,
  )
}
