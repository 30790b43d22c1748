import { Agent, request } from "node:http"
import { performance } from "node:perf_hooks"
import { quantile } from "./statistics"

/**
 * A request that is sent many times: as little work as possible is done for it, because the load maker shares the
 * machine.
 */
export interface Shot {
  url: string
  method: "GET" | "POST"
  headers: Record<string, string>
  body?: string
}

export interface Load {
  perSecond: number
  p50: number
  p99: number
}

/** Sends all, at most `concurrency` at a time, over connections that stay open. @throws unless each is answered 200. */
export async function fire(shots: readonly Shot[], concurrency: number): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: concurrency })
  const times: number[] = []
  const waiting = shots.values()
  const sendOneByOne = async () => {
    for (const shot of waiting) {
      const began = performance.now()
      const status = await send(shot, agent)
      times.push(performance.now() - began)
      if (status !== 200) throw new Error(`${shot.method} ${shot.url} was answered ${status}`)
    }
  }
  const began = performance.now()
  await Promise.all(Array.from({ length: concurrency }, sendOneByOne))
  const seconds = (performance.now() - began) / 1000
  agent.destroy()
  return { perSecond: shots.length / seconds, p50: quantile(times, 0.5), p99: quantile(times, 0.99) }
}

function send({ url, method, headers, body }: Shot, agent: Agent): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers, agent }, (response) => {
      response.resume()
      response.once("end", () => resolve(response.statusCode ?? 0))
      response.once("error", reject)
    })
    sent.once("error", reject)
    sent.end(body)
  })
}
