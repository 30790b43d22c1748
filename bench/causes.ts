/**
 * Why a target is missed, where it is; printed with a miss only. What was counted or seen is said as such, and what is
 * only supposed is called so.
 */
export const CAUSES: Record<string, string> = {
  "create-time":
    "counted: four statements more than the system provider, and a request to the lender; Stripe's provider has that request too. How the time divides between them was not profiled",
  "complete-time":
    "counted: ten statements more than Stripe's (the lease, what Inbank said with a line in the trail, the order's total). That they are what takes the time is supposed, not profiled; compare the spread",
  "callbacks-rate":
    "counted: ours reads and writes, with a commit, before it answers, and Medusa's own route does neither. What share of the gap is theirs was not profiled; looks giving way and fewer index writes were tried and made no difference",
  "callbacks-p99":
    "not found out: looks giving way and fewer index writes were tried and made no difference. Compare the p99 of Medusa's own route in the same run",
  "callback-to-order": "not found out; compare how long completing a cart takes in the same run",
  "another-method":
    "not found out; seen: where Inbank never answered before, single checkouts waited two seconds for it. Compare the spread",
  "boot-time":
    "not found out. Where the quartiles lie on both sides of zero, this run cannot tell what the plugin adds",
}
