import { setTimeout as pause } from "node:timers/promises"
import type { Response } from "express"
import type { CannedAnswer } from "../../fault-request"
import type { Strike } from "./faults"
import type { ApiAnswer } from "../http/reply"
import { isJsonObject } from "../http/field-reader"
import { mergePatch } from "../http/merge-patch"
import { halvesOf, jsonType, replyOf, reset, send, sendStart, type Reply } from "../http/reply"

/** One request and its answer, as far as a fault needs them. */
export interface Exchange {
  readonly response: Response
  /** Has the bank carry the request out. Never throws: a refusal is an answer. */
  readonly act: () => ApiAnswer
  /** Writes to the journal what the client was sent. */
  readonly note: (status: number, body?: unknown) => void
}

/** Applies the fault to the request. Never rejects. */
export async function misbehave(strike: Strike, exchange: Exchange): Promise<void> {
  const { kind, delayMilliseconds, signal } = strike
  try {
    // The delay is the whole fault: code that waits for the fault wants to use that time.
    if (kind.type === "none") strike.befell()
    if (delayMilliseconds > 0) await pause(delayMilliseconds, undefined, { signal })
    await carryOut(strike, exchange)
  } catch {
    // Only an abandoned wait throws. Reset, so that the client does not keep waiting.
    reset(exchange.response)
  }
}

async function carryOut(strike: Strike, { response, act, note }: Exchange): Promise<void> {
  const { kind, signal, befell, released } = strike
  const answer = (given: ApiAnswer): void => {
    note(given.status, given.body)
    send(response, replyOf(given))
  }
  const answerAs = (reply: Reply): void => {
    note(reply.status, reply.text === "" ? undefined : reply.text)
    send(response, reply)
  }
  switch (kind.type) {
    case "none":
      return answer(act())
    case "status":
      answerAs(canned(kind))
      return befell()
    case "status_after":
      act()
      answerAs(canned(kind))
      return befell()
    case "reset_before":
      reset(response)
      return befell()
    case "reset_after":
      act()
      reset(response)
      return befell()
    case "hang_before":
      befell()
      await released()
      return answer(act())
    case "hang_after": {
      const late = act()
      befell()
      await released()
      return answer(late)
    }
    case "slow_body": {
      const given = act()
      const reply = replyOf(given)
      const [start, rest] = halvesOf(reply)
      note(given.status, given.body)
      if (start.length > 0) await sendStart(response, reply, start)
      befell()
      await pause(kind.milliseconds, undefined, { signal })
      if (start.length > 0) response.end(rest)
      else send(response, reply)
      return
    }
    case "cut_body": {
      const reply = replyOf(act())
      const [start] = halvesOf(reply)
      if (start.length > 0) {
        note(reply.status, start.toString())
        await sendStart(response, reply, start)
      }
      reset(response)
      return befell()
    }
    case "body":
      answerAs({ status: act().status, headers: jsonType, text: kind.body })
      return befell()
    case "rewrite": {
      const { status, body } = act()
      answer({ status, body: isJsonObject(body) ? mergePatch(body, kind.merge) : body })
      return befell()
    }
  }
}

function canned({ status, headers = {}, body = "" }: CannedAnswer): Reply {
  return { status, headers: body === "" ? headers : { ...jsonType, ...headers }, text: body }
}
