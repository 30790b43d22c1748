import { createServer } from "node:net"

/**
 * Below the ports that a system hands out by itself, which begin at 32768 on Linux and at 49152 elsewhere: between our
 * check and the use of a port, no outgoing connection takes it.
 */
const [LOWEST, HIGHEST] = [20_000, 32_767]
const TRIES = 50

const given = new Set<number>()

/** A loopback port that is free at this moment. The same process is never given one twice. */
export async function freePort(): Promise<number> {
  for (let left = TRIES; left > 0; left -= 1) {
    const port = LOWEST + Math.floor(Math.random() * (HIGHEST - LOWEST + 1))
    if (given.has(port) || !(await canBeHeld(port))) continue
    given.add(port)
    return port
  }
  throw new Error(
    `No free port was found between ${LOWEST} and ${HIGHEST}: end what holds them, and try again.`,
  )
}

async function canBeHeld(port: number): Promise<boolean> {
  return await new Promise((resolve) => {
    const probe = createServer()
    probe.once("error", () => resolve(false))
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)))
  })
}
