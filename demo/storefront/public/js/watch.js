import { StoreError } from "./api.js"
import { paymentStatus } from "./inbank.js"

const FIRST_PAUSE_MS = 1_500
const LONGEST_PAUSE_MS = 10_000

/**
 * Asks the store what became of a payment: soon at first, then less and less often, and at once when the person
 * comes back to this tab; a tab that nobody looks at does not ask. Yields each answer; what the address of the page says is never believed.
 */
export async function* watchPayment(paymentSessionId, cartId) {
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 1.4, LONGEST_PAUSE_MS)) {
    yield await look(paymentSessionId, cartId)
    await pauseOrReturn(pause)
  }
}

/** A store that cannot answer at the moment is asked again. */
async function look(paymentSessionId, cartId) {
  if (!paymentSessionId || !cartId) return { status: "unknown" }
  try {
    return await paymentStatus(paymentSessionId, cartId)
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
