import type { FilledCart } from "../../integration-tests/support/filled-carts"
import { choose, complete, type Contender, type Lineup, type Name, type Started } from "../support/contenders"
import { sideBySide, type Samples } from "../support/side-by-side"
import type { Scope } from "../support/scope"

/** The four steps of a purchase, each measured. */
export interface PurchaseSamples {
  create: Samples
  complete: Samples
  capture: Samples
  refund: Samples
}

/** What each contender's purchases keep between two steps. */
type Lanes<Kept> = Record<Name, Kept[]>

/** The same purchases with each contender: session, order, capture, refund. */
export async function measurePurchase({ all }: Lineup, scope: Scope): Promise<PurchaseSamples> {
  const { warmUps } = scope
  const rounds = { warmUps, measured: scope.purchases }
  const afterSale = { warmUps, measured: scope.afterSales }

  const carts = await eachLane(all, ({ store }) => store.carts(warmUps + scope.purchases))
  const started: Lanes<Started> = { inbank: [], stripe: [], system: [] }
  const create = await sideBySide(all, rounds, async (contender, round) => {
    const chosen = await choose(contender, at(carts, contender, round))
    started[contender.name].push(chosen.started)
    return chosen.answered
  })

  await Promise.all(all.map(async (contender) => await contender.leaveAlone()))
  const completed = await sideBySide(all, rounds, async (contender, round) => {
    const purchase = at(started, contender, round)
    await contender.confirm(purchase)
    return await complete(contender, purchase)
  })

  await Promise.all(all.map(async (contender) => await contender.leaveAlone()))

  const payments = await eachLane(all, async ({ store, name }) => {
    const found = started[name].slice(0, warmUps + scope.afterSales).map((cart) => store.paymentOf(cart))
    return (await Promise.all(found)).flatMap((payment) => payment ?? [])
  })
  const capture = await sideBySide(all, afterSale, async (contender, round) => {
    const { id } = at(payments, contender, round)
    return await contender.store.admin("POST", `/admin/payments/${id}/capture`, {})
  })
  const refund = await sideBySide(all, afterSale, async (contender, round) => {
    const { id, amount } = at(payments, contender, round)
    return await contender.store.admin("POST", `/admin/payments/${id}/refund`, { amount })
  })
  return { create, complete: completed, capture, refund }
}

async function eachLane<Kept>(
  all: readonly Contender[],
  make: (contender: Contender) => Promise<Kept[]>,
): Promise<Lanes<Kept>> {
  const lanes: Lanes<Kept> = { inbank: [], stripe: [], system: [] }
  for (const contender of all) lanes[contender.name] = await make(contender)
  return lanes
}

function at<Kept extends FilledCart | { id: string }>(
  lanes: Lanes<Kept>,
  { name }: Contender,
  round: number,
): Kept {
  const kept = lanes[name][round]
  if (kept === undefined) throw new Error(`${name} has nothing prepared for round ${round}`)
  return kept
}
