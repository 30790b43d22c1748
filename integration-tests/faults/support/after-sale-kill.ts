import type { Press, Situation } from "./after-sale-situations"
import { atInbank, inDatabase } from "./kill-point"
import type { Sale } from "./sales"
import { cartIds, type TestBed } from "./test-bed"
import { Trial } from "./trial"

/** Orders of each situation. */
export const TRIES = 3
/** Which of them presses again at once, which when some minutes have passed, and which never does. */
const AT_ONCE = 0
export const AFTER_MINUTES = 1
export const NEVER = 2

interface SalesOfSituation {
  all: Sale[]
  trial: Trial
}

export interface Group {
  press: Press
  makeSales: () => Promise<void>
  sales: ReadonlyMap<Situation, SalesOfSituation>
  salesOf: (when: string) => SalesOfSituation
}

/** Each situation has sales of its own. */
export function group(
  bed: () => TestBed,
  name: string,
  situations: readonly Situation[],
  newSales: (bed: TestBed, count: number) => Promise<Sale[]>,
  press: Press,
): Group {
  const sales = new Map<Situation, SalesOfSituation>()
  return {
    press,
    sales,
    makeSales: async () => {
      for (const situation of situations) {
        const trial = new Trial(bed(), `${name}: killed ${situation.when}`)
        sales.set(situation, { all: await newSales(bed(), TRIES), trial })
      }
    },
    salesOf: (when) => {
      const [found] = [...sales].filter(([situation]) => situation.when === when)
      if (!found) throw new Error(`nobody was killed ${when}`)
      return found[1]
    },
  }
}

/** One kill cuts the work on all of their sales short, and what follows is the same for all. */
export function onceKilled(bed: () => TestBed, groups: readonly Group[]): () => Promise<void> {
  let killed: Promise<void> | undefined
  const kill = async () => {
    await bed().forget()
    for (const { makeSales } of groups) await makeSales()
    await areKilled(
      bed(),
      groups.flatMap(({ press, sales }) =>
        [...sales].map(([situation, { all }]) => ({ ...situation, press, sales: all })),
      ),
    )
  }
  return async () => await (killed ??= kill())
}

type Cut = Situation & { press: Press; sales: Sale[] }

/**
 * All merchants press, and the store is killed when every request has come to its point. It is started again, one
 * merchant of each situation presses again at once, another some minutes later, and the sweep goes on.
 */
async function areKilled(bed: TestBed, cuts: readonly Cut[]): Promise<void> {
  const merchant = await bed.admin()
  const everySale = cuts.flatMap(({ sales }) => sales)
  const pressed: Promise<unknown>[] = []
  const presses = ({ press, sales }: Cut) =>
    pressed.push(...sales.map(async ({ order }) => await press(merchant, order).catch(() => "broken off")))

  const writing = cuts.flatMap((cut) => ("writes" in cut.point ? [{ ...cut, point: cut.point }] : []))
  const held = await inDatabase(
    bed,
    writing.map(({ point, sales }) => [point, sales] as const),
  )
  writing.forEach(presses)
  await held.all()
  const letGo = { first: [held.letGo], last: new Array<() => Promise<void>>() }
  // Nobody waits for Inbank for long, but for the database: they come last.
  for (const cut of cuts) {
    if (!("asks" in cut.point)) continue
    const hanging = await atInbank(bed, cut.point, cut.sales)
    letGo[cut.arrivesLast ? "last" : "first"].push(hanging.letGo)
    presses(cut)
    await hanging.all()
  }
  await bed.store.kill()
  expect(await Promise.all(pressed)).toEqual(everySale.map(() => "broken off"))
  for (const go of letGo.first) await go()
  await expectDue(bed, everySale)

  await bed.store.start()
  const admin = await bed.admin()
  const pressesAgain = async (index: number) => {
    const again = cuts.flatMap(({ press, sales }) =>
      sales.slice(index, index + 1).map((sale) => ({ press, sale })),
    )
    await Promise.all(again.map(async ({ press, sale }) => await press(admin, sale.order)))
  }
  await pressesAgain(AT_ONCE)
  await bed.timePassesForTheDead()
  await pressesAgain(AFTER_MINUTES)
  await sweepGoesOn(bed, everySale)
  for (const go of letGo.last) await go()
  await sweepGoesOn(bed, everySale)
}

/** Whatever the merchant does: somebody looks at them by himself, and not only tomorrow. */
async function expectDue(bed: TestBed, sales: readonly Sale[]): Promise<void> {
  const late: unknown[] = await bed
    .knex("inbank_session")
    .whereIn("cart_id", cartIds(sales))
    .whereRaw("(next_check_at is null or next_check_at > now() + interval '3 minutes')")
    .select("cart_id", "next_check_at")
  expect(late).toEqual([])
}

export async function sweepGoesOn(bed: TestBed, sales: readonly Sale[]): Promise<void> {
  for (let look = 1; look <= 3; look += 1) {
    await bed.aMinutePasses(sales)
    await bed.store.sweep()
  }
}
