import { StoreError } from "./api.js"
import { paymentStatus } from "./inbank.js"

/** The store answers earlier, as soon as there is something new. */
const WAIT_SECONDS = 20
const FIRST_PAUSE_MS = 1_500
const LONGEST_PAUSE_MS = 10_000

/**
 * Asks the store what happened to a payment: at once, and then with a request that is answered when there is news. If
 * an answer comes at once without news, the next request follows after a pause that grows, and at once when the person
 * comes back to this tab; a hidden tab does not ask. Yields each answer; the address of the page is never trusted.
 */
export async function* watchPayment(paymentSessionId, cartId) {
  yield await look(paymentSessionId, cartId, 0)
  for (let pause = FIRST_PAUSE_MS; ;) {
    const asked = Date.now()
    yield await look(paymentSessionId, cartId, WAIT_SECONDS)
    if (Date.now() - asked > FIRST_PAUSE_MS && !document.hidden) continue
    await pauseOrReturn(pause)
    pause = Math.min(pause * 1.4, LONGEST_PAUSE_MS)
  }
}

/** A store that cannot answer at the moment is asked again. */
async function look(paymentSessionId, cartId, waitSeconds) {
  if (!paymentSessionId || !cartId) return { status: "unknown" }
  try {
    return await paymentStatus(paymentSessionId, cartId, waitSeconds)
  } catch (error) {
    const isOver = error instanceof StoreError && (error.status === 404 || error.status === 400)
    return { status: isOver ? "unknown" : "unreachable" }
  }
}

function pauseOrReturn(milliseconds) {
  return new Promise((resolve) => {
    const timer = setTimeout(done, milliseconds)
    document.addEventListener("visibilitychange", done)
    function done() {
      // A hidden tab asks when it becomes visible.
      if (document.hidden) return
      clearTimeout(timer)
      document.removeEventListener("visibilitychange", done)
      resolve()
    }
  })
}
