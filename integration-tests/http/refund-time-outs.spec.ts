import type { Answer } from "../../test-kit/http"
import { eventually } from "../../test-kit/eventually"
import type { FaultKind } from "../../src/sandbox"
import type { PlacedOrder } from "../support/ordered-by-shopper"
import { capturedOrder, givenBack, paidOutOrder, placedOrder } from "../support/orders"
import { openProblems } from "../support/rows"
import { describeShop } from "../support/shop"
import { aMinuteLater, minutesLater } from "../support/sweeps"
import { nobodyLooks } from "../support/time"

const APPROVAL = "POST /contracts/merchant-approval"
const CANCELLATION = "POST /contracts/cancel"
const WITHDRAWAL = "POST /contracts/merchant-withdrawal"
const DRAFT = "POST /contracts/versions"
const CONFIRMATION = "POST /contracts/versions/confirm"
const PART = 30

/** What the merchant who presses Refund is told: done, not known yet, or not done. */
const TOLD = {
  done: { status: 200 },
  open: {
    status: 400,
    body: { code: "not_refunded_yet", message: expect.stringContaining("Not refunded yet") as unknown },
  },
  refused: { status: 400, body: { message: expect.stringContaining("Nothing was refunded") as unknown } },
}
type Told = keyof typeof TOLD

const NOT_SENT: [string, FaultKind] = ["whose connection breaks before Inbank acts", { type: "reset_before" }]
const NO_ANSWER: [string, FaultKind] = ["whose connection breaks after Inbank acted", { type: "reset_after" }]
const LATE: [string, FaultKind] = [
  "that reaches Inbank only when nobody waits any more",
  { type: "hang_before" },
]
const TIME_OUT: [string, FaultKind] = ["that Inbank carries out and never answers", { type: "hang_after" }]
const ERROR: [string, FaultKind] = [
  "that Inbank carries out and answers with 500",
  { type: "status_after", status: 500 },
]
const LIMIT: [string, FaultKind] = ["that Inbank answers with 429", { type: "status", status: 429 }]
const KEY: [string, FaultKind] = ["that Inbank answers with 401", { type: "status", status: 401 }]

describeShop("When Inbank's answer is lost,", (shop) => {
  const counts = () => shop().sandbox.upstreamCounts()
  const all = (amount: number) => ({ medusa: amount, ledger: amount, inbank: amount })

  it.each<[...typeof NOT_SENT, told: Told]>([
    [...NOT_SENT, "open"],
    [...NO_ANSWER, "done"],
    [...LATE, "open"],
    [...TIME_OUT, "done"],
    [...ERROR, "done"],
    [...LIMIT, "refused"],
    [...KEY, "refused"],
  ])("a withdrawal %s is one refund, whoever ends it (R121)", async (_title, kind, told) => {
    const refund = async ({ order }: PlacedOrder) => await shop().admin.refund(order)
    const placed = [
      await capturedOrder(shop(), "pp_inbank_api"),
      await capturedOrder(shop(), "pp_inbank_api"),
    ]
    await endsAsOneRefund(WITHDRAWAL, kind, placed, refund, told)
  })

  it.each<[...typeof NOT_SENT, told: Told]>([
    [...NOT_SENT, "open"],
    [...NO_ANSWER, "done"],
    [...LATE, "open"],
    [...TIME_OUT, "done"],
    [...ERROR, "done"],
    [...LIMIT, "open"],
    [...KEY, "open"],
  ])("a confirmation %s is one refund, whoever ends it (R120, R121)", async (_title, kind, told) => {
    const refund = async ({ order }: PlacedOrder) => await shop().admin.refund(order, PART)
    const placed = [await paidOutOrder(shop()), await paidOutOrder(shop())]
    await endsAsOneRefund(CONFIRMATION, kind, placed, refund, told, PART)
    expect(counts()).toMatchObject({ [DRAFT]: 2 })
  })

  /** Two orders: one merchant presses Refund again, the other leaves it to the sweep. */
  async function endsAsOneRefund(
    route: string,
    kind: FaultKind,
    placed: PlacedOrder[],
    refund: (placed: PlacedOrder) => Promise<Answer>,
    told: Told,
    amount?: number,
  ): Promise<void> {
    const [pressed, left] = placed as [PlacedOrder, PlacedOrder]
    const faults = placed.map(({ contract }) => shop().sandbox.faults.add({ route, uuid: contract, kind }))
    const answers = await Promise.all(placed.map(refund))
    for (const answer of answers) expect(answer).toMatchObject(TOLD[told])
    for (const { id } of faults) await shop().sandbox.faults.befallen(id)
    // What is open may be ended by itself at any moment.
    const before = told === "done" ? sumOf(left, amount) : 0
    for (const each of told === "open" ? [] : placed)
      expect(await givenBack(shop(), each)).toEqual(all(before))

    // A part may be refunded twice on purpose, so who sees that it is done does not press again.
    await nobodyLooks(shop().container.resolve("__pg_connection__"), pressed.cartId)
    const isDone = (await givenBack(shop(), pressed)).medusa > 0
    if (!isDone || amount === undefined) await refund(pressed)
    const after = told === "refused" ? 0 : sumOf(left, amount)
    await minutesLater(
      shop().container,
      async () => await Promise.all(placed.map(async (each) => await givenBack(shop(), each))),
      ([first, second]) => first?.medusa === sumOf(pressed, amount) && second?.medusa === after,
      "both to be ended",
    )
    shop().sandbox.faults.clear()
    await aMinuteLater(shop().container)
    expect(await givenBack(shop(), pressed)).toEqual(all(sumOf(pressed, amount)))
    expect(await givenBack(shop(), left)).toEqual(all(after))
    expect(await openProblems(shop().container)).toEqual([])
  }

  function sumOf({ order }: PlacedOrder, amount = order.total): number {
    return amount
  }

  it("a withdrawal that is taken up again and meets 429 stays open until it is ended (R121)", async () => {
    const placed = await capturedOrder(shop(), "pp_inbank_api")
    shop().sandbox.faults.add({ route: WITHDRAWAL, kind: { type: "reset_before" } })
    shop().sandbox.faults.add({ route: WITHDRAWAL, kind: { type: "status", status: 429 } })
    expect(await shop().admin.refund(placed.order)).toMatchObject(TOLD.open)
    await minutesLater(
      shop().container,
      () => givenBack(shop(), placed),
      ({ medusa }) => medusa === placed.order.total,
      "the refund to be booked by itself",
    )
    expect(await givenBack(shop(), placed)).toEqual(all(placed.order.total))
    expect(counts()).toMatchObject({ [WITHDRAWAL]: 3 })
    expect(await openProblems(shop().container)).toEqual([])
  })

  it("an approval that Inbank carries out and answers with 500 captures, and approves once (R54)", async () => {
    const { order } = await placedOrder(shop())
    shop().sandbox.faults.add({ route: APPROVAL, kind: { type: "status_after", status: 500 } })
    expect(await shop().admin.capture(order)).toMatchObject({ status: 200 })
    expect(await shop().admin.order(order.id)).toMatchObject({ payment_status: "captured" })
    expect(counts()).toMatchObject({ [APPROVAL]: 1 })
  })

  it.each([NO_ANSWER, ERROR])(
    "the cancellation of an order's contract %s cancels the order (R111)",
    async (_title, kind) => {
      const placed = await placedOrder(shop(), "pp_inbank_api")
      shop().sandbox.faults.add({ route: CANCELLATION, kind })
      expect(await shop().admin.cancel(placed.order)).toMatchObject({ status: 200 })
      expect(shop().sandbox.session(placed.posSessionUuid)).toMatchObject({ status: "cancelled" })
      await aMinuteLater(shop().container)
      expect(await shop().admin.order(placed.order.id)).toMatchObject({ status: "canceled" })
      expect(counts()).toMatchObject({ [CANCELLATION]: 1 })
      expect(await openProblems(shop().container)).toEqual([])
    },
  )

  it.each([NOT_SENT, LIMIT])(
    "the cancellation of an order's contract %s leaves both as they are, and the next press cancels both (R111)",
    async (_title, kind) => {
      const placed = await placedOrder(shop(), "pp_inbank_api")
      shop().sandbox.faults.add({ route: CANCELLATION, kind })
      expect(await shop().admin.cancel(placed.order)).toMatchObject({
        status: 400,
        body: {
          code: "order_not_cancelled",
          message: expect.stringContaining("The order was not cancelled"),
        },
      })
      await aMinuteLater(shop().container)
      expect(await shop().admin.order(placed.order.id)).toMatchObject({
        status: "pending",
        payment_status: "authorized",
      })
      expect(shop().sandbox.session(placed.posSessionUuid)).toMatchObject({ status: "granted" })
      expect(await shop().admin.cancel(placed.order)).toMatchObject({ status: 200 })
      expect(shop().sandbox.session(placed.posSessionUuid)).toMatchObject({ status: "cancelled" })
    },
  )

  it.each([NO_ANSWER, ERROR])(
    "the withdrawal of a paid order's contract %s cancels the order and refunds it once (R121)",
    async (_title, kind) => {
      const placed = await capturedOrder(shop(), "pp_inbank_api")
      shop().sandbox.faults.add({ route: WITHDRAWAL, kind })
      expect(await shop().admin.cancel(placed.order)).toMatchObject({ status: 200 })
      await aMinuteLater(shop().container)
      expect(await shop().admin.order(placed.order.id)).toMatchObject({ status: "canceled" })
      expect(await givenBack(shop(), placed)).toEqual(all(placed.order.total))
      expect(counts()).toMatchObject({ [WITHDRAWAL]: 1 })
    },
  )

  it("the withdrawal of a paid order's contract that breaks before Inbank acts leaves the order, and is ended and refunded once (R121)", async () => {
    const placed = await capturedOrder(shop(), "pp_inbank_api")
    shop().sandbox.faults.add({ route: WITHDRAWAL, kind: { type: "reset_before" } })
    expect(await shop().admin.cancel(placed.order)).toMatchObject({
      status: 400,
      body: { message: expect.stringMatching(/The order was not cancelled.*Not refunded yet/) },
    })
    await minutesLater(
      shop().container,
      () => givenBack(shop(), placed),
      ({ medusa }) => medusa === placed.order.total,
      "the refund to be booked by itself",
    )
    await eventually(
      () => shop().admin.cancel(placed.order),
      ({ status }) => status === 200,
      "the order to be cancelled",
    )
    expect(await givenBack(shop(), placed)).toEqual(all(placed.order.total))
    expect(await openProblems(shop().container)).toEqual([])
  })
})
