import type { Response } from "node-fetch"
import type { Account } from "../../domain/account/account"
import { isPublicAddress } from "../../domain/account/public-address"
import { newSelfTest, type SelfTest } from "../../domain/callbacks/self-test"
import { callbackAddress } from "../../domain/session/partner-urls"
import { SELF_TEST_MS } from "../../domain/timeouts"

const LARGEST_ANSWER = 4_096

export type CallbackTest =
  | {
      ok: true
      milliseconds: number
      /** The call came through from this machine; the internet cannot reach such an address. */
      note: "not_public" | null
    }
  | {
      ok: false
      code: "unreachable" | "timed_out" | "refused" | "wrong_answer"
      /** What to do, in English. */
      message: string
    }

/**
 * Calls this store at `backendUrl` as Inbank would, signed with the account's key. Inbank's method is UNKNOWN
 * (docs/callbacks.md), so both GET and POST must come through. An obstacle between Inbank and `backendUrl` only (a
 * firewall that lets only this machine in) cannot be seen from here.
 */
export async function testCallback(account: Account): Promise<CallbackTest> {
  const begun = Date.now()
  for (const method of ["POST", "GET"] as const) {
    const failure = await enqueue(account, method)
    if (failure) return failure
  }
  const note = isPublicAddress(account.backendUrl) ? null : "not_public"
  return { ok: true, milliseconds: Date.now() - begun, note }
}

async function enqueue(account: Account, method: "GET" | "POST") {
  const test = newSelfTest(account, new Date())
  try {
    const response = await send(callbackAddress(account, test.token), method, test)
    const seen = `${method} ${account.backendUrl}/hooks/inbank/… was answered with ${response.status}`
    if (!response.ok) {
      const why = "a proxy or firewall keeps it off, or another version of the store is there"
      return failed("refused", `${seen}: ${why}.`)
    }
    if ((await shortText(response)) === test.expected) return undefined
    const who = "another server or a proxy's own page answers there"
    return failed("wrong_answer", `${seen}, but not by this store: ${who}.`)
  } catch (error) {
    return failedToReach(error, account.backendUrl)
  }
}

async function send(address: string, method: "GET" | "POST", { signed }: SelfTest): Promise<Response> {
  const fields = new URLSearchParams({ ...signed })
  const { default: fetch } = await import("node-fetch")
  const call = {
    redirect: "manual",
    size: LARGEST_ANSWER,
    signal: AbortSignal.timeout(SELF_TEST_MS),
  } as const
  return method === "GET"
    ? await fetch(`${address}?${fields.toString()}`, call)
    : await fetch(address, { ...call, method, body: fields })
}

/** A long page is no answer of ours, whatever it says. */
async function shortText(response: Response): Promise<string> {
  return await response.text().then(
    (text) => text.trim(),
    async (error: unknown) => {
      const { FetchError } = await import("node-fetch")
      if (error instanceof FetchError && error.type === "max-size") return ""
      throw error
    },
  )
}

/** The library's own message contains the address with its signature. */
function failedToReach(error: unknown, backendUrl: string) {
  if (error instanceof Error && (error.name === "AbortError" || error.name === "TimeoutError"))
    return failed("timed_out", `${backendUrl} did not answer within ten seconds.`)
  const code = error instanceof Error && "code" in error ? String(error.code) : "no connection"
  return failed(
    "unreachable",
    `${backendUrl} cannot be reached from this machine (${code}). Check option \`backendUrl\`, its name and its certificate. Some networks do not let a machine reach its own public address: if Inbank has called lately, all is well.`,
  )
}

function failed(code: "unreachable" | "timed_out" | "refused" | "wrong_answer", message: string) {
  return { ok: false, code, message } as const
}
