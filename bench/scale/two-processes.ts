import globalSetup from "../../integration-tests/faults/support/global-setup"
import globalTeardown from "../../integration-tests/faults/support/global-teardown"
import { cartIds, deliver, TestBed, type Purchase } from "../../integration-tests/faults/support/test-bed"

const PURCHASES = 40
/** How often each callback is sent: this measures enqueueing, and only the first copy leads to more work. */
const COPIES = 10
const CALLERS = 16

type Stores = "shared"[]
const ONE: Stores = ["shared"]
const TWO: Stores = ["shared", "shared"]

export interface Throughput {
  processes: number
  callbacksPerSecond: number
  ordersPerSecond: number
}

/**
 * How much one process can handle, and two that share a database and a Redis, alternately. The callers and Inbank run
 * on the same machine, on the fault tests' database, which does not wait for the disk.
 */
export async function measureProcesses(): Promise<Throughput[]> {
  await globalSetup()
  try {
    const found: Throughput[] = []
    for (const stores of [ONE, TWO, TWO, ONE]) found.push(await throughputOf(stores))
    return found
  } finally {
    await globalTeardown()
  }
}

async function throughputOf(stores: Stores): Promise<Throughput> {
  const bed = await TestBed.start({ stores, redis: true })
  try {
    // What is slow only the first time.
    await ordersOf(bed, await bed.signed(stores.length * 3))
    const orders = await ordersOf(bed, await bed.signed(PURCHASES))
    return { processes: stores.length, ...orders }
  } finally {
    await bed.close()
  }
}

async function ordersOf(bed: TestBed, purchases: Purchase[]): Promise<Omit<Throughput, "processes">> {
  const calls = Array.from({ length: COPIES }, () => purchases).flat()
  const began = performance.now()
  let next = 0
  const call = async () => {
    for (let at = next++; at < calls.length; at = next++) {
      const status = await deliver(calls[at]?.callback ?? missing(), bed.stores[at % bed.stores.length])
      if (status !== 200) throw new Error(`a callback was answered ${status}`)
    }
  }
  await Promise.all(Array.from({ length: CALLERS }, call))
  const answered = (performance.now() - began) / 1000
  while ((await ordersPlaced(bed, purchases)) < purchases.length)
    await new Promise((resolve) => setTimeout(resolve, 50))
  const placed = (performance.now() - began) / 1000
  return { callbacksPerSecond: calls.length / answered, ordersPerSecond: purchases.length / placed }
}

async function ordersPlaced(bed: TestBed, purchases: Purchase[]): Promise<number> {
  const rows: unknown[] = await bed
    .knex("inbank_session")
    .whereIn("cart_id", cartIds(purchases))
    .whereNotNull("order_id")
    .select("id")
  return rows.length
}

function missing(): never {
  throw new Error("there is no such callback")
}
