/**
 * Why a target is missed, where it is; printed only with a miss. It says what was counted or seen, and what is only an
 * assumption.
 */
export const CAUSES: Record<string, string> = {
  "create-time":
    "counted: four statements more than the system provider, and a request to the lender; Stripe's provider has that request too. How the time divides between them was not profiled",
  "complete-time":
    "counted: ten statements more than Stripe's (the lease, what Inbank said with a line in the audit log, the order's total). That they are what takes the time is supposed, not profiled; compare the spread",
  "callbacks-rate":
    "counted: ours writes, with a commit, before it answers, and looks at the purchases meanwhile; Medusa's own route does neither. Profiled: the store's processor is busy all the time, most of it in Express and Medusa's own middlewares, about a seventh with our statement",
  "callbacks-p99":
    "profiled: the store's processor is busy all the time, so that 16 at a time wait for each other: 16 divided by the rate is the mean. Compare the p99 of Medusa's own route in the same run",
  "callback-to-order": "not found out; compare how long completing a cart takes in the same run",
  "another-method":
    "not found out; seen: where Inbank never answered before, single checkouts waited two seconds for it. Compare the spread",
  "boot-time":
    "loaded alone on this kind of machine: node-fetch 16 ms, rate-limiter-flexible 8, cockatiel 7, our own files (about a hundred, each small) some 100. What Medusa spends on one more module and plugin was not told apart",
}
