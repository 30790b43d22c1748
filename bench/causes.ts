/** Why a target is missed, where it is: written down when it was found out, and printed with a miss only. */
export const CAUSES: Record<string, string> = {
  "create-time":
    "a request to Inbank, and our own row written before it and after it, each on the disk at once, so that no callback can come before its row; Stripe's provider has the request too, and stores nothing",
  "complete-time":
    "ten statements more than Stripe's: the lease that keeps two processes from making two orders of one cart, what Inbank said with a line in the trail, and the order's total compared with it",
  "callbacks-rate":
    "ours reads the session, checks the signature, and has the ring on the disk before it answers; Medusa's own route answers and does nothing until later. Store, database and load maker share the machine's cores",
  "callbacks-p99":
    "sixteen callers wait for two statements and a commit each, on cores that database and load maker use too; looks at purchases begin meanwhile, four a second at most",
  "callback-to-order":
    "nearly all of it is Medusa's own completion of the cart (see the table): on a slower machine that alone takes longer",
  "another-method":
    "two processes are compared, whose own differences are of this size: look at the spread. With Inbank down one list of payment methods in ten seconds waits for its time-out, the others do not",
  "boot-time":
    "boots of a whole store differ by more than the plugin adds: look at the quartiles, and at the processor's time, which other work on the machine disturbs less",
}
