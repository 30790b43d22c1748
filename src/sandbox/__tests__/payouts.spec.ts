import { startSandbox, type Sandbox } from "../index"
import { activeContract } from "./support"

describe("A payout", () => {
  let sandbox: Sandbox
  let contract: string
  beforeAll(async () => {
    sandbox = await startSandbox({ sendCallbacks: false })
  })
  const moveTo = (time: string): void => sandbox.clock.set(new Date(time))
  beforeEach(async () => {
    sandbox.reset()
    moveTo("2030-01-31T12:00:00Z")
    contract = await activeContract(sandbox)
  })
  afterAll(() => sandbox.close())

  const paidOutAt = () => sandbox.contract(contract)?.paidOutAt

  it("is made as the next day begins in the shop's country, whenever somebody looks", () => {
    moveTo("2030-01-31T21:59:59Z")
    expect(paidOutAt()).toBeUndefined()
    moveTo("2030-02-20T12:00:00Z")
    expect(paidOutAt()).toBe("2030-01-31T22:00:00.000Z")
  })

  it("knows the summer time", async () => {
    moveTo("2030-03-31T20:59:00Z")
    contract = await activeContract(sandbox)
    moveTo("2030-05-01T12:00:00Z")
    expect(paidOutAt()).toBe("2030-03-31T21:00:00.000Z")
  })

  it("is a whole day away for a contract made at midnight", async () => {
    moveTo("2030-01-31T22:00:00Z")
    contract = await activeContract(sandbox)
    moveTo("2030-03-01T12:00:00Z")
    expect(paidOutAt()).toBe("2030-02-01T22:00:00.000Z")
  })

  it("waits while payouts are held, and is made when they go on", () => {
    sandbox.payouts.hold()
    moveTo("2030-02-05T12:00:00Z")
    expect(paidOutAt()).toBeUndefined()

    sandbox.payouts.resume()
    expect(paidOutAt()).toMatch(/^2030-02-05T12:00/)
  })

  it("stays made when payouts are held later", () => {
    moveTo("2030-02-05T12:00:00Z")
    sandbox.payouts.hold()
    expect(paidOutAt()).toBe("2030-01-31T22:00:00.000Z")
  })

  it("is made by hand at once, once", () => {
    sandbox.payouts.hold()
    sandbox.payouts.payOut(contract)
    expect(paidOutAt()).toMatch(/^2030-01-31T12:00/)
    expect(() => sandbox.payouts.payOut(contract)).toThrow(
      `The contract ${contract} is paid out already, so it cannot be paid out.`,
    )
  })

  it("is not made for a contract that ended on its first day", async () => {
    await sandbox.portal.withdraw(contract)
    expect(() => sandbox.payouts.payOut(contract)).toThrow("is terminated, so it cannot be paid out")
    moveTo("2030-02-05T12:00:00Z")
    expect(paidOutAt()).toBeUndefined()
  })

  it("was made for a contract that ended later", async () => {
    moveTo("2030-02-05T12:00:00Z")
    await sandbox.portal.withdraw(contract)
    expect(paidOutAt()).toBe("2030-01-31T22:00:00.000Z")
  })

  it("is held no more after a reset", () => {
    sandbox.payouts.hold()
    expect(sandbox.payouts.isHeld()).toBe(true)
    sandbox.reset()
    expect(sandbox.payouts.isHeld()).toBe(false)
  })
})
