import { StoreError } from "./api.js"
import { paymentStatus } from "./inbank.js"

/** The store answers earlier, as soon as there is something new. */
const WAIT_SECONDS = 20
const FIRST_PAUSE_MS = 1_500
const LONGEST_PAUSE_MS = 10_000

/**
 * Asks the store what became of a payment: at once, then so that it answers when there is news. What is answered at once all
 * the same is asked again after a pause, less and less often, and at once when the person comes back to this tab; a tab
 * that nobody looks at does not ask. Yields each answer; what the address of the page says is never believed.
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
      // Nobody looks: the store is asked when somebody does.
      if (document.hidden) return
      clearTimeout(timer)
      document.removeEventListener("visibilitychange", done)
      resolve()
    }
  })
}
